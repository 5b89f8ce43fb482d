import Foundation
import Statistics
import Testing
import _TestSupport

/// The content of References/counts/expected.json.
private struct CountReferences: Decodable, Sendable {
  struct Case: Decodable, Sendable {
    let mean: Double
    let dispersion: Double
    let quantile: [DistributionReferences.Value]
    let upperQuantile: [DistributionReferences.Value]
    let cdf: [DistributionReferences.Value]
    let survival: [DistributionReferences.Value]
    let logProbability: [DistributionReferences.Value]
  }

  let cases: [Case]
}

struct CountDistributionTests {
  @Test("tails and probabilities agree with 60-digit sums, quantiles exactly")
  func references() throws {
    for expected in try Reference<CountReferences>.load("counts").cases {
      let it = try NegativeBinomial(mean: expected.mean, dispersion: expected.dispersion)
      let name = "mean \(expected.mean), dispersion \(expected.dispersion)"
      expectClose("cdf, \(name)", expected.cdf, relative: 1e-11, it.cdf)
      expectClose("survival, \(name)", expected.survival, relative: 1e-11, it.survival)
      expectClose("quantile, \(name)", expected.quantile, it.quantile)
      expectClose("upper quantile, \(name)", expected.upperQuantile, it.upperQuantile)
      expectClose(
        "log probability, \(name)", expected.logProbability, relative: 1e-11, absolute: 1e-11,
        it.logProbability)
    }
  }

  @Test("without dispersion a negative binomial number is a Poisson number")
  func poisson() throws {
    for mean in [0.0, 0.2, 7, 3e4] {
      let (poisson, limit) = (
        try Poisson(mean: mean), try NegativeBinomial(mean: mean, dispersion: 0)
      )
      #expect(poisson.standardDeviation == limit.standardDeviation)
      for p in probabilities {
        #expect(poisson.quantile(p) == limit.quantile(p))
        #expect(poisson.upperQuantile(p) == limit.upperQuantile(p))
      }
      for x in [-1, 0, 0.5, 3, 9, 3e4] {
        #expect(poisson.cdf(x) == limit.cdf(x) && poisson.survival(x) == limit.survival(x))
        #expect(poisson.logProbability(x) == limit.logProbability(x))
      }
    }
  }

  @Test(
    "a quantile is the smallest count that reaches its probability",
    arguments: [(0.05, 0.4), (2.5, 0), (2.5, 3), (1e4, 0.1), (1e6, 1e-6), (1e12, 0.5), (3, 1e6)])
  func inversion(mean: Double, dispersion: Double) throws {
    let it = try NegativeBinomial(mean: mean, dispersion: dispersion)
    for p in probabilities {
      let (low, high) = (it.quantile(p), it.upperQuantile(p))
      #expect(low == low.rounded() && high == high.rounded())
      #expect(it.cdf(low) >= p && (low == 0 || it.cdf((low - 1).rounded(.down)) < p))
      #expect(it.survival(high) <= p && (high == 0 || it.survival((high - 1).rounded(.down)) > p))
    }
    expectRefusedProbabilities(of: it)
    #expect(it.quantile(0) == 0 && it.quantile(1) == .infinity && it.upperQuantile(0) == .infinity)
  }

  @Test("an offset moves every count and no probability")
  func offset() throws {
    let plain = try NegativeBinomial(mean: 2.5, dispersion: 0.75)
    let moved = try NegativeBinomial(mean: 3.5, dispersion: 0.75, offset: 1)
    for p in probabilities {
      #expect(moved.quantile(p) == plain.quantile(p) + 1)
      #expect(moved.upperQuantile(p) == plain.upperQuantile(p) + 1)
    }
    for k in 0..<20 {
      #expect(moved.cdf(Double(k + 1)) == plain.cdf(Double(k)))
      #expect(moved.logProbability(Double(k + 1)) == plain.logProbability(Double(k)))
    }
    #expect(moved.cdf(0.99) == 0 && moved.logProbability(0) == -.infinity)
    #expect(moved.standardDeviation == plain.standardDeviation)
    #expect(moved.firstPossibleValue(from: -3) == 1 && moved.firstPossibleValue(from: 4.2) == 5)
  }

