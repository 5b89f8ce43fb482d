/// Names of KPIs, goals and dimensions: `^[a-z][a-z0-9_]*$`, so that they can be columns everywhere.
public enum KPIName {
  /// The longest name.
  public static let mostLetters = 100

  /// Whether a text is such a name.
  public static func isValid(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, isLetter(first), bytes.count <= mostLetters else { return false }
    return bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  /// The name nearest to a text: small letters, `_` for all else; nil if nothing is left.
  public static func suggestion(for text: String) -> String? {
    var name = ""
    for byte in text.lowercased().utf8 {
      if isLetter(byte) || isDigit(byte) {
        name.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !name.isEmpty, !name.hasSuffix("_") {
        name.append("_")
      }
    }
    while name.hasSuffix("_") { name.removeLast() }
    if let first = name.utf8.first, isDigit(first) { name = "n" + name }
    return isValid(name) ? name : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
