/// What a user says about weeks: which of them make up a year, and how many a month.
///
/// What is left unsaid follows from the fiscal year: a 4-4-5 year ends on the Saturday nearest the end of
/// the month before the one in which the fiscal year begins.
public struct WeekRule: Hashable, Sendable {
  /// The kinds of weeks.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Weeks that belong to no year.
    case none
    /// The weeks of ISO 8601.
    case iso
    case fourFourFive = "445"
    case fourFiveFour = "454"
    case fiveFourFour = "544"
  }

  /// The kind of weeks.
  public var kind: Kind
  /// The weekday on which a year ends, 1 for Monday to 7 for Sunday.
  public var endsOn: Int?
  /// Which of these weekdays ends it.
  public var anchor: WeekYear.Anchor?
  /// The month at whose end it ends.
  public var month: Int?
  /// What becomes of the 53rd week.
  public var extraWeek: WeekYear.ExtraWeek?

  /// Weeks of a kind.
  public init(_ kind: Kind = .none) { self.kind = kind }

  /// The weeks of a year of 4-4-5 months, or of ISO 8601; nil where weeks belong to no year.
  public func weekYear(in fiscal: FiscalCalendar) -> WeekYear? {
    switch kind {
    case .none: nil
    case .iso: WeekYear.iso.with(extraWeek ?? .restate)
    case .fourFourFive, .fourFiveFour, .fiveFourFour:
      WeekYear(
        endsOn: endsOn ?? 6, anchor: anchor ?? .nearest,
        month: month ?? (fiscal.firstMonth + 10) % 12 + 1, yearName: fiscal.yearName,
        extraWeek: extraWeek ?? .restate)
    }
  }

  /// The calendar of 4-4-5 months; nil for other weeks.
  public func retailCalendar(in fiscal: FiscalCalendar) -> RetailCalendar? {
    guard let pattern = RetailCalendar.Pattern(rawValue: kind.rawValue) else { return nil }
    return weekYear(in: fiscal).map { RetailCalendar(pattern, weeks: $0) }
  }
}
