import Forecasting
import Statistics
import TemporalData
import Testing
import _TestSupport

@Suite("ResidualDiagnostics")
struct ResidualDiagnosticsTests {
  private static func noise(_ count: Int) -> [Double] {
    var stream = RandomStream(seed: 11, key: "noise")
    return (0..<count).map { _ in stream.normal() }
  }

  private static func series(_ values: [Double]) -> TimeSeries {
    TimeSeries(start: Period(.month, ordinal: 0), storage: values)
  }

  @Test("the tests are those of the residuals, observed minus fitted")
  func parts() throws {
    let fitted = (0..<60).map { 100 + Double($0) }
    let errors = Self.noise(60)
    let history = Self.series(zip(fitted, errors).map { $0 + $1 })
    let it = ResidualDiagnostics(
      history: history, fittedValues: Self.series(fitted), seasonLength: 12, fittedParameters: 2)
    #expect(it.count == 60 && it.ljungBoxLags == 12)
    expectClose(try #require(it.mean), Moments.mean(of: errors), absolute: 1e-12)
    let expected = try LjungBox(residuals: errors, lags: 12, fittedParameters: 2)
    expectClose(try #require(it.ljungBox).pValue, expected.pValue, relative: 1e-9)
    expectClose(try #require(it.jarqueBera).pValue, try JarqueBera(errors).pValue, relative: 1e-9)
    expectClose(
      try #require(it.varianceRatio).ratio, try VarianceRatio(residuals: errors).ratio,
      relative: 1e-9)
    #expect(try abs(#require(it.firstAutocorrelation)) < 0.4)
  }

  @Test("periods without a value or a fitted one are passed over")
  func gaps() {
    var values = Self.noise(40)
    values[7] = .nan
    let fitted = TimeSeries(
      start: Period(.month, ordinal: 3), storage: Array(repeating: 0, count: 37))
    let it = ResidualDiagnostics(
      history: Self.series(values), fittedValues: fitted, seasonLength: 1)
    #expect(it.count == 36)
    #expect(it.ljungBoxLags == 7)
  }

  @Test(
    "the lags follow season, length and parameters",
    arguments: [(200, 12, 0, 24), (100, 12, 0, 20), (200, 1, 0, 10), (30, 1, 4, 7), (20, 12, 0, 4)])
  func lags(count: Int, season: Int, parameters: Int, expected: Int) {
    let zero = Self.series(Array(repeating: 0, count: count))
    let it = ResidualDiagnostics(
      history: Self.series(Self.noise(count)), fittedValues: zero, seasonLength: season,
      fittedParameters: parameters)
    #expect(it.ljungBoxLags == expected)
  }

  @Test("what cannot be computed is absent", arguments: [0, 1, 2, 3, 5])
  func short(count: Int) {
    let zero = Self.series(Array(repeating: 0, count: count))
    let it = ResidualDiagnostics(
      history: Self.series(Self.noise(count)), fittedValues: zero, seasonLength: .max)
    #expect(it.count == count)
    #expect(it.varianceRatio == nil)
    #expect((it.jarqueBera == nil) == (count < 3))
    let exact = ResidualDiagnostics(history: zero, fittedValues: zero, seasonLength: 1)
    #expect(exact.firstAutocorrelation == nil && exact.ljungBox == nil && exact.ljungBoxLags == nil)
  }

  @Test("weights and ARMA coefficients shape the autocorrelation, first states do not")
  func parameters() {
    let names = ["alpha", "phi", "l0", "s1", "ar1", "sma2", "drift", "march", "mean", "ar"]
    let summary = FitSummary(
      observations: 9, parameters: names.map { .init($0, 1) }, residualStandardDeviation: 1)
    #expect(summary.dynamicParameterCount == 4)
  }

  @Test("a request gives the details that were asked for, and no others")
  func details() throws {
    let history = TimeSeries.quarterly([4, 5, nil, 7])
    let plain = ForecastRequest(model: LastValueModel(), horizon: 2)
    let answer = try #require(plain.answer(history, key: "a").value)
    #expect(answer.components == nil && answer.fittedValues == nil && answer.diagnostics == nil)
    let full = ForecastRequest(
      model: LastValueModel(), horizon: 2, details: [.components, .fittedValues, .diagnostics])
    let more = try #require(full.answer(history, key: "a").value)
    #expect(more.components?.sums == more.forecast.means)
    #expect(more.fittedValues != nil && more.diagnostics != nil)
  }
}
