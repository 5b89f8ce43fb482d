import RealModule

/// The negative binomial distribution, of counts that vary more than independent events do.
///
/// - Support: offset, offset + 1, …; only the offset when the mean is the offset.
/// - Parameters: ``mean`` m, ``dispersion`` d ≥ 0 and a whole ``offset`` c ≥ 0 that is added to
///   every count. With μ = m - c and size r = 1/d, the probability of c + k is
///   Γ(r + k)/(Γ(r) k!) · (1/(1 + dμ))ʳ · (dμ/(1 + dμ))ᵏ.
/// - Mean: m. Variance: μ + dμ².
///
/// A Poisson number whose mean is itself a gamma number with squared coefficient of variation d
/// (Johnson, N. L., Kemp, A. W. and Kotz, S. (2005), *Univariate Discrete Distributions*, chapter
/// 5); without dispersion a Poisson number. An offset of 1 gives the size of something that is known
/// to have happened.
public struct NegativeBinomial: UnivariateDistribution {
  /// The expected count, offset included.
  public let mean: Double
  /// The squared coefficient of variation beyond that of a Poisson number.
  public let dispersion: Double
  /// The smallest count.
  public let offset: Double

  /// Makes the distribution with a mean and a dispersion.
  ///
  /// - Parameters:
  ///   - mean: From `offset` to `offset` + 1e12.
  ///   - dispersion: In 0...1e9; below 1e-12 a Poisson number is meant.
  ///   - offset: A whole number in 0...1e12.
  /// - Throws: ``DistributionError/parameterOutOfRange(distribution:parameter:value:allowed:)``.
  public init(
    mean: Double, dispersion: Double, offset: Double = 0
  ) throws(DistributionError) {
    let check = ParameterCheck(distribution: "negative binomial")
    try check.count(offset, "offset")
    try check.countMean(mean - offset)
    try check.dispersion(dispersion)
    self.mean = mean
    self.dispersion = dispersion < 1e-12 ? 0 : dispersion
    self.offset = offset
  }

  /// The root of μ + dμ², where μ is the mean above the offset.
  public var standardDeviation: Double { (excess * odds).squareRoot() }

  /// The probability of a count ≤ `x`; full relative precision in the lower tail.
  public func cdf(_ x: Double) -> Double { tails(x - offset).lower }

  /// The probability of a count > `x`; full relative precision in the upper tail.
  public func survival(_ x: Double) -> Double { tails(x - offset).upper }

  /// The smallest count not exceeded with probability `p` or more; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    guard excess > 0 else { return offset }
    guard p < 1 else { return .infinity }
    return offset
      + search.smallest(near: StandardNormal.quantile(p)) { tails($0).lower >= p }
  }

  /// The smallest count exceeded with probability `q` or less; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    guard excess > 0 else { return offset }
    guard q > 0 else { return .infinity }
    return offset
      + search.smallest(near: StandardNormal.upperQuantile(q)) { tails($0).upper <= q }
  }

  /// The smallest whole number, at least the offset, at or above `x`.
  public func firstPossibleValue(from x: Double) -> Double {
    guard excess > 0 else { return Degenerate.firstPossibleValue(from: x, at: offset) }
    return max(offset, x.rounded(.up))
  }

  /// The natural logarithm of the probability of `x` itself; minus infinity for what cannot occur.
  public func logProbability(_ x: Double) -> Double {
    let k = x - offset
    guard k >= 0, k < .infinity, k == k.rounded() else { return x.isNaN ? .nan : -.infinity }
    guard excess > 0 else { return k == 0 ? 0 : -.infinity }
    guard dispersion > 0 else { return poisson(k) }
    guard k > 0 else { return -Double.log(onePlus: dispersion * excess) / dispersion }
    return IncompleteBeta.logKernel(at: success, 1 / dispersion, k) - Double.log(k)
  }

  /// Draws one count, O(log mean).
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    guard excess > 0 else { return offset }
    let count =
      dispersion > 0
      ? generator.negativeBinomial(mean: excess, size: 1 / dispersion)
      : generator.poisson(mean: excess)
    return offset + Double(count)
  }

  private var excess: Double { mean - offset }

  /// The ratio of variance and mean of what exceeds the offset.
  private var odds: Double { 1 + dispersion * excess }

  private var success: IncompleteBeta.Point {
    IncompleteBeta.Point(value: 1 / odds, complement: dispersion * excess / odds)
  }

  private func poisson(_ k: Double) -> Double {
    k > 0 ? IncompleteGamma.logKernel(at: excess, k) - Double.log(k) : -excess
  }

  /// At most k failures precede success number r if r successes come within r + k trials.
  private func tails(_ x: Double) -> Tails {
    guard !x.isNaN else { return Tails(lower: .nan, upper: .nan) }
    guard x >= 0 else { return Tails(lower: 0, upper: 1) }
    guard excess > 0, x < .infinity else { return Tails(lower: 1, upper: 0) }
    let next = x.rounded(.down) + 1
    guard dispersion > 0 else { return IncompleteGamma.tails(at: excess, next).swapped }
    return IncompleteBeta.tails(at: success, 1 / dispersion, next)
  }

  private var search: CountQuantile {
    let deviation = standardDeviation
    return CountQuantile(
      mean: excess, deviation: deviation, skewness: (1 + 2 * dispersion * excess) / deviation)
  }
}

extension NegativeBinomial {
  private enum CodingKeys: String, CodingKey { case mean, dispersion, offset }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let mean = try values.decode(Double.self, forKey: .mean)
    let dispersion = try values.decode(Double.self, forKey: .dispersion)
    let offset = try values.decode(Double.self, forKey: .offset)
    self = try decoder.checked { () throws(DistributionError) in
      try NegativeBinomial(mean: mean, dispersion: dispersion, offset: offset)
    }
  }
}
