import Forecasting
import Optimization
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

@Suite("The gradient of the smoothing likelihood")
struct ETSGradientTests {
  static let forms = ["A", "M"].flatMap { noise in
    ["N", "A", "Ad"].flatMap { trend in ["N", "A", "M"].map { noise + trend + $0 } }
  }

  @Test(
    "the adjoint agrees with extrapolated differences", arguments: forms,
    [ETS.Estimation.maximumLikelihood, .regularized])
  func differences(form: String, estimation: ETS.Estimation) {
    let model = ETS(letters: form, seasonLength: 4, estimation: estimation)
    for missing in [false, true] {
      check(model, missing)
    }
  }

  private func check(_ model: ETS, _ missing: Bool) {
    let history = SmoothingHistory(Self.history(missing: missing))
    let layout = SmoothingLayout(model)
    let start = SmoothingStart(history.scaled, trend: layout.trend, season: model.season)
    let box = SmoothingBox(model, layout, start, observations: history.observedCount)
    var likelihood = SmoothingLikelihood(
      history.scaled.storage, model: model, layout: layout, units: box.units)
    for guess in SmoothingGuess.starts(.maximumLikelihood) {
      let x = box.start(guess, start)
      var gradient = [Double](repeating: .nan, count: x.count)
      let value = likelihood.value(at: x)
      #expect(value.isFinite)
      likelihood.gradient(at: x, into: &gradient)
      let size = gradient.map(abs).max() ?? 0
      for index in x.indices {
        let (slope, error) = NumericalGradient.extrapolated(at: x[index], step: 2e-3) { moved in
          var there = x
          there[index] = moved
          return likelihood.value(at: there)
        }
        // The differences' own error estimate decides; 1e-7 of the largest entry for rounding.
        #expect(
          abs(gradient[index] - slope) <= 10 * error + 1e-7 * size,
          "\(model.name) entry \(index): \(gradient[index]) against \(slope) ± \(error)")
        #expect(error <= 1e-5 * size)
      }
    }
  }

  private static func history(missing: Bool) -> TimeSeries {
    var stream = RandomStream(seed: 3, key: "gradient")
    let values: [Double] = (0..<30).map { slot in
      let value =
        (50 + Double(slot)) * [1.2, 0.8, 1.1, 0.9][slot % 4] * (1 + 0.05 * stream.normal())
      return missing && [4, 11, 12, 20].contains(slot) ? .nan : value
    }
    return TimeSeries(start: Period(.quarter, ordinal: 0), storage: values)
  }
}
