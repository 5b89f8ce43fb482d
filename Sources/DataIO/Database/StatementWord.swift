/// The word with which an SQL statement begins, behind comments.
struct StatementWord {
  private let word: String

  /// Whether the statement asks for rows and does nothing else.
  var isQuery: Bool { ["select", "with", "values"].contains(word) }

  static func first(of sql: String) -> StatementWord {
    var rest = Substring(sql)
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        guard let end = rest.firstRange(of: "*/") else { break }
        rest = rest[end.upperBound...]
      } else {
        break
      }
    }
    return StatementWord(word: rest.prefix { $0.isLetter }.lowercased())
  }

  /// Refuses a statement that does not begin like one that asks for rows.
  static func check(_ sql: String, _ path: String) throws(DataError) {
    guard !first(of: sql).isQuery else { return }
    throw DataError(
      .usage, at: .init(path: path), "--query is not a SELECT",
      details: ["a database is only read: one SELECT, or WITH … SELECT"],
      fix: "ask for the rows to use, such as --query \"select month, revenue from sales\"")
  }
}
