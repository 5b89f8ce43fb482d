import PartnerKPI
import TemporalData

/// A last period so low that it is more likely incomplete than bad business.
///
/// Exports by month do not say to which day they reach. The panel's total of the last period is
/// suspicious if it is less than half of each of the three before, and, where a season of history
/// exists, if it also fell to less than half of what the same step did a season ago.
struct SuspiciousEnd {
  /// The KPI whose total fell.
  let kpi: KPI.ID
  let period: Period
  /// The last total over the mean of the three before, below 0.5.
  let share: Double

  /// Looks at the totals of one flow over the entries; nil where nothing is suspicious.
  init?(_ kpi: KPI, _ entries: [KPIPanel.Entry], seasonLength: Int) {
    guard kpi.kind == .flow, let end = entries.map(\.series.values.end).max(),
      end.frequency != .index
    else { return nil }
    let totals = Self.totals(entries, before: end, count: seasonLength + 4)
    guard let last = totals.first, totals.count >= 4, totals[1...3].allSatisfy({ $0 > 0 }),
      last >= 0, totals[1...3].allSatisfy({ last < 0.5 * $0 })
    else { return nil }
    let share = Self.step(totals, at: 0)
    let before = totals.count == seasonLength + 4 ? Self.step(totals, at: seasonLength) : 1
    guard share < 0.5 * before else { return nil }
    (self.kpi, self.share, period) = (kpi.id, share, end.advanced(by: -1))
  }

  /// One total over the mean of the three before it.
  private static func step(_ totals: [Double], at position: Int) -> Double {
    let mean = totals[position + 1...position + 3].reduce(0, +) / 3
    return mean > 0 ? totals[position] / mean : 1
  }

  /// Sums over the entries, the last period first; only periods that some entry has.
  private static func totals(
    _ entries: [KPIPanel.Entry], before end: Period, count: Int
  ) -> [Double] {
    let start = entries.map(\.series.values.start).min() ?? end
    let length = min(count, end.ordinal - start.ordinal)
    return (1...max(1, length)).map { back in
      let period = end.advanced(by: -back)
      return entries.reduce(0) { $0 + ($1.series.values[period] ?? 0) }
    }
  }

  /// The line to print.
  var message: String {
    let missing = Int(((1 - share) * 100).rounded())
    let day = Period(.day, containing: period.firstDay).firstDay
    return """
      \(period.name) has \(missing) % less \(kpi) than the three periods before: if it is not \
      complete, leave it out with --as-of \(day)
      """
  }
}
