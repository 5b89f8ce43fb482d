import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Hostile histories with several seasons or a transformation")
struct MSTLHostileTests {
  static let names = [
    "mstl", "MSTL(3,12)", "log(theta)", "boxcox(ets)", "boxcox(naive)", "log(mstl)",
  ]
  static let seasons = [1, 4, 7, 12, 52]

  @Test(
    "the answer is finite and ordered, or a reason, and twice the same",
    arguments: Array(0..<116) + [322, 395, 457, 632])
  func answers(number: Int) throws {
    let history = HostileHistory.make(number)
    let season = Self.seasons[number % Self.seasons.count]
    for name in Self.names {
      let model = try ModelCatalog.model(named: name, seasonLength: season)
      let request = ForecastRequest(model: model, horizon: 15, paths: 2, seed: 1)
      let outcome = request.answer(history, key: "k")
      guard let answer = outcome.value else {
        let largest = history.storage.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
        #expect(
          history.observedCount == 0 || largest > 1e290, "\(name): \(outcome.reason ?? "")")
        #expect(outcome.reason?.isEmpty == false)
        continue
      }
      let forecast = answer.forecast
      #expect(forecast.periods.start == history.end && forecast.distributions.count == 15)
      for level in [0.8, 0.95] {
        for (mean, interval) in zip(forecast.means, forecast.intervals(level: level)) {
          #expect(
            mean.isFinite && interval.lower <= mean && mean <= interval.upper
              && interval.upper.isFinite, "\(name) \(forecast.model): \(mean) in \(interval)")
        }
      }
      #expect(answer.paths?.values.allSatisfy(\.isFinite) == true, "\(name)")
      let again = request.answer(history, key: "k")
      #expect(again.value?.forecast == forecast && again.value?.paths == answer.paths)
    }
  }
}
