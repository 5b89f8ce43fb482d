import Statistics

/// The distribution of one future value: a closed set, so that forecasts can be stored, compared
/// and printed.
public indirect enum ForecastDistribution: Hashable, Sendable, Codable {
  /// Normal; a standard deviation of 0 is a certain value.
  case normal(Normal)
  /// The logarithm is normal.
  case logNormal(LogNormal)
  /// A sample of simulated values.
  case empirical(Empirical)
  /// A mixture of other distributions: one of them is right, with these probabilities.
  case mixture(Mixture<ForecastDistribution>)

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

  /// The member that holds the numbers.
  private var base: any UnivariateDistribution {
    switch self {
    case .normal(let it): it
    case .logNormal(let it): it
    case .empirical(let it): it
    case .mixture(let it): it
    }
  }

  /// The central interval that holds a value with probability `level`, 0 < level < 1.
  public func interval(level: Double) -> PredictionInterval {
    let tail = (1 - level) / 2
    return PredictionInterval(level: level, lower: quantile(tail), upper: upperQuantile(tail))
  }
}

extension ForecastDistribution: UnivariateDistribution {
  /// The expected value.
  public var mean: Double { base.mean }
  /// The standard deviation, in the unit of the values.
  public var standardDeviation: Double { base.standardDeviation }
  /// The probability of a value at or below `value`.
  public func cdf(_ value: Double) -> Double { base.cdf(value) }
  /// The probability of a value above `value`.
  public func survival(_ value: Double) -> Double { base.survival(value) }
  /// The value not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double { base.quantile(probability) }
  /// The value exceeded with a probability.
  public func upperQuantile(_ probability: Double) -> Double { base.upperQuantile(probability) }
  /// The smallest value at or above `value` that can occur.
  public func firstPossibleValue(from value: Double) -> Double {
    base.firstPossibleValue(from: value)
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
