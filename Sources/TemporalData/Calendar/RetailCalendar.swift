/// Years of whole weeks in twelve months of four or five: the 4-4-5, 4-5-4 and 5-4-4 calendars.
///
/// Every quarter has thirteen weeks, so that its months compare with those of other years day by day. In a
/// year of 53 weeks the additional one stands outside of all months, or belongs to the last one, as
/// `weeks.extraWeek` says.
public struct RetailCalendar: Hashable, Sendable {
  /// How many weeks the three months of a quarter have.
  public enum Pattern: String, Hashable, Sendable, Codable, CaseIterable {
    case fourFourFive = "445"
    case fourFiveFour = "454"
    case fiveFourFour = "544"

    /// The first week of each month of a quarter, from 0, and the end.
    var starts: [Int] {
      switch self {
      case .fourFourFive: [0, 4, 8, 13]
      case .fourFiveFour: [0, 4, 9, 13]
      case .fiveFourFour: [0, 5, 9, 13]
      }
    }
  }

  /// A part of a year.
  public enum Part: Int, Hashable, Sendable, CaseIterable {
    /// Four or five weeks.
    case month = 12
    /// Thirteen weeks.
    case quarter = 4
    /// Fifty-two weeks.
    case year = 1

    /// How many there are in a year.
    public var perYear: Int { rawValue }
  }

  /// Which weeks make up a year.
  public let weeks: WeekYear
  /// How many weeks the three months of a quarter have.
  public let pattern: Pattern

  /// Months of this pattern in these years.
  public init(_ pattern: Pattern, weeks: WeekYear) { (self.pattern, self.weeks) = (pattern, weeks) }

  /// The frequency of a part of these years.
  public func frequency(_ part: Part) -> Frequency { .retail(part, self) }

  /// The part of its length of these years, if a frequency is one of months, quarters or years.
  public func frequency(like frequency: Frequency) -> Frequency {
    switch frequency {
    case .month: .retail(.month, self)
    case .quarter: .retail(.quarter, self)
    case .year: .retail(.year, self)
    case .day, .week, .index, .retail: frequency
    }
  }

  /// The first week of a part of any year, from 0.
  private func firstWeek(_ part: Part, _ number: Int) -> Int {
    switch part {
    case .month: number / 3 * 13 + pattern.starts[number % 3]
    case .quarter: number * 13
    case .year: number * 52
    }
  }

  /// The first day of a part and its number of weeks; parts are counted from the first one of year 1970.
  func slot(_ part: Part, _ ordinal: Int) -> (firstDay: Int, weeks: Int) {
    let year = 1970 + floorDivide(ordinal, part.perYear)
    let number = ordinal.flooredModulo(part.perYear)
    let (start, end) = (firstWeek(part, number), firstWeek(part, number + 1))
    let first = weeks.firstDay(ofYear: year)
    guard weeks.extraWeek != .restate, weeks.weekCount(ofYear: year) == 53 else {
      return (first + 7 * start, end - start)
    }
    if weeks.extraWeek == .dropFirst { return (first + 7 * (start + 1), end - start) }
    return (first + 7 * start, end - start + (number == part.perYear - 1 ? 1 : 0))
  }

  /// The part that holds a date; for a date outside of all, the part beside its week.
  func ordinal(_ part: Part, containing date: CivilDate) -> Int {
    let (year, week) = weeks.week(of: date)
    let isShifted = weeks.extraWeek == .dropFirst && weeks.weekCount(ofYear: year) == 53
    let place = max(0, min(week - 1 - (isShifted ? 1 : 0), 51))
    let number = (0..<part.perYear).last { firstWeek(part, $0) <= place } ?? 0
    return (year - 1970) * part.perYear + number
  }

  /// The number of weeks of a part.
  public func weekCount(_ period: Period) -> Int? {
    guard case .retail(let part, self) = period.frequency else { return nil }
    return slot(part, Self.bounded(period.ordinal)).weeks
  }

  /// An ordinal within the range of computed dates, and small enough to multiply.
  static func bounded(_ ordinal: Int) -> Int { max(-1 << 40, min(ordinal, 1 << 40)) }
}
