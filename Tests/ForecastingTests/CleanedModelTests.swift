import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("CleanedModel")
struct CleanedModelTests {
  /// Quarterly noise around 100.
  private static func values(_ count: Int = 60, seed: UInt64 = 1) -> [Double] {
    var stream = RandomStream(seed: seed, key: "cleaned")
    return (0..<count).map { _ in 100 + stream.normal() }
  }

  private static func fit(
    _ values: [Double], options: CleaningOptions = CleaningOptions(),
    model: any ForecastModel = AverageModel()
  ) throws -> FittedCleaned {
    try CleanedModel(model, seasonLength: 4, options: options).fit(
      .quarterly(values.map { $0.isNaN ? nil : $0 }))
  }

  @Test("a clean history, and one not to be touched, give the base model itself")
  func untouched() throws {
    let clean = try Self.fit(Self.values())
    #expect(clean.anomalies == nil)
    #expect(clean.account(horizon: 3) == nil)
    var values = Self.values()
    values[30] += 20
    let base = try AverageModel().fit(.quarterly(values))
    let kept = try Self.fit(values, options: .none)
    #expect(kept.forecast(horizon: 3) == base.forecast(horizon: 3))
    #expect(kept.fittedValues == base.fittedValues)
  }

  @Test("an outlier does not move the forecast, widens its tails, and is listed")
  func outlier() throws {
    var values = Self.values()
    let clean = try Self.fit(values)
    values[30] += 20
    let cleaned = try Self.fit(values)
    let (a, b) = (clean.forecast(horizon: 2), cleaned.forecast(horizon: 2))
    expectClose(b.means, a.means, absolute: 0.1)
    let (narrow, wide) = (a.distributions[1], b.distributions[1])
    #expect(wide.quantile(0.995) > narrow.quantile(0.995) + 1)
    expectClose(wide.quantile(0.75), narrow.quantile(0.75), absolute: 0.15)
    // One of 60 values lay about 20 away.
    let variance = narrow.standardDeviation * narrow.standardDeviation + 400.0 / 60
    expectClose(wide.standardDeviation, variance.squareRoot(), relative: 0.06)
    let account = try #require(cleaned.account(horizon: 2))
    guard case .outlier(let period, let value, let expected) = account.findings.first else {
      Issue.record("no outlier in \(account.findings)")
      return
    }
    #expect(period == cleaned.fittedValues.start.advanced(by: 30))
    #expect(value == values[30])
    expectClose(expected, 100, absolute: 1)
    #expect(account.intervalReasons[0].hasPrefix("1 of 60 values was an outlier"))
  }

  @Test("history before a shift counts on the new level, fitted values on that of their period")
  func shift() throws {
    var values = Self.values()
    for slot in 50..<60 { values[slot] += 15 }
    let fitted = try Self.fit(values)
    expectClose(fitted.forecast(horizon: 1).means[0], 115, absolute: 0.6)
    expectClose(fitted.fittedValues.storage[20], 100, absolute: 1)
    expectClose(fitted.fittedValues.storage[55], 115, absolute: 1)
    #expect(fitted.fittedValues.count == 60)
    let kept = try Self.fit(values, options: CleaningOptions(shifts: false))
    #expect(kept.forecast(horizon: 1).means[0] < 105)
    // A shift can come again: the further ahead, the likelier.
    let distributions = fitted.forecast(horizon: 12).distributions
    #expect(distributions[11].standardDeviation > 1.3 * distributions[0].standardDeviation)
  }

  @Test("what was found needs no account, and what was known widens nothing")
  func findings() throws {
    var values = Self.values()
    values[30] += 20
    let found = try Self.fit(values)
    #expect(found.findings == found.account(horizon: 1)?.findings)
    #expect(found.findings.count == 1)
    let start = found.fittedValues.start
    let known = try Self.fit(
      values, options: CleaningOptions(knownOutliers: [start.advanced(by: 30)]))
    #expect(known.findings == found.findings)
    let (one, other) = (known.forecast(horizon: 1), found.forecast(horizon: 1))
    #expect(one.distributions[0].standardDeviation < 0.6 * other.distributions[0].standardDeviation)
    #expect(known.account(horizon: 1)?.intervalReasons == [])
  }

  @Test("with enough behind a shift, a window that describes it better is kept")
  func window() throws {
    var values = Self.values(80)
    for slot in 0..<40 { values[slot] += slot % 2 == 0 ? 12 : -12 }
    for slot in 40..<80 { values[slot] += 60 }
    let known = CleaningOptions(knownShifts: [TimeSeries.quarterly(values).start.advanced(by: 40)])
    let fitted = try Self.fit(values, options: known, model: AlternatingModel())
    #expect(fitted.base.fittedValues.count == 40)
    #expect(fitted.fittedValues.count == 80)
    #expect(fitted.fittedValues.trimmed().count == 40)
    expectClose(fitted.forecast(horizon: 1).means[0], 160, absolute: 1)
  }

