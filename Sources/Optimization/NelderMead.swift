/// Minimises a rough function in a box by moving a simplex, without derivatives.
///
/// The coefficients of reflection, expansion, contraction and shrinkage adapt to the dimension,
/// which keeps the method moving beyond a handful of variables. Trial points outside the box are
/// projected onto it. Because a simplex may go flat away from a minimum, a finished search is
/// restarted from its best point with a fresh simplex until a restart gains nothing.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `maximumEvaluations` | `2000` | calls of the objective, restarts included | `[1, inf)` |
/// | `functionTolerance` | `1e-8` | spread over the simplex, relative to `max(1, abs(f))` | `[0, inf)` |
/// | `pointTolerance` | `1e-6` | extent of the simplex, relative to `max(1, abs(x))` | `[0, inf)` |
/// | `initialStep` | `0.1` | edge of the first simplex, relative to `max(1, abs(x))` | `(0, inf)` |
/// | `maximumRestarts` | `2` | fresh simplexes after the first | `[0, inf)` |
///
/// A point where the objective is infinite or NaN counts as worst. The value owns its scratch
/// space: after the first call with a given dimension the loop allocates nothing. Meant for up
/// to about 20 variables; use ``LBFGS`` when a gradient can be had.
///
/// - Complexity: O(dimension) per evaluation, O(dimension²) per shrinkage.
///
/// References: J. A. Nelder, R. Mead, *A simplex method for function minimization*, Computer
/// Journal 7 (1965), doi:10.1093/comjnl/7.4.308. F. Gao, L. Han, *Implementing the Nelder-Mead
/// simplex algorithm with adaptive parameters*, Comput. Optim. Appl. 51 (2012),
/// doi:10.1007/s10589-010-9329-3.
public struct NelderMead: Sendable {
  /// Calls of the objective after which the search ends, restarts included.
  public let maximumEvaluations: Int
  /// Spread of the objective over the simplex, relative to `max(1, abs(f))`, that ends a search.
  public let functionTolerance: Double
  /// Extent of the simplex in each variable, relative to `max(1, abs(x))`, that ends a search.
  public let pointTolerance: Double
  /// Edge length of the first simplex, relative to `max(1, abs(x))`.
  public let initialStep: Double
  /// Fresh simplexes after the first.
  public let maximumRestarts: Int

  var simplex = Simplex()

  /// Creates a minimiser; see the type for the meaning and range of each option.
  public init(
    maximumEvaluations: Int = 2000, functionTolerance: Double = 1e-8,
    pointTolerance: Double = 1e-6, initialStep: Double = 0.1, maximumRestarts: Int = 2
  ) {
    precondition(maximumEvaluations >= 1, "maximumEvaluations must be at least 1")
    precondition(initialStep > 0, "initialStep is \(initialStep); it must be positive")
    self.maximumEvaluations = maximumEvaluations
    self.functionTolerance = functionTolerance
    self.pointTolerance = pointTolerance
    self.initialStep = initialStep
    self.maximumRestarts = maximumRestarts
  }

  /// Minimises `objective` from `start`, projected onto the box, within `lower...upper`.
  ///
  /// Bounds may be infinite, and equal where a variable is fixed. All three arrays have the
  /// same count; unequal counts and empty intervals are programmer errors.
  public mutating func minimize(
    _ objective: inout some Objective, from start: [Double], lower: [Double], upper: [Double]
  ) -> Minimum<[Double]> {
    simplex.reset(start: start, lower: lower, upper: upper)
    guard simplex.evaluateStart(&objective) else { return minimum(.startNotFinite) }
    guard !start.isEmpty else { return minimum(.pointTolerance) }
    var reason = StopReason.evaluationLimit
    for restart in 0...max(0, maximumRestarts) {
      let before = simplex.bestValue
      // Each fresh simplex is smaller and turned round, so that it is not the old one again.
      let edge = initialStep / Double(1 << min(2 * restart, 20))
      simplex.spread(&objective, edge: restart.isMultiple(of: 2) ? edge : -edge)
      reason = descend(&objective)
      guard reason != .evaluationLimit, restart == 0 || gained(since: before) else { break }
    }
    return minimum(reason)
  }

  /// Minimises a closure that returns the value at a point.
  public mutating func minimize(
    from start: [Double], lower: [Double], upper: [Double], objective: ([Double]) -> Double
  ) -> Minimum<[Double]> {
    withoutActuallyEscaping(objective) { body in
      var closure = ClosureObjective(body: body)
      return minimize(&closure, from: start, lower: lower, upper: upper)
    }
  }

  private func gained(since before: Double) -> Bool {
    before - simplex.bestValue > functionTolerance * max(1, before.magnitude)
  }

  /// Moves the simplex until it is small and level, or the budget is spent.
  private mutating func descend(_ objective: inout some Objective) -> StopReason {
    while true {
      simplex.rank()
      if simplex.isLevel(within: functionTolerance), simplex.isSmall(within: pointTolerance) {
        return .pointTolerance
      }
      if simplex.evaluations >= maximumEvaluations { return .evaluationLimit }
      simplex.move(&objective)
    }
  }

  private func minimum(_ reason: StopReason) -> Minimum<[Double]> {
    Minimum(
      point: simplex.bestPoint, value: simplex.bestValue, iterations: simplex.moves,
      evaluations: simplex.evaluations, reason: reason)
  }
}
