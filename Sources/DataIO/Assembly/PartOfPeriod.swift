import TemporalData

/// The part of a period up to which a partial one is known: so many days, working days, or shorter periods.
enum PartOfPeriod: Hashable {
  case days(Int)
  /// Mondays to Fridays without these holidays; up to the last of them, or to the day before the next one.
  case workingDays(Int, Holidays, endsOnOne: Bool)
  /// Whole slots of the dates' own length.
  case slots(Int, Frequency)

  /// The part of a period up to a day, for dates of a frequency.
  init(of period: Period, to day: CivilDate, dates: Frequency, holidays: Holidays?) {
    guard dates == .day else {
      let first = Period(dates, containing: period.firstDay)
      let next = Period(dates, containing: CivilDate(daysSince1970: day.daysSince1970 + 1))
      self = .slots(max(1, next.distance(from: first)), dates)
      return
    }
    let first = period.firstDay.daysSince1970
    guard let holidays else {
      self = .days(day.daysSince1970 - first + 1)
      return
    }
    let days = (first...max(first, day.daysSince1970)).map { Self.isWorkday($0, holidays) }
    self = .workingDays(days.count { $0 }, holidays, endsOnOne: days.last ?? false)
  }

  private static func isWorkday(_ day: Int, _ holidays: Holidays) -> Bool {
    Period(.day, ordinal: day).workingDays(without: holidays) == 1
  }

  /// The last day of the part of a period.
  func lastDay(of period: Period) -> CivilDate {
    let (first, last) = (period.firstDay.daysSince1970, period.lastDay.daysSince1970)
    switch self {
    case .days(let count): return CivilDate(daysSince1970: min(last, first + count - 1))
    case .slots(let count, let frequency):
      let end = Period(frequency, containing: period.firstDay).advanced(by: count - 1)
      return min(period.lastDay, end.lastDay)
    case .workingDays(let count, let holidays, let endsOnOne):
      var (day, seen) = (first, 0)
      while day <= last {
        if Self.isWorkday(day, holidays) { seen += 1 }
        if seen == count, endsOnOne { return CivilDate(daysSince1970: day) }
        if seen > count { return CivilDate(daysSince1970: day - 1) }
        day += 1
      }
      return period.lastDay
    }
  }

  /// The number of days, working days or shorter periods.
  var count: Int {
    switch self {
    case .days(let count), .workingDays(let count, _, _), .slots(let count, _): count
    }
  }

  /// What is counted: `days`, `working days`, `months`.
  var unit: String {
    switch self {
    case .days: "days"
    case .workingDays: "working days"
    case .slots(_, let frequency): frequency.unitName + "s"
    }
  }

  /// The part of a period in words: `Jun 2025 to the 14th`, `the first 9 working days of Jun 2025`.
  func words(of period: Period) -> String {
    guard case .days(let count) = self, period.frequency == .month else {
      return "the \(self) of \(period.name)"
    }
    let suffix =
      switch (count % 10, count / 10) {
      case (_, 1): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(period.name) to the \(count)\(suffix)"
  }
}

extension PartOfPeriod: CustomStringConvertible {
  /// `first 14 days`.
  var description: String {
    count == 1 ? "first \(unit.dropLast())" : "first \(count) \(unit)"
  }
}
