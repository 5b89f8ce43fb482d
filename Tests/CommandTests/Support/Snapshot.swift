import Foundation
import Testing

/// Whole outputs, kept in `Snapshots/` and compared with what a run gives today.
///
/// With `RECORD_SNAPSHOTS` in the environment they are recorded again; the difference is then to be
/// read in version control.
enum Snapshot {
  /// Expects a text to be the one that was recorded; numbers may differ by a millionth, because the
  /// last digits of estimates depend on the processor.
  static func expect(
    _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = SourceTree.tests.appending(path: "Snapshots")
    let file = folder.appending(path: name + ".txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try Data(text.utf8).write(to: file)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    if let difference = difference(text, recorded) {
      Issue.record(
        """
        \(name) differs from its snapshot in line \(difference.line)
          now:      \(difference.now)
          recorded: \(difference.recorded)
        Record it again with RECORD_SNAPSHOTS=1 if that is meant.
        """, sourceLocation: sourceLocation)
    }
  }

  /// The first line that differs by more than rounding.
  static func difference(
    _ now: String, _ recorded: String
  ) -> (line: Int, now: String, recorded: String)? {
    let (ours, theirs) = (lines(now), lines(recorded))
    for index in 0..<max(ours.count, theirs.count) {
      let one = index < ours.count ? ours[index] : "(nothing)"
      let other = index < theirs.count ? theirs[index] : "(nothing)"
      if !isClose(one, other) { return (index + 1, one, other) }
    }
    return nil
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func isClose(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (ours, theirs) = (tokens(a), tokens(b))
    return ours.count == theirs.count
      && zip(ours, theirs).allSatisfy { one, other in
        if one == other { return true }
        guard let x = Double(one), let y = Double(other) else { return false }
        return abs(x - y) <= 1e-6 * max(abs(x), abs(y)) || max(abs(x), abs(y)) < 1e-9
      }
  }

  /// The text cut into numbers and what stands between them.
  private static func tokens(_ text: String) -> [Substring] {
    var tokens: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      let isNumber = first.isASCII && first.isNumber
      let token = rest.prefix { character in
        let isDigit = character.isASCII && (character.isNumber || (isNumber && character == "."))
        return isDigit == isNumber
      }
      tokens.append(token)
      rest = rest[token.endIndex...]
    }
    return tokens
  }
}

extension Program.Result {
  /// The whole result as one text.
  var transcript: String {
    "\(output)--- standard error\n\(errors)--- exit code \(status)\n"
  }
}
