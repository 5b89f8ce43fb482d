import Forecasting
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Models of sparse histories on hostile histories")
struct SparseHostileTests {
  private static let models: [any ForecastModel] = [Renewal(), SparseDemand()]

  @Test("answers are ordered, finite, the same twice, or refused", arguments: [0, 1])
  func answers(model: Int) {
    for number in 0..<150 {
      let history = HostileHistory(number)
      let failures = HostileClaims(Self.models[model], history).failures
      #expect(failures.isEmpty, "\(model), \(history): \(failures.prefix(3))")
    }
  }

  @Test("a history times a power of two gives the forecast times that power, exactly")
  func powersOfTwo() throws {
    var stream = RandomStream(seed: 3, key: "amounts")
    for _ in 0..<20 {
      let values = (0..<40).map { _ in stream.uniform() < 0.4 ? 90 * stream.uniform() : 0 }
      let (one, other) = (
        TimeSeries.monthly(values), TimeSeries.monthly(values.map { $0 * 0x1p-9 })
      )
      for model in Self.models {
        let (first, second) = (try model.fitAny(one), try model.fitAny(other))
        let (plain, scaled) = (first.forecast(horizon: 7), second.forecast(horizon: 7))
        #expect(scaled.means == plain.means.map { $0 * 0x1p-9 })
        #expect(
          scaled.intervals(level: 0.9).map(\.upper)
            == plain.intervals(level: 0.9).map { $0.upper * 0x1p-9 })
        var (a, b) = (RandomStream(seed: 1, key: "p"), RandomStream(seed: 1, key: "p"))
        let paths = first.simulate(horizon: 7, paths: 20, using: &a).values
        #expect(
          second.simulate(horizon: 7, paths: 20, using: &b).values == paths.map { $0 * 0x1p-9 })
      }
    }
  }

  @Test("a negative value and a history without a demand have a simpler answer with its reason")
  func simplerAnswers() throws {
    for values in [[3.0, 0, -1, 0, 2, 0], [0.0, 0, 0, 0, 0]] {
      for model in Self.models {
        let fitted = try model.fitAny(.monthly(values))
        #expect(fitted.summary.fallbackReason?.isEmpty == false)
      }
    }
    #expect(throws: ModelError.tooFewObservations(needed: 1, found: 0)) {
      _ = try Renewal().fit(.monthly([.nan, .nan]))
    }
  }
}
