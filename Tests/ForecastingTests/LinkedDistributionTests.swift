import Foundation
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import Forecasting

@Suite("LinkedDistribution")
struct LinkedDistributionTests {
  static let bounds: [RangeLink.Bounds] = [
    .above(0, softness: 0.2), .above(-3, softness: 2), .below(5, softness: 0.1), .within(0, 1),
    .within(-2, 10),
  ]

  @Test("the map rises strictly, stays inside, and its way back is exact", arguments: bounds)
  func map(bounds: RangeLink.Bounds) throws {
    let link = try RangeLink(bounds, origin: 0.3, rate: 1.7)
    var last = -Double.infinity
    for z in stride(from: -9.0, through: 9, by: 0.25) {
      let value = link.value(z)
      #expect(value > last && value > link.lower && value < link.upper)
      expectClose(link.argument(value), z, absolute: 1e-7)
      let slope = (link.value(z + 1e-6) - link.value(z - 1e-6)) / 2e-6
      expectClose(link.point(z).y, slope, relative: 1e-4, absolute: 1e-8)
      last = value
    }
    for z in [-1e300, -1e20, 1e20, 1e300] {
      #expect(link.value(z) >= link.lower && link.value(z) <= link.upper)
    }
  }

  @Test("far above its bound the map is the identity")
  func identity() throws {
    let link = try RangeLink(.above(0, softness: 0.2))
    expectClose(link.value(1e3), 1e3, relative: 1e-7)
    expectClose(link.value(1e9), 1e9, relative: 1e-16)
  }

  @Test("quantiles, probabilities and their complements undo each other", arguments: bounds)
  func inverses(bounds: RangeLink.Bounds) throws {
    let base = ForecastDistribution.normal(mean: 0.2, standardDeviation: 0.9)
    let it = LinkedDistribution(base, try RangeLink(bounds))
    for p in [1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999] {
      expectClose(it.cdf(it.quantile(p)), p, relative: 1e-6)
      expectClose(it.survival(it.upperQuantile(p)), p, relative: 1e-6)
    }
    #expect(it.quantile(0) == it.link.lower && it.upperQuantile(0) == it.link.upper)
    #expect(it.cdf(.nan).isNaN && it.quantile(.nan).isNaN && it.quantile(2).isNaN)
    #expect(it.cdf(it.link.lower) == 0 && it.survival(it.link.upper) == 0)
  }

  /// What the linked distribution of a normal one is asked to have as moments.
  struct Case: Decodable {
    let kind: String
    let lower: Double
    let upper: Double
    let softness: Double
    let mean: Double
    let deviation: Double
    let linkedMean: Double
    let linkedDeviation: Double
  }
  struct Cases: Decodable { let cases: [Case] }

  @Test("moments of linked normal distributions are those of numerical integration")
  func reference() throws {
    for it in try Reference<Cases>.load("linked-moments").cases {
      let bounds: RangeLink.Bounds =
        switch it.kind {
        case "above": .above(it.lower, softness: it.softness)
        case "below": .below(it.upper, softness: it.softness)
        default: .within(it.lower, it.upper)
        }
      let linked = LinkedDistribution(
        .normal(mean: it.mean, standardDeviation: it.deviation), try RangeLink(bounds))
      // The quadrature promises six digits of the spread of the base.
      expectClose(linked.mean, it.linkedMean, absolute: 2e-6 * it.deviation)
      expectClose(linked.standardDeviation, it.linkedDeviation, absolute: 2e-5 * it.deviation)
    }
  }

