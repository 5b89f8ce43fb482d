import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("Backtest")
struct BacktestTests {
  private struct Expected: Decodable {
    let values: [Double?]
    let horizon: Int
    let windows: Int
    let step: Int
    let season_length: Int
    let origins: [Int]
    let scores: [String: Double]
  }

  @Test("every score agrees with an independent computation")
  func reference() throws {
    let expected = try Reference.load("backtest", as: Expected.self)
    let plan = try Backtest(
      horizon: expected.horizon, windows: expected.windows, step: expected.step,
      seasonLength: expected.season_length)
    #expect(plan.origins(of: expected.values.count) == expected.origins)
    let outcome = plan.evaluate(
      LastValueModel(), against: LastSeasonModel(seasonLength: expected.season_length),
      on: .quarterly(expected.values))
    #expect(outcome.status == "ok")
    let found = try #require(outcome.value)
    #expect(found.windows == expected.windows && found.horizon == expected.horizon)
    let scores: [String: Double?] = [
      "mae": found.meanAbsoluteError, "rmse": found.rootMeanSquaredError, "bias": found.bias,
      "smape": found.symmetricPercentageError, "mase": found.meanAbsoluteScaledError,
      "rmsse": found.rootMeanSquaredScaledError, "wql": found.weightedQuantileLoss,
      "msis": found.meanScaledIntervalScore, "coverage_80": found.coverage(at: 0.8),
      "coverage_95": found.coverage(at: 0.95), "skill": found.skill,
    ]
    #expect(Set(scores.keys) == Set(expected.scores.keys))
    for (name, value) in scores {
      // The same sums in another order; Python's normal quantile is good to 1e-15.
      expectClose(
        try #require(value), try #require(expected.scores[name]), relative: 1e-12, "\(name)")
    }
  }

  @Test("a share of one is exactly one, however many windows there are", arguments: [3, 10, 49])
  func wholeShares(windows: Int) throws {
    let plan = try Backtest(horizon: 1, windows: windows, step: 1, seasonLength: 1)
    let values = (0..<60).map { Double($0 % 2) }
    let outcome = plan.evaluate(LastValueModel(), against: LastValueModel(), on: .quarterly(values))
    let scores = try #require(outcome.value)
    #expect(scores.windows == windows)
    #expect(scores.coverage(at: 0.95) == 1)
  }

  @Test("origins end one horizon before the end, a step apart, and leave two observations")
  func origins() throws {
    let plan = try Backtest(horizon: 3, windows: 3, step: 2, seasonLength: 1)
    #expect(plan.origins(of: 20) == [13, 15, 17])
    #expect(plan.origins(of: 7) == [2, 4])
    #expect(plan.origins(of: 5) == [2])
    #expect(plan.origins(of: 4) == [])
    let endless = try Backtest(horizon: 1, windows: .max, step: .max, seasonLength: 1)
    #expect(endless.origins(of: 9) == [8])
    let far = try Backtest(horizon: .max, windows: .max, step: .max, seasonLength: .max)
    #expect(
      far.evaluate(LastValueModel(), against: LastValueModel(), on: .quarterly([1, 2])).status
        == "refused")
    for (horizon, windows, step, season) in [
      (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0),
    ] {
      #expect(throws: SpecificationError.self) {
        try Backtest(horizon: horizon, windows: windows, step: step, seasonLength: season)
      }
    }
  }

  @Test("a history too short for one window is refused with both counts")
  func tooShort() throws {
    let outcome = try Backtest(horizon: 4, seasonLength: 1).evaluate(
      LastValueModel(), against: LastValueModel(), on: .quarterly([1, 2, 3, nil, nil]))
    #expect(outcome.reason == "a window needs 6 observations but the series has 3")
  }

  @Test("a model that refuses every window refuses the series, with its reason")
  func refusal() throws {
    let outcome = try Backtest(horizon: 1, seasonLength: 1).evaluate(
      RefusingModel(error: .tooFewObservations(needed: 50, found: 9)), against: LastValueModel(),
      on: .quarterly([1, 2, 3, 4, 5, 6]))
    #expect(outcome.status == "refused")
    #expect(outcome.reason == "the model needs 50 observations but the series has 9")
  }

  @Test("windows without any observed value do not count")
  func emptyWindows() throws {
    let plan = try Backtest(horizon: 1, windows: 3, seasonLength: 1)
    let outcome = plan.evaluate(
      LastValueModel(), against: LastValueModel(), on: .quarterly([1, 2, 4, nil, 6]))
    #expect(outcome.value?.windows == 2)
  }

  @Test("scaled scores of a constant history are undefined, the others are not")
  func constantHistory() throws {
    let plan = try Backtest(horizon: 2, windows: 2, seasonLength: 1)
    let outcome = plan.evaluate(
      LastValueModel(), against: LastValueModel(), on: .quarterly([5, 5, 5, 5, 5, 7]))
    let scores = try #require(outcome.value)
    #expect(scores.meanAbsoluteScaledError == nil && scores.meanScaledIntervalScore == nil)
    #expect(scores.rootMeanSquaredScaledError == nil)
    #expect(scores.meanAbsoluteError == 0.5 && scores.bias == -0.5)
  }

  @Test("skill is one minus the ratio of mean absolute errors; undefined against a perfect peer")
  func skill() throws {
    let plan = try Backtest(horizon: 1, windows: 2, seasonLength: 1)
    let history = TimeSeries.quarterly([1, 2, 3, 4, 6, 8])
    func skill(_ model: any ForecastModel, _ peer: any ForecastModel) -> Double? {
      plan.evaluate(model, against: peer, on: history).value?.skill
    }
    // Last value: errors 2 and 2. Always 7: errors 1 and 1.
    #expect(skill(ConstantModel(name: "7", mean: 7), LastValueModel()) == 0.5)
    #expect(skill(LastValueModel(), ConstantModel(name: "7", mean: 7)) == -1)
    #expect(skill(LastValueModel(), LastValueModel()) == 0)
    let refusing = RefusingModel(error: .missingValues(count: 1))
    #expect(skill(LastValueModel(), refusing) == nil)
    let perfect = TimeSeries.quarterly([5, 5, 5, 5])
    #expect(
      plan.evaluate(ConstantModel(name: "6", mean: 6), against: LastValueModel(), on: perfect)
        .value?.skill == nil)
    #expect(
      plan.evaluate(LastValueModel(), against: LastValueModel(), on: perfect).value?.skill == 0)
  }

  @Test("a model that fell back in a window is scored and says why")
  func fallback() throws {
    let outcome = try Backtest(horizon: 1, seasonLength: 1).evaluate(
      ConstantModel(name: "c", mean: 3, reason: "short"), against: LastValueModel(),
      on: .quarterly([1, 2, 3, 4, 5]))
    #expect(outcome.status == "fallback" && outcome.reason == "short")
    #expect(outcome.value?.windows == 3)
  }

  @Test("missing ends of the history are not scored")
  func trimmed() throws {
    let plan = try Backtest(horizon: 1, windows: 2, seasonLength: 1)
    let plain = plan.evaluate(
      LastValueModel(), against: LastValueModel(), on: .quarterly([1, 3, 4, 8]))
    let padded = plan.evaluate(
      LastValueModel(), against: LastValueModel(), on: .quarterly([nil, 1, 3, 4, 8, nil, nil]))
    #expect(plain.value == padded.value)
  }
}
