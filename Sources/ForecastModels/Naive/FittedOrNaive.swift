import Forecasting
import TemporalData

/// A fitted model, or `Naive` in its place where the history cannot carry the model.
public enum FittedOrNaive<Wanted: FittedModel>: FittedModel {
  /// The model that was asked for.
  case fitted(Wanted)
  /// The last value carried on; its summary says why.
  case naive(FittedNaive)

  private var base: any FittedModel {
    switch self {
    case .fitted(let it): it
    case .naive(let it): it
    }
  }

  /// The name of the model found.
  public var name: String { base.name }
  /// The estimates and the measures of fit.
  public var summary: FitSummary { base.summary }
  /// One-step-ahead means.
  public var fittedValues: TimeSeries { base.fittedValues }
  /// The forecast of the model found.
  public func forecast(horizon: Int) -> Forecast { base.forecast(horizon: horizon) }
  /// The parts of the model found.
  public func components(horizon: Int) -> ForecastComponents { base.components(horizon: horizon) }
  /// Paths of the model found.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    base.simulate(horizon: horizon, paths: paths, using: &generator)
  }
}
