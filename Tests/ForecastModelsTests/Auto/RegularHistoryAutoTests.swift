import Forecasting
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("The automatic forecast of histories without an error")
struct RegularHistoryAutoTests {
  private static let histories: [[Double]] = [
    (1...6).map { 10 * Double($0) }, (1...8).map { 10 * Double($0) },
    (1...12).map { 2.5 * Double($0) }, [14, 14, 14, 14], [100, 100],
    Array(repeating: 100, count: 36), (0..<36).map { Double(100 + 10 * ($0 % 12)) },
  ]

  @Test("an interval has a width that grows, narrower for a longer history", arguments: histories)
  func width(values: [Double]) throws {
    for range in [ValueRange.any, ValueRange(lower: 0), ValueRange(lower: 0, isWhole: true)] {
      let model = try AutoModel(seasonLength: 12, context: SeriesContext(range: range))
      let fitted = try model.fit(.monthly(values))
      let forecast = fitted.forecast(horizon: 6)
      let intervals = forecast.intervals(level: 0.95)
      let (first, last) = (intervals[0], intervals[5])
      #expect(first.upper > first.lower, "\(values.count) \(range)")
      #expect(last.upper - last.lower > first.upper - first.lower, "\(values.count) \(range)")
      var stream = RandomStream(seed: 1, key: "paths")
      let drawn = fitted.simulate(horizon: 6, paths: 2000, using: &stream)
      for step in [0, 5] {
        let deviation = forecast.distributions[step].standardDeviation
        let seen = Moments(drawn.marginal(at: step)).sampleStandardDeviation
        #expect(abs(seen / deviation - 1) < 0.15, "\(values.count) \(range): \(seen) \(deviation)")
      }
    }
  }

  @Test("means of a line of whole numbers and bounds of whole numbers have no digits of rounding")
  func wholeNumbers() throws {
    let model = try AutoModel(
      seasonLength: 12, context: SeriesContext(range: ValueRange(lower: 0, isWhole: true)))
    let forecast = try model.fit(.monthly((1...8).map { 10 * Double($0) })).forecast(horizon: 6)
    for (mean, interval) in zip(forecast.means, forecast.intervals(level: 0.8)) {
      #expect(mean == mean.rounded() || abs(mean - mean.rounded()) > 1e-6, "\(mean)")
      #expect(interval.lower == interval.lower.rounded())
      #expect(interval.upper == interval.upper.rounded())
    }
  }

  @Test("more values without an error say more")
  func longer() throws {
    let model = try AutoModel(seasonLength: 12)
    let spreads = try [4, 12, 36, 120].map { count in
      try model.fit(.monthly(Array(repeating: 100, count: count)))
        .forecast(horizon: 1).distributions[0].standardDeviation
    }
    #expect(spreads == spreads.sorted(by: >) && spreads[3] > 0 && spreads[0] < 10)
  }
}