  @Test("the origin that is solved for gives the mean that was asked for", arguments: bounds)
  func givenMean(bounds: RangeLink.Bounds) throws {
    let plain = try RangeLink(bounds)
    let bases: [ForecastDistribution] = [
      .normal(mean: 2, standardDeviation: 1.3),
      .mixture(
        try Mixture([
          .normal(mean: -4, standardDeviation: 0.5), .normal(mean: 1, standardDeviation: 3),
          .certain(2),
        ])),
      .sample([-3, -1, 0, 0.5, 2, 9]),
      .gamma(try Gamma(shape: 2, scale: 1.5)),
    ]
    for base in bases {
      for share in [0.02, 0.2, 0.6, 0.95] {
        let low = plain.lower.isFinite ? plain.lower : plain.upper - 4
        let high = plain.upper.isFinite ? plain.upper : plain.lower + 4
        let mean = low + share * (high - low)
        let linked = try #require(LinkedDistribution(base, bounds, rate: 1, mean: mean))
        expectClose(linked.mean, mean, relative: 1e-9, absolute: 1e-10)
        #expect(linked.quantile(1e-6) >= plain.lower && linked.upperQuantile(1e-6) <= plain.upper)
      }
    }
  }

  @Test("scaling by a power of two and shifting move every answer")
  func arithmetic() throws {
    let base = ForecastDistribution.normal(mean: 0.4, standardDeviation: 1)
    for bounds in Self.bounds {
      let it = LinkedDistribution(base, try RangeLink(bounds))
      let scaled = try it.scaled(by: 1024)
      #expect(scaled.quantile(0.3) == 1024 * it.quantile(0.3))
      expectClose(scaled.mean, 1024 * it.mean, relative: 1e-14)
      let shifted = ForecastDistribution.linked(it).shifted(by: 3)
      expectClose(shifted.mean, it.mean + 3, relative: 1e-14)
      expectClose(shifted.quantile(0.9), it.quantile(0.9) + 3, relative: 1e-14)
      let wide = ForecastDistribution.linked(it).widened(by: 0.5)
      expectClose(wide.mean, it.mean, relative: 1e-8, absolute: 1e-9)
      #expect(wide.standardDeviation > it.standardDeviation)
    }
  }

  @Test("linked and rounded distributions survive coding; broken ones are refused")
  func coding() throws {
    let linked = LinkedDistribution(
      .normal(mean: 1, standardDeviation: 2), try RangeLink(.above(0, softness: 0.5)))
    let all: [ForecastDistribution] = [
      .linked(linked), .rounded(try RoundedDistribution(.linked(linked), unit: 0.25)),
    ]
    for it in all {
      let data = try JSONEncoder().encode(it)
      #expect(try JSONDecoder().decode(ForecastDistribution.self, from: data) == it)
    }
    let broken = Data(#"{"bounds":{"within":{"_0":2,"_1":1}},"origin":0,"rate":1}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(RangeLink.self, from: broken) }
    #expect(throws: DistributionError.self) { try RangeLink(.above(0, softness: 0)) }
    #expect(throws: DistributionError.self) { try RangeLink(.within(0, 1), rate: -1) }
    #expect(throws: DistributionError.self) {
      try RoundedDistribution(.certain(1), unit: 0)
    }
  }

  @Test("a rounded distribution has the probabilities between the halves")
  func rounded() throws {
    for (mean, deviation, unit) in [(2.3, 0.1, 1.0), (7.4, 1.5, 1), (0.6, 0.2, 0.25), (90, 30, 1)] {
      let base = try Normal(mean: mean, standardDeviation: deviation)
      let it = try RoundedDistribution(.normal(base), unit: unit)
      var (first, second) = (0.0, 0.0)
      for k in -400...800 {
        let value = unit * Double(k)
        let p = base.cdf(value + unit / 2) - base.cdf(value - unit / 2)
        expectClose(it.cdf(value), base.cdf(value + unit / 2), absolute: 1e-14)
        first += p * value
        second += p * (value - mean) * (value - mean)
      }
      expectClose(it.mean, first, absolute: 1e-9 * unit)
      let variance = second - (first - mean) * (first - mean)
      expectClose(it.standardDeviation, variance.squareRoot(), absolute: 1e-6 * unit)
      for p in [1e-6, 0.1, 0.5, 0.77, 1 - 1e-6] {
        let q = it.quantile(p)
        #expect((q / unit).rounded() * unit == q)
        #expect(it.cdf(q) >= p && it.cdf(q - unit) < p)
        #expect(it.firstPossibleValue(from: q) == q)
      }
    }
  }
}
