import Statistics

/// The distribution of one future value: a closed set, so that forecasts can be stored, compared
/// and printed.
public enum ForecastDistribution: Hashable, Sendable, Codable {
  /// Normal; a standard deviation of 0 is a certain value.
  case normal(Normal)
  /// The logarithm is normal.
  case logNormal(LogNormal)
  /// A positive amount.
  case gamma(Gamma)
  /// A whole number.
  case negativeBinomial(NegativeBinomial)
  /// A power transform is normal.
  case boxCox(BoxCoxNormal)
  /// A sample of simulated values.
  case empirical(Empirical)
  /// One of finitely many values, such as the shares of a whole number.
  case discrete(Discrete)
  /// A mixture of other distributions: one of them is right, with these probabilities.
  case mixture(Mixture<ForecastDistribution>)
  /// A quantity with bounds, mapped from the real line.
  indirect case linked(LinkedDistribution)
  /// The whole number nearest to another distribution's value.
  indirect case rounded(RoundedDistribution)

  /// A normal distribution; with a mean or standard deviation beyond the range of doubles its
  /// intervals are infinite.
  public static func normal(mean: Double, standardDeviation: Double) -> Self {
    .normal(Normal(clampedMean: mean, standardDeviation: standardDeviation))
  }

  /// A normal distribution that is certain of a value.
  public static func certain(_ value: Double) -> Self {
    .normal(mean: value, standardDeviation: 0)
  }

  /// The distribution of a simulated sample; with infinite intervals if it is empty or not finite.
  public static func sample(_ values: [Double]) -> Self {
    (try? Empirical(values)).map { .empirical($0) } ?? .normal(mean: .nan, standardDeviation: .nan)
  }

  /// Whether the mean and every usual interval are finite.
  public var isFinite: Bool {
    switch self {
    case .normal(let it): (abs(it.mean) + 40 * it.standardDeviation).isFinite
    case .logNormal(let it): it.mean.isFinite && it.upperQuantile(1e-10).isFinite
    case .gamma(let it): (it.mean + 40 * (it.standardDeviation + it.scale)).isFinite
    case .negativeBinomial, .empirical, .discrete: true
    case .boxCox(let it): it.mean.isFinite && it.upperQuantile(1e-10).isFinite
    case .mixture(let it): it.components.allSatisfy(\.isFinite)
    case .linked(let it): it.base.isFinite && it.mean.isFinite
    case .rounded(let it): it.base.isFinite && it.mean.isFinite
    }
  }

  /// The central interval that holds a value with probability `level` or more, 0 < level < 1.
  ///
  /// Where the mean lies outside of the central quantiles, as with rare large values, the interval
  /// is extended to the nearest possible value beyond it: a mean never stands beside its interval.
  public func interval(level: Double) -> PredictionInterval {
    let tail = (1 - level) / 2
    let (lower, upper, mean) = (quantile(tail), upperQuantile(tail), mean)
    guard mean < lower || mean > upper else {
      return PredictionInterval(level: level, lower: lower, upper: upper)
    }
    return PredictionInterval(
      level: level, lower: min(lower, mean), upper: max(upper, firstPossibleValue(from: mean)))
  }
}

