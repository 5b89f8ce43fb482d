/// Words and signs that say that a number or a date is not available.
///
/// They count only in columns of numbers and dates: `NA` in a column of regions is North America.
enum MissingMark {
  /// Whether a field without outer spaces says so.
  static func matches(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if field.isEmpty { return true }
    guard field.count <= 24, !hasDigits(text, field) else { return false }
    return words.contains(
      NumberField.string(text, field.lowerBound, field.upperBound).lowercased()
        .filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" })
  }

  /// Whether there is a digit, as in no mark but those of spreadsheet errors.
  private static func hasDigits(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    guard text[field.lowerBound] != UInt8(ascii: "#") else { return false }
    for position in field where text[position] &- Byte.zero <= 9 { return true }
    return false
  }

  /// In lower case, without spaces.
  private static let words: Set<String> = [
    "", "-", "--", "---", "–", "—", "−", ".", "..", "...", "…", "?", "-/-",
    "na", "n/a", "n.a.", "n.a", "#n/a", "#na", "#n/d", "#nv", "n.v.", "null", "(null)", "nil",
    "none", "nan", "nat", "\\n", "(blank)", "(leer)", "(vide)", "blank", "empty", "missing",
    "unknown", "k.a.", "k.a", "ka", "keineangabe", "s/o", "s.o.", "so", "n/d", "n.d.", "n.d", "nd",
    "n/c", "nc", "s/d", "s.d.", "n.b.", "nvt", "n.v.t.",
    "#div/0!", "#¡div/0!", "#value!", "#wert!", "#valeur!", "#¡valor!", "#valor!", "#valore!",
    "#waarde!", "#ref!", "#bezug!", "#name?", "#num!", "#zahl!", "#null!", "#error!", "#error",
  ]
}
