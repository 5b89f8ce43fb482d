import Forecasting
import Statistics
import TemporalData

extension FittedRenewal {
  /// What was found in the history: how rare demands are, their beat, and silence at the end.
  func findings(_ history: TimeSeries) -> [Finding] {
    guard let events = DemandEvents(history), let kind = DemandKind(history) else { return [] }
    var found: [Finding] = []
    if kind.isIntermittent {
      found.append(
        .intermittent(meanGap: events.meanGap, squaredVariation: kind.squaredVariation))
    }
    if let cadence = Cadence(history) {
      found.append(.cadence(periods: cadence.periods.lowerBound, share: cadence.share))
    }
    if events.silence > 0 {
      let since = Period(
        history.start.frequency, ordinal: events.first + events.last + 1)
      found.append(.silence(since: since, probabilityActive: probabilityActive))
    }
    return found
  }

  /// Why the interval is as wide as it is.
  func intervalReasons(horizon: Int) -> [String] {
    let last = demand(horizon: horizon)[horizon - 1]
    var reasons: [String] = []
    let spread = last.size.standardDeviation / last.size.mean
    if last.probability < 0.95 {
      reasons.append("a period has a demand with probability \(Self.percent(last.probability))")
    }
    if spread.isFinite, spread > 0 {
      reasons.append("sizes of demands vary by \(Self.percent(spread)) of their mean")
    }
    let active = activity(horizon: horizon)[horizon - 1]
    if active < 0.95 {
      reasons.append("by then the series is still active with probability \(Self.percent(active))")
    }
    return reasons
  }

  private static func percent(_ share: Double) -> String {
    "\(Int(min(1e6, (share * 100).rounded()))) %"
  }
}
