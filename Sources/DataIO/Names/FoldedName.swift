/// Names as they are compared: two that differ only in outer or repeated spaces, in case or in how
/// Unicode writes a letter are one.
enum FoldedName {
  /// The form in which a name is compared.
  ///
  /// Outer spaces go and inner ones become one, whatever their kind; marks without a width go; letters lose
  /// their case, so that `STRASSE` is `straße`; canonically equivalent letters compare as equal anyway,
  /// and the form is their composed one. Codes in which case tells things apart keep it
  /// (``caseCounts(_:)``). O(length).
  static func fold(_ name: String) -> String {
    if let plain = plain(name) { return caseCounts(name) ? spaced(name) : plain }
    let spaced = spaced(name)
    return caseCounts(spaced) ? spaced : spaced.uppercased().lowercased()
  }

  /// Lower case of a name of ASCII letters without spaces to collapse; nil for others.
  private static func plain(_ name: String) -> String? {
    var previous = Byte.space
    for byte in name.utf8 {
      guard byte < 0x7F, byte >= Byte.space, byte != Byte.space || previous != Byte.space else {
        return nil
      }
      previous = byte
    }
    return previous == Byte.space ? nil : name.lowercased()
  }

  /// A name with single spaces, none outside, and without marks that take no width.
  static func spaced(_ name: String) -> String {
    var result = ""
    result.unicodeScalars.reserveCapacity(name.utf8.count)
    var isDue = false
    for scalar in name.unicodeScalars where !isWithoutWidth(scalar) {
      if scalar.properties.isWhitespace {
        isDue = !result.isEmpty
        continue
      }
      if isDue { result.unicodeScalars.append(" ") }
      isDue = false
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// Zero-width spaces, byte order marks, soft hyphens and marks of direction; joiners of letters stay.
  private static func isWithoutWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B, 0xFEFF, 0x00AD, 0x200E, 0x200F, 0x2060, 0x202A...0x202E: true
    default: false
    }
  }

  /// Whether a name is a code of 15 letters and digits in which case tells things apart, as the ids of
  /// some customer systems are.
  static func caseCounts(_ name: String) -> Bool {
    guard name.utf8.count == 15 else { return false }
    var (digits, lower, upper) = (false, false, false)
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39: digits = true
      case 0x61...0x7A: lower = true
      case 0x41...0x5A: upper = true
      default: return false
      }
    }
    return digits && lower && upper
  }
}
