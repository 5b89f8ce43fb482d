import Forecasting

extension FittedETS {
  /// Level, trend and season of each forecast mean, in the unit of the series.
  ///
  /// The level is the level state at the end of the history, the trend what φb + φ²b + … adds to it,
  /// and the season the rest of the mean: an amount, or under a multiplicative season the mean less
  /// the path of level and trend. Seasonal states are first brought to sum 0 or mean 1 against the
  /// level. O(horizon), O(horizon²) under multiplicative noise.
  public func components(horizon: Int) -> ForecastComponents {
    let ended = states.normalized(model.season)
    let path = model.withoutSeason.pointForecasts(
      weights, SmoothingStates(level: ended.level, slope: ended.slope), horizon: gap + horizon)
    let atEnd = gap == 0 ? ended.level : path[gap - 1]
    return ForecastComponents(
      level: atEnd * scale, withTrend: path.dropFirst(gap).map { $0 * scale },
      withSeason: model.season == .none ? nil : forecast(horizon: horizon).means)
  }
}

extension ETS {
  /// The same form without its season.
  fileprivate var withoutSeason: ETS {
    ETS(unchecked: noise, trend, .none, level: level, estimation: estimation)
  }
}
