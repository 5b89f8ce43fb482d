import Forecasting
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("Regressions against R")
struct RegressionReferenceTests {
  struct References: Decodable {
    struct Case: Decodable {
      let name: String
      let seasonLength: Int
      let step: Int
      let coefficient: Double
      let standardError: Double
      let means: [Double]
      let values: [Double]
    }
    let cases: [Case]
  }

  private static func fit(_ it: References.Case) throws -> FittedRegression {
    let start = Period(.month, ordinal: -12)
    let law = CalendarEvent("law", start: start.advanced(by: it.step).firstDay, kind: .shift)
    let model = try DynamicRegression(
      regressors: .events([law]), seasonLength: it.seasonLength, horizon: 6)
    return try model.fit(TimeSeries(start: start, storage: it.values))
  }

  @Test("steps of classic series are as large as R finds them with related ARIMA errors")
  func steps() throws {
    for it in try Reference<References>.load("regression").cases {
      let fitted = try Self.fit(it)
      let coefficient = try #require(fitted.coefficients.first).value
      // The season of these errors hardly moves and R's does: a fifth of R's standard error apart.
      expectClose(coefficient, it.coefficient, absolute: 0.2 * it.standardError, "\(it.name)")
      for (mean, expected) in zip(fitted.forecast(horizon: 6).means, it.means) {
        expectClose(mean, expected, relative: 0.03, "\(it.name)")
      }
    }
  }

  @Test("where the errors are those of R, so are coefficient and forecast")
  func sameErrors() throws {
    let cases = try Reference<References>.load("regression").cases
    let it = try #require(cases.first { $0.name == "Nile" })
    let fitted = try Self.fit(it)
    #expect(fitted.errors.name == "ETS(A,N,N)")
    // R's moving average ends at its bound of 1, where α is 0; ours is held at 0.0001
    expectClose(try #require(fitted.coefficients.first).value, it.coefficient, relative: 3e-4)
    expectClose(fitted.forecast(horizon: 1).means[0], it.means[0], relative: 3e-4)
  }

  @Test("standard errors of coefficients with ARIMA errors are those of R")
  func standardErrors() throws {
    for it in try Reference<References>.load("regression").cases {
      let start = Period(.month, ordinal: -12)
      let law = CalendarEvent("law", start: start.advanced(by: it.step).firstDay, kind: .shift)
      let season = it.seasonLength > 1 ? (0, 1, 1) : (0, 0, 0)
      let order = try ARIMAOrder(0, 1, 1, seasonal: season, seasonLength: it.seasonLength)
      let fitted = try ARIMA(order, regressors: .events([law])).fit(
        TimeSeries(start: start, storage: it.values))
      let found = try #require(fitted.summary.parameters.last)
      #expect(found.name == "law")
      expectClose(found.value, it.coefficient, relative: 1e-3, "\(it.name)")
      // R divides by n where σ² here is divided by n − k.
      expectClose(try #require(found.standardError), it.standardError, relative: 0.03)
    }
  }

  @Test("the example of the page on regression prints what it says")
  func documented() throws {
    let cases = try Reference<References>.load("regression").cases
    let fitted = try Self.fit(try #require(cases.first { $0.name == "UKDriverDeaths" }))
    #expect(fitted.name == "Regression with ETS(A,N,A) errors")
    expectClose(try #require(fitted.coefficients.first).value, -306.56, absolute: 0.01)
    let ahead = fitted.forecast(horizon: 2)
    expectClose(ahead.means[0], 1382.87, absolute: 0.01)
    expectClose(ahead.means[1], 1201.96, absolute: 0.01)
    expectClose(fitted.components(horizon: 1).level[0], 1678.97, absolute: 0.01)
  }
}
