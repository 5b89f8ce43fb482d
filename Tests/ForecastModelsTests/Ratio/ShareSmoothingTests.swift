import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels
@testable import Forecasting

/// The content of References/beta-binomial/expected.json.
private struct ShareReferences: Decodable {
  struct Case: Decodable {
    let size: Double, rate: Double, strength: Double
    let probabilities: [Double]
    let mean: Double, deviation: Double
  }
  struct Filter: Decodable {
    let discount: Double, steadiness: Double, rate: Double, strength: Double
    let logLikelihood: Double, level: Double, levelStrength: Double
  }
  let parts: [Double], sizes: [Double]
  let cases: [Case]
  let filters: [Filter]
}

@Suite("ShareSmoothing")
struct ShareSmoothingTests {
  static func series(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.month, ordinal: 600), storage: values)
  }

  static func shares(_ parts: [Double], _ sizes: [Double]) -> TimeSeries {
    series(zip(parts, sizes).map { $1 > 0 ? $0 / $1 : .nan })
  }

  /// Shares drawn with a rate that moves on the scale of logits.
  static func drawn(
    _ count: Int, size: Double, rate: Double, mobility: Double = 0,
    using random: inout SplitMix64
  ) -> (parts: [Double], sizes: [Double]) {
    var (parts, sizes, current) = ([Double](), [Double](), rate)
    for _ in 0..<count {
      current = BetaBinomialFilter.rate(current, mobility * random.normal())
      let size = random.poisson(mean: size)
      sizes.append(Double(size))
      parts.append(Double(random.binomial(trials: size, probability: current)))
    }
    return (parts, sizes)
  }

  @Test("probabilities of shares are those of scipy, summed over the same grid")
  func probabilities() throws {
    for it in try Reference<ShareReferences>.load("beta-binomial").cases {
      let share = BetaBinomialShare(rate: it.rate, strength: it.strength)
      for (found, expected) in zip(share.probabilities(of: Int(it.size)), it.probabilities) {
        // logGamma of a large strength loses digits by cancellation.
        expectClose(found, expected, relative: it.strength > 1e5 ? 1e-7 : 1e-10, absolute: 1e-300)
      }
      let whole = share.distribution(of: .init(sizes: [it.size], weights: [1]), upper: 1)
      expectClose(whole.mean, it.mean, relative: 1e-7)
      expectClose(whole.standardDeviation, it.deviation, relative: 1e-7)
    }
  }

  @Test("the likelihood and the level of discounted counts are those of scipy")
  func filter() throws {
    let reference = try Reference<ShareReferences>.load("beta-binomial")
    let history = Self.shares(reference.parts, reference.sizes)
    let counts = try #require(
      ShareHistory(history, exposure: Self.series(reference.sizes), upper: 1))
    for it in reference.filters {
      let prior = RateStrength(rate: it.rate, strength: it.strength)
      let end = BetaBinomialFilter(history: counts, prior: prior).run(
        .init(discount: it.discount, steadiness: it.steadiness))
      expectClose(end.logLikelihood, it.logLikelihood, relative: 1e-6)
      expectClose(end.level.rate, it.level, relative: 1e-9)
      expectClose(end.level.strength, it.levelStrength, relative: 1e-9)
    }
  }

  @Test("many cases follow the same law as few: the mean stays and the variance falls")
  func largeDenominators() {
    let share = BetaBinomialShare(rate: 0.8, strength: 300)
    let exact = share.distribution(of: .init(sizes: [150], weights: [1]), upper: 1)
    let large = share.distribution(of: .init(sizes: [151], weights: [1]), upper: 1)
    expectClose(large.mean, exact.mean, relative: 1e-3)
    expectClose(large.standardDeviation, exact.standardDeviation, relative: 0.02)
    for level in [0.05, 0.5, 0.95] {
      #expect((large.quantile(level) - exact.quantile(level)).magnitude < 0.015)
    }
  }

  @Test("a rate that stays is remembered, one that moves is followed")
  func discounts() throws {
    var random = SplitMix64(seed: 3)
    func discount(_ mobility: Double) throws -> Double {
      var sum = 0.0
      for _ in 0..<20 {
        let it = Self.drawn(60, size: 30, rate: 0.5, mobility: mobility, using: &random)
        let model = ShareSmoothing(exposure: Self.series(it.sizes))
        sum += try model.fit(Self.shares(it.parts, it.sizes)).summary.parameters[0].value / 20
      }
      return sum
    }
    #expect(try discount(0) > 0.96)
    #expect(try discount(0.4) < 0.85)
  }

  @Test("a season of rates is seen where there are cases to see it, and not elsewhere")
  func season() throws {
    var random = SplitMix64(seed: 5)
    func parts(_ height: Double, size: Int) throws -> ForecastComponents {
      let sizes = [Double](repeating: Double(size), count: 60)
      let parts = sizes.indices.map { slot -> Double in
        let rate = BetaBinomialFilter.rate(0.4, slot % 4 == 0 ? height : 0)
        return Double(random.binomial(trials: size, probability: rate))
      }
      let model = ShareSmoothing(exposure: Self.series(sizes), seasonLength: 4)
      return try model.fit(Self.shares(parts, sizes)).components(horizon: 4)
    }
    #expect(try parts(1, size: 60).season.contains { $0.magnitude > 0.1 })
    #expect(try parts(0, size: 3).season.allSatisfy { $0.magnitude < 0.05 })
  }

  @Test("peers speak for a history of few cases, and less for one of many")
  func peers() throws {
    let rates = try #require(
      RateKnowledge((0..<20).map { (part: 18 + Double($0 % 5), size: 100, group: nil) }))
    func mean(_ part: Double, of size: Double, _ rates: RateKnowledge?) throws -> Double {
      let model = ShareSmoothing(exposure: Self.series([size]), rates: rates)
      return try model.fit(Self.shares([part], [size])).forecast(horizon: 1).means[0]
    }
    #expect(try mean(2, of: 2, rates) < 0.3)
    #expect(try mean(2, of: 2, nil) > 0.7)
    #expect(try mean(900, of: 1000, rates) > mean(2, of: 2, rates) + 0.03)
  }

  @Test("the rates of a panel are estimated with how much they are alike")
  func rates() throws {
    var random = SplitMix64(seed: 9)
    let totals = (0..<400).map { _ -> (part: Double, size: Double, group: String?) in
      let rate = random.beta(6, 14)
      let size = 5 + random.poisson(mean: 20)
      return (Double(random.binomial(trials: size, probability: rate)), Double(size), nil)
    }
    let prior = try #require(RateKnowledge(totals)).prior(of: nil)
    #expect((prior.rate - 0.3).magnitude < 0.02)
    #expect(prior.strength > 14 && prior.strength < 28)
    #expect(RateKnowledge(Array(totals.prefix(4))) == nil)
  }

  @Test(
    "nothing leaves the range, whatever the history",
    arguments: [
      ([0, 0, 0, 0, 0, 0], [1, 2, 1, 3, 2, 1]), ([5, 5, 5], [5, 5, 5]), ([1], [1]), ([0], [1]),
      ([0, 0, 3], [0, 0, 3]), ([1e4, 2], [1e5, 3]),
      ([Double](repeating: 1, count: 500), [Double](repeating: 1, count: 500)),
    ] as [([Double], [Double])])
  func hostile(parts: [Double], sizes: [Double]) throws {
    for upper in [1.0, 100] {
      let history = Self.shares(parts, sizes).map { $0 * upper }
      let model = ShareSmoothing(exposure: Self.series(sizes), seasonLength: 12, upper: upper)
      let fitted = try model.fit(history)
      var random = SplitMix64(seed: 1)
      let paths = fitted.simulate(horizon: 3, paths: 20, using: &random)
      #expect(paths.values.allSatisfy { $0 >= 0 && $0 <= upper })
      for it in fitted.forecast(horizon: 40).distributions {
        #expect(it.isFinite && it.mean >= 0 && it.mean <= upper)
        let interval = it.interval(level: 0.95)
        #expect(interval.lower >= 0 && interval.upper <= upper)
        #expect(interval.lower <= it.mean && it.mean <= interval.upper)
      }
    }
  }

  @Test("a share that is no whole number of a whole number is refused")
  func refusal() {
    let model = ShareSmoothing(exposure: Self.series([3, 3]))
    #expect(throws: ModelError.notWhole(at: Period(.month, ordinal: 600))) {
      try model.fit(Self.series([0.5, 1]))
    }
    #expect(throws: ModelError.self) { try model.fit(Self.series([.nan, .nan])) }
    let measured = ShareSmoothing(exposure: Self.series([100_001, 3]))
    #expect(throws: ModelError.self) { try measured.fit(Self.shares([10, 2], [100_001, 3])) }
  }
}
