import Forecasting
import TemporalData
import Testing

@testable import ForecastModels

@Suite("Regressions on hostile histories")
struct RegressionHostileTests {
  /// Pulses, waves and a plain line, at any period.
  private static let columns =
    Regressors([
      Regressors.Column("pulse") { $0.ordinal.magnitude % 7 == 0 ? 1 : 0 },
      Regressors.Column("line") { Double($0.ordinal % 100_000) },
    ]) + .fourier(length: 5, pairs: 1)

  @Test("every history is answered with ordered finite numbers that agree, or with a reason")
  func columns() throws {
    for number in 0..<40 {
      let history = HostileHistory(number)
      let model = try DynamicRegression(
        regressors: Self.columns, seasonLength: history.seasonLength, horizon: 3)
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(history): \(failures.prefix(3))")
    }
  }

  @Test("a history that drives itself is answered too")
  func drivers() throws {
    for number in 100..<120 {
      let history = HostileHistory(number)
      let driver = DynamicRegression.Driver(
        "itself", history.series, lags: [1, 2], model: Naive())
      let model = try DynamicRegression(
        drivers: [driver], seasonLength: history.seasonLength, horizon: 3)
      let failures = HostileClaims(model, history).failures
      #expect(failures.isEmpty, "\(history): \(failures.prefix(3))")
    }
  }
}
