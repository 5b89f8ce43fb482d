import TemporalData

extension DateForm {
  /// The ordinal of the slot that a text names, at the form's frequency; nil if it is not one.
  func ordinal(of text: String) -> Int? {
    let bytes = Array(text.utf8)
    return ordinal(bytes.span, 0..<bytes.count)
  }

  /// The ordinal of the slot that a field names, at the form's frequency; nil if it is not one.
  ///
  /// - Parameter fiscal: what the years of fiscal forms are.
  func ordinal(
    _ text: Span<UInt8>, _ field: Range<Int>, fiscal: FiscalCalendar = .calendarYear
  ) -> Int? {
    var cursor = DateCursor(text, field)
    if let ordinal = read(&cursor), cursor.isAtEnd { return ordinal }
    return hasLabels ? DateTokens(text, field).flatMap { read($0, fiscal) } : nil
  }

  /// The days since 1970 of the period that a field names in any form that is read; nil if in none.
  static func days(_ text: Span<UInt8>, _ field: Range<Int>) -> ClosedRange<Int>? {
    for form in allCases where form.isPlain {
      guard let ordinal = form.ordinal(text, field) else { continue }
      if form.frequency == .day { return ordinal...ordinal }
      let period = Period(form.frequency, ordinal: ordinal)
      return period.firstDay.daysSince1970...period.lastDay.daysSince1970
    }
    return nil
  }

  /// Whether a text of the form has one meaning, whatever stands around it.
  private var isPlain: Bool { self != .index && self != .serial && order == nil && !isFiscal }

  private func read(_ cursor: inout DateCursor) -> Int? {
    switch self {
    case .day: Self.day(&cursor)
    case .month: Self.month(&cursor)
    case .quarter: Self.part(&cursor, letter: 0x51, in: 1...4).map { ($0 - 1970) * 4 + $1 - 1 }
    case .week: Self.part(&cursor, letter: 0x57, in: 1...53).flatMap(Self.isoWeek)
    case .compactDay: Self.compactDay(&cursor)
    case .compactMonth: Self.compactMonth(&cursor)
    case .year: cursor.digits(4).flatMap { 1800...2100 ~= $0 ? $0 - 1970 : nil }
    case .dayFirst, .monthFirst, .shortYearFirst:
      NumericDate(&cursor).flatMap { order.flatMap($0.day) }
    case .serial: Self.serial(&cursor)
    case .index: cursor.integer()
    case .namedDay, .namedMonth, .monthNumber, .fiscalMonth, .fiscalQuarter, .fiscalYear: nil
    }
  }

  /// The day of a spreadsheet's number, from 1982 to 2050.
  ///
  /// From March 1900 on the count is off by one, for a 29 February 1900 that never was.
  private static func serial(_ cursor: inout DateCursor) -> Int? {
    guard let number = cursor.integer(), 30_000...55_153 ~= number else { return nil }
    // The fraction is the time of day.
    cursor.skip { $0 &- Byte.zero <= 9 }
    return number - 25_569
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

  static func slot(year: Int, month: Int) -> Int? {
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
  static func isoWeek(year: Int, number: Int) -> Int? {
    guard let fourth = CivilDate(year: year, month: 1, day: 4) else { return nil }
    let week = Period(.week, containing: fourth).advanced(by: number - 1)
    let thursday = CivilDate(daysSince1970: week.firstDay.daysSince1970 + 3)
    return thursday.year == year ? week.ordinal : nil
  }
}
