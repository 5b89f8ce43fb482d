import Forecasting
import RealModule
import Statistics
import TemporalData

/// A seasonal random walk with drift, estimated from one series: the fitted form of `Naive`,
/// `SeasonalNaive` and `Drift`.
///
///     y[t] = y[t − m] + c + e[t]
///
/// The variance h steps ahead is σ²k for k = ⌈h/m⌉ seasons, and σ²k(1 + k/(n − 1)) with an
/// estimated drift; where the latest season has no value, k counts from the one that has. R. J. Hyndman, G. Athanasopoulos, *Forecasting: Principles and Practice*, 3rd
/// ed. (2021), section 5.5.
public struct FittedNaive: FittedModel {
  /// The name of the model, such as `Naive`.
  public let name: String
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The values one lag before.
  public let fittedValues: TimeSeries

  /// The latest value of each slot of the season, the next slot's first.
  private let latest: [LatestValue]
  private let drift: Double
  private let deviation: Double
  /// The number of differences behind an estimated drift; nil without one.
  private let driftCount: Int?

  /// The walk with a lag; see `LagDifferences` for what short histories give.
  init(
    name: String, _ history: TimeSeries, lag: Int, withDrift: Bool, reason: String? = nil
  ) throws(ModelError) {
    let found = history.observedCount
    guard found > 0 else { throw .tooFewObservations(needed: 1, found: 0) }
    let steps = LagDifferences(history, lag: lag)
    drift = withDrift ? steps.mean : 0
    driftCount = withDrift && steps.count > 0 ? steps.count : nil
    self.name = name
    latest = history.latest(lag)
    let guess = steps.count == 0 && !history.isConstant
    deviation = guess ? abs(latest[0].value) : steps.deviation(around: withDrift ? drift : nil)
    let drift = drift
    fittedValues = TimeSeries(
      start: history.start,
      storage: history.storage.indices.map { slot in
        slot < lag ? .nan : history.storage[slot - lag] + drift
      })
    let parameters = withDrift ? [FitSummary.Parameter("drift", drift)] : []
    summary = FitSummary(
      observations: found, parameters: parameters, residualStandardDeviation: deviation,
      fallbackReason: reason
        ?? (guess
          ? "no pair of observations: the spread is taken to be as large as the value" : nil))
  }

  /// Normal distributions around the last season.
  public func forecast(horizon: Int) -> Forecast {
    let distributions = (0..<horizon).map { step in
      let origin = latest[step % latest.count]
      let seasons = Double(step / latest.count + 1 + origin.age)
      let uncertainty = driftCount.map { 1 + seasons / Double(max(1, $0)) } ?? 1
      return ForecastDistribution.normal(
        mean: origin.value + seasons * drift,
        standardDeviation: deviation * Double.sqrt(seasons * uncertainty))
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// The mean of the last season as the level, what the drift adds since as the trend, and as the
  /// season what each slot differs from that mean by; slots last seen earlier are first drifted on.
  public func components(horizon: Int) -> ForecastComponents {
    let count = Double(latest.count)
    let level = latest.reduce(0) { $0 + ($1.value + Double($1.age) * drift) / count }
    return ForecastComponents(
      level: level,
      withTrend: (0..<horizon).map { level + Double($0 / latest.count + 1) * drift },
      withSeason: latest.count > 1 ? forecast(horizon: horizon).means : nil)
  }

  /// Walks with normal steps; an estimated drift is drawn once per path.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      let error = driftCount.map { deviation / Double.sqrt(Double($0)) * generator.normal() } ?? 0
      var current = latest.map { origin in
        (0..<origin.age).reduce(origin.value) { value, _ in
          value + drift + error + deviation * generator.normal()
        }
      }
      for step in 0..<horizon {
        current[step % latest.count] += drift + error + deviation * generator.normal()
        values.append(current[step % latest.count])
      }
    }
  }
}

/// The changes of a series over a lag, without those that touch a missing value.
struct LagDifferences {
  let values: [Double]
  let mean: Double

  init(_ history: TimeSeries, lag: Int) {
    let y = history.storage
    values = stride(from: lag, to: y.count, by: 1).compactMap { slot in
      let change = y[slot] - y[slot - lag]
      return change.isNaN ? nil : change
    }
    let count = Double(max(1, values.count))
    mean = values.reduce(0) { $0 + $1 / count }
  }

  var count: Int { values.count }

  /// The root mean square around 0, or around an estimated centre, which spends one degree of freedom.
  func deviation(around estimate: Double?) -> Double {
    let centre = estimate ?? 0
    let largest = values.reduce(0) { max($0, abs($1 - centre)) }
    guard largest > 0 else { return 0 }
    let freedom = Double(max(1, count - (estimate == nil ? 0 : 1)))
    let squares = values.reduce(0) { sum, value in
      let share = (value - centre) / largest
      return sum + share * share / freedom
    }
    return largest * Double.sqrt(squares)
  }
}

/// The latest observed value of a slot of the season.
struct LatestValue: Hashable, Sendable {
  let value: Double
  /// The number of seasons at the end without a value in this slot.
  let age: Int
}

extension TimeSeries {
  /// The latest observed value of each slot of a season, the slot after the end first; slots never
  /// observed take the last observed value of all.
  func latest(_ seasonLength: Int) -> [LatestValue] {
    let last = storage.last { !$0.isNaN } ?? 0
    return (0..<seasonLength).map { ahead in
      var slot = count - seasonLength + ahead
      var age = 0
      while slot >= 0 {
        if !storage[slot].isNaN { return LatestValue(value: storage[slot], age: age) }
        slot -= seasonLength
        age += 1
      }
      return LatestValue(value: last, age: 0)
    }
  }
}
