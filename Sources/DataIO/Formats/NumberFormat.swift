/// How the numbers of one column are written.
///
/// Digits in groups, signs of money, words for thousands and parentheses are read in every format:
/// they leave no doubt. What a column has to settle is the decimal mark, whether it holds
/// percentages, and that it holds one currency.
struct NumberFormat: Hashable, Sendable {
  /// The decimal mark; nil as long as no number of the column needs one.
  private(set) var mark: DecimalMark?
  /// Whether the numbers are percentages: `12 %` is 0.12.
  private(set) var isPercent = false
  /// The money the amounts are in, as far as it is written beside them.
  private(set) var currency: Currency?

  /// Whether percentages and money of any kind are read, each as it is written: in a column that holds
  /// several KPIs.
  private(set) var readsAnyUnit = false

  /// Whether amounts of several currencies are read, to be converted.
  var readsAnyMoney = false

  /// The format of plain numbers such as 1234.56.
  static let plain = NumberFormat(mark: .point)

  /// A format with a decimal mark, or with one that the first number that needs it settles.
  init(
    mark: DecimalMark?, isPercent: Bool = false, currency: Currency? = nil,
    readsAnyUnit: Bool = false
  ) {
    (self.mark, self.isPercent, self.currency) = (mark, isPercent, currency)
    self.readsAnyUnit = readsAnyUnit
  }

  /// The number in a field, exactly rounded.
  ///
  /// `ambiguous`, `otherMark`, `percent` and `currency` say that the field does not fit the column.
  @inline(__always)
  mutating func read(_ text: Span<UInt8>, _ range: Range<Int>) -> NumberField {
    let field = NumberField.blankTrimmed(text, range)
    if field.isEmpty { return .missing }
    var digits = DecimalDigits()
    if !isPercent,
      NumberField.scan(text, field, mark: mark == .comma ? Byte.comma : Byte.point, into: &digits),
      mark != nil || digits.exponent == 0, let value = digits.exactValue
    {
      return .value(value)
    }
    return readOther(text, field)
  }

  /// A field that is no plain number.
  private mutating func readOther(_ text: Span<UInt8>, _ field: Range<Int>) -> NumberField {
    let field = NumberAffixes.spaceTrimmed(text, field)
    if MissingMark.matches(text, field) { return .missing }
    if let mark, !isPercent {
      var digits = DecimalDigits()
      if NumberField.scan(text, field, mark: mark.byte, into: &digits) {
        return digits.exactValue.map { .value($0) }
          ?? NumberField.general(text, field, mark: mark.byte)
      }
    }
    guard let cell = NumberCell(text, field) else {
      return .invalid(NumberField.fault(text, field) ?? .text)
    }
    return read(cell, text)
  }

  private mutating func read(_ cell: NumberCell, _ text: Span<UInt8>) -> NumberField {
    if let found = cell.affixes.currency, !readsAnyUnit, !readsAnyMoney {
      guard let currency, currency.agrees(with: found) else { return .invalid(.currency) }
    }
    if mark == nil {
      switch cell.marks {
      case .none: break
      case .point: mark = .point
      case .comma: mark = .comma
      case .either: return .invalid(.ambiguous)
      }
    }
    let number = cell.value(text, with: mark ?? .point)
    if case .value(let value) = number, value != 0, cell.affixes.isPercent != isPercent,
      !readsAnyUnit
    {
      return .invalid(.percent)
    }
    return number
  }
}

extension NumberField.Fault {
  /// Whether a number does not fit its column, so that the column has to be looked at as a whole.
  var concernsColumn: Bool {
    switch self {
    case .ambiguous, .otherMark, .percent, .currency: true
    case .text, .infinite, .tooLarge, .localized: false
    }
  }
}
