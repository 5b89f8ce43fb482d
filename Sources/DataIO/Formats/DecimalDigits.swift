/// The digits of a decimal number, as far as they fit, and its power of ten.
struct DecimalDigits {
  private(set) var mantissa: UInt64 = 0
  private var digits = 0
  private(set) var isTruncated = false
  var exponent = 0
  var isNegative = false

  /// Takes one more digit, 0 to 9.
  @inline(__always)
  mutating func append(_ digit: UInt8) {
    if digits < 19 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      if mantissa != 0 { digits += 1 }
    } else {
      isTruncated = true
    }
  }

  /// Takes the digits from a position on; returns where they end.
  @inline(__always)
  mutating func take(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position < end {
      let digit = text[position] &- Byte.zero
      if digit > 9 { break }
      append(digit)
      position += 1
    }
    return position
  }

  /// Takes `[+-] digits` up to the end as a power of ten; false if that is not what stands there.
  mutating func takeExponent(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var position = start
    var sign = 1
    if position < end, text[position] == Byte.minus || text[position] == Byte.plus {
      sign = text[position] == Byte.minus ? -1 : 1
      position += 1
    }
    guard position < end else { return false }
    var power = 0
    while position < end {
      let digit = text[position] &- Byte.zero
      if digit > 9 { return false }
      power = min(power * 10 + Int(digit), 100_000)
      position += 1
    }
    exponent += sign * power
    return true
  }

  /// The number, if one operation on exact doubles gives it (Clinger 1990, fast path).
  @inline(__always)
  var exactValue: Double? {
    guard !isTruncated, mantissa <= 1 << 53, -22...22 ~= exponent else { return nil }
    let magnitude =
      exponent < 0
      ? Double(mantissa) / Self.powers[-exponent] : Double(mantissa) * Self.powers[exponent]
    return isNegative ? -magnitude : magnitude
  }

  private static let powers: InlineArray<23, Double> = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
