import RealModule
import Statistics
import TemporalData

/// A model of the transforms of a series, with the way back.
public struct FittedTransformed: FittedModel {
  /// The model found in its transformation, such as `log(ETS(A,N,N))`.
  public let name: String
  /// The summary of the model with the power first; likelihood and criterion are those of the series,
  /// not of the transforms, and compare with those of models without a transformation.
  public let summary: FitSummary
  /// One-step-ahead means, in the unit of the series.
  public let fittedValues: TimeSeries
  /// The model of the transforms.
  public let base: any FittedModel
  /// The way back; nil if the series was not transformed.
  private let scale: PowerScale?

  /// A model of the series itself, for want of a transformation if there is a reason.
  public init(plain base: any FittedModel, reason: String?) {
    self.base = base
    scale = nil
    name = base.name
    summary = base.summary.with(fallbackReason: base.summary.fallbackReason ?? reason)
    fittedValues = base.fittedValues
  }

  /// A model of the transforms of a history.
  init(_ base: any FittedModel, _ scale: PowerScale, history: TimeSeries) {
    self.base = base
    self.scale = scale
    let isLog = scale.transform.lambda == 0
    name = (isLog ? "log(" : "BoxCox(") + base.name + ")"
    let spread = base.summary.residualStandardDeviation
    let values = base.fittedValues.map {
      scale.back(.normal(mean: $0, standardDeviation: spread)).mean
    }
    fittedValues = values
    summary = Self.summary(base.summary, scale, history, values)
  }

  /// The summary in the unit of the series.
  private static func summary(
    _ base: FitSummary, _ scale: PowerScale, _ history: TimeSeries, _ fitted: TimeSeries
  ) -> FitSummary {
    let jacobian = history.storage.reduce(0) { $1.isNaN ? $0 : $0 + scale.logJacobian($1) }
    let power = FitSummary.Parameter("lambda", scale.transform.lambda)
    return FitSummary(
      observations: base.observations, parameters: [power] + base.parameters,
      logLikelihood: base.logLikelihood.map { $0 + jacobian },
      correctedAIC: base.correctedAIC.map { $0 - 2 * jacobian },
      residualStandardDeviation: residualDeviation(history, fitted),
      fallbackReason: base.fallbackReason)
  }

  /// The root mean square of the one-step errors.
  static func residualDeviation(_ history: TimeSeries, _ fitted: TimeSeries) -> Double {
    let first = fitted.start.ordinal - history.start.ordinal
    let errors = fitted.storage.enumerated().compactMap { index, value -> Double? in
      let slot = first + index
      guard history.storage.indices.contains(slot) else { return nil }
      let error = history.storage[slot] - value
      return error.isNaN ? nil : error.magnitude
    }
    guard let largest = errors.max(), largest > 0, largest.isFinite else { return 0 }
    let squares = errors.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return largest * Double.sqrt(squares / Double(errors.count))
  }

  /// The distributions of the model, carried back.
  public func forecast(horizon: Int) -> Forecast {
    let forecast = base.forecast(horizon: horizon)
    guard let scale else { return forecast }
    return Forecast(
      model: name, start: forecast.periods.start,
      distributions: forecast.distributions.map { scale.back($0) })
  }

  /// What each part of the model adds to the expected value when it joins those before it, each time
  /// with the whole spread of the forecast.
  public func components(horizon: Int) -> ForecastComponents {
    let parts = base.components(horizon: horizon)
    guard let scale else { return parts }
    let distributions = base.forecast(horizon: horizon).distributions
    /// The expected value of each step if the transforms had these means.
    func means(_ sums: [Double]) -> [Double] {
      zip(distributions, sums).map { scale.back($0.shifted(by: $1 - $0.mean)).mean }
    }
    func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map(+) }
    func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map(-) }
    let growing = sum(parts.level, parts.trend)
    let seasonal = sum(growing, parts.season)
    let steps = [parts.level, growing, seasonal].map(means)
    let all = distributions.map { scale.back($0).mean }
    return ForecastComponents(
      level: steps[0], trend: difference(steps[1], steps[0]),
      season: difference(steps[2], steps[1]), effects: difference(all, steps[2]))
  }

  /// Paths of the model, carried back value by value.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let drawn = base.simulate(horizon: horizon, paths: paths, using: &generator)
    guard let scale else { return drawn }
    return SamplePaths(periods: drawn.periods, values: drawn.values.map { scale.back($0) })
  }
}
