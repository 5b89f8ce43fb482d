import RealModule

/// A test of whether values come from a normal distribution, by their skewness and kurtosis.
///
/// With the third and fourth standardized moments S and K of n values, the statistic
///
///     JB = n/6 · (S² + (K − 3)²/4)
///
/// is about χ² with two degrees of freedom for normal values, so that its p-value is exp(−JB/2). The
/// approximation is rough below about 50 values, where small p-values come too seldom.
///
/// Jarque, C. M. and Bera, A. K. (1980), Efficient tests for normality, homoscedasticity and serial
/// independence of regression residuals, *Economics Letters* 6(3), 255–259,
/// doi:10.1016/0165-1765(80)90024-5.
public struct JarqueBera: Hashable, Sendable {
  /// The statistic, at least 0.
  public let statistic: Double
  /// The probability of a statistic at least as large among normal values.
  public let pValue: Double

  /// Tests values in any order.
  ///
  /// - Parameter values: Finite, at least 3, not all equal.
  /// - Throws: ``HypothesisTestError``.
  /// - Complexity: O(*n*).
  public init(_ values: [Double]) throws(HypothesisTestError) {
    guard values.count >= 3 else { throw .tooFewValues(needed: 3, found: values.count) }
    try values.checkFinite()
    let moments = Moments(values)
    guard moments.standardDeviation > 0 else { throw .constant(value: values[0]) }
    let excess = moments.kurtosis - 3
    let skewness = moments.skewness
    statistic = Double(values.count) / 6 * (skewness * skewness + excess * excess / 4)
    pValue = Double.exp(-statistic / 2)
  }
}
