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

  /// `monthly`, `quarterly` and so on; `by number` for index periods.
  static func rhythm(_ frequency: Frequency) -> String {
    switch frequency {
    case .day: "daily"
    case .week, .month, .quarter, .year, .retail: frequency.unitName + "ly"
    case .index: "by number"
    }
  }
}
