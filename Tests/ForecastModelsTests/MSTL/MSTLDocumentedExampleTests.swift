import Forecasting
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("The examples of docs/models/mstl.md and box-cox.md")
struct MSTLDocumentedExampleTests {
  @Test("MSTL of AirPassengers gives the printed numbers")
  func mstl() throws {
    let fitted = try MSTLModel(seasonLengths: [12]).fit(PeerReference("AirPassengers").history)
    #expect(fitted.name == "BoxCox(MSTL(12)+ETS(A,A,N))")
    check(fitted.forecast(horizon: 2), [449.58, 429.95], 425.18...474.80)
  }

  @Test("Box–Cox of AirPassengers gives the printed numbers")
  func boxCox() throws {
    let fitted = try TransformedModel(
      ETSSearch(seasonLength: 12), power: .likelihood, seasonLength: 12
    ).fit(PeerReference("AirPassengers").history)
    #expect(fitted.name == "BoxCox(ETS(A,A,A))")
    expectClose(fitted.summary.parameters[0].value, 0.198, absolute: 0.0006)
    check(fitted.forecast(horizon: 2), [443.18, 437.38], 410.42...477.44)
  }

  private func check(_ forecast: Forecast, _ means: [Double], _ interval: ClosedRange<Double>) {
    let first = forecast.intervals(level: 0.95)[0]
    let found = forecast.means + [first.lower, first.upper]
    expectClose(found, means + [interval.lowerBound, interval.upperBound], absolute: 0.02)
  }
}
