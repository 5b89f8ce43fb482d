/// Text as one field of a CSV row (RFC 4180).
public enum CSVField {
  /// The text, in quotes if it holds a comma, a quote, a line break or outer spaces.
  public static func escaped(_ text: String) -> String {
    let bytes = text.utf8
    let special = bytes.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    let padded = bytes.first == 0x20 || bytes.last == 0x20
    guard special || padded else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
