/// Why the value of an option is not valid: what is allowed instead.
struct OptionError: Error, CustomStringConvertible {
  let description: String

  init(_ allowed: String) { description = allowed }
}

/// Parsers of option values, each with a message that says what is allowed.
enum OptionValue {
  /// A parser of whole numbers of a range.
  static func whole(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
      guard let value = Int(text), range.contains(value) else {
        throw OptionError(
          "a whole number from \(range.lowerBound) to \(range.upperBound) is needed")
      }
      return value
    }
  }

  /// A seed.
  static let seed: @Sendable (String) throws -> UInt64 = { text in
    guard let value = UInt64(text) else {
      throw OptionError("a whole number from 0 to \(UInt64.max) is needed")
    }
    return value
  }

  /// Names separated by commas, given once or several times.
  static func names(_ texts: [String]) -> [String] {
    texts.flatMap { $0.split(separator: ",") }.map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    let front = text.drop { $0 == " " }
    return String(front.reversed().drop { $0 == " " }.reversed())
  }
}
