import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Structural models on hostile histories")
struct StructuralHostileTests {
  @Test(
    "every history is answered with ordered finite numbers that agree, or with a reason",
    arguments: 0..<24)
  func answers(number: Int) throws {
    let history = HostileHistory(number)
    for name in ["structural", "LocalLevel", "DampedTrend", "BSM", "BSM(level)"] {
      guard let model = try? ModelCatalog.model(named: name, seasonLength: history.seasonLength)
      else { continue }
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(name), \(history): \(failures.prefix(3))")
    }
  }

  @Test("a history times a power of two gives the forecast times that power, exactly")
  func powersOfTwo() throws {
    let history = TimeSeries.quarterly(seasonalValues(33))
    let model = try StructuralSearch(seasonLength: 4)
    let plain = try model.fit(history).forecast(horizon: 6)
    let scaled = try model.fit(history.map { $0 * 0x1p-37 }).forecast(horizon: 6)
    #expect(scaled.means == plain.means.map { $0 * 0x1p-37 })
    #expect(
      scaled.intervals(level: 0.8).map(\.upper)
        == plain.intervals(level: 0.8).map { $0.upper * 0x1p-37 })
  }

  @Test("a constant history is carried on without a spread, one value with one as large")
  func constant() throws {
    let model = try StructuralSearch(seasonLength: 4)
    let flat = try model.fit(.quarterly([5, .nan, 5, 5, 5, 5, 5, 5]))
    #expect(flat.forecast(horizon: 2).distributions == [.certain(5), .certain(5)])
    #expect(flat.summary.fallbackReason != nil)
    #expect(try model.fit(.quarterly([8])).forecast(horizon: 2).means == [8, 8])
    #expect(throws: ModelError.tooFewObservations(needed: 1, found: 0)) {
      try model.fit(.quarterly([.nan]))
    }
  }
}
