import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("The examples of docs/models")
struct DocumentedExampleTests {
  @Test("ETS, Theta and Drift of AirPassengers give the printed numbers")
  func airPassengers() throws {
    let airPassengers = try PeerReference("AirPassengers").history
    let ets = try ETSSearch(seasonLength: 12).fit(airPassengers)
    #expect(ets.name == "ETS(M,A,M)")
    check(ets.forecast(horizon: 2), [442.93, 436.06], 407.99...477.87)
    let theta = try Theta(.standard, seasonLength: 12).fit(airPassengers)
    check(theta.forecast(horizon: 2), [440.08, 428.38], 420.83...459.33)
    let drift = try Drift().fit(airPassengers)
    check(drift.forecast(horizon: 2), [434.24, 436.48], 367.85...500.63)
  }

  private func check(_ forecast: Forecast, _ means: [Double], _ interval: ClosedRange<Double>) {
    let first = forecast.intervals(level: 0.95)[0]
    let found = forecast.means + [first.lower, first.upper]
    let printed = means + [interval.lowerBound, interval.upperBound]
    for (value, text) in zip(found, printed) { #expect(abs(value - text) <= 0.006) }
  }
}
