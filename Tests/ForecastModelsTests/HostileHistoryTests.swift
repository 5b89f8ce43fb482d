import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Hostile histories")
struct HostileHistoryTests {
  static let names =
    ModelCatalog.names + ["ETS(A,A,A)", "ETS(M,Ad,M)", "ETS(A,N,M)", "ETS(M,A,N)"]
  static let seasons = [1, 4, 7, 12, 52, 400]

  @Test(
    "every model answers with ordered finite numbers or a reason, twice the same",
    arguments: Array(0..<116) + [322, 395, 457, 632])
  func answers(number: Int) throws {
    let history = HostileHistory.make(number)
    let season = Self.seasons[number % Self.seasons.count]
    for name in Self.names {
      guard let model = try? ModelCatalog.model(named: name, seasonLength: season) else {
        #expect(season == 1 && name.hasPrefix("ETS("))
        continue
      }
      let request = ForecastRequest(model: model, horizon: 15, paths: 2, seed: 1)
      let outcome = request.answer(history, key: "k")
      guard let answer = outcome.value else {
        #expect(outcome.reason?.isEmpty == false)
        let isFixedForm = name.hasPrefix("ETS(")
        let largest = history.storage.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
        #expect(
          isFixedForm || history.observedCount == 0 || largest > 1e307,
          "\(name): \(outcome.reason ?? "")")
        continue
      }
      Self.checkOrder(answer.forecast, "\(name) \(answer.forecast.model) season \(season)")
      #expect(answer.forecast.periods.start == history.end)
      #expect(answer.forecast.distributions.count == 15)
      #expect(answer.paths?.values.allSatisfy(\.isFinite) == true, "\(name)")
      let again = request.answer(history, key: "k")
      #expect(again.value?.forecast == answer.forecast && again.value?.paths == answer.paths)
      #expect(again.reason == outcome.reason && again.status == outcome.status)
    }
  }

  private static func checkOrder(_ forecast: Forecast, _ name: String) {
    for level in [0.8, 0.95] {
      for (mean, interval) in zip(forecast.means, forecast.intervals(level: level)) {
        #expect(
          mean.isFinite && interval.lower.isFinite && interval.upper.isFinite,
          "\(name): \(interval)")
        #expect(
          interval.lower <= mean && mean <= interval.upper, "\(name): \(mean) in \(interval)")
      }
    }
  }

  @Test("a history times a power of two gives the forecast times that power, exactly")
  func powersOfTwo() throws {
    for number in 0..<40 {
      let history = Self.ordinary(number)
      for name in Self.names {
        let model = try ModelCatalog.model(named: name, seasonLength: 4)
        guard let plain = ForecastRequest(model: model, horizon: 6).answer(history, key: "k").value
        else { continue }
        let factor = 0x1p-37
        let scaled = ForecastRequest(model: model, horizon: 6)
          .answer(history.map { $0 * factor }, key: "k").value
        let found = try #require(scaled).forecast
        #expect(found.means == plain.forecast.means.map { $0 * factor }, "\(name)")
        let bounds = { (forecast: Forecast, unit: Double) in
          forecast.intervals(level: 0.8).flatMap { [$0.lower * unit, $0.upper * unit] }
        }
        #expect(bounds(found, 1) == bounds(plain.forecast, factor), "\(name)")
      }
    }
  }

  @Test("a history times 1000 gives the forecast times 1000 to 1e-5")
  func thousand() throws {
    for number in 0..<40 {
      let history = Self.ordinary(number)
      for name in Self.names {
        let model = try ModelCatalog.model(named: name, seasonLength: 4)
        guard let plain = ForecastRequest(model: model, horizon: 6).answer(history, key: "k").value
        else { continue }
        let scaled = try #require(
          ForecastRequest(model: model, horizon: 6)
            .answer(history.map { $0 * 1000 }, key: "k").value
        ).forecast
        let inner = plain.forecast.intervals(level: 0.8)
        // Rounding decides at which of two near points the minimiser stops.
        let tolerance = 1e-5 * 1000 * (inner.map { max(abs($0.lower), abs($0.upper)) }.max() ?? 0)
        expectClose(
          scaled.means, plain.forecast.means.map { 1000 * $0 }, absolute: tolerance, "\(name)")
        expectClose(
          scaled.intervals(level: 0.8).map(\.upper), inner.map { 1000 * $0.upper },
          absolute: tolerance, "\(name)")
      }
    }
  }

  /// Positive quarterly histories with trend, season and some gaps.
  private static func ordinary(_ number: Int) -> TimeSeries {
    var stream = RandomStream(seed: 7, key: "ordinary \(number)")
    return .quarterly(
      (0..<(8 + number)).map { slot in
        let value =
          (200 + 3 * Double(slot)) * [1.1, 0.9, 1.05, 0.95][slot % 4] * (1 + 0.05 * stream.normal())
        return number % 3 == 0 && slot % 9 == 5 ? .nan : value
      })
  }
}
