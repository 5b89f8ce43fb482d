import Forecasting
import Optimization
import RealModule
import TemporalData

extension CES {
  /// Estimates from a history that several forms share; nil if it is too short.
  func fit(_ history: SmoothingHistory) -> FittedCES? {
    guard isCarried(by: history) else { return nil }
    var loss = CESLoss(history.scaled, self)
    var minimizer = LBFGS(
      maximumIterations: 100, gradientTolerance: 1e-5, functionTolerance: 1e-9)
    let bounds = CESBounds(self)
    let found = minimizer.minimize(
      &loss, from: bounds.start, lower: bounds.lower, upper: bounds.upper)
    guard found.value.isFinite else { return nil }
    return FittedCES(self, history, loss, weights: loss.weights(found.point))
  }
}

/// Where the weights are looked for.
///
/// With α₁ above 1 the level grows at a rate of about (α₁ − 1)/α₀ each time it moves, without an end.
/// It is held to some 10 % a season, and to that a slot where there is none: α₁ ends at 1.12 where the
/// number moves once a season or has none, at 1 + 0.12/m where it moves every slot. A season may hardly
/// outgrow its level, so β₁ ends at 1.05.
struct CESBounds {
  let start: [Double]
  let lower: [Double]
  let upper: [Double]

  init(_ model: CES) {
    let count = model.form.weightCount
    let movesEverySlot = model.form == .partial || model.form == .full
    let moves = movesEverySlot ? Double(model.seasonLength) : 1
    start = Array([1.3, 1, model.form == .full ? 1.3 : 0.1, 1].prefix(count))
    lower = Array(repeating: 0.01, count: count)
    upper = Array([1.8, 1 + 0.12 / moves, 1.5, 1.05].prefix(count))
  }
}

/// The logarithm of the mean squared one-step error as a function of the weights.
struct CESLoss: SmoothObjective {
  /// Sums of squares below this, of values of size 1, are rounding.
  static let leastSum = 1e-28

  let y: [Double]
  let start: CESStart
  private let count: Double

  init(_ history: TimeSeries, _ model: CES) {
    y = history.storage
    start = CESStart(history, model)
    count = Double(max(1, history.observedCount))
  }

  /// All four weights from the estimated ones.
  func weights(_ x: [Double]) -> [Double] { x + Array(repeating: 0, count: 4 - x.count) }

  /// The recursion at the start of the history.
  func backcast<Number: CESNumber>(_ weights: [Number]) -> CESRecursion<Number> {
    var recursion = CESRecursion(start, weights: weights)
    recursion.backcast(y)
    return recursion
  }

  func value(at x: [Double]) -> Double {
    var recursion = backcast(weights(x))
    let sum = recursion.pass(y)
    return sum.isFinite ? Double.log(max(sum, Self.leastSum) / count) : .infinity
  }

  func gradient(at x: [Double], into gradient: inout [Double]) {
    let weights = weights(x).enumerated().map { index, weight in
      var slopes = SIMD4<Double>.zero
      slopes[index] = index < x.count ? 1 : 0
      return CESDual(weight, slopes)
    }
    var recursion = backcast(weights)
    let sum = recursion.pass(y)
    for index in x.indices { gradient[index] = sum.slopes[index] / max(sum.value, Self.leastSum) }
  }
}
