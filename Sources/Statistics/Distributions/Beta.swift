import RealModule

/// The beta distribution, of shares and probabilities.
///
/// - Support: 0...1.
/// - Parameters: ``alpha`` > 0 and ``beta`` > 0; as evidence, counts of successes and failures.
/// - Mean: α/(α + β). Variance: αβ/((α + β)²(α + β + 1)).
/// - Density: x^(α-1)(1-x)^(β-1) / B(α, β).
public struct Beta: ContinuousDistribution {
  /// The exponent of the value.
  public let alpha: Double
  /// The exponent of the complement.
  public let beta: Double

  /// Makes the distribution with two exponents.
  ///
  /// - Parameters:
  ///   - alpha: Finite, greater than 0.
  ///   - beta: Finite, greater than 0.
  /// - Throws: ``DistributionError/parameterOutOfRange(distribution:parameter:value:allowed:)``.
  public init(alpha: Double, beta: Double) throws(DistributionError) {
    let check = ParameterCheck(distribution: "beta")
    try check.positive(alpha, "alpha")
    try check.positive(beta, "beta")
    self.alpha = alpha
    self.beta = beta
  }

  /// The expected value α/(α + β).
  public var mean: Double { alpha / (alpha + beta) }

  /// The standard deviation √(αβ/(α + β + 1))/(α + β).
  public var standardDeviation: Double {
    let total = alpha + beta
    return ((alpha / total) * (beta / total) / (total + 1)).squareRoot()
  }

  /// The probability of a value ≤ `x`; full relative precision in the lower tail.
  public func cdf(_ x: Double) -> Double { tails(x).lower }

  /// The probability of a value > `x`; full relative precision in the upper tail.
  public func survival(_ x: Double) -> Double { tails(x).upper }

  /// The value not exceeded with probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return IncompleteBeta.quantile(Tails(lower: p, upper: 1 - p), alpha, beta).value
  }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return IncompleteBeta.quantile(Tails(lower: 1 - q, upper: q), alpha, beta).value
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return logDensityOutside(x) }
    let point = IncompleteBeta.Point(value: x, complement: 1 - x)
    return IncompleteBeta.logKernel(at: point, alpha, beta) - Double.log(x)
      - Double.log(onePlus: -x)
  }

  /// Draws one value from one normal number.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    generator.beta(alpha, beta)
  }

  private func tails(_ x: Double) -> Tails {
    guard !x.isNaN else { return Tails(lower: .nan, upper: .nan) }
    return IncompleteBeta.tails(at: .init(value: x, complement: 1 - x), alpha, beta)
  }

  /// At an end the exponent there decides; with exponent 1 the density is the other exponent.
  private func logDensityOutside(_ x: Double) -> Double {
    guard x == 0 || x == 1 else { return x.isNaN ? .nan : -.infinity }
    let (here, other) = x == 0 ? (alpha, beta) : (beta, alpha)
    return here == 1 ? Double.log(other) : (here < 1 ? .infinity : -.infinity)
  }
}

extension Beta {
  private enum CodingKeys: String, CodingKey { case alpha, beta }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let alpha = try values.decode(Double.self, forKey: .alpha)
    let beta = try values.decode(Double.self, forKey: .beta)
    self = try decoder.checked { () throws(DistributionError) in
      try Beta(alpha: alpha, beta: beta)
    }
  }
}
