/// A comma-separated table (RFC 4180) that is built row by row.
///
/// Lines end in a line feed. A field is quoted only if it holds a comma, a quote, a line break or
/// an outer space; text is otherwise written as it is, even if a spreadsheet would take it for a
/// formula, because exports do the same.
public struct CSVTable: Sendable {
  /// The path below the output folder, such as `truth/partners.csv`.
  public let path: String
  /// The whole file.
  public private(set) var text = ""
  private let width: Int

  init(_ path: String, columns: [String]) {
    (self.path, width) = (path, columns.count)
    append(columns)
  }

  /// Adds a row with one field per column.
  mutating func append(_ fields: [String]) {
    precondition(fields.count == width, "one field per column")
    text += fields.map(Self.quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    let isPlain = !field.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    if isPlain, field.first != " ", field.last != " " { return field }
    let doubled = field.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"" + doubled + "\""
  }
}
