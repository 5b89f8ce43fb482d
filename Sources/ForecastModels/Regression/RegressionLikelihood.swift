import Optimization
import RealModule

/// The likelihood of a regression with exponential smoothing errors as a function of the weights alone.
///
/// With additive noise the one-step errors are linear in the coefficients and in the first states: the
/// recursion, started from zero, is applied to the observations and to every column, and to nothing
/// from each unit state. For given weights the best coefficients and states are therefore a problem of
/// least squares, and what is left to search are at most four weights. The derivative by a weight is
/// that of the recursion at the best coefficients (the envelope theorem).
///
/// A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter* (1989), section
/// 3.4.2, doi:10.1017/CBO9781107049994.
struct RegressionLikelihood: SmoothObjective {
  /// The observations; NaN where one is missing or a column is not known.
  let observed: [Double]
  /// The columns, NaN where `observed` is.
  let columns: [[Double]]
  let model: ETS
  let layout: SmoothingLayout
  let units: [Double]
  let prior: SmoothingPrior?
  let observedCount: Double
  /// A sum of squared errors below this is a perfect fit, and no fit is better than another.
  let smallestSum: Double

  private(set) var weights = SmoothingWeights()
  private(set) var fit: OrthogonalFit
  private(set) var sumOfSquares = Double.infinity
  /// First states, then coefficients, at the point whose gradient was taken last.
  private(set) var estimates: [Double]
  private let nothing: [Double]
  private var tape: SmoothingTape
  private var states: SmoothingStates
  private var remainder: [Double]
  private var meanGradient: [Double]
  private var weightGradient = SmoothingWeights()
  private var stateGradient: SmoothingStates

  /// The number of free first states: the last seasonal one is 0, the level taking up its part.
  static func stateCount(_ layout: SmoothingLayout) -> Int {
    1 + (layout.trend ? 1 : 0) + max(0, layout.period - 1)
  }

  init(_ observed: [Double], _ columns: [[Double]], model: ETS, units: [Double]) {
    (self.observed, self.columns, self.model, self.units) = (observed, columns, model, units)
    layout = SmoothingLayout(model)
    prior = model.estimation == .regularized ? SmoothingPrior() : nil
    observedCount = Double(observed.count { !$0.isNaN })
    smallestSum = observedCount * 1e-24
    let width = Self.stateCount(layout) + columns.count
    fit = OrthogonalFit(rowCount: observed.count, columnCount: width)
    estimates = Array(repeating: 0, count: width)
    nothing = observed.map { $0.isNaN ? $0 : 0 }
    tape = SmoothingTape(count: observed.count)
    states = SmoothingStates(season: Array(repeating: 0, count: layout.period))
    stateGradient = states
    remainder = observed
    meanGradient = nothing
  }

  /// The loss at given weights, with the best states and coefficients.
  mutating func value(at x: [Double]) -> Double {
    read(x)
    let stateCount = Self.stateCount(layout)
    for state in 0..<stateCount { fill(state, with: nothing, from: state, sign: -1) }
    for (index, column) in columns.enumerated() {
      fill(stateCount + index, with: column, from: nil, sign: 1)
    }
    fill(fit.columnCount, with: observed, from: nil, sign: 1)
    sumOfSquares = fit.reduce()
    let loss =
      Double.log(max(sumOfSquares, smallestSum))
      + (prior?.loss(x, units, layout) ?? 0) / observedCount
    return loss.isFinite ? loss : .infinity
  }

