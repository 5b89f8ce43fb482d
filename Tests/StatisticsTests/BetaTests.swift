import Foundation
import Statistics
import Testing
import _TestSupport

struct BetaTests {
  @Test("tails, quantiles and density agree with 50-digit values from 0.01 to a million")
  func references() throws {
    for expected in try DistributionReferences.load().beta {
      let beta = try Beta(alpha: expected.alpha, beta: expected.beta)
      let name = "\(expected.alpha), \(expected.beta)"
      expectClose("cdf, \(name)", expected.cdf, relative: 1e-12, beta.cdf)
      expectClose("survival, \(name)", expected.survival, relative: 1e-12, beta.survival)
      expectClose("quantile, \(name)", expected.quantile, relative: 1e-12, beta.quantile)
      expectClose(
        "log density, \(name)", expected.logDensity, relative: 1e-12, absolute: 1e-11,
        beta.logDensity)
    }
  }

  @Test("exponents of 1 give powers, and one of both the uniform distribution")
  func elementary() throws {
    let uniform = try Beta(alpha: 1, beta: 1)
    let power = try Beta(alpha: 3, beta: 1)
    for x in [1e-10, 0.2, 0.5, 0.9] {
      expectClose(uniform.cdf(x), x, relative: 1e-14)
      expectClose(uniform.quantile(x), x, relative: 1e-14)
      // the exponent of the kernel reaches log 1e-30 = -69, with its rounding
      expectClose(power.cdf(x), x * x * x, relative: 1e-13)
      expectClose(power.quantile(x), cbrt(x), relative: 1e-13)
      expectClose(power.density(x), 3 * x * x, relative: 1e-13)
    }
  }

  @Test(
    "inversion, complement and slope hold", arguments: [(1.1, 1.7), (2, 40), (300, 500)])
  func identities(alpha: Double, beta: Double) throws {
    let distribution = try Beta(alpha: alpha, beta: beta)
    for p in probabilities where p < 1 - 1e-9 {
      expectClose(distribution.cdf(distribution.quantile(p)), p, relative: 1e-10)
    }
    expectDensityIsSlope(of: distribution, relative: 1e-5)
    expectSampledMoments(of: distribution)
    expectRefusedProbabilities(of: distribution)
  }

  @Test("exchanging the exponents exchanges the ends")
  func reflection() throws {
    let beta = try Beta(alpha: 2.5, beta: 7)
    let mirrored = try Beta(alpha: 7, beta: 2.5)
    for p in [0.001, 0.2, 0.5, 0.8, 0.999] {
      expectClose(beta.quantile(p), 1 - mirrored.upperQuantile(p), absolute: 1e-15)
      expectClose(beta.cdf(p), mirrored.survival(1 - p), relative: 1e-13)
    }
  }

  @Test("large equal exponents approach normal quantiles")
  func normalLimit() throws {
    let beta = try Beta(alpha: 1e10, beta: 1e10)
    for p in [1e-8, 0.025, 0.5, 0.975] {
      let z = (beta.quantile(p) - 0.5) / beta.standardDeviation
      // the fourth cumulant shifts quantiles by (z³ - 3z)/(4n)
      expectClose(z, StandardNormal.quantile(p), absolute: 5e-9)
      expectClose(beta.cdf(beta.quantile(p)), p, relative: 1e-10)
    }
  }

  @Test("the ends and beyond have the probabilities of the ends")
  func support() throws {
    let beta = try Beta(alpha: 2, beta: 0.5)
    #expect(beta.cdf(-1) == 0)
    #expect(beta.cdf(2) == 1)
    #expect(beta.survival(1) == 0)
    #expect(beta.quantile(0) == 0)
    #expect(beta.quantile(1) == 1)
    #expect(beta.logDensity(0) == -.infinity)
    #expect(beta.logDensity(1) == .infinity)
    #expect(beta.logDensity(1.5) == -.infinity)
    #expect(beta.logDensity(.nan).isNaN)
    #expect(try Beta(alpha: 1, beta: 4).density(0) == 4)
    expectClose(beta.mean, 0.8, relative: 1e-15)
    expectClose(beta.variance, 0.8 * 0.2 / 3.5, relative: 1e-14)
  }

  @Test("parameters that are no distribution are refused, by JSON too")
  func refusals() throws {
    for value in [0, -1, .nan, .infinity] {
      #expect(throws: DistributionError.self) { try Beta(alpha: value, beta: 1) }
      #expect(throws: DistributionError.self) { try Beta(alpha: 1, beta: value) }
    }
    let beta = try Beta(alpha: 0.1, beta: 3)
    let data = try JSONEncoder().encode(beta)
    #expect(try JSONDecoder().decode(Beta.self, from: data) == beta)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Beta.self, from: Data(#"{"alpha": 0, "beta": 1}"#.utf8))
    }
  }
}
