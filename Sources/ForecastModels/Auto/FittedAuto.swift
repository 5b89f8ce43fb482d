import Forecasting
import TemporalData

/// What `auto` made of one history.
public struct FittedAuto: FittedModel {
  /// The fitted model that suits the history.
  public let chosen: any FittedModel

  init(_ chosen: any FittedModel) { self.chosen = chosen }

  /// The name of what suits the history.
  public var name: String { chosen.name }
  /// Its estimates.
  public var summary: FitSummary { chosen.summary }
  /// Its one-step-ahead means.
  public var fittedValues: TimeSeries { chosen.fittedValues }
  /// Its forecast.
  public func forecast(horizon: Int) -> Forecast { chosen.forecast(horizon: horizon) }
  /// Its parts.
  public func components(horizon: Int) -> ForecastComponents { chosen.components(horizon: horizon) }
  /// What it found.
  public var findings: [Finding] { chosen.findings }
  /// Its account.
  public func account(horizon: Int) -> ModelAccount? { chosen.account(horizon: horizon) }
  /// Its paths.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    chosen.simulate(horizon: horizon, paths: paths, using: &generator)
  }
}
