import TemporalData

extension DateForm {
  /// The ordinal of the slot that a text names, at the form's frequency; nil if it is not one.
  func ordinal(of text: String) -> Int? {
    let bytes = Array(text.utf8)
    return ordinal(bytes.span, 0..<bytes.count)
  }

  /// The ordinal of the slot that a field names, at the form's frequency; nil if it is not one.
  func ordinal(_ text: Span<UInt8>, _ field: Range<Int>) -> Int? {
    var cursor = DateCursor(text, field)
    guard let ordinal = read(&cursor), cursor.isAtEnd else { return nil }
    return ordinal
  }

  /// The days since 1970 of the period that a field names in any form that is read; nil if in none.
  static func days(_ text: Span<UInt8>, _ field: Range<Int>) -> ClosedRange<Int>? {
    for form in allCases where form != .index && form != .dayOrMonthFirst {
      guard let ordinal = form.ordinal(text, field) else { continue }
      if form.frequency == .day { return ordinal...ordinal }
      let period = Period(form.frequency, ordinal: ordinal)
      return period.firstDay.daysSince1970...period.lastDay.daysSince1970
    }
    return nil
  }

  private func read(_ cursor: inout DateCursor) -> Int? {
    switch self {
    case .day: Self.day(&cursor)
    case .month: Self.month(&cursor)
    case .quarter: Self.part(&cursor, letter: 0x51, in: 1...4).map { ($0 - 1970) * 4 + $1 - 1 }
    case .week: Self.part(&cursor, letter: 0x57, in: 1...53).flatMap(Self.isoWeek)
    case .compactDay: Self.compactDay(&cursor)
    case .compactMonth: Self.compactMonth(&cursor)
    case .year: cursor.digits(4).flatMap { 1800...2100 ~= $0 ? $0 - 1970 : nil }
    case .index: cursor.integer()
    case .dayOrMonthFirst: Self.dayOrMonthFirst(&cursor)
    }
  }

  private static func day(_ cursor: inout DateCursor) -> Int? {
    guard let year = cursor.digits(4), let separator = cursor.separator(),
      let month = cursor.oneOrTwoDigits(), cursor.separator() == separator,
      let day = cursor.oneOrTwoDigits()
    else { return nil }
    cursor.skipTimeOfDay()
    return CivilDate(year: year, month: month, day: day)?.daysSince1970
  }

  private static func month(_ cursor: inout DateCursor) -> Int? {
    guard let year = cursor.digits(4), cursor.separator() != nil,
      let month = cursor.oneOrTwoDigits()
    else { return nil }
    return slot(year: year, month: month)
  }

  private static func compactMonth(_ cursor: inout DateCursor) -> Int? {
    guard let year = cursor.digits(4), 1800...2100 ~= year, let month = cursor.digits(2)
    else { return nil }
    return slot(year: year, month: month)
  }

  private static func slot(year: Int, month: Int) -> Int? {
    1...12 ~= month && year > 0 ? (year - 1970) * 12 + month - 1 : nil
  }

  private static func compactDay(_ cursor: inout DateCursor) -> Int? {
    guard let year = cursor.digits(4), 1800...2100 ~= year, let month = cursor.digits(2),
      let day = cursor.digits(2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSince1970
  }

  /// A year, a letter and a number: `2026-Q1`.
  private static func part(
    _ cursor: inout DateCursor, letter: UInt8, in allowed: ClosedRange<Int>
  ) -> (year: Int, number: Int)? {
    guard let year = cursor.digits(4), year > 0 else { return nil }
    cursor.skip { $0 == Byte.minus || $0 == Byte.space }
    guard cursor.take(letter) || cursor.take(letter | 0x20), let number = cursor.oneOrTwoDigits(),
      allowed ~= number
    else { return nil }
    return (year, number)
  }

  /// The ordinal of an ISO week: week 1 holds 4 January.
  private static func isoWeek(year: Int, number: Int) -> Int? {
    guard let fourth = CivilDate(year: year, month: 1, day: 4) else { return nil }
    let week = Period(.week, containing: fourth).advanced(by: number - 1)
    let thursday = CivilDate(daysSince1970: week.firstDay.daysSince1970 + 3)
    return thursday.year == year ? week.ordinal : nil
  }

  private static func dayOrMonthFirst(_ cursor: inout DateCursor) -> Int? {
    guard let first = cursor.oneOrTwoDigits(), let separator = cursor.separator(),
      let second = cursor.oneOrTwoDigits(), cursor.separator() == separator,
      let year = cursor.digits(4) ?? cursor.digits(2), 1...31 ~= first, 1...31 ~= second,
      first <= 12 || second <= 12
    else { return nil }
    cursor.skipTimeOfDay()
    return year
  }
}

/// A position in the bytes of a date.
private struct DateCursor {
  private var text = InlineArray<40, UInt8>(repeating: 0)
  private var position = 0
  private var end = 0

  /// The field without outer spaces; nothing if it is too long for a date.
  init(_ field: Span<UInt8>, _ range: Range<Int>) {
    var (start, last) = (range.lowerBound, range.upperBound)
    while start < last, field[start] == Byte.space { start += 1 }
    while last > start, field[last - 1] == Byte.space { last -= 1 }
    guard last - start <= 40 else { return }
    end = last - start
    for offset in 0..<end { text[offset] = field[start + offset] }
  }

  var isAtEnd: Bool { position == end }

  /// Exactly that many digits.
  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= end else { return nil }
    var number = 0
    for offset in 0..<count {
      let digit = text[position + offset] &- Byte.zero
      if digit > 9 { return nil }
      number = number * 10 + Int(digit)
    }
    position += count
    return number
  }

  mutating func oneOrTwoDigits() -> Int? { digits(2) ?? digits(1) }

  /// `-`, `/` or `.`.
  mutating func separator() -> UInt8? {
    guard position < end else { return nil }
    let byte = text[position]
    guard byte == Byte.minus || byte == Byte.slash || byte == Byte.point else { return nil }
    position += 1
    return byte
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, text[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func skip(_ matches: (UInt8) -> Bool) {
    while position < end, matches(text[position]) { position += 1 }
  }

  /// A whole number of up to 9 digits, also written as `3.0`.
  mutating func integer() -> Int? {
    let isNegative = take(Byte.minus)
    var (number, count) = (0, 0)
    while count < 9, let digit = digits(1) { (number, count) = (number * 10 + digit, count + 1) }
    guard count > 0 else { return nil }
    if take(Byte.point) { skip { $0 == Byte.zero } }
    return isNegative ? -number : number
  }

  /// `T10:22:00Z`, ` 10:22 +0200`, ` 3:15 PM`.
  mutating func skipTimeOfDay() {
    guard take(0x54) || take(Byte.space), position < end, 0x30...0x39 ~= text[position]
    else { return }
    skip { byte in
      0x30...0x39 ~= byte || byte == 0x3A || byte == Byte.point || byte == Byte.plus
        || byte == Byte.minus || byte == Byte.space
        || [0x5A, 0x41, 0x50, 0x4D].contains(byte & 0xDF)
    }
  }
}
