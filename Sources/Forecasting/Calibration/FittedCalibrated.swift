import RealModule
import Statistics
import TemporalData

/// A fitted model with calibrated intervals.
public struct FittedCalibrated: FittedModel {
  /// The fitted base model.
  public let base: any FittedModel
  private let shape: CalibratedSteps
  /// The rule that the history follows to the last digit; nil where it shows errors.
  private let regular: RegularHistory?

  init(_ base: any FittedModel, shape: CalibratedSteps, regular: RegularHistory?) {
    (self.base, self.shape, self.regular) = (base, shape, regular)
  }

  /// The name of the base model.
  public var name: String { base.name }
  /// The base model's estimates.
  public var summary: FitSummary { base.summary }
  /// The base model's one-step-ahead means.
  public var fittedValues: TimeSeries { base.fittedValues }

  /// The calibrated distributions; the base model's own where it fell back to a simpler one, whose
  /// errors are not those that the calibration knows.
  public func forecast(horizon: Int) -> Forecast {
    let raw = base.forecast(horizon: horizon)
    if let regular { return raw.widened(by: regular) }
    guard summary.fallbackReason == nil else { return raw }
    let distributions = raw.distributions.enumerated().map { step, distribution in
      shape.distribution(distribution, step: step + 1)
    }
    return Forecast(model: raw.model, start: raw.periods.start, distributions: distributions)
  }

  /// The base model's parts; what bringing a mean above the bound changes is in the level.
  public func components(horizon: Int) -> ForecastComponents {
    let parts = base.components(horizon: horizon)
    let means = forecast(horizon: horizon).means
    let level = zip(means, zip(parts.level, parts.sums)).map { $0 + ($1.0 - $1.1) }
    return ForecastComponents(
      level: level, trend: parts.trend, season: parts.season, effects: parts.effects)
  }

  /// What the base model found.
  public var findings: [Finding] { base.findings }

  /// The base model's account, with how the intervals were set.
  public func account(horizon: Int) -> ModelAccount? {
    var account = base.account(horizon: horizon) ?? ModelAccount()
    if regular != nil {
      account.intervalReasons.append(
        "the history follows a rule to the last digit and shows no errors: the range allows for a change "
          + "that was not seen yet")
    }
    guard summary.fallbackReason == nil, regular == nil else { return account }
    let (first, last) = (reach(step: 1), reach(step: horizon))
    account.calibration = ModelAccount.Calibration(
      at80: .init(first: first.at80, last: last.at80),
      at95: .init(first: first.at95, last: last.at95), series: shape.calibration.seriesCount)
    return account
  }

  /// How many times further than normal errors of the model's spread.
  private func reach(step: Int) -> (at80: Double, at95: Double) {
    let found = shape.calibration.reach(step: step, observations: shape.observations)
    return (found.at80 / 1.2815515655446004, found.at95 / 1.959963984540054)
  }

  /// The base model's paths with calibrated values.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let raw = base.simulate(horizon: horizon, paths: paths, using: &generator)
    if regular != nil { return forecast(horizon: horizon).walks(paths, using: &generator) }
    guard summary.fallbackReason == nil else { return raw }
    let distributions = forecast(horizon: horizon).distributions
    var values = raw.values
    for step in 0..<horizon {
      let marginal = raw.marginal(at: step)
      let order = marginal.indices.sorted {
        marginal[$0] == marginal[$1] ? $0 < $1 : marginal[$0] < marginal[$1]
      }
      for (rank, path) in order.enumerated() {
        let share = (Double(rank) + 0.5) / Double(paths)
        values[path * horizon + step] = distributions[step].quantile(share)
      }
    }
    return SamplePaths(periods: raw.periods, values: values)
  }
}

extension Forecast {
  /// Normal distributions around the means that allow for a change which a regular history does not show.
  fileprivate func widened(by regular: RegularHistory) -> Forecast {
    let wide = distributions.enumerated().map { step, distribution in
      let deviation = Double.hypot(
        distribution.standardDeviation, regular.deviation(step: step + 1))
      return ForecastDistribution.normal(mean: distribution.mean, standardDeviation: deviation)
    }
    return Forecast(model: model, start: periods.start, distributions: wide)
  }
}

extension Forecast {
  /// Random walks around the means, with the spread of each period.
  fileprivate func walks(
    _ paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let (means, deviations) = (means, distributions.map(\.standardDeviation))
    return SamplePaths(from: periods.start, horizon: means.count, paths: paths) { values in
      var walk = 0.0
      for (step, mean) in means.enumerated() {
        walk += generator.normal()
        values.append(mean + deviations[step] * walk / Double.sqrt(Double(step + 1)))
      }
    }
  }
}
