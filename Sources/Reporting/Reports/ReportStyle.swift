/// How much room a report has on the terminal, and whether it may use colours.
public struct ReportStyle: Hashable, Sendable {
  /// The width of the terminal in columns, at least 20.
  public var width: Int
  /// Whether escape sequences for colours may be used.
  public var colour: Bool
  /// The most rows per KPI, at least 1.
  public var rows: Int

  /// A style; numbers below the smallest allowed count as that.
  public init(width: Int = 80, colour: Bool = false, rows: Int = 20) {
    (self.width, self.colour, self.rows) = (max(20, width), colour, max(1, rows))
  }

  /// Parts of a heading joined by `·`, in bold, broken between parts where the width ends.
  func heading(_ parts: [String]) -> String {
    var lines: [String] = []
    for part in parts.map(TerminalText.sanitized) where !part.isEmpty {
      let joined = (lines.last.map { $0 + " · " } ?? "") + part
      if lines.isEmpty || TerminalText.width(joined) > width {
        lines.append(part)
      } else {
        lines[lines.count - 1] = joined
      }
    }
    return lines.map {
      TerminalStyle.bold.applied(to: TerminalText.truncated($0, to: width), colour: colour) + "\n"
    }.joined()
  }

  /// A line across the width, at most 100 columns.
  var rule: String {
    let line = String(repeating: "─", count: min(width, 100))
    return TerminalStyle.faint.applied(to: line, colour: colour) + "\n"
  }

  /// A paragraph in words, broken between words where the width ends.
  func paragraph(_ text: String, indent: Int = 0, _ style: TerminalStyle = .plain) -> String {
    TerminalText.wrapped(TerminalText.sanitized(text), to: width, indent: indent)
      .map { style.applied(to: TerminalText.truncated($0, to: width), colour: colour) + "\n" }
      .joined()
  }

  /// The commands to propose, one per line and not broken, so that they can be copied.
  func proposals(_ commands: [String]) -> String {
    commands.map { "next: " + TerminalText.sanitized($0) + "\n" }.joined()
  }
}
