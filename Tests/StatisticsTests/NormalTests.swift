import Foundation
import Statistics
import Testing
import _TestSupport

struct NormalTests {
  @Test("distribution function, quantile and density agree with 50-digit values")
  func references() throws {
    let expected = try DistributionReferences.load().normal
    let normal = try Normal(mean: 0, standardDeviation: 1)
    // erfc turns the rounding of z into a relative error of z² ulp: 2e-13 at z = -38
    expectClose("cdf", expected.cdf, relative: 5e-13, normal.cdf)
    expectClose("quantile", expected.quantile, relative: 2e-15, absolute: 1e-17, normal.quantile)
    expectClose("log density", expected.logDensity, relative: 1e-15, normal.logDensity)
  }

  @Test("the upper tail mirrors the lower one to the last bit")
  func symmetry() throws {
    let normal = try Normal(mean: 0, standardDeviation: 1)
    for p in probabilities {
      #expect(normal.upperQuantile(p) == -normal.quantile(p))
      let z = normal.quantile(p)
      #expect(normal.survival(z) == normal.cdf(-z))
    }
  }

  @Test(
    "inversion, complement and slope hold at any location and scale",
    arguments: [(0.0, 1.0), (-7, 0.25), (1e6, 3e5)])
  func identities(mean: Double, deviation: Double) throws {
    let normal = try Normal(mean: mean, standardDeviation: deviation)
    expectContinuousIdentities(of: normal, relative: 1e-9)
    expectDensityIsSlope(of: normal)
    expectSampledMoments(of: normal)
  }

  @Test("scaling and shifting move the quantiles with the values")
  func equivariance() throws {
    let normal = try Normal(mean: 3, standardDeviation: 2)
    let moved = try normal.scaled(by: -4).shifted(by: 10)
    #expect(moved.mean == -2)
    #expect(moved.standardDeviation == 8)
    for p in probabilities {
      expectClose(
        moved.quantile(p), 10 - 4 * normal.upperQuantile(p), relative: 1e-14, absolute: 1e-14)
    }
  }

  @Test("a standard deviation of 0 is a certain value")
  func degenerate() throws {
    let certain = try Normal(mean: 5, standardDeviation: 0)
    #expect(certain.cdf(4.999) == 0)
    #expect(certain.cdf(5) == 1)
    #expect(certain.survival(5) == 0)
    #expect(certain.survival(4.999) == 1)
    for p in [0, 1e-300, 0.5, 1] { #expect(certain.quantile(p) == 5) }
    #expect(certain.quantile(.nan).isNaN)
    #expect(certain.variance == 0)
    #expect(certain.logDensity(5) == .infinity)
    #expect(certain.logDensity(6) == -.infinity)
    var stream = RandomStream(seed: 1, key: "certain")
    #expect(certain.sample(using: &stream) == 5)
  }

  @Test("probabilities 0 and 1 give the ends of the line")
  func ends() throws {
    let normal = try Normal(mean: 1, standardDeviation: 2)
    #expect(normal.quantile(0) == -.infinity)
    #expect(normal.quantile(1) == .infinity)
    #expect(normal.upperQuantile(0) == .infinity)
    #expect(normal.cdf(-.infinity) == 0)
    #expect(normal.cdf(.infinity) == 1)
  }

  @Test("scales of 1e±300 neither overflow nor vanish", arguments: [1e300, 1e-300])
  func extremeScales(scale: Double) throws {
    let normal = try Normal(mean: scale, standardDeviation: scale)
    expectClose(normal.cdf(2 * scale), 0.841_344_746_068_542_9, relative: 1e-14)
    expectClose(normal.quantile(0.841_344_746_068_542_9), 2 * scale, relative: 1e-14)
    #expect(normal.standardDeviation == scale)
  }

  @Test("a difference that overflows still has a probability")
  func overflowingDifference() throws {
    let normal = try Normal(mean: -1.5e308, standardDeviation: 1.5e308)
    expectClose(normal.cdf(1.5e308), StandardNormal.cdf(2), relative: 1e-14)
    expectClose(normal.quantile(StandardNormal.cdf(2)), 1.5e308, relative: 1e-13)
  }

  @Test("parameters that are no distribution are refused with name and value")
  func refusals() {
    #expect {
      try Normal(mean: .nan, standardDeviation: 1)
    } throws: {
      "\($0)" == "the mean of a normal distribution is nan but must be finite"
    }
    for deviation in [-1, .nan, .infinity] {
      #expect(throws: DistributionError.self) {
        try Normal(mean: 0, standardDeviation: deviation)
      }
    }
    #expect(throws: DistributionError.self) {
      try Normal(mean: 0, standardDeviation: 1e300).scaled(by: 1e300)
    }
  }

  @Test(
    "computed parameters are kept inside the range of doubles, and beyond it intervals are infinite"
  )
  func clamped() throws {
    let kept = Normal(clampedMean: -1.7e308, standardDeviation: 1e306)
    #expect(try kept == Normal(mean: -1.7e308, standardDeviation: 1e306))
    #expect(Normal(clampedMean: 2, standardDeviation: -1).standardDeviation == 0)
    for mean in [-Double.infinity, .infinity, .nan] {
      let lost = Normal(clampedMean: mean, standardDeviation: 0)
      #expect(lost.mean.isFinite && lost.standardDeviation.isFinite)
      #expect(lost.quantile(0.005) == -.infinity || lost.upperQuantile(0.005) == .infinity)
    }
    #expect(Normal(clampedMean: 0, standardDeviation: .nan).quantile(0.1) == -.infinity)
  }

  @Test("a value survives JSON, and an impossible one is refused there too")
  func coding() throws {
    let normal = try Normal(mean: 0.1, standardDeviation: 1e-300)
    let data = try JSONEncoder().encode(normal)
    #expect(try JSONDecoder().decode(Normal.self, from: data) == normal)
    let impossible = Data(#"{"mean": 0, "standardDeviation": -1}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Normal.self, from: impossible)
    }
  }
}
