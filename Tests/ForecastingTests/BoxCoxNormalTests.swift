import Foundation
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("BoxCoxNormal")
struct BoxCoxNormalTests {
  private static func make(
    _ power: Double, _ centre: Double, _ spread: Double, unit: Double = 1, offset: Double = 0,
    ceiling: Double = .greatestFiniteMagnitude
  ) throws -> BoxCoxNormal {
    try BoxCoxNormal(
      transformed: Normal(mean: centre, standardDeviation: spread),
      transform: BoxCox(lambda: power), unit: unit, offset: offset, ceiling: ceiling)
  }

  @Test("quantiles and probabilities undo each other", arguments: [-0.5, -0.3, 0, 0.25, 0.5, 1, 2])
  func inverses(power: Double) throws {
    let it = try Self.make(power, 1.2, 0.2, unit: 4, offset: -3, ceiling: 1e6)
    for p in [1e-4, 0.01, 0.3, 0.5, 0.9, 0.999] {
      expectClose(it.cdf(it.quantile(p)), p, relative: 1e-9)
      expectClose(it.survival(it.upperQuantile(p)), p, relative: 1e-9)
      expectClose(it.quantile(p), it.upperQuantile(1 - p), relative: 1e-9)
    }
    #expect(it.cdf(-4) == 0 && it.survival(-4) == 1 && it.cdf(5e6) == 1 && it.survival(5e6) == 0)
    #expect(it.cdf(.nan).isNaN && it.quantile(.nan).isNaN && it.quantile(1.5).isNaN)
  }

  @Test("power 0 is the log-normal distribution")
  func logarithm() throws {
    let it = try Self.make(0, 1.5, 0.4, unit: 2)
    let expected = try LogNormal(logMean: 1.5 + log(2), logStandardDeviation: 0.4)
    expectClose(it.mean, expected.mean, relative: 1e-14)
    expectClose(it.standardDeviation, expected.standardDeviation, relative: 1e-14)
    for x in [0.5, 5, 9, 40] { expectClose(it.cdf(x), expected.cdf(x), relative: 1e-13) }
    expectClose(it.quantile(0.1), expected.quantile(0.1), relative: 1e-14)
    // With a ceiling far away the closed form gives way to quadrature.
    let bounded = try Self.make(0, 1.5, 0.4, unit: 2, ceiling: 1e30)
    expectClose(bounded.mean, expected.mean, relative: 1e-12)
    expectClose(bounded.standardDeviation, expected.standardDeviation, relative: 1e-10)
  }

  @Test("power 1 is a normal distribution that ends at 0")
  func identity() throws {
    let it = try Self.make(1, 9, 2)
    let expected = try Normal(mean: 10, standardDeviation: 2)
    expectClose(it.mean, 10, relative: 1e-7)
    for x in [1.0, 8, 12] { expectClose(it.cdf(x), expected.cdf(x), relative: 1e-13) }
    // Half of a normal distribution around its end: mean σ/√(2π), probability of 0 one half.
    let half = try Self.make(1, -1, 2)
    expectClose(half.mean, 2 / (2 * Double.pi).squareRoot(), relative: 1e-10)
    expectClose(half.cdf(0), 0.5, relative: 1e-14)
    #expect(half.quantile(0.3) == 0 && half.cdf(-1e-300) == 0)
    expectClose(half.variance, 2 - 2 / Double.pi, relative: 1e-10)
  }

  @Test("power 1/2 has the moments of a squared normal number")
  func squareRoot() throws {
    // x = (1 + w/2)², a = 1 + μ/2, s = σ/2: E x = a² + s², var x = 4a²s² + 2s⁴.
    for (centre, spread) in [(18.0, 0.5), (6, 0.7), (10, 0.01), (30, 1e-7)] {
      let it = try Self.make(0.5, centre, spread, unit: 3, offset: 5)
      let (a, s) = (1 + centre / 2, spread / 2)
      expectClose(it.mean, 5 + 3 * (a * a + s * s), relative: 1e-13)
      let spread = 3 * (4 * a * a * s * s + 2 * s * s * s * s).squareRoot()
      expectClose(it.standardDeviation, spread, relative: 1e-7)
    }
  }

  @Test("the mean of any power is that of a fine sum over its quantiles")
  func quadrature() throws {
    for (power, centre, spread) in [
      (0.3, 5.0, 2.5), (0.25, -2, 3), (0.7, 0.5, 2), (2, 0.2, 1), (0.05, 1, 0.9), (-0.4, 1, 0.5),
      (-1, 0.6, 0.1), (1.5, 8, 3), (0.1, -12, 2),
    ] {
      let it = try Self.make(power, centre, spread, ceiling: power < 0 ? 50 : 1e300)
      // Midpoints in z rather than in probability, for the sake of the tail.
      let step = 0.0005
      var (sum, squares) = (0.0, 0.0)
      for index in -24_000..<24_000 {
        let z = (Double(index) + 0.5) * step
        let x = min(it.transform.inverse(centre + spread * z), it.ceiling)
        let weight = step * exp(-z * z / 2) / (2 * Double.pi).squareRoot()
        sum += weight * x
        squares += weight * x * x
      }
      expectClose(it.mean, sum, relative: 2e-6, "power \(power)")
      let deviation = (squares - sum * sum).squareRoot()
      expectClose(it.standardDeviation, deviation, relative: 2e-5, "power \(power)")
    }
  }

