import Foundation
import Statistics
import Testing
import _TestSupport

struct StudentTTests {
  @Test("tails, quantiles and density agree with 50-digit values from 0.2 to 1e7 degrees")
  func references() throws {
    for expected in try DistributionReferences.load().studentT {
      let degrees = expected.degreesOfFreedom
      let distribution = try StudentT(degreesOfFreedom: degrees)
      expectClose(
        "survival, \(degrees) degrees", expected.survival, relative: 1e-12, distribution.survival)
      expectClose("cdf, \(degrees) degrees", expected.survival, relative: 1e-12) {
        distribution.cdf(-$0)
      }
      expectClose(
        "quantile, \(degrees) degrees", expected.quantile, relative: 1e-12, distribution.quantile)
      expectClose(
        "log density, \(degrees) degrees", expected.logDensity, relative: 1e-12,
        distribution.logDensity)
    }
  }

  @Test("one and two degrees of freedom have elementary quantiles")
  func elementaryQuantiles() throws {
    let cauchy = try StudentT(degreesOfFreedom: 1)
    let two = try StudentT(degreesOfFreedom: 2)
    for p in [0.01, 0.1, 0.3, 0.45, 0.7, 0.99] {
      expectClose(cauchy.quantile(p), tan(.pi * (p - 0.5)), relative: 1e-13)
      expectClose(two.quantile(p), (2 * p - 1) / (2 * p * (1 - p)).squareRoot(), relative: 1e-13)
    }
  }

  @Test(
    "inversion, complement and slope hold",
    arguments: [(1.1, 0.0, 1.0), (5, -7, 0.25), (2000, 1e6, 3e5)])
  func identities(degrees: Double, location: Double, scale: Double) throws {
    let distribution = try StudentT(degreesOfFreedom: degrees, location: location, scale: scale)
    expectContinuousIdentities(of: distribution, relative: 1e-9)
    expectDensityIsSlope(of: distribution)
  }

  @Test("samples have the stated moments", arguments: [5.5, 30])
  func sampling(degrees: Double) throws {
    expectSampledMoments(
      of: try StudentT(degreesOfFreedom: degrees, location: 4, scale: 2), draws: 20_000)
  }

  @Test("many degrees of freedom approach the normal distribution")
  func normalLimit() throws {
    let distribution = try StudentT(degreesOfFreedom: 1e12)
    for p in probabilities where p > 1e-20 {
      expectClose(
        distribution.quantile(p), StandardNormal.quantile(p), relative: 1e-10, absolute: 1e-15)
    }
  }

  @Test("moments exist from the degrees of freedom that they need")
  func moments() throws {
    #expect(try StudentT(degreesOfFreedom: 1).mean.isNaN)
    #expect(try StudentT(degreesOfFreedom: 1).standardDeviation.isNaN)
    #expect(try StudentT(degreesOfFreedom: 2, location: 3).mean == 3)
    #expect(try StudentT(degreesOfFreedom: 2).standardDeviation == .infinity)
    #expect(try StudentT(degreesOfFreedom: 4, scale: 1e300).standardDeviation > 1.4e300)
    expectClose(try StudentT(degreesOfFreedom: 4, scale: 3).variance, 18, relative: 1e-15)
  }

  @Test("scaling and shifting move the quantiles with the values")
  func equivariance() throws {
    let distribution = try StudentT(degreesOfFreedom: 3, location: 1, scale: 2)
    let moved = try distribution.scaled(by: -3).shifted(by: 5)
    for p in probabilities {
      expectClose(
        moved.quantile(p), 5 - 3 * distribution.upperQuantile(p), relative: 1e-13, absolute: 1e-13)
    }
  }

  @Test("a scale of 0 is a certain value")
  func degenerate() throws {
    let certain = try StudentT(degreesOfFreedom: 1, location: 5, scale: 0)
    #expect(certain.mean == 5)
    #expect(certain.standardDeviation == 0)
    #expect(certain.quantile(0.01) == 5)
    #expect(certain.cdf(5) == 1)
    #expect(certain.survival(4) == 1)
    #expect(certain.logDensity(5) == .infinity)
  }

  @Test("tails far beyond the range of a square stay right")
  func extremeArguments() throws {
    let distribution = try StudentT(degreesOfFreedom: 0.5)
    // P(T > t) ~ c t^-ν: a factor of 1e100 in t is a factor of 1e-50 in the tail
    expectClose(
      distribution.survival(1e250), distribution.survival(1e150) * 1e-50, relative: 1e-12)
    expectClose(
      distribution.upperQuantile(distribution.survival(1e250)), 1e250, relative: 1e-11)
    let tiny = try StudentT(degreesOfFreedom: 3, location: 0, scale: 1e-300)
    expectClose(tiny.quantile(0.975) / 1e-300, 3.182_446_305_283_71, relative: 1e-13)
  }

  @Test("parameters that are no distribution are refused")
  func refusals() {
    for degrees in [0, -1, .nan, .infinity] {
      #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: degrees) }
    }
    #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: 1, location: .nan) }
    #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: 1, scale: -1) }
  }

  @Test("a value survives JSON, and an impossible one is refused there too")
  func coding() throws {
    let distribution = try StudentT(degreesOfFreedom: 4, location: 0.1, scale: 0.3)
    let data = try JSONEncoder().encode(distribution)
    #expect(try JSONDecoder().decode(StudentT.self, from: data) == distribution)
    let impossible = Data(#"{"degreesOfFreedom": 0, "location": 0, "scale": 1}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(StudentT.self, from: impossible)
    }
  }
}
