import ForecastModels
import Forecasting
import Statistics
import TemporalData
import Testing

/// A choice among models by their errors on the past.
@Suite("Model selection")
struct ModelSelectionTests {
  static let plan = Result { try Backtest(horizon: 3, windows: 4, seasonLength: 4) }

  func series(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.quarter, ordinal: 160), storage: values)
  }

  func selection(_ models: [any ForecastModel]) throws -> ModelSelection {
    try ModelSelection(name: "best", candidates: models, by: Self.plan.get())
  }

  @Test("a steady line is left to the drift, a pure season to the seasonal naive method")
  func choice() throws {
    let models: [any ForecastModel] = [
      Mean(), Naive(), Drift(), try SeasonalNaive(seasonLength: 4),
    ]
    let line = series((0..<24).map { 100 + 5 * Double($0) })
    let wave = series((0..<24).map { [10, 40, 20, 70][$0 % 4] })
    #expect(try selection(models).fit(line).name == "Drift")
    #expect(try selection(models).fit(wave).name == "SeasonalNaive")
  }

  @Test("the choice forecasts as the chosen model does by itself")
  func delegation() throws {
    let line = series((0..<24).map { 100 + 5 * Double($0) })
    let chosen = try selection([Mean(), Drift()]).fit(line)
    let alone = try Drift().fit(line)
    #expect(chosen.forecast(horizon: 5) == alone.forecast(horizon: 5))
    var (a, b) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
    #expect(
      chosen.simulate(horizon: 4, paths: 9, using: &a)
        == alone.simulate(horizon: 4, paths: 9, using: &b))
  }

  @Test("equal errors are decided for the earlier candidate")
  func ties() throws {
    let flat = series(Array(repeating: 7, count: 20))
    #expect(try selection([Mean(), Naive()]).fit(flat).name == "Mean")
    #expect(try selection([Naive(), Mean()]).fit(flat).name == "Naive")
  }

  @Test("a history without room for a window gives the first candidate and says so")
  func shortHistory() throws {
    let fitted = try selection([Naive(), Mean()]).fit(series([3, 5, 4]))
    #expect(fitted.name == "Naive")
    #expect(fitted.summary.fallbackReason == "the history is too short to compare models on")
  }

  @Test("nothing to choose from, or no observation, is refused")
  func refusals() throws {
    #expect(throws: SpecificationError.self) { try selection([]) }
    #expect(throws: ModelError.tooFewObservations(needed: 1, found: 0)) {
      try selection([Naive(), Mean()]).fit(series([]))
    }
  }
}
