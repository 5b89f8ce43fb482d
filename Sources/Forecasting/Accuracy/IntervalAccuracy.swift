/// How well prediction intervals hold.
public enum IntervalAccuracy {
  /// The share of observed values inside their intervals; nil if nothing was observed.
  public static func coverage(
    _ actual: [Double], _ intervals: [PredictionInterval]
  ) -> Double? {
    let inside = zip(actual, intervals).filter { !$0.0.isNaN }.map {
      $0.1.lower <= $0.0 && $0.0 <= $0.1.upper
    }
    guard !inside.isEmpty else { return nil }
    return Double(inside.count { $0 }) / Double(inside.count)
  }

  /// The mean interval score divided by a scale (MSIS); nil if nothing was observed.
  ///
  /// Width plus 2/(1 − level) times the distance of values outside. Gneiting and Raftery (2007),
  /// eq. 43; scaled as in the M4 competition.
  public static func meanScaledIntervalScore(
    _ actual: [Double], _ intervals: [PredictionInterval], scale: Double
  ) -> Double? {
    let observed = zip(actual, intervals).filter { !$0.0.isNaN }
    guard !observed.isEmpty else { return nil }
    return observed.reduce(0) { sum, pair in
      let (value, interval) = pair
      let missed = max(interval.lower - value, 0) + max(value - interval.upper, 0)
      let score = (interval.upper - interval.lower) + 2 / (1 - interval.level) * missed
      return sum + score / scale / Double(observed.count)
    }
  }
}
