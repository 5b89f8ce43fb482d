import Forecasting
import RealModule
import Statistics
import TemporalData

/// An exponential smoothing model estimated from one series.
public struct FittedETS: FittedModel {
  /// What was estimated.
  public let model: ETS
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// One-step-ahead means; after the last observation, means further ahead.
  public let fittedValues: TimeSeries

  /// The states after the last observation, over `scale`.
  let states: SmoothingStates
  let weights: SmoothingWeights
  /// The unit of the states.
  let scale: Double
  /// The standard deviation of the noise: over `scale` if additive, a share if multiplicative.
  let noiseDeviation: Double
  /// The number of slots without a value at the end of the history.
  let gap: Int

  /// The name of the model, such as `ETS(A,Ad,M)`.
  public var name: String { model.name }

  /// The result of a likelihood evaluated at its best point.
  ///
  /// - Parameter regressors: the number of coefficients that were estimated besides.
  init(
    _ model: ETS, _ history: SmoothingHistory, _ likelihood: SmoothingLikelihood, loss: Double,
    regressors: Int = 0
  ) {
    self.model = model
    scale = history.scale
    weights = likelihood.weights
    states = likelihood.last.rotated(by: history.scaled.count)
    let count = Double(history.observedCount)
    let spent = Double(model.parameterCount + regressors - 1)
    let freedom = max(1, count - spent)
    let perDegree = likelihood.sumOfSquares / freedom
    noiseDeviation = Double.sqrt(
      model.estimation == .maximumLikelihood
        ? perDegree : perDegree * Self.predictiveFactor(spent: spent, of: count))
    gap = history.gap
    let scale = history.scale
    let carriedOn = model.pointForecasts(weights, states, horizon: gap)
    fittedValues = TimeSeries(
      start: history.scaled.start,
      storage: (likelihood.tape.column(.mean) + carriedOn).map { $0 * scale })
    let penalized = -0.5 * count * (loss + 2 * Double.log(scale))
    let logLikelihood = penalized + 0.5 * likelihood.priorLoss
    let errors = likelihood.tape.column(.error).reduce(0) { $0 + $1 * $1 }
    summary = FitSummary(
      observations: history.observedCount,
      parameters: Self.parameters(model, likelihood.weights, likelihood.first, scale),
      logLikelihood: logLikelihood,
      correctedAIC: Self.correctedAIC(penalized, model.parameterCount + regressors, count),
      residualStandardDeviation: Double.sqrt(errors / freedom) * scale)
  }

  /// What not knowing k parameters and the variance adds to the variance of a prediction.
  ///
  /// In a regression on n observations a new value has Student's distribution with ν = n − k degrees
  /// of freedom and, at the mean leverage k/n, the variance σ²(1 + k/n)ν/(ν − 2).
  private static func predictiveFactor(spent: Double, of count: Double) -> Double {
    let freedom = max(1, count - spent)
    return (1 + spent / count) * freedom / max(1, freedom - 2)
  }

  /// Akaike's criterion with the correction for short series; nil with too few observations.
  private static func correctedAIC(_ logLikelihood: Double, _ k: Int, _ n: Double) -> Double? {
    let k = Double(k)
    guard n - k - 1 > 0 else { return nil }
    return -2 * logLikelihood + 2 * k + 2 * k * (k + 1) / (n - k - 1)
  }

  /// Weights and first states in the unit of the series, the season's brought to sum 0 or mean 1.
  private static func parameters(
    _ model: ETS, _ weights: SmoothingWeights, _ first: SmoothingStates, _ scale: Double
  ) -> [FitSummary.Parameter] {
    let first = first.normalized(model.season)
    var list = [FitSummary.Parameter("alpha", weights.alpha)]
    if case .additive(let damped) = model.trend {
      list.append(.init("beta", weights.beta))
      if damped { list.append(.init("phi", weights.phi)) }
    }
    if model.season.period != nil { list.append(.init("gamma", weights.gamma)) }
    list.append(.init("l0", first.level * scale))
    if model.trend != .none { list.append(.init("b0", first.slope * scale)) }
    let factor = if case .multiplicative = model.season { 1.0 } else { scale }
    for (slot, value) in first.season.enumerated() {
      list.append(.init("s\(slot + 1)", value * factor))
    }
    return list
  }
}

extension SmoothingStates {
  /// The same states with the season turned so that slot `count` comes first.
  func rotated(by count: Int) -> SmoothingStates {
    guard !season.isEmpty else { return self }
    let next = count % season.count
    var turned = self
    turned.season = Array(season[next...] + season[..<next])
    return turned
  }

  /// The same states with seasonal values that add up to 0, or have mean 1.
  func normalized(_ form: ETS.Season) -> SmoothingStates {
    guard !season.isEmpty else { return self }
    let mean = season.reduce(0) { $0 + $1 / Double(season.count) }
    if case .multiplicative = form {
      return SmoothingStates(
        level: level * mean, slope: slope * mean, season: season.map { $0 / mean })
    }
    return SmoothingStates(level: level + mean, slope: slope, season: season.map { $0 - mean })
  }
}
