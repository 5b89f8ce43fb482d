/// A test of whether a series stays around a level.
///
/// With e the deviations from the mean, S their running sums, and s² the long-run variance from
/// autocovariances weighted down to lag l (Bartlett's window),
///
///     η = Σ S[t]² / (n² s²),   s² = (1/n) (Σ e[t]² + 2 Σ over k ≤ l of (1 − k/(l + 1)) Σ e[t] e[t−k])
///
/// is large where the series wanders: a random walk makes it grow with n. D. Kwiatkowski,
/// P. C. B. Phillips, P. Schmidt, Y. Shin, *Testing the null hypothesis of stationarity against the
/// alternative of a unit root*, J. Econometrics 54 (1992), doi:10.1016/0304-4076(92)90104-Y.
public struct KPSS: Hashable, Sendable {
  /// The statistic η, at least 0.
  public let statistic: Double

  /// Tests values in order of time.
  ///
  /// - Parameters:
  ///   - values: Finite, at least 2, not all equal.
  ///   - lags: The number l of autocovariances; by default ⌊3 √n / 13⌋, as is usual for choosing
  ///     how often to difference.
  /// - Throws: ``HypothesisTestError``.
  /// - Complexity: O(*n* · `lags`).
  public init(_ values: [Double], lags: Int? = nil) throws(HypothesisTestError) {
    guard values.count >= 2 else { throw .tooFewValues(needed: 2, found: values.count) }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(index: index, value: values[index])
    }
    let count = Double(values.count)
    let size = values.reduce(0) { max($0, $1.magnitude) }
    guard size > 0 else { throw .constant(value: 0) }
    let scaled = values.map { $0 / size }
    let mean = scaled.reduce(0, +) / count
    let errors = scaled.map { $0 - mean }
    guard errors.contains(where: { $0.magnitude > 1e-14 }) else {
      throw .constant(value: values[0])
    }
    let window = min(lags ?? Int(3 * count.squareRoot() / 13), values.count - 1)
    var spread = errors.reduce(0) { $0 + $1 * $1 }
    for lag in 1..<max(1, window + 1) {
      let covariance = (lag..<errors.count).reduce(0.0) { $0 + errors[$1] * errors[$1 - lag] }
      spread += 2 * (1 - Double(lag) / Double(window + 1)) * covariance
    }
    var (running, sum) = (0.0, 0.0)
    for error in errors {
      running += error
      sum += running * running
    }
    // Bartlett's weights keep the long-run variance positive but for rounding.
    statistic = spread > 0 ? sum / (count * spread) : .infinity
  }

  /// The probability of a statistic at least as large in a stationary series: between the tabled
  /// points .10 at .347, .05 at .463, .025 at .574 and .01 at .739 by straight lines, and .10 or .01
  /// beyond them.
  public var pValue: Double {
    let table = [(0.347, 0.10), (0.463, 0.05), (0.574, 0.025), (0.739, 0.01)]
    guard let above = table.firstIndex(where: { statistic <= $0.0 }) else { return 0.01 }
    guard above > 0 else { return 0.10 }
    let (low, high) = (table[above - 1], table[above])
    return low.1 + (statistic - low.0) / (high.0 - low.0) * (high.1 - low.1)
  }
}
