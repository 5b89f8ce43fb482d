import Testing
import _TestSupport

@testable import Statistics

@Suite("KPSS test")
struct KPSSTests {
  @Test("a constant series and a short one are refused with what was found")
  func refusals() {
    #expect(throws: HypothesisTestError.constant(value: 3)) { try KPSS([3, 3, 3]) }
    #expect(throws: HypothesisTestError.tooFewValues(needed: 2, found: 1)) { try KPSS([3]) }
    #expect(throws: HypothesisTestError.self) { try KPSS([1, .nan, 2]) }
  }

  @Test("four values give the statistic of the formula by hand")
  func byHand() throws {
    // Deviations −1.5 −.5 .5 1.5; sums −1.5 −2 −1.5 0; 8.5 / (4 · 5) without lags.
    #expect(abs(try KPSS([1, 2, 3, 4], lags: 0).statistic - 8.5 / 20) < 1e-15)
    // One lag of weight 1/2 adds (.75 − .25 + .75): 8.5 / (4 · 6.25).
    #expect(abs(try KPSS([1, 2, 3, 4], lags: 1).statistic - 8.5 / 25) < 1e-15)
  }

  @Test("neither shift nor scale changes the statistic")
  func equivariance() throws {
    var stream = RandomStream(seed: 3, key: "kpss")
    let values = (0..<50).map { _ in stream.normal() }
    let base = try KPSS(values).statistic
    #expect(abs(try KPSS(values.map { 1e200 * $0 + 3e200 }).statistic - base) < 1e-12)
  }

  @Test("the table of critical values is read in straight lines and ends at .10 and .01")
  func table() throws {
    let rising = try KPSS((0..<40).map(Double.init))
    #expect(rising.pValue == 0.01)
    let alternating = try KPSS((0..<40).map { $0 % 2 == 0 ? 1.0 : -1 }, lags: 0)
    #expect(alternating.pValue == 0.10)
  }
}
