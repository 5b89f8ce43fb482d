import Foundation
import Statistics
import Testing
import _TestSupport

struct LogNormalTests {
  @Test("moments, distribution function, quantile and density agree with 50-digit values")
  func references() throws {
    for expected in try DistributionReferences.load().logNormal {
      let distribution = try LogNormal(
        logMean: expected.logMean, logStandardDeviation: expected.logStandardDeviation)
      expectClose(distribution.mean, expected.mean, relative: 1e-12)
      expectClose(distribution.standardDeviation, expected.standardDeviation, relative: 1e-12)
      // the log of a quantile reaches 700, so that its rounding alone costs 1e-13
      expectClose("quantile", expected.quantile, relative: 1e-12, distribution.quantile)
      expectClose("log density", expected.logDensity, relative: 1e-9, distribution.logDensity)
      // log x - μ is formed from rounded logs: an absolute error of ulp(μ)/σ in z
      let error = max(1, abs(expected.logMean)) * 4e-16 / expected.logStandardDeviation
      expectClose("cdf", expected.cdf, relative: max(1e-12, 10 * error), distribution.cdf)
    }
  }

  @Test(
    "inversion, complement and slope hold", arguments: [(0.0, 1.0), (3, 0.2), (-2, 2.5)])
  func identities(logMean: Double, logDeviation: Double) throws {
    let distribution = try LogNormal(logMean: logMean, logStandardDeviation: logDeviation)
    expectContinuousIdentities(of: distribution)
    if logDeviation < 2 {
      expectDensityIsSlope(of: distribution)
      expectSampledMoments(of: distribution)
    }
  }

  @Test("scaling multiplies the quantiles")
  func equivariance() throws {
    let distribution = try LogNormal(logMean: 1, logStandardDeviation: 0.5)
    let scaled = try distribution.scaled(by: 12.5)
    for p in probabilities {
      expectClose(scaled.quantile(p), 12.5 * distribution.quantile(p), relative: 1e-14)
    }
  }

  @Test("nothing lies at or below 0")
  func support() throws {
    let distribution = try LogNormal(logMean: 1, logStandardDeviation: 0.5)
    #expect(distribution.cdf(0) == 0)
    #expect(distribution.survival(-1) == 1)
    #expect(distribution.logDensity(-1) == -.infinity)
    #expect(distribution.quantile(0) == 0)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.logDensity(.nan).isNaN)
  }

  @Test("a log standard deviation of 0 is a certain value")
  func degenerate() throws {
    let certain = try LogNormal(logMean: 2, logStandardDeviation: 0)
    #expect(certain.quantile(0.1) == certain.quantile(0.9))
    #expect(certain.cdf(certain.quantile(0.5)) == 1)
    #expect(certain.survival(certain.quantile(0.5)) == 0)
    #expect(certain.cdf(7) == 0)
    #expect(certain.standardDeviation == 0)
    #expect(certain.logDensity(7) == -.infinity)
  }

  @Test("a mean beyond the largest number is infinite, and the quantiles stay finite")
  func overflow() throws {
    let distribution = try LogNormal(logMean: 690, logStandardDeviation: 10)
    #expect(distribution.mean == .infinity)
    #expect(distribution.standardDeviation == .infinity)
    #expect(distribution.median.isFinite)
  }

  @Test("factors that leave the family are refused")
  func refusals() throws {
    let distribution = try LogNormal(logMean: 0, logStandardDeviation: 1)
    for factor in [0, -1, .nan, .infinity] {
      #expect(throws: DistributionError.self) { try distribution.scaled(by: factor) }
    }
    #expect(throws: DistributionError.self) {
      try LogNormal(logMean: .infinity, logStandardDeviation: 1)
    }
    #expect(throws: DistributionError.self) { try LogNormal(logMean: 0, logStandardDeviation: -1) }
  }

  @Test("a value survives JSON, and an impossible one is refused there too")
  func coding() throws {
    let distribution = try LogNormal(logMean: 0.1, logStandardDeviation: 0.3)
    let data = try JSONEncoder().encode(distribution)
    #expect(try JSONDecoder().decode(LogNormal.self, from: data) == distribution)
    let impossible = Data(#"{"logMean": 0, "logStandardDeviation": -1}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(LogNormal.self, from: impossible)
    }
  }
}
