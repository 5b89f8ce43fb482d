import Statistics

/// What an anomaly has to reach to be one, by the number of observed values.
struct AnomalyLimits: Hashable, Sendable {
  /// Robust standard deviations that a single value has to stand out by.
  let value: Double
  /// Standard deviations that a step of the level has to reach.
  let level: Double
  /// Standard deviations that the mean of a stretch has to stand out by.
  let stretch: Double
  /// How many of the largest distances may be anomalies themselves.
  let spared: Int
  /// How many standard deviations the largest of the others is expected at for normal values.
  private let usualLargest: Double
  /// How often larger than the largest of the others a step of the level has to be.
  private let moveRatio = 2.4
  /// The share of a limit from which a candidate is looked at.
  let interest = 0.7
  /// The fewest slots on either side of a level shift.
  let fewestOnLevel = 4
  /// The fewest slots between the end of a stretch and the end of the series.
  let fewestBehind = 4
  /// The most anomalies that a series may have.
  let most: Int

  init(observed: Int) {
    let short = 1 + 10 / Double(max(1, observed))
    value = 4.8 * short
    level = 5 * short
    stretch = 6 * short
    spared = 4 + observed / 100
    most = 3 + observed / 20
    usualLargest = StandardNormal.quantile(
      1 - Double(spared + 1) / (2 * Double(max(1, observed)) + 1))
  }

  /// How much further than normal values the tails reach: the largest of the distances that are not
  /// spared against that of normal values with their robust standard deviation.
  func heaviness(largest: Double, scale: Double) -> Double { largest / (usualLargest * scale) }

  /// The distance from which a value lies further out than its tails explain, given the largest of
  /// the others and their robust standard deviation.
  ///
  /// 2.55 times the largest of the others where that is as for normal values, and more with the square
  /// of how much larger it is: tails as heavy as those of Student's t with five degrees of freedom
  /// have a value beyond it in about one series of twenty.
  func tail(largest: Double, scale: Double) -> Double {
    let heaviness = heaviness(largest: largest, scale: scale)
    return 2.55 * largest * min(max(heaviness * heaviness, 0.8), 3)
  }

  /// The same for steps of the level.
  func moveTail(largest: Double, scale: Double) -> Double {
    let heaviness = heaviness(largest: largest, scale: scale)
    return moveRatio * largest * min(max(heaviness * heaviness, 0.8), 3)
  }
}

/// Which anomalies to look for.
struct AnomalyKinds: OptionSet, Hashable, Sendable {
  let rawValue: Int
  /// Single values and stretches that come back.
  static let outliers = AnomalyKinds(rawValue: 1)
  /// Levels that move and stay.
  static let shifts = AnomalyKinds(rawValue: 2)
}
