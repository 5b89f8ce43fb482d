import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("Calibrated counts")
struct CalibratedCountTests {
  private let history = TimeSeries.quarterly([8, 12, 9, 11, 10, 10])

  private func forecasts(
    mean: Double, deviation: Double
  ) throws -> (amounts: ForecastDistribution, counts: ForecastDistribution, model: RangedModel) {
    let calibration = SpreadCalibration(
      at80: .init(level: 0.8, intercept: Double.log(1.1), step: 0, length: 0),
      at95: .init(level: 0.95, intercept: Double.log(3), step: 0, length: 0), unit: 6, recency: 0,
      trust: 100)
    let model = CalibratedModel(
      ConstantModel(name: "m", mean: mean, deviation: deviation), calibration: calibration, lower: 0
    )
    let ranged = RangedModel(model, range: .counts)
    return (
      try model.fit(history).forecast(horizon: 1).distributions[0],
      try ranged.fit(history).forecast(horizon: 1).distributions[0], ranged
    )
  }

  @Test(
    "their quantiles are the calibrated ones to the next number, and the mean stays",
    arguments: [(0.4, 0.5), (3, 2), (8, 4), (30, 9), (120, 25), (190, 60)])
  func quantiles(mean: Double, deviation: Double) throws {
    let (amounts, counts, _) = try forecasts(mean: mean, deviation: deviation)
    expectClose(counts.mean, mean, absolute: 1e-6 * max(1, mean))
    for share in [0.025, 0.1, 0.5, 0.9, 0.975] {
      let (amount, count) = (amounts.quantile(share), counts.quantile(share))
      #expect(count == count.rounded() && count >= 0)
      #expect((count - amount).magnitude <= 1, "\(share): \(count) for \(amount)")
    }
    #expect(counts.cdf(-0.01) == 0)
  }

  @Test("simulated values are whole numbers of that distribution")
  func paths() throws {
    let (_, counts, model) = try forecasts(mean: 8, deviation: 4)
    var random = SplitMix64(seed: 3)
    let paths = try model.fit(history).simulate(horizon: 1, paths: 2_000, using: &random)
    #expect(paths.values.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    let mean = paths.values.reduce(0, +) / 2_000
    expectClose(mean, 8, absolute: 4 * counts.standardDeviation / 2_000.0.squareRoot())
  }

  @Test("far from 0 rounding is all there is between amounts and counts")
  func large() throws {
    let (amounts, counts, _) = try forecasts(mean: 150, deviation: 10)
    for share in stride(from: 0.01, to: 1, by: 0.07) {
      #expect((counts.quantile(share) - amounts.quantile(share)).magnitude <= 0.51)
    }
  }
}
