import Glibc

/// Numbers of cells, which spreadsheets compute with up to 17 digits and show with at most 15.
///
/// A sum of 0.1 and 0.2 stands in a file as `0.30000000000000004` and on the screen as 0.3; the table is
/// what a user sees. Whole numbers keep all their digits.
enum SheetNumber {
  /// The digits that a spreadsheet shows at most (ECMA-376, part 1, 18.8.30, of the format General).
  private static let digits = 15

  /// Writes a number that stands in a cell as this text.
  static func write(_ number: Double, _ text: [UInt8], to bytes: inout [UInt8]) {
    if let point = plainPoint(text) {
      bytes += text
      // Three digits behind the point could be thousands to a reader of text.
      if text.count - point == 4 { bytes.append(Byte.zero) }
      return
    }
    PlainNumber.write(number == number.rounded() ? number : shown(number), to: &bytes)
  }

  /// Where the point of a text stands that is a fraction of few digits without more ado; nil for others.
  private static func plainPoint(_ text: [UInt8]) -> Int? {
    guard text.count <= digits, text.last != Byte.zero,
      let point = text.firstIndex(of: Byte.point), point + 1 < text.count
    else { return nil }
    let start = text.first == Byte.minus ? 1 : 0
    guard start < point, point == start + 1 || text[start] != Byte.zero else { return nil }
    for place in start..<text.count where place != point && text[place] &- Byte.zero > 9 {
      return nil
    }
    return point
  }

  /// The number rounded to the digits that are shown.
  private static func shown(_ number: Double) -> Double {
    var buffer = [CChar](repeating: 0, count: 32)
    _ = withVaList([number]) { vsnprintf(&buffer, buffer.count, "%.\(digits)g", $0) }
    return strtod(buffer, nil)
  }
}
