import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Constant, short and empty histories")
struct SmallHistoryTests {
  /// Models that carry a history on; those of demand also ask whether it is over, so that no value is
  /// certain to come again and means lie below the values.
  private let names = ModelCatalog.names.filter { !["sparse", "renewal"].contains($0) }
  private let ending = ["sparse", "renewal"]

  @Test("a constant history is carried on without a spread", arguments: [0.0, 7.25, -3, 1e300])
  func constant(value: Double) throws {
    // Models of intermittent series never take a silence for certain.
    for name in names where value != 0 || !intermittentNames.contains(name) {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      for count in [2, 5, 30] {
        let outcome = ForecastRequest(model: model, horizon: 6)
          .answer(.quarterly(Array(repeating: value, count: count)), key: "k")
        let forecast = try #require(outcome.value).forecast
        // Intervals of auto allow for a change that has not been seen; of nothing but zeros none is known.
        let isCertain = name != "auto" || value == 0
        for distribution in forecast.distributions {
          #expect(distribution.mean == value, "\(name) \(count)")
          #expect((distribution.standardDeviation == 0) == isCertain, "\(name) \(count)")
        }
        if ["auto", "ets"].contains(name) || (name.hasSuffix("theta") && count > 3) {
          #expect(
            outcome.reason == "every value is the same: it is carried on",
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
      let spread = outcome.value?.forecast.distributions[1].standardDeviation
      #expect(spread == 0 || name == "auto", "\(name)")
    }
  }

  @Test(
    "models that ask whether a series is over keep a doubt about a constant one, with and without gaps",
    arguments: [7.25, 5])
  func constantDemand(value: Double) throws {
    let whole = Array(repeating: value, count: 30)
    let gaps = (0..<30).map { $0 % 2 == 0 ? Double.nan : value }
    for name in ending {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      for values in [whole, gaps] {
        let outcome = ForecastRequest(model: model, horizon: 6).answer(.quarterly(values), key: "k")
        let forecast = try #require(outcome.value).forecast
        #expect(outcome.status == "ok", "\(name)")
        for distribution in forecast.distributions {
          #expect((0.8 * value...1.02 * value).contains(distribution.mean), "\(name)")
          #expect(distribution.standardDeviation > 0, "\(name)")
        }
      }
      let none = ForecastRequest(model: model, horizon: 6)
        .answer(.quarterly(Array(repeating: 0, count: 30)), key: "k")
      let silent = try #require(none.value).forecast.distributions
      #expect(silent.allSatisfy { $0.mean > 0 && $0.mean < 0.02 }, "\(name)")
      let negative = ForecastRequest(model: model, horizon: 6)
        .answer(.quarterly(Array(repeating: -3, count: 5)), key: "k")
      let carried = try #require(negative.value).forecast.means
      #expect(carried.allSatisfy { $0 == -3 }, "\(name)")
    }
  }

  @Test(
    "one to three observations do not say how often demands come: what is usual does, and it is said"
  )
  func fewDemands() throws {
    for name in ending {
      let model = try ModelCatalog.model(named: name, seasonLength: 12)
      for values in [[8], [8, 10], [8, 9, 10]] as [[Double]] {
        let outcome = ForecastRequest(model: model, horizon: 3).answer(.quarterly(values), key: "k")
        #expect(outcome.status == "fallback", "\(name) \(values)")
        let count = values.count == 1 ? "1 observation is" : "\(values.count) observations are"
        #expect(outcome.reason?.hasPrefix("\(count) too few") == true, "\(outcome.reason ?? "")")
        for distribution in try #require(outcome.value).forecast.distributions {
          #expect((4...10).contains(distribution.mean), "\(name) \(values)")
          #expect(distribution.standardDeviation > 2, "\(name) \(values)")
        }
      }
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
    let dense = (0..<24).map { slot -> Double in
      let wobble = Double(slot * slot % 5)
      return 30 + Double(slot) + season[slot % 4] + wobble
    }
    let rare = (0..<38).map { slot -> Double in
      let isEmpty = slot % 5 < 2 || slot % 7 == 3
      return isEmpty ? 0 : 2.5 + Double(slot * slot % 11)
    }
    for name in names + ending {
      let model = try ModelCatalog.model(named: name, seasonLength: 4)
      for values in ending.contains(name) ? [dense, rare] : [dense] {
        let history = TimeSeries.quarterly(values)
        let longer = TimeSeries(
          start: history.start.advanced(by: -21),
          storage: Array(repeating: .nan, count: 21) + values)
        let plain = try model.fitAny(history).forecast(horizon: 5)
        let late = try model.fitAny(longer).forecast(horizon: 5)
        #expect(plain == late, "\(name)")
      }
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
