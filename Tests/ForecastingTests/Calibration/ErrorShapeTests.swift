import Statistics
import Testing
import _TestSupport

@testable import Forecasting

@Suite("Error shape")
struct ErrorShapeTests {
  private func held(_ shape: ErrorShape, within size: Double) -> Double {
    let distribution = shape.distribution(scale: 1)
    return distribution.cdf(size) - distribution.cdf(-size)
  }

  @Test("80 % and 95 % of the errors stay below the two sizes", arguments: 0...44)
  func bothQuantiles(row: Int) {
    let ratio = 1.54 + 0.05 * Double(row)
    let shape = ErrorShape(at80: 1.3, at95: 1.3 * ratio)
    expectClose(held(shape, within: 1.3), 0.8, absolute: 3e-4)
    expectClose(held(shape, within: 1.3 * ratio), 0.95, absolute: 3e-4)
  }

  @Test("a ratio below that of normal errors is a normal distribution with the larger size")
  func narrowEnd() {
    let shape = ErrorShape(at80: 1.9, at95: 1.959963984540054)
    expectClose(shape.narrow, 1, relative: 1e-9)
    #expect(shape.narrow == shape.wide)
    expectClose(held(shape, within: 1.959963984540054), 0.95, absolute: 1e-9)
  }

  @Test("a ratio beyond the table keeps the larger size", arguments: [4.5, 10, 1e6, 1e300])
  func wideEnd(ratio: Double) {
    let shape = ErrorShape(at80: 1 / ratio, at95: 1)
    expectClose(held(shape, within: 1), 0.95, absolute: 1e-6)
    #expect(shape.wide > shape.narrow && shape.narrow > 0)
  }

  @Test(
    "the distribution is symmetric around 0 and grows with its scale", arguments: [0.01, 1, 1e9])
  func symmetry(scale: Double) {
    let distribution = ErrorShape(at80: 1.2, at95: 2.4).distribution(scale: scale)
    #expect(distribution.mean == 0)
    for level in [0.6, 0.9, 0.975] {
      expectClose(
        distribution.quantile(level), -distribution.quantile(1 - level), relative: 1e-9)
    }
    expectClose(distribution.quantile(0.975), 2.4 * scale, relative: 1e-2)
  }

  @Test("errors without any reach are no distribution wider than their larger size")
  func zeroReach() {
    let shape = ErrorShape(at80: 0, at95: 1)
    #expect(shape.narrow.isFinite && shape.wide.isFinite)
    expectClose(held(shape, within: 1), 0.95, absolute: 1e-6)
  }
}
