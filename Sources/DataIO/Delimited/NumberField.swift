/// What a field is as a number.
enum NumberField: Equatable {
  /// A finite number.
  case value(Double)
  /// Empty, or a word for "not available".
  case missing
  /// Neither.
  case invalid(Fault)

  /// Why a field is not a number.
  enum Fault: Equatable {
    case text, infinite, tooLarge, localized

    /// The reason in words.
    var reason: String {
      switch self {
      case .text: "not a number"
      case .infinite: "infinite"
      case .tooLarge: "too large for a number (the limit is about 1.8e308)"
      case .localized:
        "not a plain number such as 1234.56: thousands separators, decimal commas, currency "
          + "signs and percent signs are not read"
      }
    }
  }

  /// Reads a field, exactly: the double nearest to the decimal number that is written.
  ///
  /// Up to 19 digits whose value is at most 2^53, with a power of ten up to 22, need one exact
  /// multiplication or division (Clinger 1990, fast path); everything else goes to the standard
  /// library's correctly rounded conversion.
  static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> NumberField {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] == Byte.space || text[start] == Byte.tab { start += 1 }
    while end > start, text[end - 1] == Byte.space || text[end - 1] == Byte.tab { end -= 1 }
    if start == end { return .missing }
    var scan = DecimalScan()
    if scan.read(text, start, end) {
      if let value = scan.exactValue { return .value(value) }
      return general(text, start, end)
    }
    return word(text, start, end)
  }

  /// Any decimal number of the plain grammar.
  private static func general(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> NumberField {
    let number = Double(string(text, start, end)) ?? .nan
    return number.isFinite ? .value(number) : .invalid(number.isNaN ? .text : .tooLarge)
  }

  /// A field that is no number: a word for missing, or a fault.
  private static func word(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> NumberField {
    guard end - start <= 40 else { return .invalid(.text) }
    let word = string(text, start, end).lowercased()
    if missingWords.contains(word) { return .missing }
    let unsigned = word.drop { $0 == "+" || $0 == "-" }
    if unsigned == "inf" || unsigned == "infinity" { return .invalid(.infinite) }
    let looksLocal =
      word.contains { $0.isNumber }
      && word.allSatisfy {
        $0.isNumber || ",.' %()+-\u{A0}\u{202F}’".contains($0) || $0.isCurrencySymbol
      }
    return .invalid(looksLocal ? .localized : .text)
  }

  private static let missingWords: Set<String> = [
    "na", "n/a", "#n/a", "null", "none", "nan", "-", "--", ".", "–", "—",
  ]

  static func string(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> String {
    String(unsafeUninitializedCapacity: end - start) { buffer in
      for offset in 0..<(end - start) { buffer[offset] = text[start + offset] }
      return end - start
    }
  }
}

/// The digits of a decimal number, as far as they fit.
private struct DecimalScan {
  private var mantissa: UInt64 = 0
  private var digits = 0
  private var exponent = 0
  private var isNegative = false
  private var isTruncated = false

  /// Takes the whole field; false if it is not `[+-] digits [. digits] [e [+-] digits]`.
  @inline(__always)
  mutating func read(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var position = start
    if text[position] == Byte.minus || text[position] == Byte.plus {
      isNegative = text[position] == Byte.minus
      position += 1
    }
    let whole = position
    position = takeDigits(text, position, end)
    var count = position - whole
    if position < end, text[position] == Byte.point {
      let fraction = position + 1
      position = takeDigits(text, fraction, end)
      count += position - fraction
      exponent = fraction - position
    }
    guard count > 0 else { return false }
    if position == end { return true }
    return text[position] | 0x20 == 0x65 && readExponent(text, position + 1, end)
  }

  @inline(__always)
  private mutating func takeDigits(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position < end {
      let digit = text[position] &- Byte.zero
      if digit > 9 { break }
      if digits < 19 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if mantissa != 0 { digits += 1 }
      } else {
        isTruncated = true
      }
      position += 1
    }
    return position
  }

  private mutating func readExponent(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
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

  /// The number, if one operation on exact doubles gives it.
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
