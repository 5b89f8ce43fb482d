extension SeriesExplanation {
  /// The explanation for a terminal, ended by a line feed.
  ///
  /// - Parameter ruled: whether a line stands above it, to keep it apart from another.
  public func text(_ style: ReportStyle = ReportStyle(), ruled: Bool = false) -> String {
    var text = ruled ? style.rule : ""
    text += style.heading(heading) + style.paragraph(summary)
    for section in sections {
      text += "\n" + style.heading([section.title])
      for line in section.lines { text += Self.text(line, style) }
      if let table = section.table {
        let rows = table.text(width: max(20, style.width - 2), colour: style.colour)
        text += rows.split(separator: "\n").map { "  \($0)\n" }.joined()
      }
    }
    return text
  }

  /// The labels stand in a column of their own.
  private static func text(_ line: ExplanationLine, _ style: ReportStyle) -> String {
    let column = 10
    let label = TerminalText.fitted(TerminalText.sanitized(line.label), to: column - 1, .leading)
    let lines = TerminalText.wrapped(
      TerminalText.sanitized(line.text), to: max(20, style.width - column - 2))
    return lines.enumerated().map { place, words in
      let start = place == 0 ? label : String(repeating: " ", count: column - 1)
      return "  "
        + TerminalStyle.faint.applied(to: start, colour: style.colour) + " "
        + line.style.applied(to: words, colour: style.colour) + "\n"
    }.joined()
  }

  /// The explanation in Markdown, ended by a line feed.
  public var markdown: String {
    var text = "## " + heading.map(MarkdownText.escaped).joined(separator: " · ") + "\n\n"
    text += MarkdownText.escaped(summary) + "\n"
    for section in sections {
      text += "\n### \(MarkdownText.escaped(section.title))\n\n"
      for line in section.lines {
        let label = line.label.isEmpty ? "" : "**\(MarkdownText.escaped(line.label))** "
        text += "- \(label)\(MarkdownText.escaped(line.text))\n"
      }
      if let table = section.table { text += "\n" + MarkdownText.table(table) }
    }
    return text
  }
}

/// Text that may stand in a Markdown page.
enum MarkdownText {
  /// The text on one line, without anything that Markdown or HTML would take for markup.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for character in TerminalText.sanitized(text) {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "!", "~": safe += "\\" + String(character)
      default: safe.append(character)
      }
    }
    return safe
  }

  /// A table with a line between heading and rows.
  static func table(_ table: TextTable) -> String {
    let titles = table.columns.map { escaped($0.title) }
    let rule = table.columns.map { $0.alignment == .trailing ? "---:" : "---" }
    let rows = table.rows.map { $0.map { escaped($0.text) } }
    return ([titles, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
