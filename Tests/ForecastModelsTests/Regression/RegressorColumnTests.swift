import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Columns for regressions")
struct RegressorColumnTests {
  private static let months = PeriodRange(start: Period(.month, ordinal: 0), count: 4800)

  private static func mean(_ column: Regressors.Column) -> Double {
    months.reduce(0) { $0 + column.value($1) } / Double(months.count)
  }

  @Test("calendar columns are 0 on average over 400 years")
  func averages() {
    let columns = Regressors.calendar(.month).columns + Regressors.days.columns
    #expect(columns.map(\.name) == ["working_days", "easter", "days"])
    expectClose(Self.mean(columns[0]), 0, absolute: 1e-3)
    expectClose(Self.mean(columns[1]), 1.0 / 12, absolute: 1e-12)
    expectClose(Self.mean(columns[2]), 0, absolute: 1e-9)
    expectClose(Self.mean(Regressors.leapFebruary.columns[0]), 0, absolute: 1e-3)
    #expect(Regressors.tradingDays.names.count == 6)
    #expect(Regressors.calendar(.index).isEmpty)
  }

  @Test("waves are orthogonal over a season and repeat after it", arguments: [12.0, 7])
  func waves(length: Double) {
    let columns = Regressors.fourier(length: length, pairs: 99).columns
    #expect(columns.count == Int(length) - 1)
    let season = PeriodRange(start: Period(.month, ordinal: -500), count: Int(length))
    for (i, a) in columns.enumerated() {
      expectClose(season.reduce(0) { $0 + a.value($1) }, 0, absolute: 1e-12)
      for b in columns[..<i] {
        expectClose(season.reduce(0) { $0 + a.value($1) * b.value($1) }, 0, absolute: 1e-12)
      }
      let (one, other) = (season.start, season.start.advanced(by: 1_000_000 * Int(length)))
      expectClose(a.value(one), a.value(other), absolute: 1e-12)
    }
  }

  @Test("lengths need not be whole, and those without waves give no columns")
  func lengths() {
    #expect(
      Frequency.week.exactSeason(52) == 365.25 / 7 && Frequency.day.exactSeason(365) == 365.25)
    #expect(Frequency.month.exactSeason(12) == 12)
    let weeks = Regressors.fourier(length: 365.25 / 7, pairs: 2)
    #expect(weeks.names.count == 4 && weeks.names[0].hasPrefix("sin1_52.1"))
    for length in [1, 0, -3, .nan, .infinity] as [Double] {
      #expect(Regressors.fourier(length: length, pairs: 3).isEmpty)
    }
    #expect(Regressors.fourier(length: 12, pairs: -1).isEmpty)
    #expect(Regressors.fourier(length: 1e300, pairs: 1).names == ["sin1_1e+300", "cos1_1e+300"])
  }

  @Test("events of one name add up; leads and lags are columns of their own")
  func events() throws {
    let days = try (1...3).map { try #require(CivilDate(year: 2026, month: $0, day: 10)) }
    let events = [
      CalendarEvent("sale", start: days[0]), CalendarEvent("fair", start: days[1], weight: 2),
      CalendarEvent("sale", start: days[2]), CalendarEvent("sale", start: days[2]),
    ]
    let start = try Period(.month, containing: #require(CivilDate(year: 2025, month: 12, day: 1)))
    let plain = Regressors.events(events)
    let range = PeriodRange(start: start, count: 5)
    #expect(plain.names == ["sale", "fair"])
    #expect(plain.values(of: range) == [[0, 1, 0, 2, 0], [0, 0, 2, 0, 0]])
    let windows = Regressors.events([events[1]], leads: 1, lags: 1)
    #expect(windows.names == ["fair-1", "fair", "fair+1"])
    #expect(windows.values(of: range) == [[0, 2, 0, 0, 0], [0, 0, 2, 0, 0], [0, 0, 0, 2, 0]])
  }

  @Test("a trend counts periods")
  func trend() {
    let start = Period(.quarter, ordinal: 100)
    let column = Regressors.trend(from: start).columns[0]
    #expect(column.value(start.advanced(by: -2)) == -2 && column.value(start.advanced(by: 9)) == 9)
  }

  @Test("waves are left out, with the reason, of a history shorter than their season")
  func partOfSeason() throws {
    var stream = RandomStream(seed: 3, key: "part of a season")
    var level = 200.0
    let values = (0..<150).map { _ in
      level += stream.normal()
      return level + 3 * stream.normal()
    }
    let history = TimeSeries(start: Period(.day, ordinal: 20_000), storage: values)
    let long = try WaveRegression(length: 365.25, horizon: 60)
    let fitted = try long.fit(history)
    #expect(fitted.coefficients.isEmpty)
    #expect(fitted.summary.fallbackReason?.contains("it needs 365 periods of history") == true)
    #expect(fitted.forecast(horizon: 60).means.allSatisfy { abs($0 - level) < 50 })
    let seen = try WaveRegression(length: 149.5, horizon: 60).fit(history)
    #expect(!seen.coefficients.isEmpty)
  }

  @Test("a moderate number of waves stands in for a long season")
  func longSeason() throws {
    let length = 52
    let history = TimeSeries(
      start: Period(.week, ordinal: 2_000),
      storage: (0..<160).map { slot -> Double in
        let turn = 2 * Double.pi * Double(slot) / Double(length)
        let line = 300 + Double(slot) / 4
        return line + 50 * Double.sin(turn) + Double(slot * 37 % 11)
      })
    let model = try DynamicRegression(
      regressors: .fourier(length: Double(length), pairs: 2), seasonLength: 1, horizon: 52)
    let fitted = try model.fit(history)
    let means = fitted.forecast(horizon: 52).means
    for (step, mean) in means.enumerated() {
      let slot = Double(160 + step)
      let turn = 2 * Double.pi * slot / Double(length)
      let truth = 305 + slot / 4 + 50 * Double.sin(turn)
      expectClose(mean, truth, absolute: 12)
    }
  }

  @Test("as many waves as a season has are found", arguments: [1, 2, 4])
  func numberOfWaves(pairs: Int) throws {
    var stream = RandomStream(seed: 3, key: "waves")
    let history = TimeSeries(
      start: Period(.week, ordinal: 2_000),
      storage: (0..<160).map { slot -> Double in
        let turn = 2 * Double.pi * Double(slot) / 52
        return 300 + 40 * Double.sin(turn) + 20 * Double.cos(Double(pairs) * turn)
          + 4 * stream.normal()
      })
    for errors in pairs == 1 ? [DynamicRegression.Errors.ets, .arima] : [.ets] {
      let fitted = try WaveRegression(length: 52, errors: errors, horizon: 4).fit(history)
      let found = fitted.coefficients.count { $0.name.hasPrefix("cos") }
      #expect(pairs...pairs + 1 ~= found)
    }
    #expect(throws: SpecificationError.self) { try WaveRegression(length: 2) }
  }
}
