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
    case text, infinite, tooLarge, localized, ambiguous, otherMark, percent, currency

    /// The reason in words.
    var reason: String {
      switch self {
      case .text: "not a number"
      case .infinite: "infinite"
      case .tooLarge: "too large for a number (the limit is about 1.8e308)"
      case .localized:
        "not a plain number such as 1234.56: digits in groups of three, a decimal comma, signs of "
          + "money and percent signs are read only in columns of values"
      case .ambiguous: "ambiguous: its mark may stand before a fraction or between thousands"
      case .otherMark: "not a number with the decimal mark of its column"
      case .percent: "without a percent sign in a column of percentages, or the reverse"
      case .currency: "in another currency than its column"
      }
    }
  }

  /// Reads a field, exactly: the double nearest to the decimal number that is written.
  ///
  /// Up to 19 digits whose value is at most 2^53, with a power of ten up to 22, need one exact
  /// multiplication or division (Clinger 1990, fast path); everything else goes to the standard
  /// library's correctly rounded conversion.
  static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> NumberField {
    let field = blankTrimmed(text, range)
    if field.isEmpty { return .missing }
    var digits = DecimalDigits()
    if scan(text, field, mark: Byte.point, into: &digits) {
      if let value = digits.exactValue { return .value(value) }
      return general(text, field, mark: Byte.point)
    }
    return word(text, field)
  }

  /// A field without outer spaces and tabs.
  @inline(__always)
  static func blankTrimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] == Byte.space || text[start] == Byte.tab { start += 1 }
    while end > start, text[end - 1] == Byte.space || text[end - 1] == Byte.tab { end -= 1 }
    return start..<end
  }

  /// Takes a whole field in; false if it is not `[+-] digits [mark digits] [e [+-] digits]`.
  @inline(__always)
  static func scan(
    _ text: Span<UInt8>, _ field: Range<Int>, mark: UInt8, into digits: inout DecimalDigits
  ) -> Bool {
    let end = field.upperBound
    var position = field.lowerBound
    if text[position] == Byte.minus || text[position] == Byte.plus {
      digits.isNegative = text[position] == Byte.minus
      position += 1
    }
    let whole = position
    position = digits.take(text, position, end)
    var count = position - whole
    if position < end, text[position] == mark {
      let fraction = position + 1
      position = digits.take(text, fraction, end)
      count += position - fraction
      digits.exponent = fraction - position
    }
    guard count > 0 else { return false }
    if position == end { return true }
    return text[position] | 0x20 == 0x65 && digits.takeExponent(text, position + 1, end)
  }

  /// Any decimal number of the plain grammar.
  static func general(_ text: Span<UInt8>, _ field: Range<Int>, mark: UInt8) -> NumberField {
    let plain = string(text, field.lowerBound, field.upperBound)
    let number = Double(mark == Byte.point ? plain : plain.replacing(",", with: ".")) ?? .nan
    return number.isFinite ? .value(number) : .invalid(number.isNaN ? .text : .tooLarge)
  }

  /// A field that is no number: a word for missing, or a fault.
  private static func word(_ text: Span<UInt8>, _ field: Range<Int>) -> NumberField {
    if MissingMark.matches(text, field) { return .missing }
    return .invalid(fault(text, field) ?? (NumberCell(text, field) == nil ? .text : .localized))
  }

  /// What is wrong with a field that is no number in any style; nil if it is only text.
  static func fault(_ text: Span<UInt8>, _ field: Range<Int>) -> Fault? {
    guard field.count <= 10 else { return nil }
    let word = string(text, field.lowerBound, field.upperBound).lowercased()
    let unsigned = word.drop { $0 == "+" || $0 == "-" }
    return ["inf", "infinity", "∞"].contains(unsigned) ? .infinite : nil
  }

  static func string(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> String {
    String(unsafeUninitializedCapacity: end - start) { buffer in
      for offset in 0..<(end - start) { buffer[offset] = text[start + offset] }
      return end - start
    }
  }
}
