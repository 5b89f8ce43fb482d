import Forecasting
import Optimization
import RealModule

extension ARIMAProblem {
  /// The number of parameters a model has besides its missing values, the variance included.
  func parameterCount(_ order: ARIMAOrder) -> Int {
    order.coefficientCount + columns.count - missing.count + 1
  }

  /// Why the history is too short for a model; nil if it is not.
  func shortage(_ order: ARIMAOrder) -> ModelError? {
    let needed = max(order.stateCount + 1, parameterCount(order) + 1) + lostValues
    let found = levels.count - missing.count
    return found < needed ? .tooFewObservations(needed: needed, found: found) : nil
  }

  /// Whether the columns explain the differenced values to rounding.
  var isExplained: Bool {
    let size = levels.reduce(0) { max($0, abs($1)) }
    return differenced.allSatisfy { abs($0) <= 1e-12 * size }
  }

  /// The model of maximum likelihood.
  func fit(_ model: ARIMA) throws(ModelError) -> FittedARIMA {
    if let shortage = shortage(model.order) { throw shortage }
    guard !isExplained, let estimate = bestEstimate(model.order) else {
      guard isExplained else { throw .didNotConverge(iterations: 0) }
      return FittedARIMA(model, self, explained(model.order))
    }
    return FittedARIMA(model, self, estimate)
  }

  /// Coefficients 0 and no spread: what the columns and differences say is certain.
  private func explained(_ order: ARIMAOrder) -> ARIMAEstimate {
    let plain = ARIMAOrder(
      unchecked: 0, order.differences, 0, 0, order.seasonalDifferences, 0,
      seasonLength: order.seasonLength)
    var likelihood = ARMALikelihood(
      plain, differenced, columns: columns, missing: missing.count)
    let value = likelihood.value(at: [])
    return ARIMAEstimate(angles: [], objective: value, likelihood: likelihood, isCertain: true)
  }

  /// The best of the estimates from several starts.
  ///
  /// The likelihood of a mixed model can have a second peak where a moving average all but cancels
  /// an autoregression near its edge, on either side; two of the starts look there.
  private func bestEstimate(_ order: ARIMAOrder) -> ARIMAEstimate? {
    let none = [Double](repeating: 0, count: order.coefficientCount)
    var starts = [begin(order, .exact)]
    if order.coefficientCount > 1 { starts.append(none) }
    if order.autoregressive > 0 && order.movingAverage > 0 {
      for (ar, ma) in [(1.3, 0.6), (-0.9, -1.3)] {
        var edge = none
        edge[0] = ar
        edge[order.autoregressive + order.seasonalAutoregressive] = ma
        starts.append(edge)
      }
    }
    return starts.compactMap { estimate(order, from: $0) }.min { $0.objective < $1.objective }
  }

  /// The angles of the greatest likelihood; nil if none is finite.
  ///
  /// The search begins where the conditional likelihood is greatest, or at `start`.
  func estimate(
    _ order: ARIMAOrder, from start: [Double]? = nil,
    _ form: ARMALikelihood.Start = .exact, tolerance: Double = 1e-9
  ) -> ARIMAEstimate? {
    var likelihood = ARMALikelihood(
      order, differenced, columns: columns, missing: missing.count, start: form)
    guard likelihood.observations > parameterCount(order) - 1 else { return nil }
    let count = order.coefficientCount
    guard count > 0 else {
      let value = likelihood.value(at: [])
      return value.isFinite
        ? ARIMAEstimate(angles: [], objective: value, likelihood: likelihood) : nil
    }
    var minimizer = LBFGS(
      memory: max(8, count), maximumIterations: 100, gradientTolerance: 1e-6,
      functionTolerance: tolerance)
    let edge = [Double](repeating: Double.pi / 2 - 1e-4, count: count)
    let from = start ?? begin(order, form)
    let found = minimizer.minimize(
      &likelihood, from: from, lower: edge.map { -$0 }, upper: edge)
    guard found.value.isFinite else { return nil }
    _ = likelihood.value(at: found.point)
    return ARIMAEstimate(angles: found.point, objective: found.value, likelihood: likelihood)
  }

  private func begin(_ order: ARIMAOrder, _ form: ARMALikelihood.Start) -> [Double] {
    let none = [Double](repeating: 0, count: order.coefficientCount)
    let isLong = differenced.count > 2 * order.autoregressiveDegree + order.coefficientCount + 5
    guard form == .exact, isLong else { return none }
    return estimate(order, from: none, .conditional, tolerance: 1e-5)?.angles ?? none
  }
}

/// Angles, the likelihood at them, and whether a spread is left to speak of.
struct ARIMAEstimate {
  /// The angles of φ, Φ, θ and Θ.
  let angles: [Double]
  /// The objective of `ARMALikelihood`.
  let objective: Double
  /// The likelihood, evaluated at the angles.
  let likelihood: ARMALikelihood
  /// Whether nothing is left to chance.
  var isCertain = false

  /// The Gaussian log-likelihood of values divided by a scale.
  func logLikelihood(scale: Double) -> Double {
    let n = Double(likelihood.observations)
    return -0.5 * n * (objective + 1 + Double.log(2 * Double.pi)) - n * Double.log(scale)
  }

  /// Akaike's criterion with the small-sample correction; infinite without observations to spare.
  func correctedAIC(parameters: Int, scale: Double) -> Double {
    let (n, k) = (Double(likelihood.observations), Double(parameters))
    guard n - k - 1 > 0 else { return .infinity }
    return -2 * logLikelihood(scale: scale) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
  }

  /// The same criterion as a search compares it: each ARMA coefficient counts one and a half times,
  /// because it was picked from many, and `halves` of the parameters half, without correction.
  func searchCriterion(parameters: Int, halves: Int) -> Double {
    let picked = Double(likelihood.polynomials.order.coefficientCount)
    return correctedAIC(parameters: parameters - halves, scale: 1) + picked + Double(halves)
  }
}
