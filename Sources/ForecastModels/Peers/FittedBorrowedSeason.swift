import Forecasting
import Statistics
import TemporalData

/// A model of a history without its season, with the season that came mostly from peers.
public struct FittedBorrowedSeason: FittedModel {
  /// The season and the model, such as `Borrowed(12)+ETS(A,N,N)`.
  public let name: String
  /// The summary of the model of the history without its season.
  public let summary: FitSummary
  /// One-step-ahead means of the model with the season put back.
  public let fittedValues: TimeSeries
  /// The model of the history without its season.
  public let base: any FittedModel
  /// Nil if no season was taken out.
  private let season: ShrunkSeason?
  private let note: String?

  init(name: String, base: any FittedModel, season: ShrunkSeason, note: String) {
    self.name = "\(name)+\(base.name)"
    (self.base, self.season, self.note) = (base, season, note)
    summary = base.summary.from(.blended, reason: nil)
    let values = base.fittedValues
    fittedValues = TimeSeries(
      start: values.start,
      storage: values.storage.enumerated().map { slot, value in
        let effect = season.effect(values.start.ordinal &+ slot)
        return value.isNaN ? .nan : season.scale.joined(value, effect).limited
      })
  }

  /// The model of a history that no season was taken out of.
  init(plain base: any FittedModel, reason: String?) {
    (name, self.base, season, note) = (base.name, base, nil, reason)
    summary = base.summary.from(base.summary.source, reason: reason)
    fittedValues = base.fittedValues
  }

  /// The distributions of the model with the season put back, widened by the season's error.
  public func forecast(horizon: Int) -> Forecast {
    let forecast = base.forecast(horizon: horizon)
    guard let season else { return forecast }
    let distributions = zip(forecast.periods, forecast.distributions).map { period, distribution in
      let (effect, error) = (season.effect(period.ordinal), season.deviation(period.ordinal))
      guard season.scale == .proportional else {
        return distribution.moved(by: effect, error: error)
      }
      let scaled = distribution.scaled(by: effect)
      return scaled.moved(by: 0, error: error * abs(distribution.mean))
    }
    return Forecast(model: name, start: forecast.periods.start, distributions: distributions)
  }

  /// The parts of the model; what the season changes in their sum is the season.
  public func components(horizon: Int) -> ForecastComponents {
    let parts = base.components(horizon: horizon)
    guard let season else { return parts }
    let first = fittedValues.end.ordinal
    let added = parts.sums.enumerated().map { step, sum in
      season.scale.joined(sum, season.effect(first &+ step)) - sum
    }
    return ForecastComponents(
      level: parts.level, trend: parts.trend, season: zip(parts.season, added).map(+),
      effects: parts.effects)
  }

  /// Paths of the model with the season put back; its error is drawn once per path and slot.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let drawn = base.simulate(horizon: horizon, paths: paths, using: &generator)
    guard let season else { return drawn }
    let first = fittedValues.end.ordinal
    var values = drawn.values
    let length = season.effects.count
    for path in 0..<drawn.count {
      for place in 0..<min(length, horizon) {
        let error = generator.normal() * season.deviation(first &+ place)
        let effect = season.effect(first &+ place) + error
        let usable = season.scale == .proportional ? max(0, effect) : effect
        for step in stride(from: path * horizon + place, to: (path + 1) * horizon, by: length) {
          values[step] = season.scale.joined(values[step], usable)
        }
      }
    }
    return SamplePaths(periods: drawn.periods, values: values)
  }

  /// What the model found, with the season put back.
  public var findings: [Finding] { base.findings.map(withSeason) }

  private func withSeason(_ finding: Finding) -> Finding {
    guard let season, case .outlier(let period, let value, let expected) = finding else {
      return finding
    }
    let effect = season.effect(period.ordinal)
    return .outlier(
      at: period, value: season.scale.joined(value, effect).limited,
      expected: season.scale.joined(expected, effect).limited)
  }

  /// What the model tells, its amounts with the season put back, and where the season comes from.
  public func account(horizon: Int) -> ModelAccount? {
    guard let note else { return base.account(horizon: horizon) }
    var account = base.account(horizon: horizon) ?? ModelAccount()
    if let season {
      let first = fittedValues.end.ordinal
      account.members = account.members.map { member in
        ModelAccount.Member(
          name: member.name, weight: member.weight,
          means: member.means.enumerated().map {
            season.scale.joined($1, season.effect(first &+ $0)).limited
          }, backtestError: member.backtestError)
      }
      account.findings = account.findings.map(withSeason)
    }
    account.findings.append(.note(note))
    return account
  }

}

extension FitSummary {
  /// The same summary with whose history it rests on, and a reason where it has none.
  func from(_ source: ForecastSource, reason: String?) -> FitSummary {
    FitSummary(
      observations: observations, parameters: parameters, logLikelihood: logLikelihood,
      correctedAIC: correctedAIC, residualStandardDeviation: residualStandardDeviation,
      fallbackReason: fallbackReason ?? reason, source: source)
  }
}
