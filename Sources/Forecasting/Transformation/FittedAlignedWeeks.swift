import Statistics
import TemporalData

/// A model of years of 52 weeks, with the way to the weeks of the calendar.
public struct FittedAlignedWeeks: FittedModel {
  /// The model of years of 52 weeks.
  public let base: any FittedModel
  /// One-step-ahead means; missing in additional weeks.
  public let fittedValues: TimeSeries
  /// Nil where the history was taken as it is.
  private let weeks: AlignedWeeks?
  private let end: Period

  init(_ base: any FittedModel, _ weeks: AlignedWeeks?, history: TimeSeries) {
    (self.base, self.weeks, end) = (base, weeks, history.end)
    let fitted = base.fittedValues
    guard let weeks else {
      fittedValues = fitted
      return
    }
    fittedValues = TimeSeries(
      start: history.start,
      values: history.storage.indices.map { offset in
        weeks.place(history.start.advanced(by: offset)).flatMap {
          fitted[Period(fitted.frequency, ordinal: $0)]
        }
      })
  }

  /// The name of the base model.
  public var name: String { base.name }

  /// The summary of the base model.
  public var summary: FitSummary { base.summary }

  private func steps(_ horizon: Int) -> [Int] {
    weeks?.steps(from: end, horizon: horizon) ?? Array(0..<horizon)
  }

  private func taken(_ values: [Double], _ steps: [Int]) -> [Double] { steps.map { values[$0] } }

  /// The distributions of the model, each in its week.
  public func forecast(horizon: Int) -> Forecast {
    let steps = steps(horizon)
    let forecast = base.forecast(horizon: horizon)
    return Forecast(
      model: forecast.model, start: end, distributions: steps.map { forecast.distributions[$0] })
  }

  /// The parts of the model, each in its week.
  public func components(horizon: Int) -> ForecastComponents {
    let (parts, steps) = (base.components(horizon: horizon), steps(horizon))
    return ForecastComponents(
      level: taken(parts.level, steps), trend: taken(parts.trend, steps),
      season: taken(parts.season, steps), effects: taken(parts.effects, steps))
  }

  /// What was found, in the weeks of the calendar.
  public var findings: [Finding] { base.findings.map(real) }

  private func real(_ finding: Finding) -> Finding {
    guard let weeks else { return finding }
    return switch finding {
    case .outlier(let week, let value, let expected):
      .outlier(at: weeks.week(at: week.ordinal), value: value, expected: expected)
    case .levelShift(let week, let change):
      .levelShift(from: weeks.week(at: week.ordinal), change: change)
    case .shock(let range, let change):
      .shock(
        PeriodRange(start: weeks.week(at: range.start.ordinal), count: range.count), change: change)
    case .silence(let week, let probability):
      .silence(since: weeks.week(at: week.ordinal), probabilityActive: probability)
    case .trend, .season, .cadence, .intermittent, .shortHistory, .note: finding
    }
  }

  /// The account of the model, each step in its week; its errors of the past are left to be measured there.
  public func account(horizon: Int) -> ModelAccount? {
    guard var account = base.account(horizon: horizon), weeks != nil else {
      return base.account(horizon: horizon)
    }
    let steps = steps(horizon)
    account.members = account.members.map {
      .init(name: $0.name, weight: $0.weight, means: taken($0.means, steps))
    }
    account.findings = account.findings.map(real)
    (account.windows, account.backtestError, account.naiveError) = (0, nil, nil)
    account.components = account.components.map { _ in components(horizon: horizon) }
    return account
  }

  /// Paths of the model, each value in its week.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let drawn = base.simulate(horizon: horizon, paths: paths, using: &generator)
    let steps = steps(horizon)
    let values = (0..<drawn.count).flatMap { path in
      steps.map { drawn.values[path * horizon + $0] }
    }
    return SamplePaths(periods: PeriodRange(start: end, count: horizon), values: values)
  }
}
