/// What a quantity that adds up day by day is in proportion to: the weeks or the working days of a period.
public enum PeriodLength: Hashable, Sendable {
  /// Whole weeks.
  case weeks
  /// Mondays to Fridays that are no holidays.
  case workingDays(Holidays)

  /// The length of a period in weeks or working days, at least a tenth of one; 1 for an index.
  public func count(_ period: Period) -> Double {
    guard period.frequency != .index else { return 1 }
    return switch self {
    case .weeks: Double(period.dayCount) / 7
    case .workingDays(let holidays):
      max(0.1, Double(period.workingDays(without: holidays)))
    }
  }

  /// The usual length of a period of a frequency, by the long run of the calendar.
  public func usual(_ frequency: Frequency) -> Double {
    let days: Double =
      switch frequency.unit {
      case .day: 1
      case .week: 7
      case .month: frequency.retailCalendar == nil ? 365.2425 / 12 : 364.0 / 12
      case .quarter: frequency.retailCalendar == nil ? 365.2425 / 4 : 91
      case .year: frequency.retailCalendar == nil ? 365.2425 : 364
      case .step: 7
      }
    return self == .weeks ? days / 7 : days * 5 / 7
  }

  /// The length of a period over the usual one.
  public func share(_ period: Period) -> Double {
    period.frequency == .index ? 1 : count(period) / usual(period.frequency)
  }

  /// The length in words: `week` or `working day`.
  public var name: String { self == .weeks ? "week" : "working day" }
}
