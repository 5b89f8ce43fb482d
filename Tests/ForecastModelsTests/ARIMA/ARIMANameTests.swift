import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Names, refusals and the search of ARIMA models")
struct ARIMANameTests {
  @Test(
    "names give orders, season and constant, in any case and spacing",
    arguments: [
      ("ARIMA(1,1,1)(0,1,1)", 12, "ARIMA(1,1,1)(0,1,1)[12]"),
      ("arima(2, 0, 0)", 12, "ARIMA(2,0,0) with mean"),
      ("ARIMA(0,1,1)(1,0,0)[4]", 12, "ARIMA(0,1,1)(1,0,0)[4]"),
      ("ARIMA(0,1,1) with drift", 1, "ARIMA(0,1,1) with drift"),
      ("ARIMA(1,0,0) without constant", 1, "ARIMA(1,0,0)"),
      ("ARIMA(0,0,1)(0,1,1)[7] with drift", 1, "ARIMA(0,0,1)(0,1,1)[7] with drift"),
    ])
  func parsed(name: String, season: Int, full: String) throws {
    let model = try #require(try ARIMA(named: name, seasonLength: season))
    #expect(model.name == full)
    let again = try #require(try ARIMA(named: full, seasonLength: 1))
    #expect(
      again.order == model.order && again.hasConstant == model.hasConstant || full.hasSuffix(")"))
    let known = try ModelCatalog.model(named: name, seasonLength: season)
    #expect(known.name == full)
  }

  @Test(
    "what is not of that shape is no name",
    arguments: [
      "ARIMA", "ARIMA(1,1)", "ARIMA(1,1,1", "ARIMA(-1,0,0)", "ARIMA(1,1,1)(0,1)", "ARIMA(a,b,c)",
      "SARIMA(1,1,1)", "ARIMA(1,1,1) with season", "ARIMA(1000,0,0)", "",
    ])
  func notParsed(name: String) throws {
    let model = try ARIMA(named: name, seasonLength: 12)
    #expect(model == nil)
  }

  @Test(
    "orders out of range are refused with what is allowed",
    arguments: [
      ("ARIMA(13,0,0)", "p"), ("ARIMA(0,3,0)", "d"), ("ARIMA(0,0,13)", "q"),
      ("ARIMA(0,0,0)(4,0,0)", "P"), ("ARIMA(0,0,0)(0,3,0)", "D"), ("ARIMA(0,0,0)(0,0,4)", "Q"),
      ("ARIMA(0,2,0)(0,2,0)", "d + D"), ("ARIMA(0,0,0)(0,1,0)[999]", "season length"),
    ])
  func outOfRange(name: String, parameter: String) {
    let found = #expect(throws: SpecificationError.self) {
      try ARIMA(named: name, seasonLength: 12)
    }
    #expect("\(found.map { "\($0)" } ?? "")".contains(parameter))
  }

  @Test("a season of any length is passed over where no order is seasonal")
  func longSeason() throws {
    let model = try #require(try ARIMA(named: "ARIMA(1,1,1)", seasonLength: 1_000))
    #expect(try model.order == ARIMAOrder(1, 1, 1))
    #expect(throws: SpecificationError.self) {
      try ARIMA(named: "ARIMA(1,1,1)(0,1,1)", seasonLength: 1_000)
    }
  }

  @Test("a season without a length, and a constant that would bend, are refused in words")
  func notAllowed() {
    #expect(
      throws: SpecificationError.notAllowed(
        "seasonal orders need a season, but the season length is 1")
    ) { try ARIMA(named: "ARIMA(0,1,1)(0,1,1)", seasonLength: 1) }
    #expect(
      throws: SpecificationError.notAllowed(
        "a constant under 2 differences would be a curved trend")
    ) { try ARIMA(named: "ARIMA(0,1,1)(0,1,1) with drift", seasonLength: 12) }
    #expect(throws: SpecificationError.self) { try ARIMASearch(seasonLength: 0) }
  }

  @Test("a history that orders cannot be estimated on is refused with both counts")
  func tooShort() throws {
    let model = try ARIMA(ARIMAOrder(1, 1, 1, seasonal: (0, 1, 1), seasonLength: 4))
    let refused = #expect(throws: ModelError.self) { try model.fit(.quarterly(seasonalValues(9))) }
    guard case .tooFewObservations(let needed, let found)? = refused else {
      Issue.record("refused with \(String(describing: refused))")
      return
    }
    #expect(found == 9 && needed > 9)
    let enough = seasonalValues(needed)
    let fitted = try model.fit(.quarterly(enough))
    #expect(fitted.forecast(horizon: 4).isFinite)
    #expect(throws: ModelError.self) { try model.fit(.quarterly(enough.dropLast())) }
  }

  @Test("a regressor that is not known where the history is, is named")
  func unknownRegressor() throws {
    let column = Regressors.Column("price") {
      $0.ordinal == 7 ? .nan : 1.0 + Double($0.ordinal % 3)
    }
    let model = try ARIMA(ARIMAOrder(1, 0, 0), regressors: Regressors([column]))
    #expect(
      throws: ModelError.unknownRegressor(name: "price", at: Period(.quarter, ordinal: 7))
    ) { try model.fit(.quarterly(seasonalValues(20))) }
    var gap = seasonalValues(20)
    gap[7] = .nan
    let fitted = try model.fit(.quarterly(gap))
    #expect(fitted.forecast(horizon: 4).isFinite)
  }

  @Test("the search never returns a root nearer to the circle than 1.01", arguments: [1, 4])
  func roots(seasonLength: Int) throws {
    for number in 0..<25 {
      var stream = RandomStream(seed: 21, key: "roots \(number)")
      var level = 0.0
      let values = (0..<24 + 3 * number).map { slot in
        level += stream.normal()
        return [level, 50 + stream.normal(), level + Double(slot % 4) * 3][number % 3]
      }
      let outcome = try ARIMASearch(seasonLength: seasonLength).fit(.quarterly(values))
      guard case .fitted(let fitted) = outcome else { continue }
      // On the circle of radius 1.01 and inside it no polynomial comes near 0.
      for (coefficients, sign, radius) in [
        (fitted.coefficients.autoregressive, -1.0, 1.01),
        (fitted.coefficients.movingAverage, 1.0, 1.01),
        (fitted.coefficients.seasonalAutoregressive, -1.0, Double.pow(1.01, Double(seasonLength))),
        (fitted.coefficients.seasonalMovingAverage, 1.0, Double.pow(1.01, Double(seasonLength))),
      ] {
        #expect(windings(coefficients, sign: sign, radius: radius - 1e-9) == 0, "\(fitted.name)")
      }
    }
  }

  /// The number of roots of 1 ± Σ c[k] zᵏ within a radius: the turns of its argument around it.
  private func windings(_ coefficients: [Double], sign: Double, radius: Double) -> Int {
    var (turns, previous) = (0.0, 0.0)
    for step in 0...2_000 {
      let angle = 2 * Double.pi * Double(step) / 2_000
      var (real, imaginary) = (1.0, 0.0)
      for (index, value) in coefficients.enumerated() {
        let size = sign * value * Double.pow(radius, Double(index + 1))
        real += size * Double.cos(angle * Double(index + 1))
        imaginary += size * Double.sin(angle * Double(index + 1))
      }
      let argument = Double.atan2(y: imaginary, x: real)
      if step > 0 {
        var turn = argument - previous
        if turn > Double.pi { turn -= 2 * Double.pi }
        if turn < -Double.pi { turn += 2 * Double.pi }
        turns += turn
      }
      previous = argument
    }
    return Int((turns / (2 * Double.pi)).rounded())
  }
}
