import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Intermittent models on counts with known truth")
struct IntermittentTruthTests {
  /// Histories of 60 counts and the next one: a demand with probability p, its size 1 plus a
  /// negative binomial number.
  static func worlds(_ count: Int) -> [(history: TimeSeries, next: Double, mean: Double)] {
    (0..<count).map { number in
      var stream = RandomStream(seed: 77, key: "world \(number)")
      let p = 0.15 + 0.5 * stream.uniform()
      let excess = 0.5 + 4 * stream.uniform()
      let values = (0..<61).map { _ in
        stream.uniform() < p ? 1 + Double(stream.negativeBinomial(mean: excess, size: 1.5)) : 0
      }
      return (.quarterly(Array(values.dropLast())), values[60], p * (1 + excess))
    }
  }

  @Test(
    "80 % and 95 % intervals cover at least that, and not everything", arguments: intermittentNames)
  func coverage(name: String) throws {
    let model = try intermittentModel(name)
    var (inside80, inside95, total) = (0.0, 0.0, 0.0)
    for world in Self.worlds(300) {
      let distribution = try model.fitAny(world.history).forecast(horizon: 1).distributions[0]
      let (inner, outer) = (distribution.interval(level: 0.8), distribution.interval(level: 0.95))
      inside80 += (inner.lower...inner.upper).contains(world.next) ? 1 : 0
      inside95 += (outer.lower...outer.upper).contains(world.next) ? 1 : 0
      total += 1
    }
    // Most lower ends are 0, so that 90 % and 97.5 % is what exact intervals of counts cover.
    #expect(inside80 / total >= 0.85 && inside80 / total <= 0.97, "\(name): \(inside80 / total)")
    #expect(inside95 / total >= 0.945 && inside95 / total <= 0.998, "\(name): \(inside95 / total)")
  }

  @Test("SBA, TSB, the hurdle and the smoothed count are unbiased, Croston is not")
  func bias() throws {
    let worlds = Self.worlds(300)
    let truth = worlds.reduce(0) { $0 + $1.mean }
    for name in ["sba", "tsb", "hurdle", "negative-binomial", "croston"] {
      let model = try intermittentModel(name)
      let forecast = try worlds.reduce(0) {
        $0 + (try model.fitAny($1.history).forecast(horizon: 1).means[0])
      }
      let bias = forecast / truth - 1
      if name == "croston" {
        #expect(bias > 0.05, "\(bias)")
      } else {
        #expect(abs(bias) < 0.05, "\(name): \(bias)")
      }
    }
  }

  @Test(
    "each distribution loses less than a normal one with its mean and spread",
    arguments: intermittentNames)
  func quantileLoss(name: String) throws {
    let model = try intermittentModel(name)
    var (own, normal) = (0.0, 0.0)
    for world in Self.worlds(120) {
      let distribution = try model.fitAny(world.history).forecast(horizon: 1).distributions[0]
      own += DistributionAccuracy.quantileLoss([world.next], [distribution]).loss
      let other = ForecastDistribution.normal(
        mean: distribution.mean, standardDeviation: distribution.standardDeviation)
      normal += DistributionAccuracy.quantileLoss([world.next], [other]).loss
    }
    #expect(own < 0.9 * normal, "\(name): \(own) \(normal)")
  }

  @Test("the hurdle finds probability, size and dispersion of a long history")
  func hurdleParameters() throws {
    var stream = RandomStream(seed: 5, key: "hurdle")
    let counts = (0..<2500).map { _ in
      stream.uniform() < 0.3 ? 1 + Double(stream.negativeBinomial(mean: 3, size: 2)) : 0
    }
    let found = try parameters(Hurdle().fit(.quarterly(counts)))
    expectClose(found["probability"] ?? 0, 0.3, absolute: 0.03)
    expectClose(found["size"] ?? 0, 4, absolute: 0.3)
    expectClose(found["dispersion"] ?? 0, 0.5, absolute: 0.08)
    let amounts = (0..<2500).map { _ in
      stream.uniform() < 0.3 ? 250 * stream.gamma(shape: 2.5) : 0
    }
    let other = try parameters(Hurdle().fit(.quarterly(amounts)))
    expectClose(other["size"] ?? 0, 625, relative: 0.06)
    expectClose(other["squared variation"] ?? 0, 0.4, relative: 0.1)
  }

  @Test("the smoothed count finds its weight, persistence and ratio, and the form that made it")
  func countParameters() throws {
    var stream = RandomStream(seed: 5, key: "count")
    var level = 3.0
    let damped = (0..<2500).map { _ in
      let count = Double(stream.negativeBinomial(mean: level, size: level / 0.8))
      level = max(1e-6, 3 + 0.9 * (level - 3) + 0.25 * (count - level))
      return count
    }
    let fitted = try CountSmoothing().fit(.quarterly(damped))
    let found = parameters(fitted)
    #expect(fitted.name == "NegativeBinomial(damped)")
    expectClose(found["alpha"] ?? 0, 0.25, absolute: 0.05)
    expectClose(found["rho"] ?? 0, 0.9, absolute: 0.04)
    expectClose(found["kappa"] ?? 0, 1.8, absolute: 0.12)
    let still = (0..<400).map { _ in Double(stream.poisson(mean: 2)) }
    let quiet = try CountSmoothing().fit(.quarterly(still))
    #expect(quiet.name == "NegativeBinomial(static)")
    #expect((parameters(quiet)["kappa"] ?? 9) < 1.25)
  }

  @Test(
    "the recursion of moments gives the mean and variance of simulated counts",
    arguments: CountSmoothing.Form.allCases)
  func moments(form: CountSmoothing.Form) throws {
    let values = IntermittentModelTests.counts + IntermittentModelTests.counts.map { $0 * 2 }
    let fitted = try CountSmoothing(form).fit(.quarterly(values))
    var stream = RandomStream(seed: 21, key: "moments")
    let paths = fitted.simulate(horizon: 12, paths: 10_000, using: &stream)
    for step in [0, 5, 11] {
      let drawn = Moments(paths.marginal(at: step))
      let distribution = fitted.forecast(horizon: 12).distributions[step]
      expectClose(drawn.mean, distribution.mean, relative: 0.05)
      expectClose(drawn.standardDeviation, distribution.standardDeviation, relative: 0.07)
    }
  }

  @Test("a series that ended fades out under TSB and the hurdle, not under Croston")
  func ending() throws {
    let values = (0..<60).map { slot -> Double in
      let isDemand = slot < 40 && slot.isMultiple(of: 2)
      return isDemand ? Double(1 + slot % 3) : 0
    }
    let mean = { (name: String) throws in
      try intermittentModel(name).fitAny(.quarterly(values)).forecast(horizon: 1).means[0]
    }
    #expect(try mean("croston") > 0.7)
    for name in ["tsb", "hurdle", "negative-binomial"] { #expect(try mean(name) < 0.2, "\(name)") }
  }

  private func parameters(_ fitted: some FittedModel) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: fitted.summary.parameters.map { ($0.name, $0.value) })
  }
}
