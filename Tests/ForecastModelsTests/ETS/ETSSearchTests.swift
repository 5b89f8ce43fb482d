import Forecasting
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

@Suite("The search for a smoothing model")
struct ETSSearchTests {
  @Test("the model found has the smallest criterion of all admissible forms")
  func smallest() throws {
    for name in ["AirPassengers", "UKgas", "LakeHuron", "Nile", "BJsales"] {
      let reference = try PeerReference(name)
      let season = reference.seasonLength
      let found = try ETSSearch(seasonLength: season).fit(reference.history)
      let best = try #require(Self.criterion(found, of: season))
      for form in ETSGradientTests.forms where form.first == "M" || form.last != "M" {
        guard season > 1 || form.last == "N" else { continue }
        let model = ETS(letters: form, seasonLength: season, estimation: .regularized)
        let prepared = SmoothingHistory(reference.history)
        let start = SmoothingStart(
          prepared.scaled, trend: model.trend != .none, season: model.season)
        var alone = SmoothingFit(model, prepared, start)
        alone.search()
        // Two searches of one form end within their stopping rule of each other.
        #expect(best <= alone.criterion + 1e-4, "\(name): \(found.name) against \(form)")
      }
    }
  }

  /// −2 log of the penalised likelihood + 2k, from what the summary says.
  private static func criterion(
    _ found: FittedOrNaive<FittedETS>, of season: Int
  ) -> Double? {
    guard case .fitted(let fitted) = found, let likelihood = fitted.summary.logLikelihood
    else { return nil }
    let prior = SmoothingPrior()
    let weights = fitted.weights
    let slopeShare = weights.alpha > 0 ? weights.beta / weights.alpha : 0
    let penalty =
      prior.level * Double.log(1 - weights.alpha) + prior.slope * Double.log(1 - slopeShare)
      + prior.season * Double.log(1 - weights.gamma / (1 - weights.alpha))
    return -2 * (likelihood + penalty) + 2 * Double(fitted.model.parameterCount)
  }

  @Test("a search told to beat a level stops early when it will not, and is not misled")
  func givingUp() throws {
    let reference = try PeerReference("AirPassengers")
    let prepared = SmoothingHistory(reference.history)
    let model = ETS(letters: "AAdA", seasonLength: 12, estimation: .regularized)
    let start = SmoothingStart(prepared.scaled, trend: true, season: model.season)
    var full = SmoothingFit(model, prepared, start)
    full.search()
    var near = SmoothingFit(model, prepared, start)
    near.search(givingUpAbove: full.criterion + 1)
    #expect(near.criterion <= full.criterion + 1e-4)
    var far = SmoothingFit(model, prepared, start)
    far.search(givingUpAbove: full.criterion - 500)
    #expect(far.criterion > full.criterion)
  }

  @Test("intervals of a regularised model allow for the parameters that were estimated")
  func predictiveSpread() throws {
    let history = TimeSeries.quarterly(seasonalValues(24))
    let model = ETS(letters: "ANN", seasonLength: 1, estimation: .regularized)
    let fitted = try model.fit(history)
    let (n, k) = (24.0, 2.0)
    let residual = fitted.summary.residualStandardDeviation
    expectClose(
      fitted.forecast(horizon: 1).distributions[0].standardDeviation,
      residual * ((1 + k / n) * (n - k) / (n - k - 2)).squareRoot(), relative: 1e-12)
  }

  @Test("the criterion is −2 log L + 2k + 2k(k + 1)/(n − k − 1), undefined with n ≤ k + 1")
  func criterion() throws {
    let history = TimeSeries.quarterly([4, 6, 5, 7, 9, 8])
    let summary = try ETS(noise: .additive).fit(history).summary
    let likelihood = try #require(summary.logLikelihood)
    expectClose(
      try #require(summary.correctedAIC), -2 * likelihood + 6 + 24.0 / 2, relative: 1e-12)
    let damped = try ETS(noise: .additive, trend: .additive(damped: false)).fit(history)
    #expect(damped.summary.correctedAIC == nil)
  }

  @Test("forms with multiplicative parts are not tried where a value is not positive")
  func positivity() throws {
    var stream = RandomStream(seed: 6, key: "positivity")
    for number in 0..<10 {
      let values = (0..<30).map { slot -> Double in
        slot == 3 * number ? 0 : 20 + Double(slot) + 2 * stream.normal()
      }
      let name = try ETSSearch(seasonLength: 4).fit(.quarterly(values)).name
      #expect(name.hasPrefix("ETS(A,") && !name.hasSuffix("M)"), "\(name)")
    }
  }

  @Test("regularised weights lie where states are weighted means, and cannot gain likelihood")
  func regularised() throws {
    for name in PeerReference.names {
      let reference = try PeerReference(name)
      for form in ["AAN", "ANA", "AAA"] where form.last == "N" || reference.seasonLength > 1 {
        let free = try ETS(letters: form, seasonLength: reference.seasonLength)
          .fit(reference.history)
        let held = try ETS(
          letters: form, seasonLength: reference.seasonLength, estimation: .regularized
        ).fit(reference.history)
        let weights = held.weights
        #expect(weights.beta <= weights.alpha && weights.gamma <= 1 - weights.alpha)
        // A share of α can be smaller than the least β or γ of the plain likelihood.
        guard [weights.alpha, weights.beta, weights.gamma].allSatisfy({ $0 == 0 || $0 > 1e-4 })
        else { continue }
        let (most, found) = (
          try #require(free.summary.logLikelihood), try #require(held.summary.logLikelihood)
        )
        #expect(found <= most + 1e-3, "\(name) \(form)")
      }
    }
  }

  @Test("a fixed level weight is kept and costs no parameter")
  func fixedLevel() throws {
    let history = TimeSeries.quarterly([4, 6, 5, 7, 9, 8, 9, 11])
    let fixed = try ETS(noise: .additive, level: .fixed(0.4))
    let fitted = try fixed.fit(history)
    #expect(fitted.summary.parameters.first?.value == 0.4)
    #expect(fixed.parameterCount == 2)
    let bounded = try ETS(noise: .additive, level: .estimated(within: 0.1...0.2)).fit(history)
    #expect(try #require(bounded.summary.parameters.first).value <= 0.2)
    #expect(throws: SpecificationError.self) { try ETS(level: .fixed(1.5)) }
    #expect(throws: SpecificationError.self) { try ETS(season: .additive(period: 1)) }
  }

  @Test("missing values are left out of the likelihood and bridged by the states")
  func missingValues() throws {
    let full = seasonalValues(40)
    var gapped = full
    for slot in [6, 7, 8, 21, 33] { gapped[slot] = .nan }
    let model = try ETS(noise: .additive, season: .additive(period: 4))
    let (a, b) = (try model.fit(.quarterly(full)), try model.fit(.quarterly(gapped)))
    #expect(b.summary.observations == 35)
    #expect(b.fittedValues.count == 40 && !b.fittedValues.hasMissing)
    for (x, y) in zip(a.forecast(horizon: 4).means, b.forecast(horizon: 4).means) {
      #expect(abs(x - y) < 2)
    }
  }
}
