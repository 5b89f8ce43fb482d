import Forecasting
import Optimization
import RealModule

/// One form on its way to an estimate.
struct SmoothingFit {
  let model: ETS
  /// The vector of the best point so far; nil before a point with a finite loss is found.
  private(set) var point: [Double]?
  /// The loss there.
  private(set) var loss = Double.infinity

  private let history: SmoothingHistory
  private let start: SmoothingStart
  private let box: SmoothingBox
  private var likelihood: SmoothingLikelihood

  init(_ model: ETS, _ history: SmoothingHistory, _ start: SmoothingStart) {
    (self.model, self.history, self.start) = (model, history, start)
    let layout = SmoothingLayout(model)
    box = SmoothingBox(model, layout, start, observations: history.observedCount)
    likelihood = SmoothingLikelihood(
      history.scaled.storage, model: model, layout: layout, units: box.units)
  }

  /// Akaike's criterion at the best point, −2 log of what is maximised + 2k.
  var criterion: Double { Double(history.observedCount) * loss + penalty }

  /// What the criterion adds for parameters, and for the unit of the history.
  private var penalty: Double {
    2 * Double(model.parameterCount)
      + 2 * Double(history.observedCount) * Double.log(history.scale)
  }

  /// Searches from a neighbour's vector, or from guesses where that has no finite loss.
  ///
  /// - Parameter level: the criterion above which the form is of no interest; a search that will
  ///   not come below it ends early.
  mutating func search(from neighbour: [Double]? = nil, givingUpAbove level: Double = .infinity) {
    let loss = (level - penalty) / Double(history.observedCount)
    if let neighbour { minimize(from: neighbour, givingUpAbove: loss) }
    guard point == nil else { return }
    for guess in SmoothingGuess.starts(model.estimation) {
      minimize(from: box.start(guess, start), givingUpAbove: loss)
    }
    guard point == nil else { return }
    minimize(from: box.start(.flat, start.flattened(model.season)), givingUpAbove: loss)
  }

  /// The estimate at the best point.
  ///
  /// - Throws: `ModelError.didNotConverge` if there is none.
  mutating func fitted() throws(ModelError) -> FittedETS {
    if point == nil { search() }
    guard let point else { throw .didNotConverge(iterations: Self.maximumIterations) }
    _ = likelihood.value(at: point)
    return FittedETS(model, history, likelihood, loss: loss)
  }

  private static let maximumIterations = 300

  private mutating func minimize(from x: [Double], givingUpAbove level: Double) {
    var minimizer = LBFGS(
      maximumIterations: Self.maximumIterations, gradientTolerance: 2e-5,
      functionTolerance: 1e-9)
    let found = minimizer.minimize(
      &likelihood, from: x, lower: box.lower, upper: box.upper, givingUpAbove: level)
    if found.value.isFinite, found.value < loss { (point, loss) = (found.point, found.value) }
  }
}
