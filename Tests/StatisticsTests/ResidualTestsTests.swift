import Statistics
import Testing
import _TestSupport

@Suite("Tests of the shape and spread of residuals")
struct ResidualTestsTests {
  struct References: Decodable {
    struct Case: Decodable {
      let name: String
      let statistic: Double
      let pValue: Double
      let ratio: Double
      let ratioPValue: Double
      let values: [Double]
    }
    let cases: [Case]
  }

  @Test("statistics and p-values agree with R on four classic series")
  func references() throws {
    for expected in try Reference<References>.load("residual-tests").cases {
      let shape = try JarqueBera(expected.values)
      let spread = try VarianceRatio(residuals: expected.values)
      let name: Comment = "\(expected.name)"
      // tseries takes moments around a rounded mean; the p-value is a χ² tail of the statistic
      expectClose(shape.statistic, expected.statistic, relative: 1e-11, name)
      expectClose(shape.pValue, expected.pValue, relative: 1e-9, absolute: 1e-15, name)
      expectClose(spread.ratio, expected.ratio, relative: 1e-12, name)
      expectClose(spread.pValue, expected.ratioPValue, relative: 1e-10, absolute: 1e-15, name)
    }
  }

  @Test("the scale of the values does not matter", arguments: [1e300, 1e-300, -2])
  func scale(unit: Double) throws {
    var stream = RandomStream(seed: 5, key: "shape")
    let values = (0..<70).map { _ in stream.normal() }
    let scaled = values.map { $0 * unit }
    expectClose(
      try JarqueBera(scaled).statistic, try JarqueBera(values).statistic, relative: 1e-9)
    expectClose(
      try VarianceRatio(residuals: scaled).ratio, try VarianceRatio(residuals: values).ratio,
      relative: 1e-12)
  }

  @Test("independent normal values are rejected as often as the level says")
  func level() throws {
    var stream = RandomStream(seed: 8, key: "level")
    let runs = 1000
    var (shapes, spreads) = (0, 0)
    for _ in 0..<runs {
      let values = (0..<400).map { _ in stream.normal() }
      if try JarqueBera(values).pValue < 0.1 { shapes += 1 }
      if try VarianceRatio(residuals: values).pValue < 0.1 { spreads += 1 }
    }
    // binomial standard error 0.0095; Jarque-Bera rejects 0.08 at 400 values instead of 0.1
    expectClose(Double(shapes) / Double(runs), 0.08, absolute: 4 * 0.0095)
    expectClose(Double(spreads) / Double(runs), 0.1, absolute: 4 * 0.0095)
  }

  @Test("time reversed, the ratio is inverted and the p-value is the same")
  func reversal() throws {
    let values = (0..<31).map { slot -> Double in Double(slot * 37 % 23 - 9) + Double(slot) / 5 }
    let forward = try VarianceRatio(residuals: values)
    let backward = try VarianceRatio(residuals: values.reversed())
    expectClose(forward.ratio * backward.ratio, 1, relative: 1e-12)
    expectClose(forward.pValue, backward.pValue, relative: 1e-12)
    #expect(forward.valuesPerSide == 10)
  }

  @Test("a lone spike is not normal, and a spread that grows is seen")
  func power() throws {
    var stream = RandomStream(seed: 2, key: "power")
    let noise = (0..<90).map { _ in stream.normal() }
    var spiked = noise
    spiked[40] = 12
    #expect(try JarqueBera(spiked).pValue < 1e-6)
    let growing = noise.enumerated().map { $1 * Double($0 + 1) }
    #expect(try VarianceRatio(residuals: growing).pValue < 1e-6)
    #expect(try VarianceRatio(residuals: [0, 0, 1, 1, 2, 3]).pValue == 0)
  }

  @Test("too few, constant and infinite values are refused")
  func refusals() {
    #expect(throws: HypothesisTestError.tooFewValues(needed: 3, found: 2)) {
      try JarqueBera([1, 2])
    }
    #expect(throws: HypothesisTestError.constant(value: 4)) { try JarqueBera([4, 4, 4, 4]) }
    #expect(throws: HypothesisTestError.notFinite(index: 1, value: .infinity)) {
      try JarqueBera([1, .infinity, 2])
    }
    #expect(throws: HypothesisTestError.tooFewValues(needed: 6, found: 5)) {
      try VarianceRatio(residuals: [1, 2, 3, 4, 5])
    }
    #expect(throws: HypothesisTestError.constant(value: 0)) {
      try VarianceRatio(residuals: [0, 0, 1, 1, 0, 0])
    }
  }
}
