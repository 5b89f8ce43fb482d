import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("Calibrated model")
struct CalibratedModelTests {
  private let history = TimeSeries.quarterly([8, 12, 9, 11, 10, 10])
  private let heavy = SpreadCalibration(
    at80: .init(level: 0.8, intercept: Double.log(1.5), step: 0, length: 0),
    at95: .init(level: 0.95, intercept: Double.log(3), step: 0, length: 0), unit: 6, recency: 0,
    trust: 100)

  private func forecast(
    mean: Double, deviation: Double, lower: Double? = nil, scale: Double = 1
  ) throws -> ForecastDistribution {
    let base = ConstantModel(name: "m", mean: mean * scale, deviation: deviation * scale)
    let model = CalibratedModel(base, calibration: heavy, lower: lower.map { $0 * scale })
    return try model.fit(history.map { $0 * scale }).forecast(horizon: 2).distributions[1]
  }

  @Test("intervals reach as far as the calibration says, around the base model's mean")
  func reach() throws {
    let distribution = try forecast(mean: 10, deviation: 2)
    #expect(distribution.mean == 10)
    expectClose(distribution.interval(level: 0.95).upper, 16, relative: 1e-3)
    expectClose(distribution.interval(level: 0.95).lower, 4, relative: 3e-3)
    expectClose(distribution.interval(level: 0.8).upper, 13, relative: 1e-3)
  }

  @Test("nothing lies below the bound, and the mean stays", arguments: [0.5, 1, 3, 10, 100, 1e6])
  func aboveABound(mean: Double) throws {
    let distribution = try forecast(mean: mean, deviation: 4, lower: 0)
    expectClose(distribution.mean, mean, relative: 1e-6)
    for level in [1e-9, 0.001, 0.025, 0.1, 0.5, 0.9, 0.999] {
      #expect(distribution.quantile(level) >= 0)
    }
    #expect(distribution.cdf(-1e-300) == 0)
    let interval = distribution.interval(level: 0.95)
    #expect(interval.lower < mean && mean < interval.upper)
  }

  @Test("a mean below the bound comes inside")
  func meanOutside() throws {
    let distribution = try forecast(mean: -3, deviation: 4, lower: 0)
    #expect(distribution.mean > 0 && distribution.quantile(0.001) >= 0)
  }

  @Test("far from the bound it makes no difference")
  func farFromTheBound() throws {
    let (free, bounded) = (
      try forecast(mean: 1e5, deviation: 1), try forecast(mean: 1e5, deviation: 1, lower: 0)
    )
    expectClose(
      bounded.interval(level: 0.95).upper - 1e5, free.interval(level: 0.95).upper - 1e5,
      relative: 1e-2)
  }

  @Test(
    "another unit by a power of two changes nothing else", arguments: [-600, -20, -1, 3, 40, 600])
  func powersOfTwo(exponent: Int) throws {
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    for lower in [nil, 0, 2] as [Double?] {
      let one = try forecast(mean: 7, deviation: 3, lower: lower)
      let other = try forecast(mean: 7, deviation: 3, lower: lower, scale: scale)
      #expect(other.mean == one.mean * scale)
      for level in [0.025, 0.1, 0.6, 0.975] {
        #expect(other.quantile(level) == one.quantile(level) * scale)
      }
    }
  }

  @Test("a certain forecast stays certain, and a fallback keeps its own distribution")
  func leftAlone() throws {
    #expect(try forecast(mean: 5, deviation: 0, lower: 0) == .certain(5))
    let fallen = ConstantModel(name: "m", mean: 5, deviation: 2, reason: "too short")
    let fitted = try CalibratedModel(fallen, calibration: heavy).fit(history)
    #expect(
      fitted.forecast(horizon: 1).distributions == [.normal(mean: 5, standardDeviation: 2)])
    #expect(fitted.account(horizon: 1)?.intervalReasons.isEmpty != false)
  }

  @Test("errors of the last periods are measured from what came before them, in spreads")
  func standardizedErrors() throws {
    let model = CalibratedModel(LastValueModel(), calibration: heavy)
    let errors = model.standardizedErrors(on: .quarterly([1, 2, 4, 10, nil, 1]), window: 3)
    // 4 is known; the spread is 2√h.
    #expect(errors.map(\.step) == [1, 3] && errors.map(\.observations) == [3, 3])
    expectClose(errors.map(\.size), [3, 3 / (2 * 3.0.squareRoot())], relative: 1e-14)
    #expect(model.standardizedErrors(on: .quarterly([nil, 1, 2]), window: 2).isEmpty)
  }

  @Test(
    "a value on the bound is no error of a history that never was there, else the smallest amount's half"
  )
  func valuesOnTheBound() throws {
    let model = CalibratedModel(LastValueModel(), calibration: heavy, lower: 0)
    let ended = model.standardizedErrors(on: .quarterly([3, 4, 4, 0, 5, 0]), window: 3)
    #expect(ended.map(\.step) == [2])
    let pausing = model.standardizedErrors(on: .quarterly([3, 0, 4, 0, 5, 0]), window: 3)
    let halves = model.standardizedErrors(on: .quarterly([3, 0, 4, 1.5, 5, 1.5]), window: 3)
    #expect(pausing == halves && pausing.count == 3)
  }

  @Test("above a bound errors are measured so that their distribution is the calibrated one")
  func errorsAboveABound() throws {
    let base = ConstantModel(name: "m", mean: 3, deviation: 2)
    let model = CalibratedModel(base, calibration: heavy, lower: 0)
    let upper = try model.fit(history).forecast(horizon: 1).distributions[0]
      .interval(level: 0.95).upper
    let whole = TimeSeries.quarterly(history.storage.map { $0 } + [upper])
    let sizes = model.standardizedErrors(on: whole, window: 1).map(\.size)
    expectClose(sizes, [3], relative: 2e-2)
  }

  @Test("the parts add up to the means, and the account says how the interval was set")
  func account() throws {
    let fitted = try CalibratedModel(
      ConstantModel(name: "m", mean: 0.1, deviation: 3), calibration: heavy, lower: 0
    ).fit(history)
    expectClose(
      fitted.components(horizon: 3).sums, fitted.forecast(horizon: 3).means, relative: 1e-12)
    let calibration = try #require(fitted.account(horizon: 3)?.calibration)
    // The quantiles 1.5 and 3 beside those of a normal error, 1.28 and 1.96.
    expectClose(calibration.at80.first, 1.5 / 1.2815515655446004, relative: 1e-12)
    expectClose(calibration.at95.last, 3 / 1.959963984540054, relative: 1e-12)
    #expect(calibration.series == 0 && calibration.reach(level: 0.9) == calibration.at95)
  }
}
