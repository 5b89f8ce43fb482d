import TemporalData

/// Writes a table as JSON (RFC 8259): an array with one object per row, one row per line.
///
/// Every object has every column, in order; what is not available is `null`. Periods are strings with
/// the ISO date of the first day, index periods and counts are integers, and numbers are in
/// `NumberText.exact` form.
public struct JSONWriter: TableWriter {
  private var buffer: TextBuffer
  private var labels: [String] = []
  private var isFirst = true

  /// A writer to a sink.
  public init(to sink: @escaping TextSink) { buffer = TextBuffer(sink) }

  /// Opens the array.
  public mutating func begin(_ columns: [ResultTable.Column]) throws {
    labels = columns.map { Self.quoted($0.name) + ":" }
    try buffer.append("[")
  }

  /// Writes one object.
  public mutating func write(_ row: ResultTable.Row) throws {
    try write(text: formatter([row]))
  }

  /// What makes objects of rows, with commas between them.
  public var formatter: RowFormatter {
    let labels = labels
    return { rows in
      var text = ""
      for (number, row) in rows.enumerated() {
        precondition(row.count == labels.count, "a row needs a cell per column")
        text += number > 0 ? ",\n{" : "{"
        for (position, cell) in row.enumerated() {
          if position > 0 { text += "," }
          text += labels[position]
          text += Self.value(cell)
        }
        text += "}"
      }
      return text
    }
  }

  /// Writes objects.
  public mutating func write(text: String) throws {
    guard !text.isEmpty else { return }
    try buffer.append(isFirst ? "\n" : ",\n")
    try buffer.append(text)
    isFirst = false
  }

  /// Closes the array and hands on what is still held.
  public mutating func finish() throws {
    try buffer.append(isFirst ? "]\n" : "\n]\n")
    try buffer.flush()
  }

  private static func value(_ cell: ResultTable.Cell) -> String {
    switch cell {
    case .text(let text): quoted(text)
    case .number(let value): value.flatMap(NumberText.exact) ?? "null"
    case .count(let count): String(count)
    case .period(let period) where period.frequency == .index: period.description
    case .period(let period): quoted(period.description)
    case .missing: "null"
    }
  }

  /// The text as a JSON string.
  ///
  /// Besides what JSON demands, U+2028 and U+2029 are escaped, since older JavaScript ends a line
  /// there, and U+FEFF, which some readers drop as a byte order mark.
  public static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
