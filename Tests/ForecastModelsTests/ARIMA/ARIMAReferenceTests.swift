import Forecasting
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

/// `References/arima`: models of R forecast 8.20, polished from several starts to 1e-12.
private struct ARIMAReference: Decodable {
  struct Fit: Decodable {
    let order: [Int]
    let seasonal_order: [Int]
    let constant: String
    let coefficients: [String: Double]
    let loglik: Double
    let exact_loglik: Double?
    let mean: [Double]
    let standard_error: [Double]
  }
  struct Series: Decodable {
    let series: String
    let season_length: Int
    let fixed: [Fit]
    let auto: Fit
  }
  struct Case: Decodable {
    let name: String
    let season_length: Int
    let values: [Double?]
    let order: [Int]
    let seasonal_order: [Int]
    let constant: String
    let regressors: [String: [Double]]?
    let future_regressors: [String: [Double]]?
    let coefficients: [String: Double]
    let loglik: Double
    let exact_loglik: Double?
    let mean: [Double]
    let standard_error: [Double]
  }
  let series: [Series]
  let regressions: [Case]
  let missing: [Case]
}

private func model(
  _ orders: [Int], _ seasonal: [Int], _ constant: String, _ seasonLength: Int,
  regressors: Regressors = .none
) throws -> ARIMA {
  try ARIMA(
    ARIMAOrder(
      orders[0], orders[1], orders[2], seasonal: (seasonal[0], seasonal[1], seasonal[2]),
      seasonLength: seasonLength),
    constant: constant != "none", regressors: regressors)
}

@Suite("ARIMA beside R forecast")
struct ARIMAReferenceTests {
  private let reference: ARIMAReference
  init() throws { reference = try Reference.load("arima") }

  @Test("fixed orders are at least as likely, and where equally likely forecast the same")
  func fixedOrders() throws {
    var compared = 0
    for series in reference.series {
      let peer = try PeerReference(series.series)
      for fit in series.fixed {
        let wanted = try model(fit.order, fit.seasonal_order, fit.constant, series.season_length)
        let fitted = try wanted.fit(peer.history)
        let found = try #require(fitted.summary.logLikelihood)
        let known = fit.exact_loglik ?? fit.loglik
        let label: Comment = "\(series.series) \(wanted.name): \(found) against \(known)"
        #expect(found > known - 1e-3, label)
        guard abs(found - known) < 1e-4 else { print(label); continue }
        compared += 1
        let ahead = fitted.forecast(horizon: fit.mean.count)
        for (step, distribution) in ahead.distributions.enumerated() {
          let size = fit.standard_error[step]
          if abs(distribution.mean - fit.mean[step]) > 1e-3 * max(abs(fit.mean[step]), size) { print("MEAN", label, step, distribution.mean, fit.mean[step]) }
          if fit.constant == "none" {
           if  abs(distribution.standardDeviation / size - 1) > 1e-3 { print("SD", label, step, distribution.standardDeviation , size) }
          } else {
          if !(distribution.standardDeviation > size * 0.999) {print("SDC", label, step, distribution.standardDeviation , size) }
          }
        }
      }
    }
    #expect(compared >= 50)
  }

  @Test("missing values and regressors are treated as R treats them")
  func cases() throws {
    for it in reference.missing + reference.regressions {
      let history = TimeSeries(start: Period(.index, ordinal: 1), values: it.values)
      let past = it.regressors ?? [:]
      let columns = past.keys.sorted().map { name in
        Regressors.Column(
          name,
          TimeSeries(
            start: history.start, storage: (past[name] ?? []) + (it.future_regressors?[name] ?? [])))
      }
      let wanted = try model(
        it.order, it.seasonal_order, it.constant, it.season_length,
        regressors: Regressors(columns))
      let fitted = try wanted.fit(history)
      let found = try #require(fitted.summary.logLikelihood)
      print(it.name, wanted.name, found, it.loglik, it.exact_loglik ?? 0)
      let ahead = fitted.forecast(horizon: it.mean.count)
      print(ahead.means.prefix(3), it.mean.prefix(3), ahead.distributions.prefix(3).map(\.standardDeviation), it.standard_error.prefix(3))
      print(fitted.summary.parameters.map { "\($0.name) \($0.value)" }, it.coefficients)
    }
  }
}
