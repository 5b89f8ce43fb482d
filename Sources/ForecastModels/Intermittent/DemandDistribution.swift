import Forecasting
import Statistics

/// The distribution of one period of an intermittent series: nothing, or a size above zero.
struct DemandDistribution: Hashable, Sendable {
  /// The probability of a demand.
  let probability: Double
  /// The size of a demand, given that there is one, in the unit of the series.
  let size: ForecastDistribution

  /// The distribution of the period: a certain 0 and the size, mixed.
  var marginal: ForecastDistribution {
    guard probability < 1 else { return size }
    let mixture = try? Mixture([.certain(0), size], weights: [1 - probability, probability])
    return mixture.map(ForecastDistribution.mixture) ?? size
  }

  /// Draws a period.
  func sample(using generator: inout some RandomNumberGenerator) -> Double {
    guard generator.uniform() < probability else { return 0 }
    switch size {
    case .negativeBinomial(let it): return it.sample(using: &generator)
    case .gamma(let it): return it.sample(using: &generator)
    default: return size.sample(using: &generator)
    }
  }
}

extension ForecastDistribution {
  /// The largest squared coefficient of variation of sizes.
  ///
  /// Beyond it the mean would lie above nine of ten values, for the sake of a single giant.
  static let largestSizeVariation = 10.0

  /// The distribution of a size above zero with a mean and a variance.
  ///
  /// Whole sizes are 1 plus a negative binomial number, or a Poisson number where they vary less;
  /// amounts are gamma numbers. Without a variance, and whole sizes with mean 1, are certain.
  ///
  /// - Parameters:
  ///   - mean: The mean, in units; at least 1 for whole sizes.
  ///   - variance: The variance, in squared units.
  ///   - unit: The unit of mean and deviation; 1 for whole sizes.
  static func size(
    mean: Double, variance: Double, isCount: Bool, unit: Double
  ) -> ForecastDistribution {
    if isCount {
      let excess = max(0, mean - 1)
      guard excess > 1e-9 else { return .certain(1) }
      let largest = excess + largestSizeVariation * excess * excess
      return .count(mean: 1 + excess, variance: min(largest, variance), offset: 1)
    }
    guard variance > 0 else { return .certain(mean * unit) }
    let shape = max(1 / largestSizeVariation, mean * mean / variance)
    let gamma = try? Gamma(shape: shape, scale: mean / shape * unit)
    return gamma.map(ForecastDistribution.gamma) ?? .certain(mean * unit)
  }

  /// A negative binomial distribution with a mean and a variance, at least that of a Poisson number.
  static func count(mean: Double, variance: Double, offset: Double = 0) -> ForecastDistribution {
    let excess = mean - offset
    let dispersion = min(1e4, max(0, (variance - excess) / (excess * excess)))
    let counts = try? NegativeBinomial(
      mean: mean, dispersion: dispersion.isFinite ? dispersion : 0, offset: offset)
    return counts.map(ForecastDistribution.negativeBinomial) ?? .certain(mean)
  }
}