  /// The derivatives by the weights at the point evaluated last.
  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    estimate()
    let scale = sumOfSquares <= smallestSum ? 0 : -2 / sumOfSquares
    start(from: nil)
    setStates()
    run(remainder)
    Self.copyErrors(tape, times: scale, into: &meanGradient, at: 0, count: observed.count)
    if layout.period > 0 { runBackward(AdditiveSeason.self) } else { runBackward(NoSeason.self) }
    write(x, into: &gradient)
  }

  /// Finds the best states and coefficients for the point evaluated last, and what these leave of the
  /// observations.
  mutating func estimate() {
    fit.solve(into: &estimates)
    let first = Self.stateCount(layout)
    for t in observed.indices {
      var value = observed[t]
      for index in columns.indices { value -= estimates[first + index] * columns[index][t] }
      remainder[t] = value
    }
  }

  /// The first states as estimated.
  var firstStates: SmoothingStates {
    var result = SmoothingStates(level: estimates[0])
    if layout.trend { result.slope = estimates[1] }
    let season = layout.trend ? 2 : 1
    if layout.period > 0 {
      result.season = Array(estimates[season..<season + layout.period - 1]) + [0]
    }
    return result
  }

  /// Whether a column adds nothing to the states and the columns before it.
  var hasRedundantColumn: Bool {
    fit.isRedundant[Self.stateCount(layout)...].contains(true)
  }

  // MARK: - The recursion

  /// Puts the errors of a series, started from zero or one unit state, into a column of the problem.
  private mutating func fill(_ column: Int, with values: [Double], from state: Int?, sign: Double) {
    start(from: state)
    run(values)
    let n = observed.count
    Self.copyErrors(tape, times: sign, into: &fit.entries, at: column * n, count: n)
  }

  private static func copyErrors(
    _ tape: SmoothingTape, times factor: Double, into target: inout [Double], at start: Int,
    count: Int
  ) {
    let errors = tape.records.span
    var entries = target.mutableSpan
    for t in 0..<count { entries[start + t] = factor * errors[t * SmoothingTape.stride] }
  }

  private mutating func start(from state: Int?) {
    (states.level, states.slope) = (state == 0 ? 1 : 0, layout.trend && state == 1 ? 1 : 0)
    for slot in states.season.indices { states.season[slot] = 0 }
    let season = (state ?? -1) - (layout.trend ? 2 : 1)
    if season >= 0 { states.season[season] = 1 }
  }

  private mutating func setStates() {
    states.level = estimates[0]
    if layout.trend { states.slope = estimates[1] }
    let season = layout.trend ? 2 : 1
    for slot in 0..<max(0, layout.period - 1) { states.season[slot] = estimates[season + slot] }
  }

  private mutating func run(_ values: [Double]) {
    if layout.period > 0 {
      _ = SmoothingRecursion<AdditiveSeason>.forward(values, weights, &states, &tape)
    } else {
      _ = SmoothingRecursion<NoSeason>.forward(values, weights, &states, &tape)
    }
  }

  private mutating func runBackward<Form: SeasonForm>(_: Form.Type) {
    SmoothingRecursion<Form>.backward(
      remainder, weights, tape, meanGradient, weightGradient: &weightGradient,
      stateGradient: &stateGradient)
  }

  // MARK: - Vector to weights and back

  private mutating func read(_ x: [Double]) {
    weights.alpha = layout.alpha.map { x[$0] * units[$0] } ?? layout.fixedLevel ?? 0
    weights.beta = layout.beta.map { x[$0] * units[$0] * (prior == nil ? 1 : weights.alpha) } ?? 0
    weights.gamma =
      layout.gamma.map { x[$0] * units[$0] * (prior == nil ? 1 : 1 - weights.alpha) } ?? 0
    weights.phi = layout.phi.map { x[$0] * units[$0] } ?? (layout.trend ? 1 : 0)
  }

  private func write(_ x: [Double], into gradient: inout [Double]) {
    var (alphaBar, betaBar, gammaBar) = (
      weightGradient.alpha, weightGradient.beta, weightGradient.gamma
    )
    if prior != nil {
      // β = α·share and γ = (1 − α)·share: α moves them too.
      if weights.alpha > 0 { alphaBar += betaBar * weights.beta / weights.alpha }
      alphaBar -= gammaBar * weights.gamma / (1 - weights.alpha)
      betaBar *= weights.alpha
      gammaBar *= 1 - weights.alpha
    }
    if let alpha = layout.alpha { gradient[alpha] = alphaBar * units[alpha] }
    if let beta = layout.beta { gradient[beta] = betaBar * units[beta] }
    if let gamma = layout.gamma { gradient[gamma] = gammaBar * units[gamma] }
    if let phi = layout.phi { gradient[phi] = weightGradient.phi * units[phi] }
    prior?.addGradient(x, units, layout, observedCount, to: &gradient)
  }
}
