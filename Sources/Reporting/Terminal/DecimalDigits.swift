/// A number as decimal digits, rounded half away from zero at any place.
///
/// The digits are those of the shortest text that reads back as the same double, so that 2.675 with
/// two decimals is 2.68, as a person expects, and not the 2.67 of its binary value.
struct DecimalDigits: Hashable, Sendable {
  private(set) var isNegative: Bool
  /// The digits d₁d₂…, the first not 0; none for zero.
  private var digits: [UInt8]
  /// The value is 0.d₁d₂… · 10^exponent.
  private(set) var exponent: Int

  /// The digits of a finite number.
  init(_ value: Double) {
    isNegative = value < 0
    digits = []
    exponent = 0
    var afterPoint: Int?
    let text = value.magnitude.description.utf8
    for (place, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte - UInt8(ascii: "0"))
        afterPoint = afterPoint.map { $0 + 1 }
      case UInt8(ascii: "."): afterPoint = 0
      default:
        exponent = Int(String(Substring(text.dropFirst(place + 1)))) ?? 0
        finish(afterPoint)
        return
      }
    }
    finish(afterPoint)
  }

  private mutating func finish(_ afterPoint: Int?) {
    exponent += digits.count - (afterPoint ?? 0)
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }

  /// The number times a power of ten.
  func scaled(by power: Int) -> DecimalDigits {
    var scaled = self
    scaled.exponent += digits.isEmpty ? 0 : power
    return scaled
  }

  /// Keeps this many digits.
  private func keeping(_ count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var kept = self
    kept.digits = Array(digits.prefix(max(0, count)))
    if count >= 0, digits[count] >= 5 { kept.roundUp() }
    if kept.digits.allSatisfy({ $0 == 0 }) {
      (kept.digits, kept.exponent, kept.isNegative) = ([], 0, false)
    }
    return kept
  }

  /// Adds one at the last digit kept.
  private mutating func roundUp() {
    for place in digits.indices.reversed() {
      digits[place] += 1
      if digits[place] < 10 { return }
      digits[place] = 0
    }
    digits.insert(1, at: 0)
    exponent += 1
  }

  /// The number with this many decimals and commas between thousands.
  func fixed(decimals: Int) -> String {
    let rounded = keeping(exponent + decimals)
    let whole = max(0, rounded.exponent)
    var text = rounded.isNegative ? "-" : ""
    for place in 0..<whole {
      text += String(rounded.digit(place))
      if (whole - place - 1) % 3 == 0, place < whole - 1 { text += "," }
    }
    if whole == 0 { text += "0" }
    guard decimals > 0 else { return text }
    return text + "." + (0..<decimals).map { String(rounded.digit(rounded.exponent + $0)) }.joined()
  }

  /// The number with this many digits, one of them before the point, and an exponent: `1.23e-300`.
  func scientific(significant: Int) -> String {
    let rounded = keeping(significant)
    guard !rounded.digits.isEmpty else { return "0" }
    let tail = (1..<max(1, significant)).map { String(rounded.digit($0)) }.joined()
    return (rounded.isNegative ? "-" : "") + String(rounded.digit(0))
      + (tail.isEmpty ? "" : "." + tail) + "e\(rounded.exponent - 1)"
  }

  private func digit(_ place: Int) -> UInt8 { digits.indices.contains(place) ? digits[place] : 0 }
}
