import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Regressions with ARIMA errors")
struct ARIMARegressionTests {
  private static let start = DynamicRegressionTests.start

  private static func model(
    _ regressors: Regressors = DynamicRegressionTests.columns,
    drivers: [DynamicRegression.Driver] = [], seasonLength: Int = 1, horizon: Int = 6
  ) throws -> DynamicRegression {
    try DynamicRegression(
      regressors: regressors, drivers: drivers, errors: .arima, seasonLength: seasonLength,
      horizon: horizon)
  }

  /// Two autoregressive series of which the second follows the first with coefficient 3.
  private static func pair(_ count: Int) -> (driver: TimeSeries, driven: TimeSeries) {
    var stream = RandomStream(seed: 7, key: "arima-driver")
    var (x, noise, driver, driven) = (0.0, 0.0, [Double](), [Double]())
    for _ in 0..<count {
      x = 0.8 * x + 4 * stream.normal()
      noise = 0.5 * noise + stream.normal()
      driver.append(100 + x)
      driven.append(50 + 3 * driver[driver.count - 1] + noise)
    }
    return (TimeSeries(start: start, storage: driver), TimeSeries(start: start, storage: driven))
  }

  @Test("answers are those of the ARIMA model that was found, effects counted once")
  func once() throws {
    let history = DynamicRegressionTests.simulated(120, seed: 1)
    let fitted = try Self.model().fit(history)
    let search = try ARIMASearch(seasonLength: 1, regressors: DynamicRegressionTests.columns)
    let alone = try search.fit(history)
    #expect(fitted.name.hasPrefix("Regression with ARIMA"))
    #expect(fitted.summary == alone.summary)
    #expect(fitted.forecast(horizon: 6) == alone.forecast(horizon: 6))
    #expect(fitted.components(horizon: 6) == alone.components(horizon: 6))
    #expect(fitted.coefficients.map(\.name) == ["pulse", "wave"])
    expectClose(fitted.coefficients[0].value, 30, absolute: 6)
    expectClose(fitted.coefficients[1].value, -4, absolute: 1.3)
    for (slot, value) in fitted.fittedValues.storage.enumerated().dropFirst(3) {
      expectClose(value, history.storage[slot], absolute: 30)
    }
  }

  @Test("nine of ten intervals of two standard errors hold the true coefficient, or more")
  func standardErrors() throws {
    let held = try (1...20).count { seed in
      let history = DynamicRegressionTests.simulated(100, seed: UInt64(seed))
      let found = try Self.model().fit(history).coefficients[0]
      let error = try #require(found.standardError)
      return abs(found.value - 30) < 2 * error
    }
    #expect(held >= 16)
  }

  @Test(
    "the spread of a driver's forecast is added, and drawn with it", arguments: [[0], [0, 1]])
  func drivers(lags: [Int]) throws {
    let (driver, driven) = Self.pair(120)
    let source = DynamicRegression.Driver(
      "leads", driver, lags: lags, model: try ARIMASearch(seasonLength: 1))
    let fitted = try Self.model(.none, drivers: [source]).fit(driven)
    expectClose(fitted.coefficients[0].value, 3, absolute: 0.1)
    let forecast = fitted.forecast(horizon: 5)
    let own = fitted.errors.forecast(horizon: 5)
    #expect(forecast.means == own.means)
    #expect(
      forecast.distributions[0].standardDeviation
        > 3 * own.distributions[0].standardDeviation)
    var stream = RandomStream(seed: 4, key: "paths")
    let paths = fitted.simulate(horizon: 5, paths: 4_000, using: &stream)
    let effects = fitted.components(horizon: 5)
    for step in 0..<5 {
      let moments = Moments(paths.marginal(at: step))
      let deviation = forecast.distributions[step].standardDeviation
      expectClose(moments.standardDeviation, deviation, relative: lags.count == 1 ? 0.05 : 0.1)
      expectClose(moments.mean, forecast.means[step], absolute: 4 * deviation / 63)
      let sum =
        effects.level[step] + effects.trend[step] + effects.season[step] + effects.effects[step]
      expectClose(sum, forecast.means[step], relative: 1e-9)
    }
  }

  @Test("a column that is known no further than the horizon suffices, also with a season")
  func shortFuture() throws {
    let history = DynamicRegressionTests.simulated(120, seed: 2, season: 40)
    let end = history.end.advanced(by: 4)
    let columns = Regressors([
      Regressors.Column("pulse") { $0 < end ? DynamicRegressionTests.pulse($0) : .nan }
    ])
    let fitted = try Self.model(columns, seasonLength: 12, horizon: 4).fit(history)
    let parts = fitted.components(horizon: 4)
    let all = parts.level + parts.trend + parts.season + parts.effects
    #expect(all.filter(\.isFinite).count == 16)
    #expect(throws: ModelError.unknownRegressor(name: "pulse", at: end)) {
      try Self.model(columns, seasonLength: 12, horizon: 5).fit(history)
    }
  }

  @Test("a period whose column is not known is passed over, in answers too")
  func masked() throws {
    let history = DynamicRegressionTests.simulated(100, seed: 3)
    let hole = Self.start.advanced(by: 40)
    let columns = Regressors([
      Regressors.Column("pulse") { $0 == hole ? .nan : DynamicRegressionTests.pulse($0) }
    ])
    let fitted = try Self.model(columns).fit(history)
    #expect(fitted.summary.observations == 99)
    #expect(fitted.fittedValues.storage[40].isNaN)
    #expect(fitted.forecast(horizon: 6).isFinite)
  }

  @Test("optional columns that do not pay are left out; the constant's twin is, with the reason")
  func leftOut() throws {
    var stream = RandomStream(seed: 5, key: "noise")
    let noise = TimeSeries(start: Self.start, storage: (0..<200).map { _ in stream.normal() })
    let columns =
      DynamicRegressionTests.columns
      + Regressors([
        Regressors.Column("noise", isOptional: true) { noise[$0] ?? .nan },
        Regressors.Column("one") { _ in 1 },
      ])
    let history = DynamicRegressionTests.simulated(120, seed: 4)
    let fitted = try Self.model(columns).fit(history)
    #expect(fitted.coefficients.map(\.name) == ["pulse", "wave"])
    #expect(fitted.summary.fallbackReason?.contains("'one'") == true)
    #expect(fitted.summary.fallbackReason?.contains("'noise'") == false)
  }

  @Test("hostile histories are answered with ordered finite numbers that agree, or with a reason")
  func hostile() throws {
    let columns =
      Regressors([
        Regressors.Column("pulse") { $0.ordinal.magnitude % 7 == 0 ? 1 : 0 },
        Regressors.Column("line") { Double($0.ordinal % 100_000) },
      ]) + .fourier(length: 5, pairs: 1)
    for number in 0..<20 {
      let history = HostileHistory(number)
      let driver = DynamicRegression.Driver(
        "itself", history.series, lags: [1, 2], model: Naive())
      for drivers in [[], [driver]] {
        let model = try Self.model(
          drivers.isEmpty ? columns : .none, drivers: drivers,
          seasonLength: history.seasonLength, horizon: 3)
        let failures = HostileClaims(model, history).failures
        #expect(failures.isEmpty, "\(history): \(failures.prefix(3))")
      }
    }
  }
}
