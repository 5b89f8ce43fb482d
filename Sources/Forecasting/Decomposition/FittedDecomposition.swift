import Statistics
import TemporalData

/// A model of a seasonally adjusted history with the patterns that were taken out of it.
public struct FittedDecomposition: FittedModel {
  /// The seasons found and the model, such as `MSTL(12)+ETS(A,Ad,N)`.
  public let name: String
  /// The summary of the model of the adjusted history.
  public let summary: FitSummary
  /// One-step-ahead means of the model with the patterns put back.
  public let fittedValues: TimeSeries
  /// The model of the adjusted history.
  public let base: any FittedModel
  /// What goes on beside it; nil if no season was taken out.
  private let pattern: FuturePattern?

  init(name: String, base: any FittedModel, pattern: FuturePattern, reason: String?) {
    self.name = "\(name)+\(base.name)"
    self.base = base
    self.pattern = pattern
    summary = base.summary.with(fallbackReason: base.summary.fallbackReason ?? reason)
    let values = base.fittedValues
    let first = values.start.ordinal - pattern.start.ordinal
    fittedValues = TimeSeries(
      start: values.start,
      storage: values.storage.enumerated().map { $1 + pattern.value(at: first + $0) })
  }

  /// The model of a history no season could be taken out of.
  init(plain base: any FittedModel, reason: String?) {
    name = base.name
    self.base = base
    pattern = nil
    summary = base.summary.with(fallbackReason: base.summary.fallbackReason ?? reason)
    fittedValues = base.fittedValues
  }

  /// The distributions of the model, moved by the patterns and widened by their error.
  public func forecast(horizon: Int) -> Forecast {
    let forecast = base.forecast(horizon: horizon)
    guard let pattern else { return forecast }
    let amounts = amounts(pattern, horizon)
    return Forecast(
      model: name, start: forecast.periods.start,
      distributions: zip(forecast.distributions, amounts).map {
        $0.widened(by: pattern.deviation).shifted(by: $1)
      })
  }

  /// The parts of the model, the patterns in the season.
  public func components(horizon: Int) -> ForecastComponents {
    let parts = base.components(horizon: horizon)
    guard let pattern else { return parts }
    return ForecastComponents(
      level: parts.level, trend: parts.trend,
      season: zip(parts.season, amounts(pattern, horizon)).map(+), effects: parts.effects)
  }

  /// Paths of the model, moved by the patterns; their error is drawn once per path for each slot of a
  /// season.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let drawn = base.simulate(horizon: horizon, paths: paths, using: &generator)
    guard let pattern else { return drawn }
    let amounts = amounts(pattern, horizon)
    var values = drawn.values
    for path in 0..<drawn.count {
      for step in 0..<horizon { values[path * horizon + step] += amounts[step] }
      for (length, deviation) in zip(pattern.seasonLengths, pattern.deviations) where deviation > 0
      {
        for place in 0..<min(length, horizon) {
          let error = deviation * generator.normal()
          for step in stride(from: place, to: horizon, by: length) {
            values[path * horizon + step] += error
          }
        }
      }
    }
    return SamplePaths(periods: drawn.periods, values: values)
  }

  /// The sum of the patterns in each of the next periods.
  private func amounts(_ pattern: FuturePattern, _ horizon: Int) -> [Double] {
    let first = fittedValues.end.ordinal - pattern.start.ordinal
    return (first..<first + horizon).map(pattern.value)
  }
}

extension FitSummary {
  /// The same summary with another reason for a simpler answer.
  func with(fallbackReason: String?) -> FitSummary {
    FitSummary(
      observations: observations, parameters: parameters, logLikelihood: logLikelihood,
      correctedAIC: correctedAIC, residualStandardDeviation: residualStandardDeviation,
      fallbackReason: fallbackReason)
  }
}
