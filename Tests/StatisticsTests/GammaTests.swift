import Foundation
import Statistics
import Testing
import _TestSupport

struct GammaTests {
  @Test("tails, quantiles and density agree with 50-digit values for shapes of 0.01 to 4e6")
  func references() throws {
    for expected in try DistributionReferences.load().gamma {
      let shape = expected.shape
      let gamma = try Gamma(shape: shape, scale: 1)
      // a tail of 1e-300 carries the rounding of an exponent of 700
      expectClose("cdf, shape \(shape)", expected.cdf, relative: 1e-12, gamma.cdf)
      expectClose("survival, shape \(shape)", expected.survival, relative: 1e-12, gamma.survival)
      expectClose("quantile, shape \(shape)", expected.quantile, relative: 1e-12, gamma.quantile)
      expectClose(
        "log density, shape \(shape)", expected.logDensity, relative: 1e-12, absolute: 1e-12,
        gamma.logDensity)
    }
  }

  @Test("shape 1 is the exponential distribution")
  func exponential() throws {
    let gamma = try Gamma(shape: 1, scale: 3)
    for x in [1e-9, 0.1, 1, 5, 50, 1000] {
      expectClose(gamma.survival(x), exp(-x / 3), relative: 1e-13)
      expectClose(gamma.cdf(x), -expm1(-x / 3), relative: 1e-13)
      expectClose(gamma.density(x), exp(-x / 3) / 3, relative: 1e-13)
    }
    for p in probabilities {
      expectClose(gamma.upperQuantile(p), -3 * log(p), relative: 1e-13)
    }
  }

  @Test(
    "inversion, complement and slope hold from tiny to huge shapes",
    arguments: [(1.05, 1.0), (3, 0.25), (250, 4e3), (2e6, 1e-6), (1e9, 1)])
  func identities(shape: Double, scale: Double) throws {
    let gamma = try Gamma(shape: shape, scale: scale)
    // F' x / F reaches 1e6 for the largest shape, and with it the error of a rounded x
    expectContinuousIdentities(of: gamma, relative: max(1e-11, 1e-14 * shape.squareRoot() * 40))
    expectDensityIsSlope(of: gamma, relative: 1e-4)
  }

  @Test("the expansion for huge shapes joins the continued fraction")
  func seam() throws {
    let below = try Gamma(shape: 1e6 * (1 - 1e-9), scale: 1)
    let above = try Gamma(shape: 1e6 * (1 + 1e-9), scale: 1)
    for z in [-30.0, -5, -1, 0, 1, 5, 30] {
      let x = 1e6 + z * 1e3
      // the difference of the shapes moves the standardized point by 2e-6
      expectClose(below.cdf(x), above.cdf(x), relative: 2.1e-6 * (abs(z) + 2))
      expectClose(below.survival(x), above.survival(x), relative: 2.1e-6 * (abs(z) + 2))
    }
  }

  @Test("samples have the stated moments", arguments: [0.3, 1.0, 2.5, 400])
  func sampling(shape: Double) throws {
    expectSampledMoments(of: try Gamma(shape: shape, scale: 7))
  }

  @Test("scaling multiplies the quantiles, also at 1e±300", arguments: [1e300, 1e-300, 12.5])
  func equivariance(factor: Double) throws {
    let gamma = try Gamma(shape: 2.5, scale: 1)
    let scaled = try gamma.scaled(by: factor)
    for p in [1e-9, 0.1, 0.5, 0.99] {
      expectClose(scaled.quantile(p), factor * gamma.quantile(p), relative: 1e-14)
      expectClose(scaled.cdf(factor * gamma.quantile(p)), p, relative: 1e-11)
    }
    #expect(throws: DistributionError.self) { try gamma.scaled(by: -factor) }
  }

  @Test("nothing lies below 0, and the density at 0 depends on the shape")
  func support() throws {
    #expect(try Gamma(shape: 2, scale: 1).cdf(0) == 0)
    #expect(try Gamma(shape: 2, scale: 1).survival(-3) == 1)
    #expect(try Gamma(shape: 2, scale: 1).logDensity(0) == -.infinity)
    #expect(try Gamma(shape: 0.5, scale: 1).logDensity(0) == .infinity)
    #expect(try Gamma(shape: 1, scale: 2).density(0) == 0.5)
    #expect(try Gamma(shape: 2, scale: 1).logDensity(-1) == -.infinity)
    #expect(try Gamma(shape: 2, scale: 1).logDensity(.infinity) == -.infinity)
    #expect(try Gamma(shape: 2, scale: 1).logDensity(.nan).isNaN)
    #expect(try Gamma(shape: 2, scale: 1).quantile(0) == 0)
    #expect(try Gamma(shape: 2, scale: 1).quantile(1) == .infinity)
  }

  @Test("a shape so small that quantiles vanish still has probabilities")
  func tinyShape() throws {
    let gamma = try Gamma(shape: 1e-6, scale: 1)
    #expect(gamma.median == 0)
    // P(X > x) ≈ a E₁(x) for a small shape: E₁(1) = 0.21938393439552
    expectClose(gamma.survival(1), 1e-6 * 0.219_383_934_395_52, relative: 1e-5)
    expectClose(gamma.survival(gamma.upperQuantile(1e-8)), 1e-8, relative: 1e-11)
  }

  @Test("parameters that are no distribution are refused, by JSON too")
  func refusals() throws {
    for value in [0, -1, .nan, .infinity] {
      #expect(throws: DistributionError.self) { try Gamma(shape: value, scale: 1) }
      #expect(throws: DistributionError.self) { try Gamma(shape: 1, scale: value) }
    }
    let gamma = try Gamma(shape: 0.1, scale: 3)
    let data = try JSONEncoder().encode(gamma)
    #expect(try JSONDecoder().decode(Gamma.self, from: data) == gamma)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Gamma.self, from: Data(#"{"shape": 0, "scale": 1}"#.utf8))
    }
  }
}
