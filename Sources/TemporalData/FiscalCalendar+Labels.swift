extension FiscalCalendar {
  /// What people call a period.
  ///
  /// | Frequency | Calendar year | Fiscal year |
  /// |---|---|---|
  /// | day | `2026-03-01` | the same |
  /// | week from Monday | `2026-W09` (ISO 8601) | the same |
  /// | other week | its first day | the same |
  /// | month | `2026-03` | the same |
  /// | quarter | `2026 Q1` | `FY26 Q4` |
  /// | year | `2026` | `FY2026` |
  /// | index | its number | the same |
  ///
  /// Parts of a 4-4-5 calendar are `FY24 P03`, `FY24 Q1` and `FY2024`, whatever this calendar is.
  ///
  /// Quarters and years that do not begin where this calendar's do are called by their first day.
  public func label(_ period: Period) -> String {
    let first = period.firstDay
    return switch period.frequency {
    case .month: monthText(first)
    case .week(startingOn: 1): isoWeek(first)
    case .quarter where period.frequency == quarter: quarterLabel(first)
    case .year where period.frequency == year: yearLabel(first)
    case .retail(_, let calendar): calendar.label(period) ?? period.description
    case .day, .week, .quarter, .year, .index: period.description
    }
  }

  /// The months that a period touches, such as `2020-04 to 2020-06`; the first and the last day of a part
  /// of a 4-4-5 calendar, and the number of an index period.
  ///
  /// To be printed beside a fiscal label, which does not tell them.
  public func months(_ period: Period) -> String {
    if period.frequency == .index { return period.description }
    if period.frequency.retailCalendar != nil { return "\(period.firstDay) to \(period.lastDay)" }
    let (first, last) = (monthText(period.firstDay), monthText(period.lastDay))
    return first == last ? first : "\(first) to \(last)"
  }

  private func monthText(_ date: CivilDate) -> String {
    "\(padded(date.year, 4))-\(padded(date.month, 2))"
  }

  private func quarterLabel(_ first: CivilDate) -> String {
    let (year, quarter) = (year(of: first), quarter(of: first))
    return firstMonth == 1
      ? "\(padded(year, 4)) Q\(quarter)" : "FY\(padded(year.flooredModulo(100), 2)) Q\(quarter)"
  }

  private func yearLabel(_ first: CivilDate) -> String {
    (firstMonth == 1 ? "" : "FY") + padded(year(of: first), 4)
  }

  /// A week belongs to the year of its Thursday, and week 1 holds the year's first Thursday.
  private func isoWeek(_ monday: CivilDate) -> String {
    let thursday = CivilDate(daysSince1970: monday.daysSince1970 + 3)
    let dayOfYear = thursday.daysSince1970 - CivilDate.days(before: thursday.year, 1)
    return "\(padded(thursday.year, 4))-W\(padded(dayOfYear / 7 + 1, 2))"
  }
}
