import DataIO
import Reporting

/// What was read, in sentences for a person.
struct ReadingStory {
  private let reading: PanelReading

  init(_ reading: PanelReading) { self.reading = reading }

  /// One line: rows, series, periods, and rows that were not used.
  var summary: String {
    let entries = reading.panel.entries
    var text = "read \(Counted.text(reading.rowCount, "row")): \(Counted.series(entries.count))"
    let series = entries.map(\.series.values).filter { $0.count > 0 }
    if let first = series.map(\.start).min(),
      let last = series.map({ $0.end.advanced(by: -1) }).max()
    {
      text += ", \(PeriodLabel.dated(first)) to \(PeriodLabel.dated(last))"
    }
    if reading.rejectedCount > 0 {
      text += "; \(Counted.text(reading.rejectedCount, "row")) not used"
    }
    return text
  }

  /// One line per decision; with the option that pins it if asked for.
  func decisions(withFlags: Bool) -> [String] {
    let width = reading.decisions.map(\.subject.count).max() ?? 0
    return reading.decisions.map { decision in
      let gap = String(repeating: " ", count: width - decision.subject.count)
      let flag = withFlags && !decision.flag.isEmpty ? "   [\(decision.flag)]" : ""
      return TerminalText.sanitized("  \(decision.subject)\(gap)  \(decision.finding)\(flag)")
    }
  }

  /// One line per input with its size and hash.
  var inputs: [String] {
    reading.inputs.map { input in
      TerminalText.sanitized(
        "  input \(input.path): \(Counted.text(input.bytes, "byte")), sha256 \(input.sha256)")
    }
  }

  /// One line per reason for which rows were not used, the most frequent first.
  var rejections: [String] {
    var counts = ReasonCounts()
    for row in reading.rejected { counts.add(row.reason) }
    return counts.lines(limit: 10).map { TerminalText.sanitized("  " + $0) }
  }
}

/// Numbers of things in words.
enum Counted {
  /// The number with thousands separated, and the noun in its plural where due.
  static func text(_ count: Int, _ noun: String) -> String {
    grouped(count) + " " + noun + (count == 1 ? "" : "s")
  }

  /// A number of series.
  static func series(_ count: Int) -> String { grouped(count) + " series" }

  /// The digits in groups of three.
  static func grouped(_ count: Int) -> String {
    var digits = Array(String(count))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return String(digits)
  }
}
