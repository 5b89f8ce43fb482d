import Statistics

/// The forecast of one period inside of the range, and the way there for simulated values.
struct RangedStep: Sendable {
  /// The distribution inside of the range.
  let distribution: ForecastDistribution
  /// How a value of the base model becomes one of the range.
  private let way: Way

  private static let rarest = 1e-12
  /// The least probability that a single value has.
  private static let atom = 1e-6

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
    case .same: return simulated
    case .certain: return distribution.median
    case .link(let link):
      guard case .rounded(let it) = distribution else { return link.value(simulated) }
      return it.nearest(link.value(simulated))
    case .probability(let base): return value(simulated, of: base)
    }
  }

  private func value(_ simulated: Double, of base: ForecastDistribution) -> Double {
    // A whole number with a probability of its own, such as a sample's, stays what it is: all that
    // lies on it would otherwise move to the upper end of what it is mapped to.
    if simulated == simulated.rounded(),
      base.cdf(simulated) > base.cdf(simulated.nextDown) + Self.atom
    {
      return simulated
    }
    // No probability is 0: a simulated value has happened.
    return simulated > base.median
      ? distribution.upperQuantile(max(base.survival(simulated), Self.rarest))
      : distribution.quantile(max(base.cdf(simulated), Self.rarest))
  }
}
