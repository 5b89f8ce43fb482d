import Forecasting
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

/// The content of References/intermittent/expected.json.
struct IntermittentReferences: Decodable, Sendable {
  struct Series: Decodable, Sendable {
    let values: [Double]
    let means: [String: Double]
    let fitted: [Double?]?

    var history: TimeSeries { TimeSeries(start: Period(.month, ordinal: 600), storage: values) }
  }

  let series: [Series]

  static func load() throws -> [Series] { try Reference<Self>.load("intermittent").series }
}

@Suite("Intermittent methods beside statsforecast")
struct IntermittentReferenceTests {
  private static func models() throws -> [String: any ForecastModel] {
    [
      "croston": try Croston(weight: .fixed(0.1)),
      "crostonOptimized": try Croston(),
      "sba": try Croston(correction: .syntetosBoylan, weight: .fixed(0.1)),
      "tsb": try TeunterSyntetosBabai(
        occurrence: .fixed(0.1), size: .fixed(0.2), start: .firstValue),
      "adida": try DemandAggregation(.single),
      "imapa": try DemandAggregation(.multiple),
    ]
  }

  @Test(
    "point forecasts of 30 series agree: to rounding with given weights, to 1e-4 with found ones")
  func means() throws {
    for (number, series) in try IntermittentReferences.load().enumerated() {
      for (name, model) in try Self.models() {
        let expected = try #require(series.means[name])
        let isGiven = ["croston", "sba", "tsb"].contains(name)
        let found = try model.fitAny(series.history).forecast(horizon: 3).means
        expectClose(
          found, [expected, expected, expected], relative: isGiven ? 1e-12 : 1e-4,
          "\(name) of series \(number)")
      }
    }
  }

  @Test("fitted values are the rates known before each period")
  func fitted() throws {
    for series in try IntermittentReferences.load() {
      guard let expected = series.fitted else { continue }
      let found = try Croston(weight: .fixed(0.1)).fit(series.history).fittedValues
      // The peer gives the first demand its own interval as a rate before it.
      let first = try #require(series.values.firstIndex { $0 > 0 })
      for slot in (first + 1)..<series.values.count {
        expectClose(found.storage[slot], try #require(expected[slot]), relative: 1e-12)
      }
    }
  }
}
