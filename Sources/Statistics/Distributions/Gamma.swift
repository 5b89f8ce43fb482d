import RealModule

/// The gamma distribution, of positive amounts and waiting times.
///
/// - Support: (0, ∞).
/// - Parameters: ``shape`` a > 0 and ``scale`` b > 0, the latter in the unit of the values.
/// - Mean: ab. Variance: ab². Density: (x/b)ᵃ exp(-x/b) / (x Γ(a)).
///
/// With shape ν/2 and scale 2 it is the χ² distribution with ν degrees of freedom.
public struct Gamma: ContinuousDistribution, ScalableDistribution {
  /// The shape a, without unit.
  public let shape: Double
  /// The scale b, in the unit of the values.
  public let scale: Double

  /// Makes the distribution with a shape and a scale.
  ///
  /// - Parameters:
  ///   - shape: Finite, greater than 0.
  ///   - scale: Finite, greater than 0.
  /// - Throws: ``DistributionError/parameterOutOfRange(distribution:parameter:value:allowed:)``.
  public init(shape: Double, scale: Double) throws(DistributionError) {
    let check = ParameterCheck(distribution: "gamma")
    try check.positive(shape, "shape")
    try check.positive(scale, "scale")
    self.shape = shape
    self.scale = scale
  }

  /// The expected value, shape times scale.
  public var mean: Double { shape * scale }

  /// The standard deviation, √shape times scale.
  public var standardDeviation: Double { shape.squareRoot() * scale }

  /// The probability of a value ≤ `x`; full relative precision in the lower tail.
  public func cdf(_ x: Double) -> Double { tails(x).lower }

  /// The probability of a value > `x`; full relative precision in the upper tail.
  public func survival(_ x: Double) -> Double { tails(x).upper }

  /// The value not exceeded with probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return scale * IncompleteGamma.quantile(Tails(lower: p, upper: 1 - p), shape)
  }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return scale * IncompleteGamma.quantile(Tails(lower: 1 - q, upper: q), shape)
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    guard x > 0, x < .infinity else {
      return x == 0 ? logDensityAtZero : x.isNaN ? .nan : -.infinity
    }
    return IncompleteGamma.logKernel(at: x / scale, shape) - Double.log(x)
  }

  /// Draws one value from one normal number.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    scale * generator.gamma(shape: shape)
  }

  /// The distribution of `factor` times a value.
  ///
  /// - Parameter factor: Finite and greater than 0, so that values stay positive.
  public func scaled(by factor: Double) throws(DistributionError) -> Gamma {
    try ParameterCheck(distribution: "gamma").positive(factor, "scale factor")
    return try Gamma(shape: shape, scale: scale * factor)
  }

  private func tails(_ x: Double) -> Tails {
    x.isNaN ? Tails(lower: .nan, upper: .nan) : IncompleteGamma.tails(at: x / scale, shape)
  }

  private var logDensityAtZero: Double {
    shape == 1 ? -Double.log(scale) : (shape < 1 ? .infinity : -.infinity)
  }
}

extension Gamma {
  private enum CodingKeys: String, CodingKey { case shape, scale }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let shape = try values.decode(Double.self, forKey: .shape)
    let scale = try values.decode(Double.self, forKey: .scale)
    self = try decoder.checked { () throws(DistributionError) in
      try Gamma(shape: shape, scale: scale)
    }
  }
}
