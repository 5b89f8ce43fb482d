import Forecasting
import RealModule
import Statistics
import TemporalData

/// The mean of the history carried on: independent values around a constant.
///
/// The variance is σ²(1 + 1/n) at every step. Missing values are passed over.
public struct Mean: ForecastModel, Hashable {
  /// `Mean`.
  public var name: String { "Mean" }

  /// The model; it has no options.
  public init() {}

  /// Takes mean and spread; a single observation is treated as by `Naive`; O(n).
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedMean {
    let observed = history.storage.filter { !$0.isNaN }
    guard let first = observed.first else { throw .tooFewObservations(needed: 1, found: 0) }
    guard observed.count > 1 else {
      return FittedMean(
        history, mean: first, deviation: abs(first),
        reason: "one observation: the spread is taken to be as large as the value")
    }
    let moments = Moments(observed)
    return FittedMean(
      history, mean: moments.mean, deviation: moments.sampleStandardDeviation, reason: nil)
  }
}

/// A constant mean estimated from one series.
public struct FittedMean: FittedModel {
  /// `Mean`.
  public var name: String { "Mean" }
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The mean at every slot.
  public let fittedValues: TimeSeries

  private let mean: Double
  private let deviation: Double

  init(_ history: TimeSeries, mean: Double, deviation: Double, reason: String?) {
    (self.mean, self.deviation) = (mean, deviation)
    fittedValues = TimeSeries(start: history.start, storage: history.storage.map { _ in mean })
    summary = FitSummary(
      observations: history.observedCount, parameters: [.init("mean", mean)],
      residualStandardDeviation: deviation, fallbackReason: reason)
  }

  /// The same normal distribution for every period.
  public func forecast(horizon: Int) -> Forecast {
    let spread = deviation * Double.sqrt(1 + 1 / Double(summary.observations))
    let one = ForecastDistribution.normal(mean: mean, standardDeviation: spread)
    return Forecast(
      model: name, start: fittedValues.end, distributions: Array(repeating: one, count: horizon))
  }

  /// Independent values around a mean that is drawn once per path.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      let error = deviation / Double.sqrt(Double(summary.observations)) * generator.normal()
      for _ in 0..<horizon { values.append(mean + error + deviation * generator.normal()) }
    }
  }
}
