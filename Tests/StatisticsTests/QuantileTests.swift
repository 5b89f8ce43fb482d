import Statistics
import Testing
import _TestSupport

struct QuantileTests {
  @Test("quantiles of any order of the sample are those of the sorted one")
  func order() {
    #expect(Quantile.of([5.0, 1, 3], 0.5) == 3)
    #expect(Quantile.of([5.0, 1, 3], 0.25) == 2)
    #expect(Quantile.ofSorted([1, 3, 5], 0.25) == 2)
  }

  @Test("an empty sample and shares outside 0...1 have no quantile")
  func undefined() {
    #expect(Quantile.ofSorted([], 0.5).isNaN)
    #expect(Quantile.of([1.0], -0.1).isNaN)
    #expect(Quantile.of([1.0], .nan).isNaN)
  }

  @Test("half of the values may be wild without moving median and deviation far")
  func robust() {
    let clean = RobustLocation([1.0, 2, 3, 4, 5, 6, 7])
    #expect(clean.median == 4)
    #expect(clean.medianAbsoluteDeviation == 2)
    let wild = RobustLocation([1.0, 2, 3, 4, 1e9, 1e9, 1e9])
    #expect(wild.median == 4)
    #expect(wild.medianAbsoluteDeviation == 3)
  }

  @Test("the scaled deviation estimates the standard deviation of normal values")
  func consistency() {
    expectClose(
      RobustLocation.normalConsistency, 1 / StandardNormal.quantile(0.75), relative: 1e-15)
    var stream = RandomStream(seed: 6, key: "robust")
    let location = RobustLocation((0..<20_000).map { _ in 10 + 3 * stream.normal() })
    // asymptotic standard errors: median 1.2533 σ/√n, deviation 1.1664 σ/√n
    expectClose(location.median, 10, absolute: 5 * 1.2533 * 3 / 20_000.0.squareRoot())
    expectClose(location.standardDeviation, 3, absolute: 5 * 1.1664 * 3 / 20_000.0.squareRoot())
  }

  @Test("huge values of both signs keep a finite deviation")
  func extremeScales() {
    let location = RobustLocation([-1.5e308, -1e308, 1e308, 1.2e308, 1.5e308])
    #expect(location.median == 1e308)
    #expect(location.medianAbsoluteDeviation == 5e307)
    #expect(RobustLocation([Double]()).median.isNaN)
  }
}
