/// YAML to be written: texts, lists and mappings in their order.
indirect enum YAMLText {
  case scalar(String)
  /// Text that is written as it is: numbers, `true`.
  case plain(String)
  case list([YAMLText])
  case mapping([(String, YAMLText)])

  /// A text as YAML reads it back: plain where that is safe, in double quotes elsewhere.
  static func quoted(_ text: String) -> String {
    isSafe(text) ? text : "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// Whether a text stays the same text without quotes, in YAML 1.1 and 1.2 alike.
  private static func isSafe(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic,
      text.last != " ", text.last != ":"
    else { return false }
    let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    guard !words.contains(text.lowercased()) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      let isWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      return isWord || " _-./()'÷×≥≤−·;–".unicodeScalars.contains(scalar)
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default:
      scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85
        || (0x2028...0x2029).contains(scalar.value) || scalar.value == 0xFEFF
        ? "\\u" + hexadecimal(scalar.value) : String(Character(scalar))
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// The lines of the document.
  func document() -> String { lines(indent: 0).joined(separator: "\n") + "\n" }

  private func lines(indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    switch self {
    case .scalar(let text): return [margin + Self.quoted(text)]
    case .plain(let text): return [margin + text]
    case .list(let items):
      guard !items.isEmpty else { return [margin + "[]"] }
      return items.flatMap { item in
        var lines = item.lines(indent: indent + 2)
        lines[0] = margin + "- " + lines[0].dropFirst(indent + 2)
        return lines
      }
    case .mapping(let members):
      guard !members.isEmpty else { return [margin + "{}"] }
      return members.flatMap { name, value -> [String] in
        let key = margin + Self.quoted(name) + ":"
        switch value {
        case .scalar, .plain: return [key + " " + value.lines(indent: 0)[0]]
        case .list(let items) where items.isEmpty: return [key + " []"]
        case .mapping(let members) where members.isEmpty: return [key + " {}"]
        default: return [key] + value.lines(indent: indent + 2)
        }
      }
    }
  }
}
