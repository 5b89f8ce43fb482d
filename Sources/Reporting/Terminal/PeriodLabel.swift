import TemporalData

/// Periods as a person names them.
public enum PeriodLabel {
  /// `2026-03` for a month, `2026-Q1` for a calendar quarter, `2026` for a calendar year; the first
  /// day for other periods, and the number of an index period.
  public static func text(_ period: Period) -> String {
    let day = period.firstDay
    switch period.frequency {
    case .month: return String(period.description.prefix(7))
    case .quarter(anchor: 1): return period.description.prefix(4) + "-Q\((day.month - 1) / 3 + 1)"
    case .year(anchor: 1): return String(period.description.prefix(4))
    default: return period.description
    }
  }

  /// The same, but for parts of a 4-4-5 calendar what they are called with their first and last day:
  /// `FY24 P03 (2024-03-31 to 2024-05-04)`.
  public static func dated(_ period: Period) -> String {
    guard let label = period.frequency.retailCalendar?.label(period) else { return text(period) }
    return "\(label) (\(period.firstDay) to \(period.lastDay))"
  }

  /// What a period is called in the heading of a column: `FY24 P03` for a part of a 4-4-5 calendar.
  static func short(_ period: Period) -> String {
    period.frequency.retailCalendar?.label(period) ?? text(period)
  }

  /// `monthly`, `quarterly` and so on; `by number` for index periods.
  static func rhythm(_ frequency: Frequency) -> String {
    switch frequency {
    case .day: "daily"
    case .week, .month, .quarter, .year, .retail: frequency.unitName + "ly"
    case .index: "by number"
    }
  }
}