  @Test("a mean at the offset leaves one count")
  func certain() throws {
    let one = try NegativeBinomial(mean: 1, dispersion: 2, offset: 1)
    #expect(one.quantile(0.01) == 1 && one.upperQuantile(1e-9) == 1 && one.quantile(1) == 1)
    #expect(one.cdf(1) == 1 && one.cdf(0.5) == 0 && one.standardDeviation == 0)
    #expect(one.firstPossibleValue(from: 1.5) == .infinity)
    let none = try Poisson(mean: 0)
    #expect(none.upperQuantile(1e-9) == 0 && none.survival(0) == 0 && none.logProbability(0) == 0)
    expectRefusedProbabilities(of: one)
    expectRefusedProbabilities(of: none)
  }

  @Test("probabilities add up to one and give mean and variance")
  func moments() throws {
    for (mean, dispersion) in [(0.4, 0.0), (3, 0), (0.4, 2), (6, 0.5)] {
      let it = try NegativeBinomial(mean: mean, dispersion: dispersion)
      let terms = (0..<2000).map { (Double($0), exp(it.logProbability(Double($0)))) }
      let first = terms.reduce(0) { $0 + $1.0 * $1.1 }
      let second = terms.reduce(0) { $0 + ($1.0 - first) * ($1.0 - first) * $1.1 }
      expectClose(terms.reduce(0) { $0 + $1.1 }, 1, relative: 1e-12)
      expectClose(first, mean, relative: 1e-11)
      expectClose(second, it.variance, relative: 1e-10)
    }
  }

  @Test("samples have the stated moments")
  func sampling() throws {
    expectSampledMoments(of: try Poisson(mean: 3.7))
    expectSampledMoments(of: try NegativeBinomial(mean: 4, dispersion: 0.6, offset: 1))
    expectSampledMoments(of: try NegativeBinomial(mean: 40, dispersion: 0))
  }

  @Test("a mean, dispersion or offset out of range is refused")
  func refusals() {
    for mean in [-0.1, 1.1e12, .nan, .infinity] {
      #expect(throws: DistributionError.self) { try Poisson(mean: mean) }
      #expect(throws: DistributionError.self) { try NegativeBinomial(mean: mean, dispersion: 1) }
    }
    for dispersion in [-1, 1.1e9, .nan] {
      #expect(throws: DistributionError.self) {
        try NegativeBinomial(mean: 1, dispersion: dispersion)
      }
    }
    for offset in [-1, 0.5, 2] {
      #expect(throws: DistributionError.self) {
        try NegativeBinomial(mean: 1, dispersion: 1, offset: offset)
      }
    }
  }

  @Test("stored parameters come back, and wrong ones do not")
  func coding() throws {
    let it = try NegativeBinomial(mean: 2.5, dispersion: 0.25, offset: 1)
    let data = try JSONEncoder().encode(it)
    #expect(try JSONDecoder().decode(NegativeBinomial.self, from: data) == it)
    let poisson = try Poisson(mean: 0.3)
    let other = try JSONEncoder().encode(poisson)
    #expect(try JSONDecoder().decode(Poisson.self, from: other) == poisson)
    let wrong = Data(#"{"mean": -2, "dispersion": 1, "offset": 0}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(NegativeBinomial.self, from: wrong)
    }
  }

  @Test("a certain value below everything else has quantiles of the rest, without a search")
  func hurdle() throws {
    let size = try NegativeBinomial(mean: 4, dispersion: 0.5, offset: 1)
    let none = try NegativeBinomial(mean: 0, dispersion: 0)
    for weight in [0.05, 0.5, 0.93] {
      let mixture = try Mixture([none, size], weights: [weight, 1 - weight])
      for p in probabilities {
        let (low, high) = (mixture.quantile(p), mixture.upperQuantile(p))
        #expect(low == low.rounded() && high == high.rounded())
        #expect(mixture.cdf(low) >= p - 1e-15 && (low == 0 || mixture.cdf(low - 1) < p))
        #expect(mixture.survival(high) <= p * (1 + 1e-12))
        #expect(high == 0 || mixture.survival(high - 1) > p)
      }
      expectRefusedProbabilities(of: mixture)
    }
  }
}
