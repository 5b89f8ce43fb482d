import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("The intermittent examples of docs/models")
struct IntermittentExampleTests {
  /// The history of the examples: two years of monthly counts.
  static let history = TimeSeries(
    start: Period(.month, ordinal: 600),
    storage: [0, 2, 0, 0, 1, 0, 3, 0, 0, 0, 5, 1, 0, 0, 2, 0, 0, 4, 0, 1, 0, 0, 2, 0])

  @Test(
    "the printed means, chances of nothing and intervals are what the models give",
    arguments: [
      ("croston", 0.910, 0.584), ("sba", 0.853, 0.584), ("tsb", 0.875, 0.625),
      ("adida", 0.780, 0.645), ("imapa", 0.821, 0.631), ("hurdle", 0.887, 0.620),
      ("negative-binomial", 0.875, 0.610),
    ])
  func printed(name: String, mean: Double, nothing: Double) throws {
    let fitted = try intermittentModel(name).fitAny(Self.history)
    let next = fitted.forecast(horizon: 1).distributions[0]
    #expect(abs(next.mean - mean) < 0.0006 && abs(next.cdf(0) - nothing) < 0.0006)
    #expect(next.interval(level: 0.8) == .init(level: 0.8, lower: 0, upper: 3))
    #expect(next.interval(level: 0.95) == .init(level: 0.95, lower: 0, upper: 5))
  }

  @Test("log-likelihoods are of the counts, factorials included")
  func likelihoods() throws {
    let hurdle = try Hurdle().fit(Self.history).summary
    let count = try CountSmoothing().fit(Self.history).summary
    #expect(abs((hurdle.logLikelihood ?? 0) + 32.82) < 0.05)
    #expect(abs((count.logLikelihood ?? 0) + 30.51) < 0.05)
    #expect(abs((count.correctedAIC ?? 0) - 65.60) < 0.05)
  }
}
