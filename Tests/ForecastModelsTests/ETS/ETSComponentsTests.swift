import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("What the forecasts of smoothing and naive models are made of")
struct ETSComponentsTests {
  @Test("the parts of every form add up to its means", arguments: ETSGradientTests.forms)
  func sums(form: String) throws {
    for tail in [[], [Double.nan, .nan, .nan]] {
      let history = TimeSeries.quarterly(seasonalValues(41) + tail)
      let fitted = try ETS(letters: form, seasonLength: 4).fit(history)
      let (means, parts) = (fitted.forecast(horizon: 11).means, fitted.components(horizon: 11))
      expectClose(parts.sums, means, relative: 1e-13, "\(form)")
      #expect(parts.effects.allSatisfy { $0 == 0 })
      #expect(fitted.model.season != .none || parts.season.allSatisfy { $0 == 0 })
      #expect(fitted.model.trend != .none || parts.trend.allSatisfy { abs($0) < 1e-12 * means[0] })
    }
  }

  @Test("the level is the one at the end of the history, the trend what the slope adds since")
  func levelAndTrend() throws {
    let straight = TimeSeries.quarterly((0..<20).map { 10 + 2 * Double($0) } + [.nan, .nan])
    let parts = try ETS(letters: "AAN", seasonLength: 1).fit(straight).components(horizon: 3)
    expectClose(parts.level, [52, 52, 52], relative: 1e-6)
    expectClose(parts.trend, [2, 4, 6], relative: 1e-5)
  }

  @Test("the season of an additive form adds up to 0 over a season")
  func seasonSums() throws {
    let fitted = try ETS(letters: "AAA", seasonLength: 4).fit(.quarterly(seasonalValues(30)))
    let season = fitted.components(horizon: 4).season
    expectClose(season.reduce(0, +), 0, absolute: 1e-10)
    #expect((season.max() ?? 0) > 3)
  }

  @Test("parts of the search's answer, of naive models and of their combination add up")
  func others() throws {
    let values = seasonalValues(33)
    let histories: [[Double]] = [
      values, values + [.nan, .nan, .nan], [4], [5, 5, 5], values.map { $0 - 60 },
    ]
    let models: [any ForecastModel] = [
      Naive(), Drift(), try SeasonalNaive(seasonLength: 4), try ETSSearch(seasonLength: 4),
      try Combination(name: "both", members: [try ETSSearch(seasonLength: 4), Drift()]),
    ]
    for history in histories {
      for model in models {
        let fitted = try model.fitAny(.quarterly(history))
        let means = fitted.forecast(horizon: 9).means
        let size = means.map(abs).max() ?? 1
        expectClose(
          fitted.components(horizon: 9).sums, means, absolute: 1e-13 * size, "\(model.name)")
      }
    }
  }

  @Test("a drift is a trend, a repeated season a season, and a combination halves both")
  func attribution() throws {
    let walk = TimeSeries.quarterly([1, 3, 5, 7, 9])
    let drift = try Drift().fit(walk).components(horizon: 2)
    #expect(drift.level == [9, 9] && drift.trend == [2, 4] && drift.season == [0, 0])
    let yearly = TimeSeries.quarterly([1, 2, 3, 6, 1, 2, 3, 6])
    let season = try SeasonalNaive(seasonLength: 4)
    #expect(try season.fit(yearly).components(horizon: 4).season == [-2, -1, 0, 3])
    #expect(try season.fit(yearly).components(horizon: 4).level == [3, 3, 3, 3])
    let both = try Combination(name: "both", members: [season, Naive()]).fit(yearly)
    #expect(both.components(horizon: 4).season == [-1, -0.5, 0, 1.5])
  }
}
