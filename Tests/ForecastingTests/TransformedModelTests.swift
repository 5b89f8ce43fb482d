import Foundation
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("TransformedModel")
struct TransformedModelTests {
  /// Growing quarterly values whose season grows with them.
  private static let growing = TimeSeries.quarterly(
    (0..<40).map { slot -> Double? in
      let figure: [Double] = [1.5, 0.7, 1.0, 0.8]
      let wobble = 1 + 0.02 * Double(slot * slot % 5)
      return Double(20 + slot) * figure[slot % 4] * wobble
    })

  @Test("power 1 is the model itself")
  func identity() throws {
    let base = LastValueModel()
    let plain = try base.fit(Self.growing)
    let fitted = try TransformedModel(base, power: .fixed(1)).fit(Self.growing)
    #expect(fitted.forecast(horizon: 5) == plain.forecast(horizon: 5))
    #expect(fitted.name == plain.name && fitted.summary == plain.summary)
    #expect(fitted.fittedValues == plain.fittedValues)
    #expect(fitted.components(horizon: 3) == plain.components(horizon: 3))
  }

  @Test("the logarithm of a normal walk is a log-normal walk around the last value")
  func logarithm() throws {
    let model = try TransformedModel(LastValueModel(), power: .fixed(0))
    #expect(model.name == "log(last)")
    let fitted = try model.fit(Self.growing)
    #expect(fitted.name == "log(last)")
    let last = try #require(Self.growing.storage.last)
    // The model's spread is 2√h, held at 2.
    for (step, spread) in [(0, 2.0), (1, 2.0), (2, 2.0)] {
      let found = fitted.forecast(horizon: 3).distributions[step]
      let expected = try LogNormal(logMean: log(last), logStandardDeviation: spread)
      expectClose(found.mean, expected.mean, relative: 1e-12)
      for p in [0.01, 0.5, 0.9] {
        expectClose(found.quantile(p), expected.quantile(p), relative: 1e-12)
      }
      let interval = found.interval(level: 0.8)
      #expect(interval.lower < found.mean && found.mean < interval.upper)
    }
  }

  @Test("no forecast of a positive history is negative", arguments: [-1, -0.2, 0, 0.4, 1.7])
  func positive(power: Double) throws {
    let model = try TransformedModel(
      ConstantModel(name: "stub", mean: -0.3, deviation: 0.8), power: .fixed(power))
    let fitted = try model.fit(Self.growing)
    var stream = RandomStream(seed: 3, key: "positive")
    let paths = fitted.simulate(horizon: 4, paths: 500, using: &stream)
    #expect(paths.values.allSatisfy { $0 >= 0 && $0.isFinite })
    for distribution in fitted.forecast(horizon: 4).distributions {
      #expect(distribution.quantile(1e-9) >= 0 && distribution.isFinite)
      #expect(distribution.cdf(-1e-9) == 0)
    }
  }

  @Test("paths have the distribution of the forecast")
  func simulation() throws {
    let model = try TransformedModel(
      ConstantModel(name: "stub", mean: 0.2, deviation: 0.3), power: .fixed(0.5))
    let fitted = try model.fit(Self.growing)
    let distribution = fitted.forecast(horizon: 1).distributions[0]
    var stream = RandomStream(seed: 8, key: "paths")
    let sample = fitted.simulate(horizon: 1, paths: 20_000, using: &stream).values
    let mean = sample.reduce(0, +) / 20_000
    expectClose(mean, distribution.mean, absolute: 4 * distribution.standardDeviation / 141)
    let below = Double(sample.count { $0 <= distribution.quantile(0.1) }) / 20_000
    expectClose(below, 0.1, absolute: 0.01)
  }

  @Test("components add up to the means, whatever the model's distribution")
  func components() throws {
    let model = try TransformedModel(PartedModel(), power: .fixed(0.3))
    let fitted = try model.fit(Self.growing)
    let parts = fitted.components(horizon: 6)
    expectClose(parts.sums, fitted.forecast(horizon: 6).means, relative: 1e-12)
    #expect(parts.trend.allSatisfy { $0 > 0 } && parts.season[0] > 0 && parts.season[1] < 0)
    let mixed = try TransformedModel(
      Combination(
        name: "two", members: [LastValueModel(), ConstantModel(name: "one", mean: 0.1)]),
      power: .fixed(0.3))
    let fittedMix = try mixed.fit(Self.growing)
    guard case .mixture = fittedMix.forecast(horizon: 1).distributions[0] else {
      Issue.record("a mixture stays a mixture")
      return
    }
    let sums = fittedMix.components(horizon: 4).sums
    expectClose(sums, fittedMix.forecast(horizon: 4).means, relative: 1e-9)
  }

