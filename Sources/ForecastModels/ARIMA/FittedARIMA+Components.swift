import Forecasting
import TemporalData

extension FittedARIMA {
  /// Level, trend and season of the mean path, read from its centred average over one season, and
  /// what the regressors add; a constant counts to level and trend.
  public func components(horizon: Int) -> ForecastComponents {
    // Half a season more, so that the average has values on both sides.
    let steps = gap + horizon + order.seasonLength / 2 + 1
    let parts = ahead(horizon: steps - gap)
    let observed = problem.history.scaled
    let constants = [
      observed.periods, PeriodRange(start: observed.end, count: steps),
    ].map { problem.constantParts(regression, at: $0) }
    let past = zip(rest.filled, constants[0]).map { $0 + $1 }
    let base = zip(parts.rest, constants[1]).map { $0 + $1 }
    let path = MeanPath(past: past, ahead: base, seasonLength: order.seasonLength)
    // All the regression less the constant: effects of nearly collinear columns cancel in it.
    let effects = zip(parts.regression, constants[1]).map { $0 - $1 }
    let kept = gap..<gap + horizon
    return ForecastComponents(
      level: kept.map { _ in path.level * scale },
      trend: kept.map { (path.smooth[$0] - path.level) * scale },
      season: kept.map { (base[$0] - path.smooth[$0]) * scale },
      effects: kept.map { effects[$0] * scale })
  }
}

/// A mean path with its average over one season.
private struct MeanPath {
  /// The average at the last slot of the past.
  let level: Double
  /// The average at each slot ahead.
  let smooth: [Double]

  /// A path that goes on from its past; the last half season of `ahead` only serves the average.
  init(past: [Double], ahead: [Double], seasonLength: Int) {
    guard seasonLength > 1, past.count > seasonLength else {
      (level, smooth) = (past.last ?? ahead[0], ahead)
      return
    }
    let half = seasonLength / 2
    let all = past.suffix(seasonLength) + ahead
    // Half weights at both ends where the season is even, so that it is centred.
    let edge = seasonLength % 2 == 0 ? 0.5 : 1
    let averages = (all.startIndex + half..<all.endIndex - half).map { slot in
      let inner = all[slot - half + 1..<slot + half].reduce(0, +)
      return (inner + edge * (all[slot - half] + all[slot + half])) / Double(seasonLength)
    }
    // The first average stands half a season after the start of the past season that was kept.
    let last = seasonLength - 1 - half
    level = averages[last]
    smooth = Array(averages[(last + 1)...])
  }
}
