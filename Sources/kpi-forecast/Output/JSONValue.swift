import Reporting

/// A JSON value whose objects keep the order of their members.
indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One name and its value.
  struct Member: Hashable, Sendable {
    let name: String
    let value: JSONValue

    init(_ name: String, _ value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  /// Texts as an array.
  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// The text of the value (RFC 8259), members on their own lines, indented by two spaces each.
  func text(indent: Int = 0) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .number(let value): NumberText.exact(value) ?? "null"
    case .string(let value): JSONWriter.quoted(value)
    case .array(let values):
      Self.block("[", values.map { $0.text(indent: indent + 2) }, "]", indent)
    case .object(let members):
      Self.block(
        "{",
        members.map { "\(JSONWriter.quoted($0.name)): \($0.value.text(indent: indent + 2))" }, "}",
        indent
      )
    }
  }

  private static func block(_ open: String, _ parts: [String], _ close: String, _ indent: Int)
    -> String
  {
    guard !parts.isEmpty else { return open + close }
    let margin = "\n" + String(repeating: " ", count: indent)
    return open + parts.map { margin + "  " + $0 }.joined(separator: ",") + margin + close
  }
}
