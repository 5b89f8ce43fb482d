/// Writes a table as CSV (RFC 4180): a header, then one line per row, each ended by a line feed.
///
/// Fields with a comma, a quote, a line break or outer spaces stand in quotes. What is not available
/// is an empty field. Numbers are in `NumberText.exact` form.
public struct CSVWriter: TableWriter {
  private let neutralizingFormulas: Bool
  private var buffer: TextBuffer
  private var width = 0

  /// A writer to a sink.
  ///
  /// - Parameter neutralizingFormulas: whether text that a spreadsheet would run as a formula (it
  ///   begins with `=`, `+`, `-`, `@`, a tab or a carriage return) gets a leading apostrophe. Off by
  ///   default, since it changes names.
  public init(neutralizingFormulas: Bool = false, to sink: @escaping TextSink) {
    self.neutralizingFormulas = neutralizingFormulas
    buffer = TextBuffer(sink)
  }

  /// Writes the header.
  public mutating func begin(_ columns: [ResultTable.Column]) throws {
    width = columns.count
    try write(columns.map { .text($0.name) })
  }

  /// Writes one line.
  public mutating func write(_ row: ResultTable.Row) throws { try write(text: formatter([row])) }

  /// What makes lines of rows.
  public var formatter: RowFormatter {
    let (width, neutralizingFormulas) = (width, neutralizingFormulas)
    return { rows in
      var text = ""
      for row in rows {
        precondition(row.count == width, "a row needs a cell per column")
        Self.append(row, to: &text, neutralizingFormulas)
      }
      return text
    }
  }

  /// Writes lines.
  public mutating func write(text: String) throws { try buffer.append(text) }

  /// Hands on what is still held.
  public mutating func finish() throws { try buffer.flush() }

  private static func append(
    _ row: ResultTable.Row, to text: inout String, _ neutralizingFormulas: Bool
  ) {
    let start = text.utf8.count
    for (position, cell) in row.enumerated() {
      if position > 0 { text += "," }
      text += field(cell, neutralizingFormulas)
    }
    // A lone empty field would read back as a blank line, which readers skip.
    if text.utf8.count == start { text += "\"\"" }
    text += "\n"
  }

  private static func field(_ cell: ResultTable.Cell, _ neutralizingFormulas: Bool) -> String {
    switch cell {
    case .text(let text): field(ofText: text, neutralizingFormulas)
    case .number(let value): value.flatMap(NumberText.exact) ?? ""
    case .count(let count): String(count)
    case .period(let period): period.description
    case .missing: ""
    }
  }

  private static func field(ofText text: String, _ neutralizingFormulas: Bool) -> String {
    let formula = neutralizingFormulas && text.utf8.first.map(formulaStarts.contains) == true
    return quoted(formula ? "'" + text : text)
  }

  private static let formulaStarts: Set<UInt8> = Set("=+-@\t\r".utf8)

  /// The text as one field, in quotes if it needs them.
  static func quoted(_ text: String) -> String {
    let bytes = text.utf8
    let isSpecial = bytes.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard isSpecial || bytes.first == 0x20 || bytes.last == 0x20 else { return text }
    var quoted = "\""
    // By scalars: a quote followed by a combining mark is one character but still a quote.
    for scalar in text.unicodeScalars {
      quoted.unicodeScalars.append(scalar)
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }
}
