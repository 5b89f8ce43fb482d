extension TimeSeries {
  /// The sample autocorrelations at lags 0 to `maxLag`.
  ///
  ///     r(k) = c(k) / c(0),   c(k) = Σ (y(t) − ȳ)(y(t+k) − ȳ) / (pairs(k) + k)
  ///
  /// The sum runs over the pairs of which both values are observed; without missing values the
  /// divisor is n, the usual biased estimate. Uneven gaps could push a ratio beyond ±1: it is held
  /// there. A lag without any pair gives NaN, as does every lag of a series without variation.
  /// Values of any finite size are safe. O(n·maxLag).
  ///
  /// Reference: G. E. P. Box, G. M. Jenkins and G. C. Reinsel, *Time Series Analysis*, 3rd ed.
  /// (1994), eq. 2.1.11.
  ///
  /// - Parameter maxLag: the largest lag in slots; below 0 gives an empty result.
  public func autocorrelations(upTo maxLag: Int) -> [Double] {
    guard maxLag >= 0 else { return [] }
    var result = [Double](repeating: .nan, count: maxLag + 1)
    guard let deviations = scaledDeviations() else { return result }
    let weights = hasMissing ? storage.map { $0.isNaN ? 0.0 : 1.0 } : nil
    let variance = Self.lagSum(deviations, 0) / Double(observedCount)
    for lag in 0...Swift.min(maxLag, count - 1) {
      let pairs = weights.map { Self.lagSum($0, lag) } ?? Double(count - lag)
      guard pairs > 0 else { continue }
      let ratio = Self.lagSum(deviations, lag) / (pairs + Double(lag)) / variance
      result[lag] = Swift.max(-1, Swift.min(1, ratio))
    }
    return result
  }

  /// Deviations from the mean divided by the largest, 0 where missing; nil if nothing varies.
  ///
  /// Scaling first keeps the squares of values such as 1e300 and 1e-300 within range.
  private func scaledDeviations() -> [Double]? {
    let observed = storage.filter { !$0.isNaN }
    guard let least = observed.min(), let greatest = observed.max(), least < greatest else {
      return nil
    }
    let size = Swift.max(least.magnitude, greatest.magnitude)
    let mean = observed.reduce(0) { $0 + $1 / size } / Double(observed.count)
    let deviations = storage.map { $0.isNaN ? 0 : $0 / size - mean }
    guard let largest = deviations.map(\.magnitude).max(), largest > 0 else { return nil }
    return deviations.map { $0 / largest }
  }

  /// Σ x(t)·x(t+lag).
  private static func lagSum(_ x: [Double], _ lag: Int) -> Double {
    var sum = 0.0
    for slot in 0..<(x.count - lag) { sum += x[slot] * x[slot + lag] }
    return sum
  }
}
