import Statistics
import Testing
import _TestSupport

/// A test of drawn counts against exact probabilities; kept within five standard errors.
struct CountSamplerTests {
  let draws = 20_000

  /// Compares mean, variance and the share at or below three thresholds with their exact values.
  func expectCounts(
    _ counts: [Int], mean: Double, variance: Double, cdf: (Int) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let moments = Moments(counts.map(Double.init))
    let root = Double(counts.count).squareRoot()
    expectClose(
      moments.mean, mean, absolute: 5 * variance.squareRoot() / root, "mean",
      sourceLocation: sourceLocation)
    expectClose(
      moments.variance, variance,
      absolute: 5 * variance * (moments.kurtosis - 1).squareRoot() / root, "variance",
      sourceLocation: sourceLocation)
    for z in [-1.0, 0, 1.5] {
      let threshold = Int((mean + z * variance.squareRoot()).rounded(.down))
      let share = Double(counts.count { $0 <= threshold }) / Double(counts.count)
      let p = cdf(threshold)
      expectClose(
        share, p, absolute: 5 * (p * (1 - p)).squareRoot() / root, "share up to \(threshold)",
        sourceLocation: sourceLocation)
    }
  }

  @Test(
    "Poisson counts follow their distribution for any mean",
    arguments: [0.2, 3, 15.9, 16.1, 90, 1e6])
  func poisson(mean: Double) {
    var stream = RandomStream(seed: 1, key: "poisson \(mean)")
    let counts = (0..<draws).map { _ in stream.poisson(mean: mean) }
    // P(N ≤ k) = Q(k + 1, mean)
    expectCounts(counts, mean: mean, variance: mean) { count in
      count < 0 ? 0 : IncompleteGamma.tails(at: mean, Double(count + 1)).upper
    }
  }

  @Test(
    "binomial counts follow their distribution for any number of trials",
    arguments: [(1, 0.3), (16, 0.5), (17, 0.02), (60, 0.9), (5000, 0.001), (1_000_000, 0.4)])
  func binomial(trials: Int, probability: Double) {
    var stream = RandomStream(seed: 2, key: "binomial \(trials)")
    let counts = (0..<draws).map { _ in stream.binomial(trials: trials, probability: probability) }
    #expect(counts.allSatisfy { (0...trials).contains($0) })
    let mean = Double(trials) * probability
    // P(N ≤ k) = I_{1-p}(n - k, k + 1)
    expectCounts(counts, mean: mean, variance: mean * (1 - probability)) { count in
      guard count >= 0 else { return 0 }
      guard count < trials else { return 1 }
      let point = IncompleteBeta.Point(value: 1 - probability, complement: probability)
      return IncompleteBeta.tails(at: point, Double(trials - count), Double(count + 1)).lower
    }
  }

  @Test(
    "negative binomial counts follow their distribution",
    arguments: [(4.0, 0.5), (0.3, 2), (200, 10)])
  func negativeBinomial(mean: Double, size: Double) {
    var stream = RandomStream(seed: 3, key: "negative binomial \(mean)")
    let counts = (0..<draws).map { _ in stream.negativeBinomial(mean: mean, size: size) }
    // P(N ≤ k) = I_x(size, k + 1) at x = size/(size + mean)
    expectCounts(counts, mean: mean, variance: mean + mean * mean / size) { count in
      guard count >= 0 else { return 0 }
      let point = IncompleteBeta.Point(
        value: size / (size + mean), complement: mean / (size + mean))
      return IncompleteBeta.tails(at: point, size, Double(count + 1)).lower
    }
  }

  @Test("impossible and certain events are just that")
  func certainties() {
    var stream = RandomStream(seed: 4, key: "certain")
    #expect(stream.poisson(mean: 0) == 0)
    #expect(stream.negativeBinomial(mean: 0, size: 1) == 0)
    for trials in [0, 10, 10_000] {
      #expect(stream.binomial(trials: trials, probability: 0) == 0)
      #expect(stream.binomial(trials: trials, probability: 1) == trials)
    }
  }

  @Test("huge means and trials end quickly and stay near their mean")
  func huge() {
    var stream = RandomStream(seed: 5, key: "huge")
    expectClose(Double(stream.poisson(mean: 1e15)), 1e15, absolute: 10 * 1e15.squareRoot())
    let count = stream.binomial(trials: 1_000_000_000_000, probability: 0.5)
    expectClose(Double(count), 5e11, absolute: 10 * 5e5)
  }

  @Test("beta numbers of tiny exponents are 0 or 1, never NaN")
  func tinyExponents() {
    var stream = RandomStream(seed: 6, key: "tiny")
    let values = (0..<2000).map { _ in stream.beta(1e-5, 3e-5) }
    #expect(values.allSatisfy { (0...1).contains($0) })
    expectClose(Moments.mean(of: values), 0.25, absolute: 5 * (0.1875 / 2000).squareRoot())
    #expect((0..<100).allSatisfy { _ in stream.gamma(shape: 1e-4).isFinite })
  }

  @Test("the same stream gives the same numbers of every kind")
  func reproducible() {
    func draw() -> [Double] {
      var stream = RandomStream(seed: 7, key: "same")
      return [
        stream.gamma(shape: 0.4), stream.beta(2, 3), Double(stream.poisson(mean: 40)),
        Double(stream.binomial(trials: 100, probability: 0.2)),
        Double(stream.negativeBinomial(mean: 10, size: 2)), stream.normal(), stream.uniform(),
      ]
    }
    #expect(draw() == draw())
  }
}