extension ForecastDistribution: UnivariateDistribution {
  /// The expected value.
  public var mean: Double {
    switch self {
    case .normal(let it): it.mean
    case .logNormal(let it): it.mean
    case .gamma(let it): it.mean
    case .negativeBinomial(let it): it.mean
    case .boxCox(let it): it.mean
    case .empirical(let it): it.mean
    case .discrete(let it): it.mean
    case .mixture(let it): it.mean
    case .linked(let it): it.mean
    case .rounded(let it): it.mean
    }
  }
  /// The standard deviation, in the unit of the values.
  public var standardDeviation: Double {
    switch self {
    case .normal(let it): it.standardDeviation
    case .logNormal(let it): it.standardDeviation
    case .gamma(let it): it.standardDeviation
    case .negativeBinomial(let it): it.standardDeviation
    case .boxCox(let it): it.standardDeviation
    case .empirical(let it): it.standardDeviation
    case .discrete(let it): it.standardDeviation
    case .mixture(let it): it.standardDeviation
    case .linked(let it): it.standardDeviation
    case .rounded(let it): it.standardDeviation
    }
  }
  /// The probability of a value at or below `value`.
  public func cdf(_ value: Double) -> Double {
    switch self {
    case .normal(let it): it.cdf(value)
    case .logNormal(let it): it.cdf(value)
    case .gamma(let it): it.cdf(value)
    case .negativeBinomial(let it): it.cdf(value)
    case .boxCox(let it): it.cdf(value)
    case .empirical(let it): it.cdf(value)
    case .discrete(let it): it.cdf(value)
    case .mixture(let it): it.cdf(value)
    case .linked(let it): it.cdf(value)
    case .rounded(let it): it.cdf(value)
    }
  }
  /// The probability of a value above `value`.
  public func survival(_ value: Double) -> Double {
    switch self {
    case .normal(let it): it.survival(value)
    case .logNormal(let it): it.survival(value)
    case .gamma(let it): it.survival(value)
    case .negativeBinomial(let it): it.survival(value)
    case .boxCox(let it): it.survival(value)
    case .empirical(let it): it.survival(value)
    case .discrete(let it): it.survival(value)
    case .mixture(let it): it.survival(value)
    case .linked(let it): it.survival(value)
    case .rounded(let it): it.survival(value)
    }
  }
  /// The value not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double {
    switch self {
    case .normal(let it): it.quantile(probability)
    case .logNormal(let it): it.quantile(probability)
    case .gamma(let it): it.quantile(probability)
    case .negativeBinomial(let it): it.quantile(probability)
    case .boxCox(let it): it.quantile(probability)
    case .empirical(let it): it.quantile(probability)
    case .discrete(let it): it.quantile(probability)
    case .mixture(let it): it.quantile(probability)
    case .linked(let it): it.quantile(probability)
    case .rounded(let it): it.quantile(probability)
    }
  }
  /// The value exceeded with a probability.
  public func upperQuantile(_ probability: Double) -> Double {
    switch self {
    case .normal(let it): it.upperQuantile(probability)
    case .logNormal(let it): it.upperQuantile(probability)
    case .gamma(let it): it.upperQuantile(probability)
    case .negativeBinomial(let it): it.upperQuantile(probability)
    case .boxCox(let it): it.upperQuantile(probability)
    case .empirical(let it): it.upperQuantile(probability)
    case .discrete(let it): it.upperQuantile(probability)
    case .mixture(let it): it.upperQuantile(probability)
    case .linked(let it): it.upperQuantile(probability)
    case .rounded(let it): it.upperQuantile(probability)
    }
  }
  /// The smallest value at or above `value` that can occur.
  public func firstPossibleValue(from value: Double) -> Double {
    switch self {
    case .normal(let it): it.firstPossibleValue(from: value)
    case .logNormal(let it): it.firstPossibleValue(from: value)
    case .gamma(let it): it.firstPossibleValue(from: value)
    case .negativeBinomial(let it): it.firstPossibleValue(from: value)
    case .boxCox(let it): it.firstPossibleValue(from: value)
    case .empirical(let it): it.firstPossibleValue(from: value)
    case .discrete(let it): it.firstPossibleValue(from: value)
    case .mixture(let it): it.firstPossibleValue(from: value)
    case .linked(let it): it.firstPossibleValue(from: value)
    case .rounded(let it): it.firstPossibleValue(from: value)
    }
  }
}

/// A central prediction interval.
public struct PredictionInterval: Hashable, Sendable {
  /// The probability that the interval holds the value, 0 < level < 1.
  public let level: Double
  /// The lower end, in the unit of the series.
  public let lower: Double
  /// The upper end, in the unit of the series.
  public let upper: Double

  /// An interval with these ends.
  public init(level: Double, lower: Double, upper: Double) {
    (self.level, self.lower, self.upper) = (level, lower, upper)
  }
}
