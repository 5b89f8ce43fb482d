/// What the forecast means are made of: parts in the unit of the series that add up to them.
///
/// All parts are contributions, also for models that multiply: the level is what the model stands on
/// at the end of the history, the trend what growth adds to it since, the season what the time of
/// year adds to both, and the effects what regressors add. A part that a model does not have is 0.
public struct ForecastComponents: Hashable, Sendable {
  /// Where the series stands at the end of its history.
  public let level: [Double]
  /// What growth since then adds.
  public let trend: [Double]
  /// What the slot of the season adds.
  public let season: [Double]
  /// What regressors add.
  public let effects: [Double]

  /// Parts of equal length; those left out are 0.
  public init(
    level: [Double], trend: [Double]? = nil, season: [Double]? = nil, effects: [Double]? = nil
  ) {
    let none = [Double](repeating: 0, count: level.count)
    self.level = level
    self.trend = trend ?? none
    self.season = season ?? none
    self.effects = effects ?? none
    precondition(
      [self.trend, self.season, self.effects].allSatisfy { $0.count == level.count },
      "components differ in length")
  }

  /// Parts from what is expected as they join the model one after the other: the level alone, then
  /// with the trend, then with the season, then with the effects.
  ///
  /// The differences of successive sums, so that the parts add up where a model multiplies.
  public init(
    level: Double, withTrend: [Double], withSeason: [Double]? = nil, means: [Double]? = nil
  ) {
    let seasonal = withSeason ?? withTrend
    let total = means ?? seasonal
    self.init(
      level: withTrend.map { _ in level }, trend: withTrend.map { $0 - level },
      season: zip(seasonal, withTrend).map { $0 - $1 },
      effects: zip(total, seasonal).map { $0 - $1 })
  }

  /// The sum of the parts of each period.
  public var sums: [Double] {
    level.indices.map { level[$0] + trend[$0] + season[$0] + effects[$0] }
  }
}
