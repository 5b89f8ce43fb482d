import Foundation
import Statistics
import Testing
import _TestSupport

struct MixtureTests {
  @Test("quantiles agree with 50-digit values, in both tails and at any scale")
  func references() throws {
    for expected in try DistributionReferences.load().mixtures {
      let components = try zip(expected.means, expected.standardDeviations).map {
        try Normal(mean: $0, standardDeviation: $1)
      }
      let mixture = try Mixture(components, weights: expected.weights)
      // near zero a quantile is only as sharp as the probability behind it: ulp / density
      let scale = expected.standardDeviations.max() ?? 0
      expectClose(
        "quantile of \(expected.means)", expected.quantile, relative: 1e-12,
        absolute: 1e-15 * scale, mixture.quantile)
    }
  }

  @Test("one component is that component")
  func single() throws {
    let normal = try Normal(mean: 2, standardDeviation: 3)
    let mixture = try Mixture([normal])
    #expect(mixture.mean == 2)
    expectClose(mixture.standardDeviation, 3, relative: 1e-15)
    for p in probabilities {
      #expect(mixture.quantile(p) == normal.quantile(p))
      #expect(mixture.upperQuantile(p) == normal.upperQuantile(p))
    }
    for x in [-10, 0, 2, 50.0] {
      #expect(mixture.cdf(x) == normal.cdf(x))
      #expect(mixture.logDensity(x) == normal.logDensity(x))
    }
  }

  @Test("inversion, complement and slope hold across components of different width")
  func identities() throws {
    let mixture = try Mixture(
      [Normal(mean: 0, standardDeviation: 1), Normal(mean: 3, standardDeviation: 0.2)],
      weights: [3, 1])
    expectContinuousIdentities(of: mixture)
    expectDensityIsSlope(of: mixture)
    expectSampledMoments(of: mixture)
    let heavy = try Mixture(
      [StudentT(degreesOfFreedom: 3), StudentT(degreesOfFreedom: 8, location: 1, scale: 5)])
    expectContinuousIdentities(of: heavy)
  }

  @Test("weights need not add up to one, and components of weight 0 are left out")
  func weights() throws {
    let parts = try [1.0, 2, 3].map { try Normal(mean: $0, standardDeviation: 1) }
    let mixture = try Mixture(parts, weights: [1e300, 0, 3e300])
    #expect(mixture.components == [parts[0], parts[2]])
    #expect(mixture.weights == [0.25, 0.75])
    #expect(mixture.mean == 2.5)
  }

  @Test("mean and spread stay finite at scales whose squares do not", arguments: [1e300, 1e-300])
  func extremeScales(scale: Double) throws {
    let mixture = try Mixture([
      Normal(mean: -scale, standardDeviation: scale), Normal(mean: scale, standardDeviation: scale),
    ])
    #expect(mixture.mean == 0)
    expectClose(mixture.standardDeviation, scale * 2.0.squareRoot(), relative: 1e-15)
    expectClose(mixture.quantile(0.5), 0, absolute: 1e-15 * scale)
    expectClose(mixture.cdf(mixture.quantile(0.1)), 0.1, relative: 1e-13)
  }

  @Test("components of utterly different scale keep exact quantiles")
  func mixedScales() throws {
    let mixture = try Mixture([
      Normal(mean: 1e-200, standardDeviation: 1e-201),
      Normal(mean: 1e200, standardDeviation: 1e199),
    ])
    for p in [0.01, 0.2, 0.4, 0.49, 0.51, 0.7, 0.99] {
      expectClose(mixture.cdf(mixture.quantile(p)), p, relative: 1e-11)
    }
  }

  @Test("certain values give steps, and the quantile is the place of the step")
  func steps() throws {
    let mixture = try Mixture([
      Normal(mean: 1, standardDeviation: 0), Normal(mean: 5, standardDeviation: 0),
    ])
    #expect(mixture.quantile(0.3) == 1)
    #expect(mixture.quantile(0.7) == 5)
    #expect(mixture.cdf(1) == 0.5)
    #expect(mixture.standardDeviation == 2)
  }

  @Test("a step inside a continuous component is found to the last digits")
  func stepInside() throws {
    let mixture = try Mixture([
      Normal(mean: 0, standardDeviation: 1), Normal(mean: 1, standardDeviation: 0),
    ])
    // F jumps from Φ(1)/2 = 0.42 to 0.92 at 1
    for p in [0.5, 0.7, 0.9] { expectClose(mixture.quantile(p), 1, relative: 1e-15) }
    expectClose(mixture.quantile(0.3), StandardNormal.quantile(0.6), relative: 1e-13)
  }

