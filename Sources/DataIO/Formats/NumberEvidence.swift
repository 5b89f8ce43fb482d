/// What the numbers of one column show about how they are written.
///
/// Fields are taken in one by one, in any order; memory does not grow with them.
struct NumberEvidence: Sendable {
  /// The first number that only a decimal point reads, only a decimal comma, and both.
  private(set) var point: CellExample?
  private(set) var comma: CellExample?
  private(set) var either: CellExample?
  /// The first percentage, and the first number other than 0 that is none.
  private(set) var percent: CellExample?
  private(set) var bare: CellExample?
  /// The currencies with the first number in each.
  private(set) var currencies: [(currency: Currency, example: CellExample)] = []
  /// The first field that is neither a number nor missing.
  private(set) var firstText: CellExample?
  /// The first number with something that plain numbers do not have.
  private(set) var firstStyled: CellExample?

  /// How many fields are numbers, missing, and neither.
  private(set) var numbers = 0
  private(set) var missing = 0
  private(set) var texts = 0

  private var openEndingInZero = 0
  private var openWithOneDigitBefore = 0
  private var shortIntegers = 0
  private var fourDigitIntegers = 0
  private var longIntegers = 0

  /// Takes in the field of one row.
  mutating func note(_ text: Span<UInt8>, _ range: Range<Int>, line: Int) {
    let field = NumberAffixes.spaceTrimmed(text, range)
    if let length = Self.integerLength(text, field) {
      numbers += 1
      noteInteger(length, isZero: text[field.upperBound - 1] == Byte.zero && length == 1)
      if bare == nil, length > 1 || text[field.upperBound - 1] != Byte.zero {
        bare = CellExample(text, field, line: line)
      }
    } else if MissingMark.matches(text, field) {
      missing += 1
    } else if let cell = NumberCell(text, field) {
      numbers += 1
      note(cell, text, field, line)
    } else {
      texts += 1
      if firstText == nil { firstText = CellExample(text, field, line: line) }
    }
  }

  /// The number of digits of a field that has nothing else but a sign.
  @inline(__always)
  private static func integerLength(_ text: Span<UInt8>, _ field: Range<Int>) -> Int? {
    guard !field.isEmpty else { return nil }
    var position = field.lowerBound
    if text[position] == Byte.minus { position += 1 }
    let first = position
    while position < field.upperBound {
      if text[position] &- Byte.zero > 9 { return nil }
      position += 1
    }
    return position > first ? position - first : nil
  }

  private mutating func noteInteger(_ length: Int, isZero: Bool) {
    if isZero { return }
    if length <= 3 {
      shortIntegers += 1
    } else if length == 4 {
      fourDigitIntegers += 1
    } else {
      longIntegers += 1
    }
  }

  private mutating func note(
    _ cell: NumberCell, _ text: Span<UInt8>, _ field: Range<Int>, _ line: Int
  ) {
    switch cell.marks {
    case .none: break
    case .point: Self.keep(&point, text, field, line)
    case .comma: Self.keep(&comma, text, field, line)
    case .either:
      Self.keep(&either, text, field, line)
      if cell.endsInZero(text) { openEndingInZero += 1 }
      if cell.leadingDigits == 1 { openWithOneDigitBefore += 1 }
    }
    let affixes = cell.affixes
    if affixes.isPercent {
      Self.keep(&percent, text, field, line)
    } else if bare == nil, cell.value(text, with: .point) != .value(0) {
      Self.keep(&bare, text, field, line)
    }
    if let found = affixes.currency, currencies.count < 8,
      !currencies.contains(where: { $0.currency == found })
    {
      currencies.append((found, CellExample(text, field, line: line)))
    }
    if affixes.areNotPlain || cell.marks == .comma || cell.isGrouped(with: .point) {
      Self.keep(&firstStyled, text, field, line)
    }
  }

  /// Keeps the first example.
  private static func keep(
    _ example: inout CellExample?, _ text: Span<UInt8>, _ field: Range<Int>, _ line: Int
  ) {
    if example == nil { example = CellExample(text, field, line: line) }
  }

  /// Whether single numbers tell the decimal mark, or none is needed.
  var isSettled: Bool { either == nil || ownMark != nil }

  /// The decimal mark that single numbers tell; nil if they tell none, or both.
  var ownMark: DecimalMark? {
    switch (point, comma) {
    case (.some, nil): .point
    case (nil, .some): .comma
    default: nil
    }
  }

  /// The decimal mark that follows if all numbers were written by one rule.
  ///
  /// A rule writes fractions either with a fixed number of digits, then every number has a mark, or as
  /// short as possible, then none ends in 0. If whole numbers without a mark stand beside marked ones
  /// that end in 0, the mark is none of a fraction and parts thousands off, provided that no whole
  /// number goes without where it would be due.
  var writersMark: DecimalMark? {
    guard let either, shortIntegers >= 3, openEndingInZero >= 3, longIntegers == 0,
      fourDigitIntegers == 0 || openWithOneDigitBefore == 0
    else { return nil }
    return either.text.utf8.contains(Byte.comma) ? .point : .comma
  }
}

extension NumberEvidence {
  /// Whether it is a column of numbers: at least one, and next to no text.
  var isNumeric: Bool { numbers > 0 && texts * 20 <= numbers }
}
