import Forecasting
import Statistics
import TemporalData

/// A driver as it was known at the end of a history, and its forecast from there.
struct FittedDriver: Sendable {
  let driver: DynamicRegression.Driver
  /// The values up to the last one observed before the end of the history.
  private let known: TimeSeries
  /// The same without gaps, for the lags that reach back from the future.
  private let filled: TimeSeries
  private let fitted: any FittedModel

  /// Forgets what came at `end` and after it, and fits the driver's model to the rest.
  init(
    _ driver: DynamicRegression.Driver, until end: Period, seasonLength: Int
  ) throws(ModelError) {
    self.driver = driver
    let length = max(0, end.distance(from: driver.series.start))
    known = driver.series.prefix(length).trimmed()
    filled = known.hasMissing ? known.interpolated(seasonLength: seasonLength) : known
    fitted = try driver.model.fitAny(known)
  }

  /// The name of the coefficient of a lag.
  static func columnName(_ driver: DynamicRegression.Driver, _ lag: Int) -> String {
    lag == 0 ? driver.name : "\(driver.name).\(lag)"
  }

  /// The value of a period, if it was observed.
  func observed(_ period: Period) -> Double { known[period] ?? .nan }

  /// The value of a period: observed, interpolated where it is missing, or forecast.
  func expected(_ period: Period) -> Double {
    let step = period.distance(from: known.end)
    return step < 0
      ? filled[period] ?? .nan : fitted.forecast(horizon: step + 1).distributions[step].mean
  }

  /// How many steps the driver's own forecast must reach for this period at its shortest lag.
  private func reach(_ last: Period) -> Int {
    max(0, last.distance(from: known.end) + 1 - (driver.lags.first ?? 0))
  }

  /// Mean and standard deviation of what the driver adds to each of some future periods.
  ///
  /// - Parameter coefficients: one per lag.
  func effects(
    _ coefficients: [Double], periods: PeriodRange
  ) -> (means: [Double], deviations: [Double]) {
    guard let last = periods.last else { return ([], []) }
    let steps = reach(last)
    let forecast = steps > 0 ? fitted.forecast(horizon: steps) : nil
    let means = sums(coefficients, periods) { step in forecast?.distributions[step].mean ?? .nan }
    guard let forecast else { return (means, means.map { _ in 0 }) }
    guard driver.lags.count > 1 else {
      let spread = coefficients.first ?? 0
      let deviations = periods.map { period -> Double in
        let step = period.distance(from: known.end) - driver.lags[0]
        return step < 0 ? 0 : abs(spread) * forecast.distributions[step].standardDeviation
      }
      return (means, deviations)
    }
    var stream = RandomStream(seed: 1, key: driver.name)
    return (means, simulatedDeviations(coefficients, periods, using: &stream))
  }

  /// The joint effects of one simulated future after another: `periods.count` values each.
  func simulatedEffects(
    _ coefficients: [Double], periods: PeriodRange, paths: Int,
    using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    guard let last = periods.last else { return [] }
    let steps = reach(last)
    guard steps > 0 else {
      let certain = sums(coefficients, periods) { _ in .nan }
      return (0..<paths).flatMap { _ in certain }
    }
    let futures = fitted.simulate(horizon: steps, paths: paths, using: &generator)
    return (0..<paths).flatMap { path in
      let values = futures[path]
      return sums(coefficients, periods) { values[values.startIndex + $0] }
    }
  }

  /// Several lags of one driver depend on each other: the spread of their sum is that of joint futures.
  private func simulatedDeviations(
    _ coefficients: [Double], _ periods: PeriodRange, using generator: inout RandomStream
  ) -> [Double] {
    let paths = 1_000
    let values = simulatedEffects(
      coefficients, periods: periods, paths: paths, using: &generator)
    return periods.indices.map { slot in
      Moments(stride(from: slot, to: values.count, by: periods.count).map { values[$0] })
        .standardDeviation
    }
  }

  /// Σ coefficient · value over the lags, with `ahead` giving the values after the last known one.
  private func sums(
    _ coefficients: [Double], _ periods: PeriodRange, ahead: (Int) -> Double
  ) -> [Double] {
    periods.map { period in
      var sum = 0.0
      for (lag, coefficient) in zip(driver.lags, coefficients) where coefficient != 0 {
        let source = period.advanced(by: -lag)
        let step = source.distance(from: known.end)
        sum += coefficient * (step < 0 ? filled[source] ?? .nan : ahead(step))
      }
      return sum
    }
  }
}
