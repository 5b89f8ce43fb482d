import Forecasting
import TemporalData

@testable import ForecastModels

extension ETS {
  /// A form from its letters, such as `AAdN`.
  init(letters: String, seasonLength: Int, estimation: Estimation = .maximumLikelihood) {
    let season: Season =
      switch letters.last {
      case "A": .additive(period: seasonLength)
      case "M": .multiplicative(period: seasonLength)
      default: .none
      }
    let trend: Trend =
      switch letters.dropFirst().dropLast() {
      case "A": .additive(damped: false)
      case "Ad": .additive(damped: true)
      default: .none
      }
    self.init(
      unchecked: letters.first == "A" ? .additive : .multiplicative, trend, season,
      estimation: estimation)
  }

  /// The fitted model of given weights and first states, in the unit of the history.
  func fitted(
    _ history: TimeSeries, weights: SmoothingWeights, first: SmoothingStates
  ) -> FittedETS {
    let prepared = SmoothingHistory(history)
    let layout = SmoothingLayout(self)
    var x = [Double](repeating: 1, count: layout.count)
    var likelihood = SmoothingLikelihood(
      prepared.scaled.storage, model: self, layout: layout, units: x)
    if let index = layout.alpha { x[index] = weights.alpha }
    if let index = layout.beta { x[index] = weights.beta }
    if let index = layout.gamma { x[index] = weights.gamma }
    if let index = layout.phi { x[index] = weights.phi }
    let isFactor = if case .multiplicative = self.season { true } else { false }
    x[layout.level] = first.level / prepared.scale
    if let index = layout.slope { x[index] = first.slope / prepared.scale }
    for (slot, value) in first.season.enumerated() {
      x[layout.season + slot] = isFactor ? value : value / prepared.scale
    }
    let loss = likelihood.value(at: x)
    return FittedETS(self, prepared, likelihood, loss: loss)
  }

  /// The fitted model at the parameters that R found; nil if R refused the form.
  func fitted(_ reference: PeerReference, as peer: PeerFit) -> FittedETS? {
    guard let parameters = peer.parameters, let states = peer.initial_states else { return nil }
    let weights = SmoothingWeights(
      alpha: parameters["alpha"] ?? 0, beta: parameters["beta"] ?? 0,
      gamma: parameters["gamma"] ?? 0, phi: parameters["phi"] ?? (trend == .none ? 0 : 1))
    // R's last season column is the one that the first observation uses.
    let season = (season.period.map { Array((1...$0).reversed()) } ?? []).map {
      states["s\($0)"] ?? .nan
    }
    let first = SmoothingStates(
      level: states["l"] ?? .nan, slope: states["b"] ?? 0, season: season)
    return fitted(reference.history, weights: weights, first: first)
  }
}
