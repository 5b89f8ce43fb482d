import Forecasting
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Intermittent models on hostile histories")
struct IntermittentHostileTests {
  @Test(
    "answers are ordered finite numbers, not below 0 without negative values",
    arguments: Array(0..<116) + [322, 395, 457, 632])
  func answers(number: Int) throws {
    let history = HostileHistory.make(number)
    let isNegative = history.storage.contains { $0 < 0 }
    for name in intermittentNames {
      let request = ForecastRequest(
        model: try intermittentModel(name), horizon: 15, paths: 2, seed: 1)
      let outcome = request.answer(history, key: "k")
      guard let answer = outcome.value else {
        let largest = history.storage.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
        #expect(outcome.reason?.isEmpty == false)
        #expect(history.observedCount == 0 || largest > 1e307, "\(name): \(outcome.reason ?? "")")
        continue
      }
      let forecast = answer.forecast
      #expect(forecast.distributions.count == 15 && forecast.periods.start == history.end)
      for distribution in forecast.distributions {
        let (inner, outer) = (distribution.interval(level: 0.8), distribution.interval(level: 0.95))
        let ends = [outer.lower, inner.lower, inner.upper, outer.upper]
        #expect(ends.allSatisfy(\.isFinite) && ends == ends.sorted(), "\(name): \(ends)")
        #expect(distribution.mean.isFinite && outer.lower <= distribution.mean, "\(name)")
        #expect(isNegative || outer.lower >= 0, "\(name)")
      }
      #expect(answer.paths?.values.allSatisfy(\.isFinite) == true, "\(name)")
      let again = request.answer(history, key: "k")
      #expect(again.value?.forecast == forecast && again.value?.paths == answer.paths)
    }
  }

  @Test("long histories, huge spikes and rare giants are answered")
  func spikes() throws {
    var stream = RandomStream(seed: 8, key: "spikes")
    let rare = (0..<500).map { slot -> Double in slot % 97 == 60 ? Double(slot * slot) : 0 }
    let giant = (0..<60).map { slot -> Double in
      slot == 30 ? 1e15 : (slot % 4 == 0 ? 1 : 0)
    }
    let edge = (0..<60).map { slot -> Double in slot % 7 == 0 ? 999_999 : Double(slot % 2) }
    let tiny = (0..<40).map { _ -> Double in stream.uniform() < 0.3 ? 1e-300 * stream.uniform() : 0
    }
    for values in [rare, giant, edge, tiny] {
      for name in intermittentNames {
        let fitted = try intermittentModel(name).fitAny(.quarterly(values))
        let forecast = fitted.forecast(horizon: 24)
        #expect(forecast.isFinite, "\(name)")
        let upper = forecast.distributions[23].upperQuantile(0.001)
        #expect(upper >= forecast.means[23] && upper.isFinite, "\(name): \(upper)")
        let paths = fitted.simulate(horizon: 24, paths: 20, using: &stream)
        #expect(paths.values.allSatisfy { $0 >= 0 && $0.isFinite }, "\(name)")
      }
    }
  }
}
