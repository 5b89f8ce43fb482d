import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Mean, Naive, SeasonalNaive and Drift")
struct NaiveTests {
  private let history = TimeSeries.quarterly([3, 5, 4, 8])

  @Test("hand-computed means and variances")
  func byHand() throws {
    let naive = try Naive().fit(history).forecast(horizon: 4)
    let drift = try Drift().fit(history).forecast(horizon: 4)
    let mean = try Mean().fit(history).forecast(horizon: 4)
    let seasonal = try SeasonalNaive(seasonLength: 2).fit(history).forecast(horizon: 4)
    for step in 0..<4 {
      let h = Double(step + 1)
      // Changes 2, −1, 4: mean square 7; around their mean 5/3, 38/3 over two degrees of freedom.
      check(naive, step, 8, 7 * h)
      check(drift, step, 8 + 5 * h / 3, 19.0 / 3 * h * (1 + h / 3))
      check(mean, step, 5, 14.0 / 3 * 1.25)
      // Changes over two slots 1 and 3: mean square 5; two slots make one season.
      check(seasonal, step, step % 2 == 0 ? 4 : 8, 5 * Double(step / 2 + 1))
    }
  }

  @Test("an estimated drift of exactly 0 spends its degree of freedom too")
  func noDrift() throws {
    let fitted = try Drift().fit(.quarterly([1, 3, 1, 3, 1]))
    expectClose(fitted.summary.residualStandardDeviation, Double.sqrt(16 / 3), relative: 1e-15)
  }

  private func check(_ forecast: Forecast, _ step: Int, _ mean: Double, _ variance: Double) {
    let found = forecast.distributions[step]
    expectClose(found.mean, mean, relative: 1e-14, "mean of step \(step)")
    expectClose(
      found.standardDeviation * found.standardDeviation, variance, relative: 1e-13,
      "variance of step \(step)")
  }

  @Test("closed forms agree with simulation, with gaps at the end as well")
  func simulation() throws {
    let gapped = TimeSeries.quarterly([3, 5, 4, 8, 6, 9, .nan, .nan, .nan])
    let models: [any ForecastModel] = [
      Mean(), Naive(), Drift(), try SeasonalNaive(seasonLength: 2),
    ]
    for model in models {
      for history in [history, gapped] {
        let fitted = try model.fitAny(history)
        var stream = RandomStream(seed: 8, key: model.name)
        let paths = fitted.simulate(horizon: 5, paths: 20_000, using: &stream)
        let forecast = fitted.forecast(horizon: 5)
        for step in 0..<5 {
          let sample = SampleMoments(paths, at: step)
          let deviation = forecast.distributions[step].standardDeviation
          #expect(
            abs(sample.mean - forecast.distributions[step].mean) <= 5 * sample.meanError,
            "\(model.name) step \(step)")
          #expect(
            abs(sample.variance - deviation * deviation) <= 5 * sample.varianceError,
            "\(model.name) step \(step)")
        }
      }
    }
  }

  @Test("slots without a value at the end make the next forecast one of several steps")
  func trailingGap() throws {
    let gapped = TimeSeries.quarterly([3, 5, 4, 8, .nan, .nan])
    for model in [Naive(), Drift()] as [any ForecastModel] {
      let plain = try model.fitAny(history).forecast(horizon: 5)
      let late = try model.fitAny(gapped).forecast(horizon: 3)
      #expect(Array(plain.distributions.dropFirst(2)) == late.distributions)
      #expect(late.periods.start == gapped.end)
    }
    let seasonal = try SeasonalNaive(seasonLength: 2).fit(.quarterly([3, 5, 4, 8, 6, .nan]))
      .forecast(horizon: 2)
    #expect(seasonal.means == [6, 8])
    #expect(
      seasonal.distributions[1].standardDeviation > 1.4
        * seasonal.distributions[0].standardDeviation
    )
  }

  @Test("probabilities of what came next are uniform for random walks")
  func calibration() throws {
    var stream = RandomStream(seed: 21, key: "calibration")
    var probabilities: [Double] = []
    for _ in 0..<500 {
      var level = 100.0
      let walk = (0..<203).map { _ -> Double in
        level += stream.normal()
        return level
      }
      let known = TimeSeries.quarterly(Array(walk.prefix(200)))
      let forecast = try Naive().fit(known).forecast(horizon: 3)
      probabilities.append(forecast.distributions[2].cdf(walk[202]))
    }
    let sorted = probabilities.sorted()
    let distance = sorted.indices.reduce(0.0) { worst, index in
      let (below, above) = (Double(index) / 500, Double(index + 1) / 500)
      return max(worst, abs(sorted[index] - below), abs(sorted[index] - above))
    }
    // Kolmogorov's 1 % point is 1.63/√n.
    #expect(distance < 1.63 / 500.0.squareRoot())
  }

  @Test("histories too short for a season or a drift fall back to Naive and say so")
  func fallbacks() throws {
    let seasonal = try SeasonalNaive(seasonLength: 4).fit(history)
    #expect(seasonal.name == "Naive")
    #expect(seasonal.summary.fallbackReason == "4 observations are too few for a season of 4")
    let drift = try Drift().fit(.quarterly([3, 5]))
    #expect(drift.summary.fallbackReason == "2 observations are too few for a drift")
    #expect(try SeasonalNaive(seasonLength: 1).fit(history).summary.fallbackReason == nil)
    #expect(throws: SpecificationError.self) { try SeasonalNaive(seasonLength: 0) }
  }
}
