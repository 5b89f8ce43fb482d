import TemporalData

/// Three numbers of a date whose order the text does not tell.
struct NumericDate {
  let first: Int
  let second: Int
  let third: Int
  /// Whether the third number has four digits, so that it is the year.
  let hasFullYear: Bool
  /// Whether points stand between the numbers.
  let hasPoints: Bool
  /// Whether the first number can be a year of two digits: all have two, with hyphens between.
  let mayBeginWithYear: Bool

  /// Reads `1/2/2026`, `01.02.26` or `1. 2. 2026` with a time behind it; nil for anything else.
  init?(_ cursor: inout DateCursor) {
    let start = cursor.remaining
    guard let first = cursor.oneOrTwoDigits(), let separator = cursor.separator() else {
      return nil
    }
    let firstWidth = start - cursor.remaining - 1
    let isSpaced = separator == Byte.point && cursor.take(Byte.space)
    let before = cursor.remaining
    guard let second = cursor.oneOrTwoDigits() else { return nil }
    let secondWidth = before - cursor.remaining
    guard cursor.separator() == separator, !isSpaced || cursor.take(Byte.space) else { return nil }
    let full = cursor.digits(4)
    guard let third = full ?? cursor.digits(2) else { return nil }
    cursor.skipTimeOfDay()
    (self.first, self.second, self.third) = (first, second, third)
    (hasFullYear, hasPoints) = (full != nil, separator == Byte.point)
    mayBeginWithYear =
      full == nil && separator == Byte.minus && firstWidth == 2 && secondWidth == 2
  }

  /// The days since 1970 if the numbers stand in this order.
  func day(_ order: DateOrder) -> Int? {
    switch order {
    case .dayMonthYear:
      CivilDate(year: year(third), month: second, day: first)?.daysSince1970
    case .monthDayYear:
      CivilDate(year: year(third), month: first, day: second)?.daysSince1970
    case .yearMonthDay:
      mayBeginWithYear
        ? CivilDate(year: Self.fullYear(first), month: second, day: third)?.daysSince1970 : nil
    }
  }

  private func year(_ number: Int) -> Int { hasFullYear ? number : Self.fullYear(number) }

  /// The year of two digits: 69 to 99 are 1969 to 1999, as in POSIX.
  static func fullYear(_ number: Int) -> Int { number < 69 ? 2000 + number : 1900 + number }
}
