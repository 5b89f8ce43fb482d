/// Text as one field of a CSV row (RFC 4180).
public enum CSVField {
  /// The text, in quotes if it holds a comma, a quote, a line break or outer spaces.
  public static func escaped(_ text: String) -> String {
    let bytes = text.utf8
    let special = bytes.contains { byte in isSpecial(byte) }
    let padded = bytes.first == 0x20 || bytes.last == 0x20
    guard special || padded else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case Byte.comma, Byte.quote, Byte.lineFeed, Byte.carriageReturn: true
    default: false
    }
  }
}
