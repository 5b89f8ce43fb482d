/// What the series of one group, or of the whole panel, have in common.
public struct GroupShape: Hashable, Sendable {
  /// The number of series.
  public let series: Int
  /// The mean of the series' levels, on the scale that levels are compared on.
  let levelMean: Double
  /// The variance of the levels between series on that scale.
  let levelVariance: Double
  /// The expected value at each age relative to the level that a series grows to: a factor (or an
  /// amount, in panels with negative values) for the first periods, 1 (or 0) from then on.
  public let ramp: [Double]
  /// The standard deviation of that value between series, by age.
  public let rampDeviation: [Double]
  /// The growth of a grown-up series in a period, as a share of its level (or an amount).
  public let growth: Double
  /// The season.
  public let season: SeasonProfile

  /// What a series of an age is expected to be at relative to its level, season aside.
  func ramp(age: Int, _ scale: PeerScale) -> Double {
    age >= 0 && age < ramp.count ? ramp[age] : scale.neutral
  }

  /// The effect of the season in a period.
  func season(_ ordinal: Int) -> Double {
    let length = season.effects.count
    let slot = ordinal % length
    return season.effects[slot < 0 ? slot + length : slot]
  }

  /// Ramp and season together.
  func effect(age: Int, ordinal: Int, _ scale: PeerScale) -> Double {
    scale.joined(ramp(age: age, scale), season(ordinal))
  }
}