  @Test("a quantile of mixed samples is the member where the weighted share reaches it")
  func mixedSamples() throws {
    var stream = RandomStream(seed: 9, key: "samples")
    let samples = try [40, 25].map { count in
      try Empirical((0..<count).map { _ in (stream.normal() * 30).rounded() / 8 })
    }
    let mixture = try Mixture(samples, weights: [0.25, 0.75])
    let members = samples.flatMap(\.sorted).sorted()
    for step in 0..<200 {
      let p = (Double(step) + 0.37) / 200
      let reached = members.first { mixture.cdf($0) >= p } ?? .infinity
      // The components' own, interpolated quantiles bound that of the mixture.
      let ends = samples.map { $0.quantile(p) }.sorted()
      #expect(mixture.quantile(p) == min(max(reached, ends[0]), ends[1]), "at \(p)")
    }
  }

  @Test("the next possible value is that of the nearest component")
  func possibleValues() throws {
    let certain = try Normal(mean: 2, standardDeviation: 0)
    #expect(certain.firstPossibleValue(from: 1) == 2)
    #expect(certain.firstPossibleValue(from: 2) == 2)
    #expect(certain.firstPossibleValue(from: 2.1) == .infinity)
    #expect(try Empirical([1, 4, 6]).firstPossibleValue(from: 1.5) == 4)
    #expect(try Empirical([1, 4, 6]).firstPossibleValue(from: 7) == .infinity)
    #expect(try Mixture([Empirical([1, 4]), Empirical([3])]).firstPossibleValue(from: 1.5) == 3)
    let mixed = try Mixture([certain, Normal(mean: 0, standardDeviation: 1)])
    #expect(mixed.firstPossibleValue(from: 5) == 5)
  }

  @Test("quantiles of mixed samples never fall")
  func monotone() throws {
    var stream = RandomStream(seed: 8, key: "mixture")
    let mixture = try Mixture(
      (0..<3).map { index in
        try Empirical((0..<37).map { _ in stream.normal() * Double(index + 1) })
      })
    var previous = -Double.infinity
    for step in 0...500 {
      let x = mixture.quantile(Double(step) / 500)
      #expect(x >= previous)
      previous = x
    }
    expectRefusedProbabilities(of: mixture)
  }

  @Test("scaling and shifting act on every component")
  func equivariance() throws {
    let mixture = try Mixture(
      [Normal(mean: 0, standardDeviation: 1), Normal(mean: 4, standardDeviation: 2)],
      weights: [1, 2])
    let moved = try mixture.scaled(by: -2).shifted(by: 3)
    for p in [0.05, 0.3, 0.5, 0.8] {
      expectClose(
        moved.quantile(p), 3 - 2 * mixture.upperQuantile(p), relative: 1e-13, absolute: 1e-14)
    }
    #expect(throws: DistributionError.self) { try mixture.scaled(by: .infinity) }
  }

  @Test("the density far out is that of the widest component, without underflow")
  func farDensity() throws {
    let wide = try Normal(mean: 0, standardDeviation: 10)
    let mixture = try Mixture([wide, Normal(mean: 0, standardDeviation: 1)])
    expectClose(mixture.logDensity(1000), wide.logDensity(1000) - log(2), relative: 1e-14)
  }

  @Test("no components, no weight, wrong counts and negative weights are refused")
  func refusals() throws {
    let normal = try Normal(mean: 0, standardDeviation: 1)
    #expect(throws: DistributionError.empty(distribution: "a mixture")) {
      try Mixture<Normal>([])
    }
    #expect(throws: DistributionError.noWeight) { try Mixture([normal], weights: [0]) }
    #expect(throws: DistributionError.countMismatch(components: 1, weights: 2)) {
      try Mixture([normal], weights: [1, 2])
    }
    for weight in [-1, .nan, .infinity] {
      #expect(throws: DistributionError.self) { try Mixture([normal], weights: [weight]) }
    }
  }

  @Test("a value survives JSON")
  func coding() throws {
    let mixture = try Mixture(
      [Normal(mean: 0, standardDeviation: 1), Normal(mean: 4, standardDeviation: 2)],
      weights: [1, 3])
    let data = try JSONEncoder().encode(mixture)
    #expect(try JSONDecoder().decode(Mixture<Normal>.self, from: data) == mixture)
  }
}
