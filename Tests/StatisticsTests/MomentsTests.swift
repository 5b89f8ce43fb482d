import Statistics
import Testing
import _TestSupport

struct MomentsTests {
  @Test("four moments of a small sample are those of the definition")
  func definition() {
    let moments = Moments([2.0, 4, 4, 4, 5, 5, 7, 9])
    #expect(moments.count == 8)
    #expect(moments.mean == 5)
    expectClose(moments.standardDeviation, 2, relative: 1e-15)
    expectClose(moments.sampleStandardDeviation, (32.0 / 7).squareRoot(), relative: 1e-15)
    // Σ(x - 5)³ = 42, Σ(x - 5)⁴ = 356
    expectClose(moments.skewness, 42.0 / 8 / 8, relative: 1e-14)
    expectClose(moments.kurtosis, 356.0 / 8 / 16, relative: 1e-14)
  }

  @Test("a large offset does not spoil the spread")
  func offset() {
    let plain = Moments([0.0, 1, 2, 3, 4])
    let moved = Moments([1e15, 1e15 + 1, 1e15 + 2, 1e15 + 3, 1e15 + 4])
    expectClose(moved.standardDeviation, plain.standardDeviation, relative: 1e-15)
    let uneven = Moments([1e16, 1e16 + 2, 1e16 + 2])
    expectClose(uneven.standardDeviation, 8.0.squareRoot() / 3, relative: 1e-14)
  }

  @Test("any scale gives the same moments times the scale", arguments: [1e300, 1e-300, 3e307])
  func scales(scale: Double) {
    let values = [-1.0, 0.5, 2, 2, 5]
    let (plain, scaled) = (Moments(values), Moments(values.map { $0 * scale }))
    expectClose(scaled.mean / scale, plain.mean, relative: 1e-15)
    expectClose(scaled.standardDeviation / scale, plain.standardDeviation, relative: 1e-14)
    expectClose(scaled.kurtosis, plain.kurtosis, relative: 1e-13)
  }

  @Test("a sum that overflows has a mean")
  func overflowingSum() {
    let moments = Moments([1.5e308, 1.5e308, 1.5e308])
    #expect(moments.mean == 1.5e308)
    #expect(moments.standardDeviation == 0)
  }

  @Test(
    "equal values have themselves as mean and no spread", arguments: [0.1, -7.7, 1e-300, 1e300])
  func constant(value: Double) {
    for count in [1, 3, 7, 49] {
      let moments = Moments([Double](repeating: value, count: count))
      #expect(moments.mean == value)
      #expect(moments.standardDeviation == 0)
      #expect(moments.skewness.isNaN)
    }
  }

  @Test("without values or with NaN among them there is no mean")
  func undefined() {
    #expect(Moments([Double]()).mean.isNaN)
    #expect(Moments([Double]()).standardDeviation.isNaN)
    #expect(Moments([1, .nan, 2]).mean.isNaN)
    #expect(Moments([1, .nan, 2]).standardDeviation.isNaN)
    #expect(Moments([1, .infinity]).standardDeviation.isNaN)
    #expect(Moments([1.0]).sampleStandardDeviation.isNaN)
  }

  @Test("a compensated sum keeps what a plain one loses")
  func compensation() {
    var sum = CompensatedSum()
    for term in [1, 1e100, 1, -1e100] { sum.add(term) }
    #expect(sum.total == 2)
    var tenths = CompensatedSum()
    for _ in 0..<1000 { tenths.add(0.1) }
    #expect(tenths.total == 100)
  }
}
