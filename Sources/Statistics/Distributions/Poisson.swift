import RealModule

/// The Poisson distribution, of the number of independent events in a unit of time.
///
/// - Support: 0, 1, 2, …; only 0 when the mean is 0.
/// - Parameter: ``mean`` μ ≥ 0.
/// - Mean and variance: μ. Probability of k: μᵏ exp(-μ) / k!.
public struct Poisson: UnivariateDistribution {
  /// The expected number of events.
  public let mean: Double

  /// Makes the distribution with a mean.
  ///
  /// - Parameter mean: In 0...1e12.
  /// - Throws: ``DistributionError/parameterOutOfRange(distribution:parameter:value:allowed:)``.
  public init(mean: Double) throws(DistributionError) {
    try ParameterCheck(distribution: "Poisson").countMean(mean)
    self.mean = mean
  }

  /// The root of the mean.
  public var standardDeviation: Double { mean.squareRoot() }

  /// The probability of a number ≤ `x`; full relative precision in the lower tail.
  public func cdf(_ x: Double) -> Double { tails(x).lower }

  /// The probability of a number > `x`; full relative precision in the upper tail.
  public func survival(_ x: Double) -> Double { tails(x).upper }

  /// The smallest whole number not exceeded with probability `p` or more; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    guard mean > 0 else { return 0 }
    guard p < 1 else { return .infinity }
    return search.smallest(near: StandardNormal.quantile(p)) { tails($0).lower >= p }
  }

  /// The smallest whole number exceeded with probability `q` or less; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    guard mean > 0 else { return 0 }
    guard q > 0 else { return .infinity }
    return search.smallest(near: StandardNormal.upperQuantile(q)) { tails($0).upper <= q }
  }

  /// The smallest whole number, at least 0, at or above `x`.
  public func firstPossibleValue(from x: Double) -> Double {
    guard mean > 0 else { return Degenerate.firstPossibleValue(from: x, at: 0) }
    return max(0, x.rounded(.up))
  }

  /// The natural logarithm of the probability of `x` itself; minus infinity for what cannot occur.
  public func logProbability(_ x: Double) -> Double {
    guard x >= 0, x < .infinity, x == x.rounded() else { return x.isNaN ? .nan : -.infinity }
    guard x > 0, mean > 0 else { return x > 0 ? -.infinity : -mean }
    return IncompleteGamma.logKernel(at: mean, x) - Double.log(x)
  }

  /// Draws one number, O(log mean).
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    Double(generator.poisson(mean: mean))
  }

  /// At most k events happen if the time until event k + 1, a gamma number, exceeds one.
  private func tails(_ x: Double) -> Tails {
    guard !x.isNaN else { return Tails(lower: .nan, upper: .nan) }
    guard x >= 0 else { return Tails(lower: 0, upper: 1) }
    guard mean > 0, x < .infinity else { return Tails(lower: 1, upper: 0) }
    return IncompleteGamma.tails(at: mean, x.rounded(.down) + 1).swapped
  }

  private var search: CountQuantile {
    CountQuantile(mean: mean, deviation: standardDeviation, skewness: 1 / standardDeviation)
  }
}

extension Poisson {
  private enum CodingKeys: String, CodingKey { case mean }

  /// Decodes and checks the parameter.
  public init(from decoder: any Decoder) throws {
    let mean = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .mean)
    self = try decoder.checked { () throws(DistributionError) in try Poisson(mean: mean) }
  }
}
