/// A test of whether residuals still hold autocorrelation.
///
/// With the autocorrelations r₁ … r_h of n values, the statistic
///
///     Q = n(n + 2) Σ rₖ² / (n - k)
///
/// is about χ² with h - m degrees of freedom when the values are independent and m parameters were
/// fitted to them. Ljung, G. M. and Box, G. E. P. (1978), On a measure of lack of fit in time series
/// models, *Biometrika* 65(2), 297–303.
public struct LjungBox: Hashable, Sendable {
  /// The statistic Q, at least 0.
  public let statistic: Double
  /// The degrees of freedom h - m, at least 1.
  public let degreesOfFreedom: Int
  /// The probability of a statistic at least as large among independent values.
  public let pValue: Double

  /// Tests residuals in order of time.
  ///
  /// - Parameters:
  ///   - residuals: Finite, more than `lags`, not all equal.
  ///   - lags: The number h of autocorrelations, more than `fittedParameters`.
  ///   - fittedParameters: The number m of parameters that shaped the autocorrelation.
  /// - Throws: ``HypothesisTestError``.
  /// - Complexity: O(*n* · `lags`).
  public init(
    residuals: [Double], lags: Int, fittedParameters: Int = 0
  ) throws(HypothesisTestError) {
    guard lags > max(0, fittedParameters) else {
      throw .tooFewLags(needed: max(0, fittedParameters) + 1, found: lags)
    }
    let count = residuals.count
    guard count > lags else { throw .tooFewValues(needed: lags + 1, found: count) }
    try residuals.checkFinite()
    guard let scaled = Self.standardized(residuals) else { throw .constant(value: residuals[0]) }
    let sum = (1...lags).reduce(0.0) { sum, lag in
      let correlation = Self.autocorrelation(of: scaled, lag: lag)
      return sum + correlation * correlation / Double(count - lag)
    }
    statistic = Double(count) * Double(count + 2) * sum
    degreesOfFreedom = lags - max(0, fittedParameters)
    pValue = IncompleteGamma.tails(at: statistic / 2, Double(degreesOfFreedom) / 2).upper
  }

  /// Deviations from the mean in standard deviations, so that no scale over- or underflows.
  private static func standardized(_ values: [Double]) -> [Double]? {
    let moments = Moments(values)
    guard moments.standardDeviation > 0 else { return nil }
    return values.map { ($0 / 2 - moments.mean / 2) / (moments.standardDeviation / 2) }
  }

  private static func autocorrelation(of standardized: [Double], lag: Int) -> Double {
    var sum = CompensatedSum()
    for index in lag..<standardized.count {
      sum.add(standardized[index] * standardized[index - lag])
    }
    return sum.total / Double(standardized.count)
  }
}