  @Test("a simulated sample is carried back member by member, another family by its quantiles")
  func samples() throws {
    let scale = PowerScale(.logarithm, of: Self.growing, unit: 1)
    guard case .empirical(let it) = scale.back(ForecastDistribution.sample([0, 0.5, -0.5])) else {
      Issue.record("a sample stays a sample")
      return
    }
    expectClose(it.sorted, [-0.5, 0, 0.5].map { exp($0 + scale.centre) }, relative: 1e-12)
    let skew = ForecastDistribution.logNormal(try LogNormal(logMean: -1, logStandardDeviation: 0.2))
    let back = scale.back(skew)
    for p in [0.05, 0.5, 0.95] {
      expectClose(back.quantile(p), exp(skew.quantile(p) + scale.centre), relative: 1e-3)
    }
  }

  @Test("a history with a value that is not positive is modelled as it is, with the reason")
  func nonPositive() throws {
    let history = TimeSeries.quarterly([3, 5, 0, 4, 6])
    for power in [TransformedModel.Power.fixed(0), .guerrero, .likelihood] {
      let fitted = try TransformedModel(LastValueModel(), power: power).fit(history)
      let plain = try LastValueModel().fit(history)
      #expect(fitted.forecast(horizon: 2) == plain.forecast(horizon: 2))
      #expect(
        fitted.summary.fallbackReason
          == "no transformation: the value of 1970-07-01 is not positive")
    }
  }

  @Test("a chosen power lies in 0...1 and stands first among the parameters")
  func chosen() throws {
    for power in [TransformedModel.Power.guerrero, .likelihood] {
      let model = try TransformedModel(LastValueModel(), power: power, seasonLength: 4)
      #expect(model.name == "BoxCox(last)")
      let parameter = try model.fit(Self.growing).summary.parameters.first
      #expect(parameter?.name == "lambda")
      // The season and the error are proportional to the level.
      #expect(try #require(parameter?.value) < 0.35)
    }
  }

  @Test("the likelihood is that of the series, so that powers can be compared")
  func jacobian() throws {
    // n log-normal values with the density of the transforms known: log f(y) = log φ(w) − log y.
    let scale = PowerScale(.logarithm, of: Self.growing, unit: 4)
    for y in [3.0, 50] {
      let step = 1e-6 * y
      let slope = (scale.forward(y + step) - scale.forward(y - step)) / (2 * step)
      expectClose(scale.logJacobian(y), log(slope), absolute: 1e-8)
    }
    let power = PowerScale(try BoxCox(lambda: 0.4), of: Self.growing, unit: 4)
    let slope = (power.forward(9.00001) - power.forward(8.99999)) / 2e-5
    expectClose(power.logJacobian(9), log(slope), absolute: 1e-7)
    expectClose(power.back(power.forward(9)), 9, relative: 1e-13)
  }

  @Test("a power or a season length out of range is refused")
  func refusals() {
    for power in [-2.1, 3, .nan] {
      #expect(throws: SpecificationError.self) {
        try TransformedModel(LastValueModel(), power: .fixed(power))
      }
    }
    #expect(throws: SpecificationError.self) {
      try TransformedModel(LastValueModel(), power: .guerrero, seasonLength: 0)
    }
  }

  @Test("a power of two in the unit is carried through exactly")
  func equivariance() throws {
    let factor = 0x1p-40
    for power in [TransformedModel.Power.fixed(-0.5), .fixed(0), .likelihood] {
      let model = try TransformedModel(LastValueModel(), power: power, seasonLength: 4)
      let plain = try model.fit(Self.growing).forecast(horizon: 4)
      let scaled = try model.fit(Self.growing.map { $0 * factor }).forecast(horizon: 4)
      #expect(scaled.means == plain.means.map { $0 * factor })
    }
  }
}

/// A model with a level of 0.1, growth and a season on whatever scale it is fitted to.
private struct PartedModel: ForecastModel {
  let name = "parted"

  struct Fitted: FittedModel {
    let name = "parted"
    let summary = FitSummary(observations: 1, residualStandardDeviation: 0.1)
    let fittedValues: TimeSeries

    func components(horizon: Int) -> ForecastComponents {
      ForecastComponents(
        level: (0..<horizon).map { _ in 0.1 }, trend: (0..<horizon).map { 0.05 * Double($0 + 1) },
        season: (0..<horizon).map { $0 % 2 == 0 ? 0.3 : -0.2 })
    }

    func forecast(horizon: Int) -> Forecast {
      Forecast(
        model: name, start: fittedValues.end,
        distributions: components(horizon: horizon).sums.map {
          .normal(mean: $0, standardDeviation: 0.2)
        })
    }

    func simulate(
      horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
    ) -> SamplePaths {
      SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) {
        $0 += components(horizon: horizon).sums
      }
    }
  }

  func fit(_ history: TimeSeries) throws(ModelError) -> Fitted { Fitted(fittedValues: history) }
}
