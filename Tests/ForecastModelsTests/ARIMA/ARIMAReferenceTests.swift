import Forecasting
import RealModule
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
    let exact_variance: Double?
    let sigma2: Double
    let observations_used: Double
    let mean: [Double]
    let standard_error: [Double]
  }
  struct Selection: Decodable {
    let order: [Int]
    let seasonal_order: [Int]
    let constant: String
  }
  struct Series: Decodable {
    let series: String
    let season_length: Int
    let fixed: [Fit]
    let auto: Selection
  }
  struct Case: Decodable {
    let name: String
    let season_length: Int
    let values: [Double?]
    let order: [Int]
    let seasonal_order: [Int]
    let constant: String
    let regressors: [String: [Double]]?
    let future: [String: [Double]]?
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
        #expect(found > known - 1e-3, "\(series.series) \(wanted.name)")
        guard abs(found - known) < 1e-3 else { continue }
        compared += 1
        let ahead = fitted.forecast(horizon: fit.mean.count).distributions
        for (distribution, (mean, error)) in zip(ahead, zip(fit.mean, fit.standard_error)) {
          #expect(
            abs(distribution.mean - mean) <= 1e-3 * max(abs(mean), error),
            "\(series.series) \(wanted.name)")
          guard let variance = fit.exact_variance else { continue }
          // R's variance counts errors from before differencing; the exact one replaces it.
          let count = fit.observations_used
          let own = variance * count / (count - Double(fit.coefficients.count))
          let wanted = error * Double.sqrt(own / fit.sigma2)
          // R leaves out that constants are estimated.
          let ratio = distribution.standardDeviation / wanted
          #expect(ratio > 0.998 && (fit.constant != "none" || ratio < 1.002))
        }
      }
    }
    #expect(compared >= 55)
  }

  @Test("the search finds criteria near R's, and often the same model")
  func search() throws {
    var same = 0
    for series in reference.series {
      let peer = try PeerReference(series.series)
      let fitted = try ARIMASearch(seasonLength: series.season_length).fit(peer.history)
      let auto = series.auto
      let order = try model(auto.order, auto.seasonal_order, auto.constant, series.season_length)
      if fitted.name == order.name { same += 1 }
    }
    #expect(same >= 9)
  }

  @Test("missing values and regressors are treated as R treats them")
  func cases() throws {
    for it in reference.missing + reference.regressions {
      let history = TimeSeries(start: Period(.index, ordinal: 1), values: it.values)
      let columns = (it.regressors ?? [:]).sorted { $0.key < $1.key }.map { name, past in
        let all = past + (it.future?[name] ?? [])
        return Regressors.Column(name, TimeSeries(start: history.start, storage: all))
      }
      let wanted = try model(
        it.order, it.seasonal_order, it.constant, it.season_length,
        regressors: Regressors(columns))
      let fitted = try wanted.fit(history)
      let found = try #require(fitted.summary.logLikelihood)
      // R stands diffuse starts in by a variance of a million.
      #expect(abs(found - (it.exact_loglik ?? it.loglik)) < 2e-3, "\(it.name)")
      let ahead = fitted.forecast(horizon: it.mean.count)
      for (mean, (known, error)) in zip(ahead.means, zip(it.mean, it.standard_error)) {
        #expect(abs(mean - known) <= 2e-3 * max(abs(known), error), "\(it.name)")
      }
      for column in columns {
        let estimate = try #require(fitted.summary.parameters.first { $0.name == column.name })
        let known = try #require(it.coefficients[column.name])
        #expect(abs(estimate.value - known) <= 2e-3 * abs(known), "\(it.name)")
      }
    }
  }
}
