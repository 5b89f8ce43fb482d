import RealModule

/// The normal distribution.
///
/// - Support: all real numbers; a single value when the standard deviation is 0.
/// - Parameters: ``mean`` (finite), ``standardDeviation`` (finite, at least 0).
/// - Density: exp(-z²/2) / (σ√(2π)) with z = (x - μ)/σ.
///
/// The standard deviation, not the variance, is the parameter: scales from 1e-300 to 1e300 work
/// without a square that would leave the range of a `Double`.
public struct Normal: ContinuousDistribution, ScalableDistribution, ShiftableDistribution {
  /// The expected value.
  public let mean: Double
  /// The standard deviation, in the unit of the values; 0 for a certain value.
  public let standardDeviation: Double

  /// Makes the distribution with a mean and a standard deviation.
  ///
  /// - Parameters:
  ///   - mean: Finite.
  ///   - standardDeviation: Finite, at least 0. Zero gives the certain value `mean`.
  /// - Throws: ``DistributionError/parameterOutOfRange(distribution:parameter:value:allowed:)``.
  public init(mean: Double, standardDeviation: Double) throws(DistributionError) {
    let check = ParameterCheck(distribution: "normal")
    try check.finite(mean, "mean")
    try check.nonNegative(standardDeviation, "standard deviation")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The probability of a value ≤ `x`; full relative precision in the lower tail.
  public func cdf(_ x: Double) -> Double {
    guard standardDeviation > 0 else { return Degenerate.cdf(x, at: mean) }
    return StandardNormal.cdf(standardized(x))
  }

  /// The probability of a value > `x`; full relative precision in the upper tail.
  public func survival(_ x: Double) -> Double {
    guard standardDeviation > 0 else { return 1 - Degenerate.cdf(x, at: mean) }
    return StandardNormal.survival(standardized(x))
  }

  /// The value not exceeded with probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double { value(at: StandardNormal.quantile(p)) }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double { value(at: StandardNormal.upperQuantile(q)) }

  /// The argument, or the certain value when the standard deviation is 0.
  public func firstPossibleValue(from x: Double) -> Double {
    standardDeviation > 0 ? x : Degenerate.firstPossibleValue(from: x, at: mean)
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    guard standardDeviation > 0 else { return Degenerate.logDensity(x, at: mean) }
    return StandardNormal.logDensity(standardized(x)) - Double.log(standardDeviation)
  }

  /// Draws one value from one normal number.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    value(at: generator.normal())
  }

  /// The distribution of `factor` times a value, for any finite factor.
  public func scaled(by factor: Double) throws(DistributionError) -> Normal {
    try Normal(mean: mean * factor, standardDeviation: standardDeviation * abs(factor))
  }

  /// The distribution of a value plus `offset`.
  public func shifted(by offset: Double) throws(DistributionError) -> Normal {
    try Normal(mean: mean + offset, standardDeviation: standardDeviation)
  }

  private func standardized(_ x: Double) -> Double {
    LocationScale.standardized(x, location: mean, scale: standardDeviation)
  }

  private func value(at z: Double) -> Double {
    LocationScale.value(at: z, location: mean, scale: standardDeviation)
  }
}

extension Normal {
  private enum CodingKeys: String, CodingKey { case mean, standardDeviation }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let mean = try values.decode(Double.self, forKey: .mean)
    let deviation = try values.decode(Double.self, forKey: .standardDeviation)
    self = try decoder.checked { () throws(DistributionError) in
      try Normal(mean: mean, standardDeviation: deviation)
    }
  }
}
