import RealModule
import Statistics

extension ForecastDistribution {
  /// The distribution of a value that something has happened to with a probability, with the same
  /// mean.
  ///
  /// If it has, the value has the variance of the value and that of what happened together; where
  /// ratios count, its logarithm has both.
  func with(_ event: Recurrence, probability share: Double) -> ForecastDistribution {
    let size = event.size
    guard share > 0, size > 0, size.isFinite, mean.isFinite else { return self }
    let wide: ForecastDistribution
    if event.isMultiplicative, let ratio = Self.logNormal(mean: mean, standardDeviation, size) {
      wide = ratio
    } else {
      let amount = event.isMultiplicative ? abs(mean) * Double.expMinusOne(min(size, 20)) : size
      wide = .normal(mean: mean, standardDeviation: Double.hypot(standardDeviation, amount))
    }
    guard wide.isFinite, let mixed = try? Mixture([self, wide], weights: [1 - share, share]) else {
      return self
    }
    return .mixture(mixed)
  }

  /// A log-normal distribution of this mean whose logarithm varies as that of a value with this
  /// standard deviation and by `size` besides; nil for a mean that is not positive.
  private static func logNormal(
    mean: Double, _ deviation: Double, _ size: Double
  ) -> ForecastDistribution? {
    guard mean > 0 else { return nil }
    let ratio = deviation / mean
    let variance = Double.log(onePlus: ratio * ratio) + size * size
    guard variance < 50 else { return nil }
    let it = try? LogNormal(
      logMean: Double.log(mean) - variance / 2, logStandardDeviation: variance.squareRoot())
    return it.map { .logNormal($0) }
  }
}
