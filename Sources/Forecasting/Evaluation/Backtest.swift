import TemporalData

/// Rolling-origin evaluation: the model is fitted on what was known at each of several past
/// periods and scored on what came after.
///
/// | Parameter | Default | Meaning | Range |
/// |---|---|---|---|
/// | `horizon` | | periods scored per window | 1… |
/// | `windows` | 3 | origins, the last one `horizon` before the end | 1… |
/// | `step` | 1 | periods from one origin to the next | 1… |
/// | `levels` | .8, .95 | intervals whose coverage is counted | 0 < level < 1 |
/// | `seasonLength` | | lag of the scale of scaled errors and of the seasonal naive peer | 1… |
///
/// L. J. Tashman, *Out-of-sample tests of forecasting accuracy*, Int. J. Forecasting 16 (2000),
/// doi:10.1016/S0169-2070(00)00065-0.
public struct Backtest: Hashable, Sendable {
  /// Periods scored per window.
  public let horizon: Int
  /// The number of origins.
  public let windows: Int
  /// Periods from one origin to the next.
  public let step: Int
  /// The lag of the scale of scaled errors.
  public let seasonLength: Int
  /// The levels of the intervals whose coverage is counted.
  public let levels: [Double]

  /// A plan for evaluation.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a number below 1, or a level that is not between 0 and 1.
  public init(
    horizon: Int, windows: Int = 3, step: Int = 1, seasonLength: Int,
    levels: [Double] = [0.8, 0.95]
  ) throws(SpecificationError) {
    let numbers = [
      ("horizon", horizon), ("windows", windows), ("step", step), ("season length", seasonLength),
    ]
    for (name, value) in numbers where value < 1 {
      throw .outOfRange(parameter: name, value: Double(value), allowed: "1...")
    }
    for level in levels where !(level > 0 && level < 1) {
      throw .outOfRange(parameter: "level", value: level, allowed: "0 < level < 1")
    }
    (self.horizon, self.windows, self.step) = (horizon, windows, step)
    (self.seasonLength, self.levels) = (seasonLength, levels)
  }

  /// The lengths of history known at each origin, oldest first; at least `fewest` observations stay.
  func origins(of count: Int, fewest: Int = 2) -> [Int] {
    let last = count - horizon
    guard last >= fewest else { return [] }
    let earlier = min(windows - 1, (last - fewest) / step)
    return (0...earlier).reversed().map { last - $0 * step }
  }

  /// Scores a model on one history.
  ///
  /// Windows whose history the model refuses are left out; if none is left the series is refused.
  /// `reference` is scored on the same windows for the skill. O(windows × cost of a fit).
  ///
  /// - Parameter reference: the peer of the skill, usually the seasonal naive method; nil for no skill.
  public func evaluate(
    _ model: any ForecastModel, against reference: (any ForecastModel)? = nil,
    on history: TimeSeries
  ) -> SeriesOutcome<BacktestScores> {
    let history = history.trimmed()
    let origins = origins(of: history.count)
    guard let first = origins.first else {
      let needed = UInt(horizon) + 2
      return .refused(
        reason: "a window needs \(needed) observations but the series has \(history.count)")
    }
    var pool = ScorePool(horizon: horizon, levels: levels)
    var reasons: [String] = []
    for origin in origins {
      let known = history.prefix(origin)
      let actual = Array(history.storage[origin..<origin + horizon])
      do {
        let fitted = try model.fitAny(known)
        let forecast = fitted.forecast(horizon: horizon)
        if let fault = forecast.fault {
          reasons.append(fault)
          continue
        }
        let peer = try? reference?.fitAny(known).forecast(horizon: horizon)
        let scale = ErrorScale(history: known.storage, seasonLength: seasonLength)
        pool.add(actual, forecast, peer: peer, scale: scale)
        if let reason = fitted.summary.fallbackReason { reasons.append(reason) }
      } catch {
        reasons.append("\(error)")
      }
    }
    guard let scores = pool.scores else {
      return .refused(reason: reasons.first ?? "no value was observed after \(first) periods")
    }
    guard let reason = reasons.first else { return .ok(scores) }
    return .fallback(scores, reason: reason)
  }
}
