import Statistics
import Testing
import _TestSupport

struct LjungBoxTests {
  struct References: Decodable {
    struct Case: Decodable {
      let name: String
      let lags: Int
      let fittedParameters: Int
      let statistic: Double
      let pValue: Double
      let values: [Double]
    }
    let cases: [Case]
  }

  @Test("statistic and p-value agree with R on four classic series")
  func references() throws {
    for expected in try Reference<References>.load("ljung-box").cases {
      let test = try LjungBox(
        residuals: expected.values, lags: expected.lags,
        fittedParameters: expected.fittedParameters)
      expectClose(test.statistic, expected.statistic, relative: 1e-12, "\(expected.name)")
      // R subtracts from one for the upper tail of its χ² only where that is harmless
      expectClose(
        test.pValue, expected.pValue, relative: 1e-10, absolute: 1e-16, "\(expected.name)")
      #expect(test.degreesOfFreedom == expected.lags - expected.fittedParameters)
    }
  }

  @Test("neither scale nor offset of the residuals matters", arguments: [1e300, 1e-300, -2])
  func invariance(scale: Double) throws {
    var stream = RandomStream(seed: 5, key: "residuals")
    let values = (0..<80).map { _ in stream.normal() }
    let plain = try LjungBox(residuals: values, lags: 6)
    let scaled = try LjungBox(residuals: values.map { scale * ($0 + 3) }, lags: 6)
    expectClose(scaled.statistic, plain.statistic, relative: 1e-10)
  }

  @Test("independent values are rejected as often as the level says")
  func level() throws {
    var stream = RandomStream(seed: 4, key: "level")
    let runs = 1000
    let rejected = try (0..<runs).count { _ in
      try LjungBox(residuals: (0..<200).map { _ in stream.normal() }, lags: 8).pValue < 0.1
    }
    // binomial standard error 0.0095; the χ² approximation itself is within 0.01 at 200 values
    expectClose(Double(rejected) / Double(runs), 0.1, absolute: 5 * 0.0095)
  }

  @Test("a strong autocorrelation is found")
  func power() throws {
    var stream = RandomStream(seed: 3, key: "power")
    var state = 0.0
    let values = (0..<100).map { _ in
      state = 0.7 * state + stream.normal()
      return state
    }
    #expect(try LjungBox(residuals: values, lags: 5).pValue < 1e-6)
  }

  @Test("too few values or lags, gaps and constants are refused with the reason")
  func refusals() {
    #expect(throws: HypothesisTestError.tooFewValues(needed: 6, found: 5)) {
      try LjungBox(residuals: [1, 2, 3, 4, 5], lags: 5)
    }
    #expect(throws: HypothesisTestError.tooFewLags(needed: 3, found: 2)) {
      try LjungBox(residuals: [1, 2, 3, 4, 5], lags: 2, fittedParameters: 2)
    }
    #expect(throws: HypothesisTestError.tooFewLags(needed: 1, found: 0)) {
      try LjungBox(residuals: [1, 2, 3], lags: 0)
    }
    #expect(throws: HypothesisTestError.constant(value: 4)) {
      try LjungBox(residuals: [4, 4, 4, 4], lags: 1)
    }
    #expect {
      try LjungBox(residuals: [1, .infinity, 3, 4], lags: 1)
    } throws: {
      "\($0)" == "value 1 is inf but must be finite; remove missing values first"
    }
  }
}
