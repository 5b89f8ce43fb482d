import Statistics
import TemporalData

/// A fitted model whose forecasts stay within the range of a quantity.
public struct FittedRanged: FittedModel {
  /// The name of the base model, as the logit of it between two bounds.
  public let name: String
  /// The base model's summary; between two bounds with likelihood, criterion and spread of the series
  /// rather than of its logits.
  public let summary: FitSummary
  /// One-step-ahead means, in the unit of the series and within its range.
  public let fittedValues: TimeSeries
  /// The model of the history, or of its logits.
  public let base: any FittedModel
  private let range: ValueRange
  let scale: Scale
  private let denominators: DenominatorOutlook?
  /// The history, in the unit of the series.
  let history: TimeSeries

  /// The way from the base model to the range.
  enum Scale: Sendable {
    case none
    case bound(BoundScale)
    case share(ShareScale)

    func forecast(_ base: ForecastDistribution) -> RangedStep {
      switch self {
      case .none: RangedStep(base)
      case .bound(let it): it.forecast(base)
      case .share(let it): it.forecast(base)
      }
    }

    /// The expected value if the base model's mean moved to `mean`.
    func mean(_ mean: Double, _ base: ForecastDistribution, spread: Double) -> Double {
      switch self {
      case .none: mean
      case .bound(let it): it.mean(mean, spread: spread)
      case .share(let it): it.mean(mean, base)
      }
    }
  }

  /// A base model fitted on a scale.
  init(
    _ base: any FittedModel, _ scale: Scale, range: ValueRange, history: TimeSeries,
    denominators: DenominatorOutlook? = nil
  ) {
    (self.base, self.scale, self.range, self.history) = (base, scale, range, history)
    self.denominators = denominators
    let spread = base.summary.residualStandardDeviation
    let fitted = base.fittedValues.map {
      scale.mean($0, .normal(mean: $0, standardDeviation: spread), spread: spread)
    }
    fittedValues = fitted
    guard case .share(let share) = scale else {
      (name, summary) = (base.name, base.summary)
      return
    }
    name = "logit(\(base.name))"
    let jacobian = share.logJacobian(history)
    summary = FitSummary(
      observations: base.summary.observations, parameters: base.summary.parameters,
      logLikelihood: base.summary.logLikelihood.map { $0 + jacobian },
      correctedAIC: base.summary.correctedAIC.map { $0 - 2 * jacobian },
      residualStandardDeviation: FittedTransformed.residualDeviation(history, fitted),
      fallbackReason: base.summary.fallbackReason, source: base.summary.source)
  }

  /// The way back for each period ahead, which knows how many cases to expect.
  func scales(horizon: Int) -> [Scale] {
    guard case .share(let share) = scale, share.knowsDenominators, let denominators else {
      return [Scale](repeating: scale, count: horizon)
    }
    return denominators.steps(horizon: horizon).map { .share(share.expecting($0.effective)) }
  }

  /// The distributions of the base model, within the range.
  public func forecast(horizon: Int) -> Forecast {
    let forecast = base.forecast(horizon: horizon)
    guard range != .any else { return forecast }
    return Forecast(
      model: name, start: forecast.periods.start,
      distributions: zip(forecast.distributions, scales(horizon: horizon)).map {
        $1.forecast($0).distribution
      })
  }

  /// What each part of the base model adds to the expected value when it joins those before it; what
  /// the range does to the whole is part of the level.
  public func components(horizon: Int) -> ForecastComponents {
    let parts = base.components(horizon: horizon)
    guard range != .any else { return parts }
    let distributions = base.forecast(horizon: horizon).distributions
    var (level, trend, season, effects) = (parts.level, parts.trend, parts.season, parts.effects)
    let scales = scales(horizon: horizon)
    for (step, distribution) in distributions.enumerated() {
      let scale = scales[step]
      let whole = scale.forecast(distribution).distribution
      guard whole != distribution else { continue }
      let spread = distribution.standardDeviation
      var sum = parts.level[step]
      var before = scale.mean(sum, distribution, spread: spread)
      /// What a part adds to the expected value.
      func joins(_ part: Double) -> Double {
        guard part != 0 else { return 0 }
        sum += part
        let after = scale.mean(sum, distribution, spread: spread)
        defer { before = after }
        return after - before
      }
      trend[step] = joins(trend[step])
      season[step] = joins(season[step])
      effects[step] = joins(effects[step])
      level[step] = whole.mean - trend[step] - season[step] - effects[step]
    }
    return ForecastComponents(level: level, trend: trend, season: season, effects: effects)
  }

  /// What the base model found, in the unit of the series.
  public var findings: [Finding] { base.findings.map(inUnit) }

  /// Paths of the base model, taken into the range value by value.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let drawn = base.simulate(horizon: horizon, paths: paths, using: &generator)
    guard range != .any else { return drawn }
    let steps = zip(base.forecast(horizon: horizon).distributions, scales(horizon: horizon)).map {
      $1.forecast($0)
    }
    let (lower, upper) = (range.lower ?? -.infinity, range.upper ?? .infinity)
    let values = drawn.values.enumerated().map { index, value in
      min(max(steps[index % horizon].value(value), lower), upper)
    }
    return SamplePaths(periods: drawn.periods, values: values)
  }
}
