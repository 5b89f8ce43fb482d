import Foundation
import Statistics
import Testing
import _TestSupport

struct EmpiricalTests {
  let sample = [4.0, 1, 3, 2, 2]

  @Test("quantiles interpolate linearly between order statistics")
  func interpolation() throws {
    let empirical = try Empirical([10, 20, 30, 40])
    #expect(empirical.quantile(0) == 10)
    #expect(empirical.quantile(1) == 40)
    #expect(empirical.median == 25)
    expectClose(empirical.quantile(0.1), 13, relative: 1e-15)
    expectClose(empirical.quantile(1.0 / 3), 20, relative: 1e-15)
  }

  @Test("the distribution function is the share of members up to a value")
  func shares() throws {
    let empirical = try Empirical(sample)
    #expect(empirical.cdf(0.9) == 0)
    #expect(empirical.cdf(1) == 0.2)
    #expect(empirical.cdf(2) == 0.6)
    #expect(empirical.survival(2) == 0.4)
    #expect(empirical.cdf(4) == 1)
    #expect(empirical.survival(4) == 0)
    expectRefusedProbabilities(of: empirical)
  }

  @Test("mean and spread are those of the members with divisor n")
  func moments() throws {
    let empirical = try Empirical(sample)
    expectClose(empirical.mean, 2.4, relative: 1e-15)
    expectClose(empirical.variance, 1.04, relative: 1e-15)
    expectSampledMoments(of: empirical)
  }

  @Test("quantile and distribution function never fall, and agree within one member")
  func monotone() throws {
    var stream = RandomStream(seed: 3, key: "empirical")
    let empirical = try Empirical((0..<501).map { _ in (stream.normal() * 4).rounded() })
    var previous = (-Double.infinity, 0.0)
    for step in 0...2000 {
      let p = Double(step) / 2000
      let x = empirical.quantile(p)
      #expect(x >= previous.0)
      #expect(empirical.cdf(x) >= previous.1)
      #expect(empirical.cdf(x) >= p - 1.0 / 501)
      previous = (x, empirical.cdf(x))
    }
  }

  @Test("one member is a certain value")
  func single() throws {
    let empirical = try Empirical([7])
    for p in [0, 0.3, 1] { #expect(empirical.quantile(p) == 7) }
    #expect(empirical.standardDeviation == 0)
    #expect(empirical.cdf(7) == 1)
  }

  @Test(
    "members of 1e±300 on both sides of zero keep their quantiles", arguments: [1.5e308, 1e-300])
  func extremeScales(scale: Double) throws {
    let empirical = try Empirical([-scale, scale])
    #expect(empirical.median == 0)
    expectClose(empirical.quantile(0.75), scale / 2, relative: 1e-15)
    #expect(empirical.mean == 0)
    expectClose(empirical.standardDeviation, scale, relative: 1e-15)
  }

  @Test("scaling and shifting act on every member, and a negative factor turns them round")
  func equivariance() throws {
    let moved = try Empirical(sample).scaled(by: -2).shifted(by: 1)
    #expect(moved.sorted == [-7, -5, -3, -3, -1])
    #expect(throws: DistributionError.self) { try Empirical([1e308]).scaled(by: 10) }
    #expect(throws: DistributionError.self) { try Empirical([1]).shifted(by: .nan) }
  }

  @Test("the order of the members does not matter")
  func order() throws {
    #expect(try Empirical(sample) == Empirical(sample.reversed()))
  }

  @Test("an empty sample and members that are no numbers are refused with their place")
  func refusals() {
    #expect(throws: DistributionError.empty(distribution: "an empirical sample")) {
      try Empirical([])
    }
    #expect {
      try Empirical([1, .infinity])
    } throws: {
      "\($0)".hasPrefix("member 1 of an empirical sample is inf but must be finite")
    }
  }

  @Test("a value survives JSON, and an empty one is refused there too")
  func coding() throws {
    let empirical = try Empirical(sample)
    let data = try JSONEncoder().encode(empirical)
    #expect(try JSONDecoder().decode(Empirical.self, from: data) == empirical)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Empirical.self, from: Data(#"{"sorted": []}"#.utf8))
    }
  }
}
