import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("The example of docs/models/arima.md")
struct ARIMAExampleTests {
  @Test("the search and the airline model of AirPassengers give the printed numbers")
  func airPassengers() throws {
    let airPassengers = try PeerReference("AirPassengers").history
    let found = try ARIMASearch(seasonLength: 12).fit(airPassengers)
    #expect(found.name == "ARIMA(1,1,0)(0,1,0)[12]")
    check(found.forecast(horizon: 2), [444.31, 418.21], 421.28...467.34)
    let order = try ARIMAOrder(0, 1, 1, seasonal: (0, 1, 1), seasonLength: 12)
    let airline = try ARIMA(order).fit(airPassengers)
    check(airline.forecast(horizon: 2), [447.05, 421.88], 424.07...470.04)
  }

  private func check(_ forecast: Forecast, _ means: [Double], _ interval: ClosedRange<Double>) {
    let first = forecast.intervals(level: 0.95)[0]
    let found = forecast.means + [first.lower, first.upper]
    let printed = means + [interval.lowerBound, interval.upperBound]
    for (value, text) in zip(found, printed) { #expect(abs(value - text) <= 0.006) }
  }
}
