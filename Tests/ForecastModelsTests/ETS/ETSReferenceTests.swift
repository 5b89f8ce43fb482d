import Forecasting
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("ETS against R forecast 8.20 and statsforecast 2.1.1")
struct ETSReferenceTests {
  @Test(
    "no form's likelihood is lower than the better of R and statsforecast",
    arguments: PeerReference.names)
  func likelihood(name: String) throws {
    let reference = try PeerReference(name)
    for (form, best) in reference.bestLikelihoods {
      let model = ETS(letters: form, seasonLength: reference.seasonLength)
      let found = try #require(try model.fit(reference.history).summary.logLikelihood)
      // 1e-3 of a unit is what the peers' own stopping rules leave open.
      #expect(found > best - 1e-3, "\(form): \(found) is below \(best)")
    }
  }

  @Test(
    "at R's parameters likelihood, criterion and variance are R's",
    arguments: PeerReference.names)
  func recursion(name: String) throws {
    let reference = try PeerReference(name)
    for (form, peer) in reference.forms {
      let model = ETS(letters: form, seasonLength: reference.seasonLength)
      guard let fitted = model.fitted(reference, as: peer) else { continue }
      guard Self.isInDomain(fitted) else {
        #expect(fitted.summary.logLikelihood == -.infinity, "\(form)")
        continue
      }
      // The same sums in another order: 1e-9 leaves room for rounding only.
      expectClose(
        fitted.summary.logLikelihood ?? .nan, try #require(peer.loglik), relative: 1e-9,
        "\(form) likelihood")
      expectClose(
        fitted.summary.correctedAIC ?? .nan, try #require(peer.aicc), relative: 1e-9,
        "\(form) criterion")
      #expect(Double(model.parameterCount) == peer.parameter_count)
      let unit = model.noise == .additive ? fitted.scale : 1
      expectClose(
        fitted.noiseDeviation * fitted.noiseDeviation * unit * unit, try #require(peer.sigma2),
        relative: 1e-9, "\(form) variance")
    }
  }

  @Test(
    "at R's parameters means and intervals are R's, where R's formulas are right",
    arguments: PeerReference.names)
  func intervals(name: String) throws {
    let reference = try PeerReference(name)
    for (form, peer) in reference.forms where form != "MAdM" {
      let model = ETS(letters: form, seasonLength: reference.seasonLength)
      guard let fitted = model.fitted(reference, as: peer), Self.isInDomain(fitted) else {
        continue
      }
      let mean = try #require(peer.mean)
      let forecast = fitted.forecast(horizon: mean.count)
      let tolerance = 1e-9 * (mean.map(abs).max() ?? 1)
      expectClose(forecast.means, mean, absolute: tolerance, "\(form) mean")
      let right = Self.stepsRight(form, seasonLength: reference.seasonLength, of: mean.count)
      let (inner, outer) = (forecast.intervals(level: 0.8), forecast.intervals(level: 0.95))
      for (ours, theirs) in [
        (inner.map(\.lower), peer.lo_80), (inner.map(\.upper), peer.hi_80),
        (outer.map(\.lower), peer.lo_95), (outer.map(\.upper), peer.hi_95),
      ] {
        expectClose(
          Array(ours.prefix(right)), Array(try #require(theirs).prefix(right)),
          absolute: tolerance, "\(form) bound")
      }
    }
  }

  @Test(
    "where the likelihoods agree, our own fit forecasts what R forecasts",
    arguments: PeerReference.names)
  func forecasts(name: String) throws {
    let reference = try PeerReference(name)
    for form in ["ANN", "MNN"] {
      guard let peer = reference.forms[form], let best = peer.loglik, let mean = peer.mean
      else { continue }
      let fitted = try ETS(letters: form, seasonLength: 1).fit(reference.history)
      guard (fitted.summary.logLikelihood ?? 0) - best < 1e-3 else { continue }
      let forecast = fitted.forecast(horizon: mean.count)
      let outer = forecast.intervals(level: 0.95)
      // R's simplex leaves α open by 1e-3 where the likelihood is flat: a thousandth of the width.
      let width = try #require(peer.hi_95)[0] - (try #require(peer.lo_95))[0]
      expectClose(forecast.means, mean, absolute: 2e-3 * width, "\(form) mean")
      expectClose(
        outer.map(\.lower), try #require(peer.lo_95), absolute: 5e-3 * width, "\(form) lower")
      expectClose(
        outer.map(\.upper), try #require(peer.hi_95), absolute: 5e-3 * width, "\(form) upper")
    }
  }

  /// R takes the logarithm of |f| and so lets the means of multiplicative noise turn negative; here
  /// such parameters lie outside the model.
  private static func isInDomain(_ fitted: FittedETS) -> Bool {
    fitted.model.noise == .additive || fitted.fittedValues.storage.allSatisfy { $0 > 0 }
  }

  /// How many steps R 8.20's variances can be compared on.
  ///
  /// Its formula for an additive season without trend gives γ to the wrong seasonal state, from
  /// step m on; its formulas for MAdM leave φ out of the next mean. Ours agree with simulation:
  /// see `ETSVarianceTests`.
  private static func stepsRight(_ form: String, seasonLength: Int, of count: Int) -> Int {
    ["ANA", "MNA"].contains(form) ? min(count, seasonLength - 1) : count
  }
}
