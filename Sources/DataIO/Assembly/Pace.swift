import PartnerKPI
import TemporalData

/// How far a partial period is, compared with the same part of earlier periods.
public struct Pace: Hashable, Sendable {
  /// The KPI that is compared.
  public let kpi: KPI.ID
  /// What the partial period holds of all series: the sum of a flow, the last values of a stock, the ratio of
  /// the sums.
  public let toDate: Double
  /// That over the same part of the same period a year before; nil where there is none.
  public let overLastYear: Double?
  /// That over the mean of the same part of the periods before; nil where there is none.
  public let overRecent: Double?
  /// The number of periods before, at most 3.
  public let recentPeriods: Int

  /// Compares a value with that of a year before and those of the periods before; nil without either.
  init?(_ kpi: KPI.ID, toDate: Double, lastYear: Double?, recent: [Double]) {
    let mean = recent.reduce(0) { $0 + $1 / Double(recent.count) }
    let yearly = lastYear.flatMap { Self.share(toDate, of: $0) }
    let current = recent.isEmpty ? nil : Self.share(toDate, of: mean)
    guard toDate.isFinite, yearly != nil || current != nil else { return nil }
    (self.kpi, self.toDate, recentPeriods) = (kpi, toDate, recent.count)
    (overLastYear, overRecent) = (yearly, current)
  }

  private static func share(_ value: Double, of other: Double) -> Double? {
    let share = value / other
    return other > 0 && share.isFinite && abs(share) < 1_000 ? share : nil
  }

  /// In words, such as `revenue is at 103 % of Jun 2025 to the 14th`.
  func text(_ part: PartOfPeriod, of period: Period) -> String {
    let percent = { (share: Double) in "\(Int((share * 100).rounded())) %" }
    let unit = period.frequency.unitName
    let before = recentPeriods == 1 ? "the \(unit) before" : "the \(recentPeriods) \(unit)s before"
    let year = period.advanced(by: -period.frequency.slotsPerYear)
    let parts = [
      overLastYear.map { "\(percent($0)) of \(part.words(of: year))" },
      overRecent.map {
        "\(percent($0)) of \(recentPeriods == 1 ? "" : "the mean of ")the \(part) of \(before)"
      },
    ]
    return "\(kpi) is at " + parts.compactMap { $0 }.joined(separator: ", ")
  }
}

extension Frequency {
  /// Slots from a period to the same one a year before; days keep their weekday.
  var slotsPerYear: Int {
    switch unit {
    case .day: 364
    case .week: 52
    case .month: 12
    case .quarter: 4
    case .year, .step: 1
    }
  }
}
