import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Constant, short and empty histories")
struct SmallHistoryTests {
  /// Models that carry a history on; those of demand also ask whether it is over.
  private let names = ModelCatalog.names.filter { !["sparse", "renewal"].contains($0) }

  @Test("a constant history is carried on without a spread", arguments: [0.0, 7.25, -3, 1e300])
  func constant(value: Double) throws {
    // Models of intermittent series never take a silence for certain.
    for name in names where value != 0 || !intermittentNames.contains(name) {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      for count in [2, 5, 30] {
        let outcome = ForecastRequest(model: model, horizon: 6)
          .answer(.quarterly(Array(repeating: value, count: count)), key: "k")
        let forecast = try #require(outcome.value).forecast
        #expect(forecast.distributions.allSatisfy { $0 == .certain(value) }, "\(name) \(count)")
        if ["auto", "ets"].contains(name) || (name.hasSuffix("theta") && count > 3) {
          #expect(
            outcome.reason == "every value is the same: it is carried on without a spread",
            "\(name) \(count)")
        }
      }
    }
  }

  @Test("a constant history with gaps is still constant")
  func constantWithGaps() throws {
    let history = TimeSeries.quarterly([.nan, 5, .nan, 5, .nan, 5, .nan])
    for name in names {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      let outcome = ForecastRequest(model: model, horizon: 2).answer(history, key: "k")
      #expect(outcome.value?.forecast.means == [5, 5], "\(name)")
      #expect(outcome.value?.forecast.distributions[1].standardDeviation == 0, "\(name)")
    }
  }

  @Test("one observation is carried on with a spread as large as itself, and says so")
  func onePoint() throws {
    for name in names {
      let model = try ModelCatalog.model(named: name, seasonLength: 12)
      let outcome = ForecastRequest(model: model, horizon: 3).answer(.quarterly([8]), key: "k")
      #expect(outcome.status == "fallback", "\(name)")
      #expect(outcome.value?.forecast.means == [8, 8, 8], "\(name)")
      let spread = try #require(outcome.value).forecast.distributions[0].standardDeviation
      #expect(spread >= 8 && spread < 12, "\(name)")
    }
  }

  @Test("two observations are enough for a sensible answer")
  func twoPoints() throws {
    for name in names {
      let model = try ModelCatalog.model(named: name, seasonLength: 12)
      let outcome = ForecastRequest(model: model, horizon: 3).answer(.quarterly([8, 10]), key: "k")
      let forecast = try #require(outcome.value).forecast
      #expect(forecast.means.allSatisfy { 8...10 ~= $0 }, "\(name): \(forecast.means)")
      #expect(forecast.distributions.allSatisfy { $0.standardDeviation > 0 }, "\(name)")
      #expect((outcome.status == "ok") == ["naive", "mean"].contains(name), "\(name)")
    }
  }

  @Test("a history without any value is refused with what was needed and found")
  func empty() throws {
    for name in ModelCatalog.names {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      for values in [[], [Double.nan], [.nan, .nan, .nan]] {
        let outcome = ForecastRequest(model: model, horizon: 3).answer(.quarterly(values), key: "k")
        #expect(outcome.status == "refused")
        #expect(outcome.reason == "the model needs 1 observation but the series has 0", "\(name)")
      }
    }
  }

  @Test("a fixed form that the history cannot carry is refused with both counts")
  func fixedForm() throws {
    let model = try ModelCatalog.model(named: "ETS(A,A,A)", seasonLength: 4)
    #expect(throws: ModelError.tooFewObservations(needed: 10, found: 6)) {
      try model.fitAny(.quarterly([1, 2, 3, 4, 5, 6]))
    }
    let positive = try ModelCatalog.model(named: "ets(m, n, n)", seasonLength: 4)
    #expect(throws: ModelError.nonPositiveValue(at: Period(.quarter, ordinal: 3))) {
      try positive.fitAny(.quarterly([1, 2, .nan, 0, 5, 6]))
    }
  }

  @Test("leading missing values do not change the forecast")
  func leadingGap() throws {
    let season: [Double] = [4, -1, 0, -3]
    let values = (0..<24).map { slot -> Double in
      let wobble = Double(slot * slot % 5)
      return 30 + Double(slot) + season[slot % 4] + wobble
    }
    for name in names {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      let plain = try model.fitAny(.quarterly(values)).forecast(horizon: 5)
      let late = try model.fitAny(.quarterly([.nan, .nan, .nan, .nan, .nan] + values))
        .forecast(horizon: 5)
      #expect(plain.distributions == late.distributions, "\(name)")
    }
  }

  @Test("a season of 400 slots is fitted like any other")
  func longSeason() throws {
    let season = 400
    let values = (0..<850).map { slot -> Double in
      let share = Double((slot * 7) % season) / Double(season)
      return 100 + 20 * share + Double(slot * slot % 11)
    }
    let model = try ETS(noise: .additive, season: .additive(period: season))
    let fitted = try model.fit(
      TimeSeries(start: Period(.day, ordinal: 0), storage: values))
    let forecast = fitted.forecast(horizon: 401)
    #expect(forecast.isFinite)
    #expect(abs(forecast.means[0] - values[450]) < 15)
    #expect(throws: SpecificationError.self) { try ETS(season: .additive(period: 401)) }
    #expect(try ETSSearch(seasonLength: 401).fit(.quarterly([3, 1, 4, 1, 5])).name != "")
  }
}
