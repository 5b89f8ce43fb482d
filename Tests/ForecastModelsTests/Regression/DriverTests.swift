import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Drivers of a regression")
struct DriverTests {
  private static let start = Period(.month, ordinal: 480)

  /// A random walk and a series that follows it two periods later with coefficient 3.
  private static func pair(_ count: Int, seed: UInt64) -> (leads: TimeSeries, revenue: TimeSeries) {
    var stream = RandomStream(seed: seed, key: "driver")
    var walk = [Double]()
    var level = 100.0
    for _ in 0..<count + 2 {
      level += 4 * stream.normal()
      walk.append(level)
    }
    let revenue = (0..<count).map { 50 + 3 * walk[$0] + stream.normal() }
    return (
      TimeSeries(start: start, storage: Array(walk[2...])),
      TimeSeries(start: start, storage: revenue)
    )
  }

  private static func model(
    _ driver: TimeSeries, lags: [Int], model: any ForecastModel = Naive()
  ) throws -> DynamicRegression {
    try DynamicRegression(
      drivers: [.init("leads", driver, lags: lags, model: model)], seasonLength: 1, horizon: 6)
  }

  @Test("the coefficient at the right lag is recovered")
  func recovery() throws {
    let (leads, revenue) = Self.pair(120, seed: 1)
    let fitted = try Self.model(leads, lags: [0, 2]).fit(revenue)
    #expect(fitted.coefficients.map(\.name) == ["leads", "leads.2"])
    expectClose(fitted.coefficients[0].value, 0, absolute: 0.2)
    expectClose(fitted.coefficients[1].value, 3, absolute: 0.2)
  }

  @Test(
    "within the lag the future of the driver is known; beyond it, its own forecast's spread is added"
  )
  func spread() throws {
    let (leads, revenue) = Self.pair(120, seed: 2)
    let fitted = try Self.model(leads, lags: [2]).fit(revenue)
    let own = fitted.errors.forecast(horizon: 6).distributions
    let all = fitted.forecast(horizon: 6).distributions
    let driver = try Naive().fit(leads).forecast(horizon: 4).distributions
    let coefficient = fitted.coefficients[0].value
    for step in 0..<6 {
      let added = step < 2 ? 0 : coefficient * driver[step - 2].standardDeviation
      expectClose(
        all[step].standardDeviation, Double.hypot(own[step].standardDeviation, added),
        relative: 1e-12)
    }
    #expect(all[5].standardDeviation > 3 * all[1].standardDeviation)
  }

  @Test(
    "simulated futures have the spread of the distributions, at one lag and at several",
    arguments: [[0], [0, 1]])
  func simulation(lags: [Int]) throws {
    let (leads, revenue) = Self.pair(100, seed: 3)
    let fitted = try Self.model(leads, lags: lags).fit(revenue)
    var stream = RandomStream(seed: 4, key: "paths")
    let paths = fitted.simulate(horizon: 5, paths: 4_000, using: &stream)
    let forecast = fitted.forecast(horizon: 5)
    for step in 0..<5 {
      let moments = Moments(paths.marginal(at: step))
      let deviation = forecast.distributions[step].standardDeviation
      // a standard deviation of 4,000 values is known to 1.1 %, of 1,000 to 2.2 %
      expectClose(moments.standardDeviation, deviation, relative: lags.count == 1 ? 0.05 : 0.1)
      expectClose(moments.mean, forecast.means[step], absolute: 4 * deviation / 63)
    }
  }

  @Test("nothing of a driver after the end of a history is looked at")
  func noLeak() throws {
    let (leads, revenue) = Self.pair(100, seed: 5)
    let later = TimeSeries(
      start: leads.start,
      storage: leads.storage.enumerated().map { $0 < 60 ? $1 : -1e6 * Double($0) })
    let (honest, changed) = (
      try Self.model(leads, lags: [0, 1]).fit(revenue.prefix(60)),
      try Self.model(later, lags: [0, 1]).fit(revenue.prefix(60))
    )
    #expect(honest.forecast(horizon: 4) == changed.forecast(horizon: 4))
  }

  @Test("a driver that ends early, has gaps or is empty does not end the run")
  func hostile() throws {
    let (leads, revenue) = Self.pair(80, seed: 6)
    let early = try Self.model(leads.prefix(70), lags: [1]).fit(revenue)
    #expect(early.forecast(horizon: 3).isFinite)
    var gaps = leads.storage
    for slot in [3, 40, 78] { gaps[slot] = .nan }
    let holed = try Self.model(TimeSeries(start: Self.start, storage: gaps), lags: [2]).fit(revenue)
    #expect(holed.forecast(horizon: 3).isFinite)
    let empty = TimeSeries(start: Self.start.advanced(by: 500), storage: [1, 2])
    let without = try Self.model(empty, lags: [0]).fit(revenue)
    #expect(without.summary.fallbackReason?.hasPrefix("driver 'leads' was left out") == true)
    #expect(without.forecast(horizon: 3).isFinite)
  }
}
