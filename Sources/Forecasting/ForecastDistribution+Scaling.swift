import RealModule
import Statistics

extension ForecastDistribution {
  /// The distribution of a value times a factor above zero.
  ///
  /// Counts stay counts: a negative binomial keeps its dispersion, and its mean takes the factor.
  public func scaled(by factor: Double) -> ForecastDistribution {
    guard factor != 1, factor > 0, factor.isFinite else { return self }
    switch self {
    case .normal(let it):
      return .normal(
        mean: it.mean * factor, standardDeviation: it.standardDeviation * factor)
    case .logNormal(let it): return (try? it.scaled(by: factor)).map { .logNormal($0) } ?? self
    case .gamma(let it): return (try? it.scaled(by: factor)).map { .gamma($0) } ?? self
    case .boxCox(let it): return (try? it.scaled(by: factor)).map { .boxCox($0) } ?? self
    case .empirical(let it): return .sample(it.sorted.map { $0 * factor })
    case .discrete(let it):
      return (try? it.mapped { $0 * factor }).map { .discrete($0) } ?? self
    case .mixture(let it): return it.mapped { $0.scaled(by: factor) }
    case .linked(let it): return (try? it.scaled(by: factor)).map { .linked($0) } ?? self
    case .rounded(let it):
      // Multiples of the scaled unit.
      let scaled = try? RoundedDistribution(it.base.scaled(by: factor), unit: it.unit * factor)
      return scaled.map { .rounded($0) } ?? self
    case .negativeBinomial(let it):
      let counts = try? NegativeBinomial(mean: it.mean * factor, dispersion: it.dispersion)
      return it.offset > 0 || counts == nil
        ? .sample(representatives.map { $0 * factor })
        : counts.map { .negativeBinomial($0) } ?? self
    }
  }

  /// The distribution moved by an amount and with an independent error of this standard deviation.
  public func moved(by amount: Double, error deviation: Double) -> ForecastDistribution {
    widened(by: deviation).shifted(by: amount)
  }
}
