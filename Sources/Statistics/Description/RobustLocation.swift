/// Location and scale of a sample of which up to half may be wrong.
///
/// Hampel, F. R. (1974), The influence curve and its role in robust estimation, *Journal of the
/// American Statistical Association* 69, 383–393.
public struct RobustLocation: Hashable, Sendable {
  /// The median; NaN without values.
  public let median: Double
  /// The median of the absolute deviations from the median, in the unit of the values; NaN without
  /// values.
  public let medianAbsoluteDeviation: Double

  /// Summarizes a sample.
  ///
  /// - Parameter values: Without NaN; this is not checked.
  /// - Complexity: O(*n* log *n*).
  public init(_ values: some Collection<Double>) {
    let values = Array(values)
    let center = Quantile.of(values, 0.5)
    median = center
    // Halved, so that the difference of two huge values of opposite sign stays finite.
    medianAbsoluteDeviation = 2 * Quantile.of(values.map { abs($0 / 2 - center / 2) }, 0.5)
  }

  /// The median absolute deviation times 1.4826, which estimates the standard deviation of normal
  /// values.
  public var standardDeviation: Double { medianAbsoluteDeviation * Self.normalConsistency }

  /// One over the upper quartile of the standard normal distribution.
  public static let normalConsistency = 1.482_602_218_505_602
}
