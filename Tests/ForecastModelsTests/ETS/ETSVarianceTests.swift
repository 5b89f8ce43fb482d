import Forecasting
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Closed-form moments of ETS against simulation")
struct ETSVarianceTests {
  static let closedForms = ETSGradientTests.forms.filter { $0.first == "M" || $0.last != "M" }
  static let simulatedForms = ETSGradientTests.forms.filter { !closedForms.contains($0) }
  /// Paths per form: most where the same noise moves level and season, and exactness is claimed.
  static func paths(_ form: String) -> Int { form.last == "M" ? 200_000 : 50_000 }

  @Test(
    "mean and variance of every step agree with simulation, over two seasons and more",
    arguments: closedForms)
  func moments(form: String) throws {
    let fitted = Self.fitted(form)
    #expect(fitted.hasClosedForm)
    let horizon = 10
    let forecast = fitted.forecast(horizon: horizon)
    var stream = RandomStream(seed: 11, key: form)
    let paths = fitted.simulate(horizon: horizon, paths: Self.paths(form), using: &stream)
    for step in 0..<horizon {
      let sample = SampleMoments(paths, at: step)
      let (mean, deviation) = (
        forecast.distributions[step].mean, forecast.distributions[step].standardDeviation
      )
      // Five standard errors of the sample's mean and of its variance.
      #expect(
        abs(sample.mean - mean) <= 5 * sample.meanError, "\(form) step \(step): mean \(mean)")
      #expect(
        abs(sample.variance - deviation * deviation) <= 5 * sample.varianceError,
        "\(form) step \(step): variance \(deviation * deviation) against \(sample.variance)")
    }
  }

  @Test(
    "forms without a closed form give the distribution of their paths", arguments: simulatedForms)
  func simulated(form: String) {
    let fitted = Self.fitted(form)
    #expect(!fitted.hasClosedForm)
    let forecast = fitted.forecast(horizon: 9)
    var stream = RandomStream(seed: 12, key: form)
    let paths = fitted.simulate(horizon: 9, paths: 10_000, using: &stream)
    for step in 0..<9 {
      let sample = SampleMoments(paths, at: step)
      // The forecast itself rests on 2,000 paths: √5 larger errors than this sample's.
      #expect(abs(forecast.distributions[step].mean - sample.mean) <= 5 * 2.5 * sample.meanError)
      #expect(
        abs(forecast.distributions[step].standardDeviation / sample.variance.squareRoot() - 1) < 0.1
      )
    }
  }

  @Test("a season near zero does not throw the level away", arguments: 0..<4)
  func seasonNearZero(_ number: Int) throws {
    var stream = RandomStream(seed: 3, key: "near zero \(number)")
    let history = TimeSeries.quarterly(
      (0..<40).map { slot in
        max(0.01, [10, 0.05, 3, 0.02][slot % 4] * (1 + 0.3 * stream.normal()))
      })
    let largest = history.storage.max() ?? 0
    for trend in [ETS.Trend.none, .additive(damped: false), .additive(damped: true)] {
      let model = try ETS(trend: trend, season: .multiplicative(period: 4))
      let forecast = try model.fit(history).forecast(horizon: 60)
      let widest = forecast.distributions.map(\.standardDeviation).max() ?? .infinity
      #expect(widest < 10 * largest, "\(model.name): \(widest)")
    }
  }

  @Test("nearly certain multiplicative forecasts keep the digits of their spread")
  func smallNoise() {
    for form in ["MNM", "MAM", "MAdM"] {
      let loud = Self.fitted(form, noise: 1e-3)
      let quiet = Self.fitted(form, noise: 1e-9)
      let (a, b) = (loud.forecast(horizon: 12), quiet.forecast(horizon: 12))
      for step in 0..<12 {
        // To first order the spread is proportional to the noise.
        let ratio =
          b.distributions[step].standardDeviation / a.distributions[step].standardDeviation
          * (loud.noiseDeviation / quiet.noiseDeviation)
        #expect(abs(ratio - 1) < 0.01, "\(form) step \(step)")
      }
    }
  }

  @Test("missing values at the end count as steps ahead", arguments: closedForms + simulatedForms)
  func trailingGap(form: String) throws {
    let (model, weights, first) = Self.parts(form)
    let history = Self.history(model, weights, first, noise: 0.05)
    let gapped = TimeSeries(start: history.start, storage: history.storage + [.nan, .nan, .nan])
    let plain = model.fitted(history, weights: weights, first: first)
    let waited = model.fitted(gapped, weights: weights, first: first)
    let (early, late) = (plain.forecast(horizon: 8), waited.forecast(horizon: 5))
    #expect(late.periods.start == gapped.end)
    #expect(waited.fittedValues.end == gapped.end)
    #expect(Array(early.distributions.dropFirst(3)) == late.distributions)
    var (a, b) = (RandomStream(seed: 1, key: "gap"), RandomStream(seed: 1, key: "gap"))
    let long = plain.simulate(horizon: 8, paths: 3, using: &a)
    let short = waited.simulate(horizon: 5, paths: 3, using: &b)
    for path in 0..<3 { #expect(Array(long[path].dropFirst(3)) == Array(short[path])) }
  }

  // MARK: - Models with known parameters

  private static func parts(_ form: String) -> (ETS, SmoothingWeights, SmoothingStates) {
    let model = ETS(letters: form, seasonLength: 4)
    let hasTrend = model.trend != .none
    var weights = SmoothingWeights(alpha: 0.35)
    var first = SmoothingStates(level: 100)
    if hasTrend {
      (weights.beta, first.slope) = (0.12, 1.5)
      weights.phi = model.trend == .additive(damped: true) ? 0.9 : 1
    }
    if model.season != .none { weights.gamma = 0.3 }
    if case .additive = model.season { first.season = [12, -8, 3, -7] }
    if case .multiplicative = model.season { first.season = [1.2, 0.85, 1.05, 0.9] }
    return (model, weights, first)
  }

  /// A history that the model itself made, with noise of a share of the level.
  private static func history(
    _ model: ETS, _ weights: SmoothingWeights, _ first: SmoothingStates, noise: Double
  ) -> TimeSeries {
    var stream = RandomStream(seed: 5, key: model.name)
    let (level, means) = (
      first.level, model.pointForecasts(weights, first, horizon: 40)
    )
    return TimeSeries(
      start: Period(.quarter, ordinal: 0),
      storage: means.map { $0 + noise * level * stream.normal() })
  }

  private static func fitted(_ form: String, noise: Double = 0.08) -> FittedETS {
    let (model, weights, first) = parts(form)
    return model.fitted(
      history(model, weights, first, noise: noise), weights: weights, first: first)
  }
}

/// Moments of one step of simulated paths with the standard errors of their estimates.
struct SampleMoments {
  let mean: Double
  let variance: Double
  let meanError: Double
  let varianceError: Double

  init(_ paths: SamplePaths, at step: Int) {
    let values = paths.marginal(at: step)
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    var (second, fourth) = (0.0, 0.0)
    for value in values {
      let square = (value - mean) * (value - mean)
      second += square / n
      fourth += square * square / n
    }
    (self.mean, variance) = (mean, second)
    meanError = (second / n).squareRoot()
    varianceError = ((fourth - second * second) / n).squareRoot()
  }
}
