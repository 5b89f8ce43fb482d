import TemporalData

/// Tells whether the last period of a panel is complete.
///
/// The data reaches to its newest date. A last period is incomplete if the day the analysis stands
/// on lies inside it, or if the newest date is farther from its end than usual: more than 3 days
/// beyond the median distance in the periods before (up to 12 of them).
struct PartialPeriod {
  /// The incomplete last period.
  let period: Period
  /// The last day of it that the data knows.
  let reachesTo: CivilDate

  /// Looks at the newest date (as the last day it stands for) in each period of the panel.
  init?(newest: [Int: CivilDate], grain: Frequency, asOf: CivilDate?) {
    guard grain != .index, let last = newest.keys.max(), let date = newest[last] else { return nil }
    let period = Period(grain, ordinal: last)
    self.period = period
    if let asOf {
      guard asOf < period.lastDay else { return nil }
      reachesTo = asOf
      return
    }
    reachesTo = date
    let distances = newest.keys.sorted().suffix(13).map { ordinal in
      let end = Period(grain, ordinal: ordinal).lastDay.daysSince1970
      return end - (newest[ordinal]?.daysSince1970 ?? end)
    }
    let before = distances.dropLast().sorted()
    guard let usual = before.isEmpty ? nil : before[before.count / 2],
      let distance = distances.last, distance > usual + 3
    else { return nil }
  }
}

extension Period {
  /// The period in words: `Jun 2026`, `2026 Q2`, `2026`, or a date.
  var name: String {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let day = firstDay
    return switch frequency {
    case .month: "\(months[day.month - 1]) \(day.year)"
    case .quarter(anchor: 1): "\(day.year) Q\((day.month + 2) / 3)"
    case .quarter: "the quarter from \(months[day.month - 1]) \(day.year)"
    case .year(anchor: 1): "\(day.year)"
    case .year: "the year from \(months[day.month - 1]) \(day.year)"
    case .week: "the week of \(day)"
    case .retail(_, let calendar):
      "\(calendar.label(self) ?? description) (\(firstDay) to \(lastDay))"
    case .day, .index: description
    }
  }
}
