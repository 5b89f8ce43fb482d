/// Which whole weeks make up a year: 52 of them, or 53 in every fifth or sixth year.
///
/// A year ends on a weekday that lies at the end of a month: on the last one of the month, or on the one
/// nearest to the month's last day, which may be up to three days into the next month. The year of
/// ISO 8601 ends on the Sunday nearest to 31 December, that of the National Retail Federation on the
/// Saturday nearest to 31 January.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `endsOn` | 6 | the last day of the week, 1 for Monday to 7 for Sunday | 1...7 |
/// | `anchor` | `.nearest` | which of these weekdays ends the year | |
/// | `month` | 12 | the month at whose end the year ends | 1...12 |
/// | `yearName` | `.end` | whether a year is called after the calendar year it ends or begins in | |
/// | `extraWeek` | `.restate` | what becomes of the 53rd week | |
///
/// Years are numbered here by the calendar year of the month at whose end they end. Every member is O(1).
public struct WeekYear: Hashable, Sendable {
  /// Which weekday ends a year.
  public enum Anchor: String, Hashable, Sendable, Codable, CaseIterable {
    /// The last one in the month.
    case last
    /// The one nearest to the last day of the month.
    case nearest
  }

  /// What becomes of the additional week of a year of 53.
  public enum ExtraWeek: String, Hashable, Sendable, Codable, CaseIterable {
    /// The 53rd week is one of its own: weeks 1 to 52 make up the year.
    case restate
    /// The first week is one of its own: weeks 2 to 53 make up the year.
    case dropFirst = "drop-first"
    /// The 53rd week belongs to the last month.
    case keep
  }

  /// The last day of the week, 1 for Monday to 7 for Sunday.
  public let endsOn: Int
  /// Which weekday ends a year.
  public let anchor: Anchor
  /// The month at whose end the year ends, 1 to 12.
  public let month: Int
  /// The calendar year after which a year is called.
  public let yearName: FiscalCalendar.YearName
  /// What becomes of the 53rd week.
  public let extraWeek: ExtraWeek

  /// The years of ISO 8601 weeks.
  public static let iso = WeekYear(checkedEndsOn: 7, .nearest, 12, .end, .restate)

  /// Years that end on a weekday at the end of a month; nil for a weekday outside 1 to 7 or a month outside
  /// 1 to 12.
  public init?(
    endsOn: Int = 6, anchor: Anchor = .nearest, month: Int = 12,
    yearName: FiscalCalendar.YearName = .end, extraWeek: ExtraWeek = .restate
  ) {
    guard 1...7 ~= endsOn, 1...12 ~= month else { return nil }
    self.init(checkedEndsOn: endsOn, anchor, month, yearName, extraWeek)
  }

  private init(
    checkedEndsOn endsOn: Int, _ anchor: Anchor, _ month: Int,
    _ yearName: FiscalCalendar.YearName, _ extraWeek: ExtraWeek
  ) {
    (self.endsOn, self.anchor, self.month) = (endsOn, anchor, month)
    (self.yearName, self.extraWeek) = (yearName, extraWeek)
  }

  /// The same years with another treatment of the 53rd week.
  public func with(_ extraWeek: ExtraWeek) -> WeekYear {
    WeekYear(checkedEndsOn: endsOn, anchor, month, yearName, extraWeek)
  }

  /// The weeks of these years.
  public var week: Frequency { .week(startingOn: endsOn % 7 + 1) }

  /// The last day of a year, in days since 1970.
  func lastDay(ofYear year: Int) -> Int {
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    let latest =
      CivilDate.days(before: next.0, next.1) - 1 + (anchor == .nearest ? 3 : 0)
    // Day 0 is a Thursday, the fourth day of the week that begins on Monday.
    return latest - (latest - endsOn).flooredModulo(7, offset: 4)
  }

  /// The first day of a year, in days since 1970.
  func firstDay(ofYear year: Int) -> Int { lastDay(ofYear: year - 1) + 1 }

  /// The first and the last day of a year.
  public func days(ofYear year: Int) -> (first: CivilDate, last: CivilDate) {
    (
      CivilDate(daysSince1970: firstDay(ofYear: year)),
      CivilDate(daysSince1970: lastDay(ofYear: year))
    )
  }

  /// The number of weeks of a year, 52 or 53.
  public func weekCount(ofYear year: Int) -> Int {
    (lastDay(ofYear: year) + 1 - firstDay(ofYear: year)) / 7
  }

  /// The year of a date and its week in that year, 1 to 53.
  public func week(of date: CivilDate) -> (year: Int, week: Int) {
    let day = date.daysSince1970
    // A year ends at most six days before and three days after the end of its month.
    var year = date.month > month ? date.year + 1 : date.year
    if day > lastDay(ofYear: year) { year += 1 }
    if day < firstDay(ofYear: year) { year -= 1 }
    return (year, (day - firstDay(ofYear: year)) / 7 + 1)
  }

  /// Whether a week of a year stands outside the 52 that make it up.
  public func isExtra(week: Int, ofYear year: Int) -> Bool {
    switch extraWeek {
    case .keep: false
    case .restate: week == 53
    case .dropFirst: week == 1 && weekCount(ofYear: year) == 53
    }
  }

  /// Whether a date lies in a week outside the 52 that make up its year.
  public func isExtra(_ date: CivilDate) -> Bool {
    guard extraWeek != .keep else { return false }
    let (year, week) = week(of: date)
    return isExtra(week: week, ofYear: year)
  }

  /// The year that is called by a number.
  public func year(named name: Int) -> Int { yearName == .start && month < 12 ? name + 1 : name }

  /// The number by which a year is called.
  public func name(ofYear year: Int) -> Int { yearName == .start && month < 12 ? year - 1 : year }
}
