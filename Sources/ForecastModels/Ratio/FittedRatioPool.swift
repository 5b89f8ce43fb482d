import Forecasting
import Statistics
import TemporalData

/// A model of a ratio and a smoothing that knows its denominators, estimated from one series.
public struct FittedRatioPool: FittedModel {
  /// The fitted model of the values, held in their range.
  public let base: any FittedModel
  /// The fitted smoothing; nil where there are no denominators it could use.
  public let smoothing: (any FittedModel)?
  /// The smoothing's share, 0…1.
  public let share: Double

  init(_ base: any FittedModel, smoothing: (any FittedModel)?, share: Double) {
    self.base = base
    self.smoothing = share > 0 ? smoothing : nil
    self.share = smoothing == nil ? 0 : share
  }

  /// The names of both, or of the only one.
  public var name: String {
    guard let smoothing else { return base.name }
    return share < 1 ? "\(base.name) + \(smoothing.name)" : smoothing.name
  }

  /// The summary of the one with the larger share.
  public var summary: FitSummary {
    guard let smoothing, share > 0.5 else { return base.summary }
    return smoothing.summary
  }

  /// The weighted mean of the one-step-ahead means.
  public var fittedValues: TimeSeries {
    guard let smoothing else { return base.fittedValues }
    guard share < 1 else { return smoothing.fittedValues }
    let (a, b) = (base.fittedValues, smoothing.fittedValues)
    let length = min(a.count, b.count)
    let values = zip(a.suffix(length).storage, b.suffix(length).storage).map {
      $0.isNaN ? $1 : $1.isNaN ? $0 : (1 - share) * $0 + share * $1
    }
    return TimeSeries(start: a.end.advanced(by: -length), storage: values)
  }

  /// The mixture of both distributions.
  public func forecast(horizon: Int) -> Forecast {
    guard let smoothing else { return base.forecast(horizon: horizon) }
    let second = smoothing.forecast(horizon: horizon)
    guard share < 1 else { return second }
    let first = base.forecast(horizon: horizon)
    let distributions = zip(first.distributions, second.distributions).map { one, two in
      (try? Mixture([one, two], weights: [1 - share, share])).map(ForecastDistribution.mixture)
        ?? one
    }
    return Forecast(model: name, start: first.periods.start, distributions: distributions)
  }

  /// The weighted mean of the parts.
  public func components(horizon: Int) -> ForecastComponents {
    guard let smoothing else { return base.components(horizon: horizon) }
    let second = smoothing.components(horizon: horizon)
    guard share < 1 else { return second }
    let first = base.components(horizon: horizon)
    func mean(_ part: (ForecastComponents) -> [Double]) -> [Double] {
      zip(part(first), part(second)).map { (1 - share) * $0 + share * $1 }
    }
    return ForecastComponents(
      level: mean(\.level), trend: mean(\.trend), season: mean(\.season), effects: mean(\.effects))
  }

  /// The base model's account with the smoothing as one more member.
  public func account(horizon: Int) -> ModelAccount? {
    guard let smoothing else { return base.account(horizon: horizon) }
    var account = base.account(horizon: horizon) ?? ModelAccount()
    // What was tried on the past was not this pool.
    (account.windows, account.backtestError, account.naiveError) = (0, nil, nil)
    account.components = nil
    // Why the interval is so wide says the one it mostly comes from, and both where neither is minor.
    if share > 1 - Self.minor { (account.intervalReasons, account.calibration) = ([], nil) }
    if share >= Self.minor {
      account.intervalReasons =
        (smoothing.account(horizon: horizon)?.intervalReasons ?? []) + account.intervalReasons
    }
    if account.members.isEmpty {
      account.members = [
        .init(name: base.name, weight: 1, means: base.forecast(horizon: horizon).means)
      ]
    }
    account.members =
      account.members.compactMap {
        share < 1
          ? .init(
            name: $0.name, weight: $0.weight * (1 - share), means: $0.means,
            backtestError: $0.backtestError) : nil
      } + [
        .init(
          name: smoothing.name, weight: share, means: smoothing.forecast(horizon: horizon).means)
      ]
    return account
  }

  /// The share below which a part does not decide how wide the interval is.
  private static let minor = 0.25

  /// Paths of both in proportion to their shares.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let count = smoothing == nil ? 0 : Int((share * Double(paths)).rounded())
    var values: [Double] = []
    if count < paths {
      values += base.simulate(horizon: horizon, paths: paths - count, using: &generator).values
    }
    if let smoothing, count > 0 {
      values += smoothing.simulate(horizon: horizon, paths: count, using: &generator).values
    }
    return SamplePaths(
      periods: PeriodRange(start: fittedValues.end, count: horizon), values: values)
  }
}
