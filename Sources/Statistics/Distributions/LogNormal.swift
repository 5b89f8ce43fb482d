import RealModule

/// The distribution of a positive number whose logarithm is normal.
///
/// - Support: (0, ∞); the single value exp(``logMean``) when the log standard deviation is 0.
/// - Parameters: ``logMean`` and ``logStandardDeviation``, both on the scale of natural logarithms.
/// - Mean: exp(μ + σ²/2). Variance: exp(2μ + σ²)(exp(σ²) - 1). Median: exp(μ).
///
/// Mean and standard deviation are infinite where they exceed the largest `Double`.
public struct LogNormal: ContinuousDistribution, ScalableDistribution {
  /// What values are measured in: the logarithm of value / unit is what is stored.
  ///
  /// Scaling by a power of two changes the unit alone, so that it is exact.
  public let unit: Double
  /// The mean of the natural logarithm of value / unit.
  private let center: Double
  /// The mean of the natural logarithm.
  public var logMean: Double { unit == 1 ? center : center + Double.log(unit) }
  /// The standard deviation of the natural logarithm; 0 for a certain value.
  public let logStandardDeviation: Double

  /// Makes the distribution from the moments of the logarithm.
  ///
  /// - Parameters:
  ///   - logMean: Of value / `unit`; finite.
  ///   - logStandardDeviation: Finite, at least 0.
  ///   - unit: Finite and greater than 0.
  /// - Throws: ``DistributionError/parameterOutOfRange(distribution:parameter:value:allowed:)``.
  public init(
    logMean: Double, logStandardDeviation: Double, unit: Double = 1
  ) throws(DistributionError) {
    let check = ParameterCheck(distribution: "log-normal")
    try check.positive(unit, "unit")
    try check.finite(logMean, "log mean")
    try check.nonNegative(logStandardDeviation, "log standard deviation")
    (center, self.unit) = (logMean, unit)
    self.logStandardDeviation = logStandardDeviation
  }

  /// The expected value exp(μ + σ²/2); infinite beyond the largest `Double`.
  public var mean: Double {
    unit * Double.exp(center + logStandardDeviation * logStandardDeviation / 2)
  }

  /// The mean times √(exp(σ²) - 1); infinite beyond the largest `Double`.
  public var standardDeviation: Double {
    guard logStandardDeviation > 0 else { return 0 }
    let logVariance = logStandardDeviation * logStandardDeviation
    // Beyond 40, expMinusOne equals exp to the last digit and would overflow before the product.
    guard logVariance < 40 else { return unit * Double.exp(center + logVariance) }
    return mean * Double.expMinusOne(logVariance).squareRoot()
  }

  /// The probability of a value ≤ `x`; full relative precision in the lower tail.
  public func cdf(_ x: Double) -> Double {
    guard logStandardDeviation > 0 else { return Degenerate.cdf(x, at: certainValue) }
    return x <= 0 ? 0 : StandardNormal.cdf(standardized(x))
  }

  /// The probability of a value > `x`; full relative precision in the upper tail.
  public func survival(_ x: Double) -> Double {
    guard logStandardDeviation > 0 else { return 1 - Degenerate.cdf(x, at: certainValue) }
    return x <= 0 ? 1 : StandardNormal.survival(standardized(x))
  }

  /// The value not exceeded with probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double { value(at: StandardNormal.quantile(p)) }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double { value(at: StandardNormal.upperQuantile(q)) }

  /// The argument, or the certain value when the log standard deviation is 0.
  public func firstPossibleValue(from x: Double) -> Double {
    logStandardDeviation > 0 ? x : Degenerate.firstPossibleValue(from: x, at: certainValue)
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    guard logStandardDeviation > 0 else {
      return Degenerate.logDensity(x, at: certainValue)
    }
    guard x > 0 else { return x.isNaN ? .nan : -.infinity }
    return StandardNormal.logDensity(standardized(x)) - Double.log(logStandardDeviation)
      - Double.log(x)
  }

  /// Draws one value from one normal number.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    value(at: generator.normal())
  }

  /// The distribution of `factor` times a value.
  ///
  /// - Parameter factor: Finite and greater than 0, so that values stay positive.
  public func scaled(by factor: Double) throws(DistributionError) -> LogNormal {
    try ParameterCheck(distribution: "log-normal").positive(factor, "scale factor")
    let product = unit * factor
    guard product.isNormal else {
      return try LogNormal(
        logMean: logMean + Double.log(factor), logStandardDeviation: logStandardDeviation)
    }
    return try LogNormal(
      logMean: center, logStandardDeviation: logStandardDeviation, unit: product)
  }

  private func standardized(_ x: Double) -> Double {
    (Double.log(x / unit) - center) / logStandardDeviation
  }

  private func value(at z: Double) -> Double {
    unit * Double.exp(LocationScale.value(at: z, location: center, scale: logStandardDeviation))
  }

  private var certainValue: Double { unit * Double.exp(center) }
}

extension LogNormal {
  private enum CodingKeys: String, CodingKey { case center = "logMean", logStandardDeviation, unit }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let mean = try values.decode(Double.self, forKey: .center)
    let unit = try values.decodeIfPresent(Double.self, forKey: .unit) ?? 1
    let deviation = try values.decode(Double.self, forKey: .logStandardDeviation)
    self = try decoder.checked { () throws(DistributionError) in
      try LogNormal(logMean: mean, logStandardDeviation: deviation, unit: unit)
    }
  }
}