  private struct BiasAdjusted: Decodable {
    struct Case: Decodable { let power, centre, variance, mean: Double }
    let means: [Case]
  }

  @Test("means differ from R's second-order ones by less than the order that R leaves out")
  func agreesWithR() throws {
    for it in try Reference<BiasAdjusted>.load("box-cox-likelihood").means {
      let found = try Self.make(it.power, it.centre, it.variance.squareRoot()).mean
      // The next term of the expansion: x (1 − k)(1 − 2k)(1 − 3k) / 8 · (σ / (1 + kμ))⁴.
      let k = it.power
      let median = try BoxCox(lambda: k).inverse(it.centre)
      let share = it.variance / (1 + k * it.centre) / (1 + k * it.centre)
      let next = median * abs((1 - k) * (1 - 2 * k) * (1 - 3 * k)) / 8 * share * share
      expectClose(found, it.mean, absolute: 1.5 * next + 1e-11 * it.mean, "power \(k)")
    }
  }

  @Test("a sample has the distribution's mean and share of zeros")
  func sampling() throws {
    let it = try Self.make(0.4, -1.5, 1.5, unit: 10)
    var stream = RandomStream(seed: 4, key: "boxcox")
    let sample = (0..<40_000).map { _ in it.sample(using: &stream) }
    let mean = sample.reduce(0, +) / 40_000
    expectClose(mean, it.mean, absolute: 4 * it.standardDeviation / 200)
    let zeros = Double(sample.count { $0 == 0 }) / 40_000
    expectClose(zeros, it.cdf(0), absolute: 0.011)
    #expect(sample.allSatisfy { $0 >= 0 })
  }

  @Test("a negative power ends at its ceiling, where the rest of the probability lies")
  func ceiling() throws {
    let it = try Self.make(-0.5, 1.5, 0.4, ceiling: 100)
    #expect(it.quantile(1) == 100 && it.upperQuantile(0) == 100 && it.mean < 100)
    let rest = StandardNormal.survival((it.transform.transform(100) - 1.5) / 0.4)
    expectClose(it.survival(99.999999), rest, relative: 1e-4)
    #expect(it.survival(100) == 0 && it.firstPossibleValue(from: 101) == .infinity)
    #expect(it.firstPossibleValue(from: -1) == 0 && it.firstPossibleValue(from: 7) == 7)
  }

  @Test("without a spread the value is certain")
  func certain() throws {
    let it = try Self.make(0.5, 4, 0, offset: 1)
    #expect(it.mean == 10 && it.standardDeviation == 0 && it.quantile(0.01) == 10)
    #expect(it.cdf(9.999) == 0 && it.cdf(10) == 1)
    #expect(it.firstPossibleValue(from: 3) == 10 && it.firstPossibleValue(from: 11) == .infinity)
  }

  @Test("multiples and shifts move every quantile along")
  func arithmetic() throws {
    let it = try Self.make(0.3, 3, 0.5, offset: 2)
    let moved = try it.scaled(by: 8).shifted(by: -5)
    for p in [0.01, 0.5, 0.99] {
      expectClose(moved.quantile(p), 8 * it.quantile(p) - 5, relative: 1e-14)
    }
    expectClose(moved.mean, 8 * it.mean - 5, relative: 1e-13)
    expectClose(moved.standardDeviation, 8 * it.standardDeviation, relative: 1e-13)
    #expect(throws: DistributionError.self) { try it.scaled(by: -1) }
    #expect(throws: DistributionError.self) { try it.shifted(by: .infinity) }
  }

  @Test("encoding keeps every parameter, decoding checks them")
  func coding() throws {
    let it = ForecastDistribution.boxCox(
      try Self.make(-0.25, 1, 0.5, unit: 4, offset: 3, ceiling: 500))
    let data = try JSONEncoder().encode(it)
    #expect(try JSONDecoder().decode(ForecastDistribution.self, from: data) == it)
    let text = try #require(String(data: data, encoding: .utf8))
    for (from, to) in [("\"unit\":4", "\"unit\":-4"), ("\"power\":-0.25", "\"power\":9")] {
      #expect(text.contains(from))
      let broken = Data(text.replacingOccurrences(of: from, with: to).utf8)
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ForecastDistribution.self, from: broken)
      }
    }
  }
}
