import RealModule
import Statistics

extension ForecastDistribution {
  /// The distribution of a value plus an amount.
  func shifted(by amount: Double) -> ForecastDistribution {
    guard amount != 0 else { return self }
    switch self {
    case .normal(let it):
      return .normal(mean: it.mean + amount, standardDeviation: it.standardDeviation)
    case .logNormal(let it):
      let powerForm = try? BoxCoxNormal(
        transformed: Normal(
          clampedMean: it.logMean, standardDeviation: it.logStandardDeviation),
        transform: .logarithm, offset: amount)
      return powerForm.map { .boxCox($0) } ?? self
    case .empirical(let it):
      return .sample(it.sorted.map { $0 + amount })
    case .discrete(let it):
      return (try? it.mapped { $0 + amount }).map { .discrete($0) } ?? self
    case .mixture(let it):
      return it.mapped { $0.shifted(by: amount) }
    case .boxCox(let it):
      return (try? it.shifted(by: amount)).map { .boxCox($0) } ?? self
    case .linked(let it):
      return (try? it.shifted(by: amount)).map { .linked($0) } ?? self
    case .gamma, .negativeBinomial, .rounded:
      return .sample(representatives.map { $0 + amount })
    }
  }

  /// The distribution with an independent error of this standard deviation added.
  ///
  /// Exact for normal distributions and their mixtures. A sample is stretched about its mean to the
  /// spread that results; a linked distribution is widened on the scale of its map and keeps its mean;
  /// skew families stay as they are.
  func widened(by deviation: Double) -> ForecastDistribution {
    guard deviation > 0 else { return self }
    switch self {
    case .normal(let it):
      return .normal(
        mean: it.mean, standardDeviation: Double.hypot(it.standardDeviation, deviation))
    case .empirical(let it):
      let (mean, spread) = (it.mean, it.standardDeviation)
      guard spread > 0 else { return .normal(mean: mean, standardDeviation: deviation) }
      let factor = Double.hypot(spread, deviation) / spread
      return .sample(it.sorted.map { mean + ($0 - mean) * factor })
    case .discrete(let it):
      let (mean, spread) = (it.mean, it.standardDeviation)
      guard spread > 0 else { return .normal(mean: mean, standardDeviation: deviation) }
      let factor = Double.hypot(spread, deviation) / spread
      return (try? it.mapped { mean + ($0 - mean) * factor }).map { .discrete($0) } ?? self
    case .mixture(let it):
      return it.mapped { $0.widened(by: deviation) }
    case .linked(let it):
      return it.widened(by: deviation).map { .linked($0) } ?? self
    case .rounded(let it):
      let wider = try? RoundedDistribution(it.base.widened(by: deviation), unit: it.unit)
      return wider.map { .rounded($0) } ?? self
    case .logNormal, .boxCox, .gamma, .negativeBinomial:
      return self
    }
  }

  /// The numbers that stand for the distribution where no closed form does: the middle of each of
  /// 1,000 parts of equal probability, or the sample itself.
  var representatives: [Double] {
    if case .empirical(let it) = self { return it.sorted }
    return (0..<1_000).map { quantile((Double($0) + 0.5) / 1_000) }
  }
}

extension Mixture<ForecastDistribution> {
  /// The mixture of other components with the same weights.
  func mapped(_ change: (ForecastDistribution) -> ForecastDistribution) -> ForecastDistribution {
    let changed = components.map(change)
    return (try? Mixture(changed, weights: weights)).map(ForecastDistribution.mixture) ?? changed[0]
  }
}
