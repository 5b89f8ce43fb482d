import Statistics

/// The forecast of one period inside of the range, and the way there for simulated values.
struct RangedStep: Sendable {
  /// The distribution inside of the range.
  let distribution: ForecastDistribution
  /// How a value of the base model becomes one of the range.
  private let way: Way

  private static let rarest = 1e-12

  private enum Way: Sendable {
    /// As it is.
    case same
    /// By a map.
    case link(RangeLink)
    /// To the same probability of another distribution.
    case probability(ForecastDistribution)
    /// Always the distribution's median, its only value or one of two.
    case certain
  }

  /// The base model's own distribution.
  init(_ distribution: ForecastDistribution) {
    (self.distribution, way) = (distribution, .same)
  }

  /// A distribution that a map leads to; nil for a certain one.
  init(_ distribution: ForecastDistribution, link: RangeLink?) {
    self.distribution = distribution
    way = link.map(Way.link) ?? .certain
  }

  /// A distribution of another kind than the base model's.
  init(_ distribution: ForecastDistribution, base: ForecastDistribution) {
    (self.distribution, way) = (distribution, .probability(base))
  }

  /// A simulated value of the base model in the range.
  func value(_ simulated: Double) -> Double {
    switch way {
    case .same: simulated
    case .certain: distribution.median
    case .link(let link):
      if case .rounded(let it) = distribution {
        it.nearest(link.value(simulated))
      } else {
        link.value(simulated)
      }
    case .probability(let base):
      // No probability is 0: a simulated value has happened.
      simulated > base.median
        ? distribution.upperQuantile(max(base.survival(simulated), Self.rarest))
        : distribution.quantile(max(base.cdf(simulated), Self.rarest))
    }
  }
}
