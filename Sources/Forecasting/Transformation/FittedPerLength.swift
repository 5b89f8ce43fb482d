import Statistics
import TemporalData

/// A model of periods of the usual length, with the way to those of the calendar.
public struct FittedPerLength: FittedModel {
  /// The model of periods of the usual length.
  public let base: any FittedModel
  /// What a value is in proportion to.
  public let length: PeriodLength
  /// One-step-ahead means at the real lengths.
  public let fittedValues: TimeSeries
  private let end: Period

  init(_ base: any FittedModel, length: PeriodLength, history: TimeSeries) {
    (self.base, self.length, end) = (base, length, history.end)
    let fitted = base.fittedValues
    fittedValues = TimeSeries(
      start: fitted.start,
      storage: fitted.storage.indices.map {
        fitted.storage[$0] * length.share(fitted.start.advanced(by: $0))
      })
  }

  /// The name of the base model.
  public var name: String { base.name }

  /// The summary of the base model, in the unit of a period of the usual length.
  public var summary: FitSummary { base.summary }

  /// The length of each period ahead over the usual one.
  private func shares(_ horizon: Int) -> [Double] {
    (0..<horizon).map { length.share(end.advanced(by: $0)) }
  }

  /// The distributions of the model, each at the length of its period.
  public func forecast(horizon: Int) -> Forecast {
    let forecast = base.forecast(horizon: horizon)
    return Forecast(
      model: forecast.model, start: end,
      distributions: zip(forecast.distributions, shares(horizon)).map { $0.scaled(by: $1) })
  }

  /// The parts of the model; what the lengths of the periods add stands among the effects.
  public func components(horizon: Int) -> ForecastComponents {
    let parts = base.components(horizon: horizon)
    let effects = zip(parts.sums, shares(horizon)).map { $0 * ($1 - 1) }
    return ForecastComponents(
      level: parts.level, trend: parts.trend, season: parts.season,
      effects: zip(parts.effects, effects).map(+))
  }

  /// What was found, with single values at the real lengths of their periods.
  public var findings: [Finding] { base.findings.map(real) }

  private func real(_ finding: Finding) -> Finding {
    guard case .outlier(let period, let value, let expected) = finding else { return finding }
    let share = length.share(period)
    return .outlier(at: period, value: value * share, expected: expected * share)
  }

  /// The account of the model with means at the real lengths; its errors of the past are left to be measured
  /// there.
  public func account(horizon: Int) -> ModelAccount? {
    guard var account = base.account(horizon: horizon) else { return nil }
    let shares = shares(horizon)
    account.members = account.members.map { member in
      .init(name: member.name, weight: member.weight, means: zip(member.means, shares).map(*))
    }
    account.findings =
      account.findings.map(real) + [
        .note(
          "values are modelled per \(length.name), then times the \(length.name)s of each period")
      ]
    (account.windows, account.backtestError, account.naiveError) = (0, nil, nil)
    account.components = account.components.map { _ in components(horizon: horizon) }
    return account
  }

  /// Paths of the model, value by value at the lengths of the periods.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let drawn = base.simulate(horizon: horizon, paths: paths, using: &generator)
    let shares = shares(horizon)
    return SamplePaths(
      periods: PeriodRange(start: end, count: horizon),
      values: drawn.values.indices.map { drawn.values[$0] * shares[$0 % horizon] })
  }
}
