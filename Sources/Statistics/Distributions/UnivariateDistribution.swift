import RealModule

/// A probability distribution on the real line, as a value.
///
/// Everything a caller wants to know about an uncertain number is asked of a value of this kind:
/// centre, spread, the probability of falling short of a threshold, and the threshold that belongs
/// to a probability. A value that exists is valid, so none of the members throws.
///
/// Both tails are first class. `1 - cdf(x)` has no correct digit left where `cdf(x)` is close to
/// one; ``survival(_:)`` and ``upperQuantile(_:)`` keep full relative precision there.
public protocol UnivariateDistribution: Hashable, Codable, Sendable {
  /// The expected value; infinite or NaN where the distribution has none.
  var mean: Double { get }

  /// The standard deviation, in the unit of the values; infinite or NaN where there is none.
  ///
  /// The primitive measure of spread: it neither overflows nor underflows where the values
  /// themselves do not.
  var standardDeviation: Double { get }

  /// The probability of a value less than or equal to `x`, in 0...1; NaN for NaN.
  func cdf(_ x: Double) -> Double

  /// The probability of a value greater than `x`, in 0...1, without cancellation; NaN for NaN.
  func survival(_ x: Double) -> Double

  /// The value that is not exceeded with probability `p`.
  ///
  /// `p` = 0 and 1 give the ends of the support, infinite where it is unbounded.
  ///
  /// - Returns: NaN when `p` is NaN or outside 0...1.
  func quantile(_ p: Double) -> Double

  /// The value that is exceeded with probability `q`: `quantile(1 - q)` without cancellation.
  ///
  /// - Returns: NaN when `q` is NaN or outside 0...1.
  func upperQuantile(_ q: Double) -> Double

  /// The smallest value at or above `x` that can occur: `x` itself unless values are discrete.
  ///
  /// The distribution function does not rise between `x` and the result, so that a search over it
  /// need not look there.
  ///
  /// - Returns: Infinity when no value at or above `x` can occur.
  func firstPossibleValue(from x: Double) -> Double

  /// Draws one value.
  ///
  /// The draw depends on nothing but the distribution and the generator.
  func sample(using generator: inout some RandomNumberGenerator) -> Double
}

extension UnivariateDistribution {
  /// The square of the standard deviation.
  ///
  /// Infinite or zero when the square leaves the range of a `Double` (a standard deviation beyond
  /// about 1e±154); use ``standardDeviation`` where scales are not known.
  public var variance: Double { standardDeviation * standardDeviation }

  /// The middle of the distribution, `quantile(0.5)`.
  public var median: Double { quantile(0.5) }

  /// The argument: any value can occur.
  public func firstPossibleValue(from x: Double) -> Double { x }

  /// Draws one value by inversion: one uniform number, one quantile.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    quantile(generator.openUniform())
  }
}

/// A distribution that has a density.
public protocol ContinuousDistribution: UnivariateDistribution {
  /// The natural logarithm of the density at `x`: minus infinity outside the support.
  ///
  /// A degenerate distribution (spread 0) has plus infinity at its only value.
  func logDensity(_ x: Double) -> Double
}

extension ContinuousDistribution {
  /// The density at `x`, per unit of the values.
  public func density(_ x: Double) -> Double { Double.exp(logDensity(x)) }
}

/// A family that contains every positive multiple of its members.
public protocol ScalableDistribution: UnivariateDistribution {
  /// The distribution of `factor` times a value.
  ///
  /// - Throws: ``DistributionError`` when `factor` is not finite, is not allowed by the family, or
  ///   takes a parameter out of the range of a `Double`.
  func scaled(by factor: Double) throws(DistributionError) -> Self
}

/// A family that contains every translation of its members.
public protocol ShiftableDistribution: UnivariateDistribution {
  /// The distribution of a value plus `offset`.
  ///
  /// - Throws: ``DistributionError`` when `offset` is not finite or takes a parameter out of the
  ///   range of a `Double`.
  func shifted(by offset: Double) throws(DistributionError) -> Self
}
