import Forecasting
import Foundation
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

/// Every model of the catalogue against histories made from numbers.
///
/// `HOSTILE_CASES=5000` tries more numbers than the committed ones, `HOSTILE_FIRST=137` begins at
/// another one, and `HOSTILE_MODELS="theta ETS(A,N,N)"` tries these.
@Suite("Hostile histories")
struct HostileHistoryTests {
  private static let environment = ProcessInfo.processInfo.environment
  static let names =
    environment["HOSTILE_MODELS"].map { $0.split(separator: " ").map(String.init) }
    ?? ModelCatalog.names + ["ETS(A,A,A)", "ETS(M,Ad,M)", "ETS(A,N,M)", "ETS(M,A,N)"]
  static let numbers: Range<Int> = {
    let first = environment["HOSTILE_FIRST"].flatMap(Int.init) ?? 0
    return first..<first + (environment["HOSTILE_CASES"].flatMap(Int.init) ?? 100)
  }()

  @Test(
    "every model answers every history with ordered finite numbers that agree, or with a reason",
    arguments: names)
  func answers(name: String) throws {
    for number in Self.numbers {
      let history = HostileHistory(number)
      guard let model = try? ModelCatalog.model(named: name, seasonLength: history.seasonLength)
      else {
        #expect(history.seasonLength == 1 && name.contains("("), "\(name) is no model")
        continue
      }
      let failures = HostileClaims(model, history).failures
      if let first = failures.first {
        Issue.record("\(name), \(history): \(failures.count) failures, the first: \(first)")
      }
    }
  }

  @Test(
    "a history times a power of two gives the forecast times that power, exactly", arguments: names)
  func powersOfTwo(name: String) throws {
    let request = ForecastRequest(
      model: try ModelCatalog.model(named: name, seasonLength: 4), horizon: 6)
    for number in stride(from: 0, to: 40, by: 3) {
      let history = Self.ordinary(number)
      guard let plain = request.answer(history, key: "k").value?.forecast else { continue }
      let factor = 0x1p-37
      let scaled = request.answer(history.map { $0 * factor }, key: "k").value
      let found = try #require(scaled).forecast
      #expect(found.means == plain.means.map { $0 * factor }, "ordinary history \(number)")
      let bounds = { (forecast: Forecast, unit: Double) in
        forecast.intervals(level: 0.8).flatMap { [$0.lower * unit, $0.upper * unit] }
      }
      #expect(bounds(found, 1) == bounds(plain, factor), "ordinary history \(number)")
    }
  }

  @Test("a history times 1000 gives the forecast times 1000 to 1e-5", arguments: names)
  func thousand(name: String) throws {
    let request = ForecastRequest(
      model: try ModelCatalog.model(named: name, seasonLength: 4), horizon: 6)
    for number in stride(from: 1, to: 40, by: 3) {
      let history = Self.ordinary(number)
      guard let plain = request.answer(history, key: "k").value?.forecast else { continue }
      let scaled = try #require(request.answer(history.map { $0 * 1000 }, key: "k").value).forecast
      let inner = plain.intervals(level: 0.8)
      // Rounding decides at which of two near points the minimiser stops.
      let tolerance = 1e-5 * 1000 * (inner.map { max(abs($0.lower), abs($0.upper)) }.max() ?? 0)
      expectClose(
        scaled.means, plain.means.map { 1000 * $0 }, absolute: tolerance,
        "ordinary history \(number)")
      expectClose(
        scaled.intervals(level: 0.8).map(\.upper), inner.map { 1000 * $0.upper },
        absolute: tolerance, "ordinary history \(number)")
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
