import Forecasting
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Intermittent models on hostile histories")
struct IntermittentHostileTests {
  @Test("answers are ordered, finite, the same twice, or refused", arguments: intermittentNames)
  func answers(name: String) throws {
    for number in 0..<100 {
      let history = HostileHistory(number)
      let failures = HostileClaims(try intermittentModel(name), history).failures
      #expect(failures.isEmpty, "\(name), \(history): \(failures.prefix(3))")
    }
  }

  @Test("nothing falls below 0 without negative values", arguments: intermittentNames)
  func signs(name: String) throws {
    for number in 0..<100 {
      let history = HostileHistory(number)
      guard history.series.storage.allSatisfy({ !($0 < 0) }), history.largest < 1e300,
        history.series.observedCount > 0
      else { continue }
      let fitted = try intermittentModel(name).fitAny(history.series)
      for distribution in fitted.forecast(horizon: history.horizon).distributions {
        let (inner, outer) = (distribution.interval(level: 0.8), distribution.interval(level: 0.95))
        let ends = [0, outer.lower, inner.lower, inner.upper, outer.upper]
        #expect(ends == ends.sorted() && outer.lower <= distribution.mean, "\(name), \(history)")
      }
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
