import Forecasting
import TemporalData

/// What `auto` made of one history.
public struct FittedAuto: FittedModel {
  /// The fitted model that suits the history.
  public let chosen: any FittedModel

  /// What was left out of the history, in words.
  private let notes: [String]

  init(_ chosen: any FittedModel, notes: [String] = []) {
    (self.chosen, self.notes) = (chosen, notes)
  }

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
  public func account(horizon: Int) -> ModelAccount? {
    let account = chosen.account(horizon: horizon)
    guard !notes.isEmpty else { return account }
    var whole = account ?? ModelAccount()
    whole.findings += notes.map(Finding.note)
    return whole
  }
  /// Its paths.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    chosen.simulate(horizon: horizon, paths: paths, using: &generator)
  }
}
