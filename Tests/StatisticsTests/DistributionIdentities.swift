import Statistics
import Testing
import _TestSupport

/// Probabilities from the far lower to the far upper tail.
let probabilities = [
  1e-300, 1e-100, 1e-20, 1e-9, 0.001, 0.025, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.975, 0.999,
]

/// Expects what holds for every distribution with a continuous, increasing distribution function.
func expectContinuousIdentities(
  of distribution: some UnivariateDistribution, relative: Double = 1e-11,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var previous = -Double.infinity
  for p in probabilities {
    let x = distribution.quantile(p)
    #expect(x >= previous, "the quantile falls at \(p)", sourceLocation: sourceLocation)
    previous = x
    expectClose(
      distribution.cdf(x), p, relative: relative, "cdf(quantile(\(p)))",
      sourceLocation: sourceLocation)
    expectClose(
      distribution.survival(distribution.upperQuantile(p)), p, relative: relative,
      "survival(upperQuantile(\(p)))", sourceLocation: sourceLocation)
    expectClose(
      distribution.cdf(x) + distribution.survival(x), 1, absolute: 1e-15,
      sourceLocation: sourceLocation)
  }
  expectRefusedProbabilities(of: distribution, sourceLocation: sourceLocation)
}

/// Expects NaN for every argument that is not a probability, and for NaN.
func expectRefusedProbabilities(
  of distribution: some UnivariateDistribution, sourceLocation: SourceLocation = #_sourceLocation
) {
  for p in [-0.1, 1.1, .nan, .infinity, -.infinity] {
    #expect(distribution.quantile(p).isNaN, sourceLocation: sourceLocation)
    #expect(distribution.upperQuantile(p).isNaN, sourceLocation: sourceLocation)
  }
  #expect(distribution.cdf(.nan).isNaN, sourceLocation: sourceLocation)
  #expect(distribution.survival(.nan).isNaN, sourceLocation: sourceLocation)
  #expect(distribution.cdf(-.infinity) == 0, sourceLocation: sourceLocation)
  #expect(distribution.cdf(.infinity) == 1, sourceLocation: sourceLocation)
  #expect(distribution.survival(.infinity) == 0, sourceLocation: sourceLocation)
}

/// Expects the density to be the slope of the distribution function, at some quantiles.
func expectDensityIsSlope(
  of distribution: some ContinuousDistribution, relative: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for p in [0.01, 0.2, 0.5, 0.7, 0.95] {
    let x = distribution.quantile(p)
    let step = 1e-5 * (distribution.quantile(0.75) - distribution.quantile(0.25))
    let slope = (distribution.cdf(x + step) - distribution.cdf(x - step)) / (2 * step)
    expectClose(
      distribution.density(x), slope, relative: relative, "density at the \(p) quantile",
      sourceLocation: sourceLocation)
  }
}

/// Expects mean and standard deviation of samples within five standard errors of the stated ones.
func expectSampledMoments(
  of distribution: some UnivariateDistribution, draws: Int = 40_000,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var stream = RandomStream(seed: 20_240_229, key: "\(distribution)")
  let moments = Moments((0..<draws).map { _ in distribution.sample(using: &stream) })
  let deviation = distribution.standardDeviation
  expectClose(
    moments.mean, distribution.mean, absolute: 5 * deviation / Double(draws).squareRoot(),
    "sampled mean", sourceLocation: sourceLocation)
  // var(s²) ≈ σ⁴(κ - 1)/n, hence the standard error of s is σ√((κ - 1)/n)/2
  let error = deviation * ((moments.kurtosis - 1) / Double(draws)).squareRoot() / 2
  expectClose(
    moments.standardDeviation, deviation, absolute: 5 * error, "sampled standard deviation",
    sourceLocation: sourceLocation)
}
