import Forecasting
import TemporalData

/// What a model of intermittent series found, or the simpler answer that a history left.
public enum FittedIntermittent: FittedModel {
  /// A smoothed rate of demand.
  case demand(FittedDemand)
  /// Occurrence and size with dynamics of their own.
  case hurdle(FittedHurdle)
  /// A negative binomial count whose mean moves.
  case counts(FittedCountSmoothing)
  /// Demands whose chance depends on the time since the last one, from a series that may have ended.
  case renewal(FittedRenewal)
  /// Several of these, mixed by how well each did on the past.
  case sparse(FittedSparseDemand)
  /// The mean of a history with negative values.
  case mean(FittedMean)
  /// The one value of a constant history.
  case naive(FittedNaive)

  private var base: any FittedModel {
    switch self {
    case .demand(let it): it
    case .hurdle(let it): it
    case .counts(let it): it
    case .renewal(let it): it
    case .sparse(let it): it
    case .mean(let it): it
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
  /// The parts of the means of the model found.
  public func components(horizon: Int) -> ForecastComponents {
    base.components(horizon: horizon)
  }
  /// What the model found tells of its forecast.
  public func account(horizon: Int) -> ModelAccount? { base.account(horizon: horizon) }
  /// Paths of the model found.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    base.simulate(horizon: horizon, paths: paths, using: &generator)
  }
}
