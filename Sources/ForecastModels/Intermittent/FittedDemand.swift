import Forecasting
import TemporalData

/// A smoothed rate of demand estimated from one series, the same for every period ahead: the fitted
/// form of `Croston`, `TeunterSyntetosBabai` and `DemandAggregation`.
///
/// Periods ahead are independent: the methods state no process by which their level would move.
public struct FittedDemand: FittedModel {
  /// The name of the method, such as `SBA`.
  public let name: String
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The rate before each period; missing before the first one that has one.
  public let fittedValues: TimeSeries

  /// The distribution of every period.
  let ahead: DemandDistribution

  init(
    name: String, _ demand: DemandHistory, _ ahead: DemandDistribution, fitted: [Double],
    parameters: [FitSummary.Parameter] = [], reason: String? = nil
  ) {
    self.name = name
    self.ahead = ahead
    fittedValues = demand.series(fitted)
    summary = FitSummary(
      observations: demand.values.count,
      parameters: parameters + [
        .init("probability", ahead.probability), .init("size", ahead.size.mean),
      ],
      residualStandardDeviation: demand.residualDeviation(fitted), fallbackReason: reason)
  }

  /// The same distribution for every period: a certain 0 and a size, mixed.
  public func forecast(horizon: Int) -> Forecast {
    Forecast(
      model: name, start: fittedValues.end,
      distributions: Array(repeating: ahead.marginal, count: horizon))
  }

  /// Independent periods.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      for _ in 0..<horizon { values.append(ahead.sample(using: &generator)) }
    }
  }
}