  @Test("a last value that stands out gives both forecasts in equal parts")
  func unsettled() throws {
    var values = Self.values()
    values[59] += 15
    let fitted = try Self.fit(values, model: LastValueModel())
    let means = fitted.forecast(horizon: 1).means
    expectClose(means[0], (values[59] + 100) / 2, absolute: 0.7)
    let parts = fitted.components(horizon: 1)
    expectClose(parts.sums, means, relative: 1e-12)
    let account = try #require(fitted.account(horizon: 1))
    #expect(account.intervalReasons.last?.contains("equally likely") == true)
  }

  @Test("paths have the spread of the forecast and share a shift from its period on")
  func simulation() throws {
    var values = Self.values()
    values[20] -= 20
    for slot in 40..<60 { values[slot] += 10 }
    let fitted = try Self.fit(values)
    var stream = RandomStream(seed: 2, key: "paths")
    let paths = fitted.simulate(horizon: 6, paths: 20_000, using: &stream)
    let forecast = fitted.forecast(horizon: 6)
    #expect(paths.periods == forecast.periods)
    for step in [0, 5] {
      let sample = try Empirical(paths.marginal(at: step))
      let expected = forecast.distributions[step]
      expectClose(sample.mean, expected.mean, absolute: 0.15)
      expectClose(sample.standardDeviation, expected.standardDeviation, relative: 0.06)
    }
  }

  @Test("components add up to the means, and powers of two scale all")
  func identities() throws {
    var values = Self.values()
    values[20] -= 20
    for slot in 45..<60 { values[slot] += 10 }
    let fitted = try Self.fit(values)
    expectClose(
      fitted.components(horizon: 5).sums, fitted.forecast(horizon: 5).means, relative: 1e-12)
    let scaled = try Self.fit(values.map { $0 * 0x1p40 })
    #expect(
      scaled.forecast(horizon: 5).means == fitted.forecast(horizon: 5).means.map { $0 * 0x1p40 })
  }

  @Test("hostile histories give finite forecasts that hold their means")
  func hostile() throws {
    let hostile: [[Double]] = [
      [3], [1, .nan, 2], [Double](repeating: 5, count: 40),
      (0..<80).map { $0 == 40 ? 1e300 : Double($0 % 7) },
      (0..<80).map { $0 < 40 ? 1e-300 * Double(1 + $0 % 5) : 1e300 },
      (0..<80).map { $0 < 40 ? -1e300 : 1e300 + Double($0 % 5) * 1e297 },
    ]
    for values in hostile {
      let fitted = try Self.fit(values)
      let forecast = fitted.forecast(horizon: 8)
      for (distribution, mean) in zip(forecast.distributions, forecast.means) {
        let interval = distribution.interval(level: 0.95)
        #expect(mean.isFinite && interval.lower.isFinite && interval.upper.isFinite)
        #expect(interval.lower <= mean && mean <= interval.upper)
      }
      #expect(fitted.fittedValues.storage.allSatisfy { !$0.isInfinite })
    }
  }
}

/// The mean of the history, with its standard deviation.
private struct AverageModel: ForecastModel {
  let name = "average"

  func fit(_ history: TimeSeries) throws(ModelError) -> FittedStub {
    let observed = history.storage.filter { !$0.isNaN }
    let moments = Empirical.moments(observed)
    return FittedStub(
      name: name,
      summary: FitSummary(
        observations: observed.count, residualStandardDeviation: moments.deviation),
      fittedValues: history.map { _ in moments.mean }
    ) { horizon in
      Array(
        repeating: .normal(mean: moments.mean, standardDeviation: moments.deviation),
        count: horizon)
    }
  }
}

/// The mean of the history and a swing from slot to slot.
private struct AlternatingModel: ForecastModel {
  let name = "alternating"

  func fit(_ history: TimeSeries) throws(ModelError) -> FittedStub {
    let mean = Empirical.moments(history.storage).mean
    let first = history.start.ordinal
    @Sendable func sign(_ slot: Int) -> Double { (first + slot) % 2 == 0 ? 1 : -1 }
    let swing =
      history.storage.enumerated().reduce(0.0) { $0 + sign($1.offset) * ($1.element - mean) }
      / Double(history.count)
    return FittedStub(
      name: name,
      summary: FitSummary(observations: history.count, residualStandardDeviation: 1),
      fittedValues: TimeSeries(
        start: history.start, storage: history.storage.indices.map { mean + sign($0) * swing })
    ) { horizon in
      (0..<horizon).map {
        .normal(mean: mean + sign(history.count + $0) * swing, standardDeviation: 1)
      }
    }
  }
}

extension Empirical {
  /// Mean and standard deviation, without leaving the range of numbers.
  fileprivate static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    guard let sample = try? Empirical(values) else { return (0, 0) }
    return (sample.mean, sample.standardDeviation)
  }
}
