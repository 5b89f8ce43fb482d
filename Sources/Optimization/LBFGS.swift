/// Minimises a smooth function in a box by limited-memory quasi-Newton steps.
///
/// Each iteration fixes the variables that sit on a bound and would leave the box, takes a
/// quasi-Newton step in the others and projects it onto the box:
///
///     x(a) = P(x + a d),   d_F = -H_FF g_F,   d_A = 0
///
/// where `H_FF` is the inverse BFGS matrix of the last `memory` steps restricted to the free
/// variables F (two-metric projection). The step length satisfies the sufficient-decrease rule
/// along the projected path, and is extended while the slope has hardly flattened, so that the
/// pairs carry curvature. A trial where the objective is infinite or NaN is a rejected trial.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `memory` | `8` | pairs of steps and gradient changes kept | `[1, inf)` |
/// | `maximumIterations` | `200` | accepted steps | `[0, inf)` |
/// | `maximumEvaluations` | `1000` | calls of the objective | `[1, inf)` |
/// | `gradientTolerance` | `1e-6` | largest entry of `x - P(x - g)` at the end | `[0, inf)` |
/// | `functionTolerance` | `1e-10` | last decrease, relative to `max(1, abs(f))` | `[0, inf)` |
/// | `initialStep` | `0.1` | length of the first step, relative to `max(1, norm(x))` | `(0, inf)` |
///
/// The value owns its scratch space: after the first call with a given dimension the loop
/// allocates nothing. Scale the variables so that a change of 1 matters about equally in each;
/// where that is not possible, a memory of twice the dimension makes up for much of it.
///
///     var minimizer = LBFGS()
///     let minimum = minimizer.minimize(from: [3], lower: [1], upper: [9]) { x, gradient in
///       gradient[0] = 2 * x[0]
///       return x[0] * x[0]
///     }
///     // minimum.point == [1]
///
/// - Complexity: O(`memory` × dimension) per iteration, beside the objective.
///
/// References: D. P. Bertsekas, *Projected Newton methods for optimization problems with simple
/// constraints*, SIAM J. Control Optim. 20 (1982), doi:10.1137/0320018. J. Nocedal, *Updating
/// quasi-Newton matrices with limited storage*, Math. Comp. 35 (1980),
/// doi:10.1090/S0025-5718-1980-0572855-7. D. Kim, S. Sra, I. S. Dhillon, *Tackling
/// box-constrained optimization via a new projected quasi-Newton approach*, SIAM J. Sci. Comput.
/// 32 (2010), doi:10.1137/08073812X.
public struct LBFGS: Sendable {
  /// Pairs of steps and gradient changes kept.
  public let memory: Int
  /// Accepted steps after which the search ends.
  public let maximumIterations: Int
  /// Calls of the objective after which the search ends.
  public let maximumEvaluations: Int
  /// Largest entry of the projected gradient `x - P(x - g)` at which a point is stationary.
  public let gradientTolerance: Double
  /// Decrease, relative to `max(1, abs(f))`, below which a step is the last.
  public let functionTolerance: Double
  /// Length of the first step, relative to `max(1, norm(x))`.
  public let initialStep: Double

  var state = State()
  var history: History

  /// Creates a minimiser; see the type for the meaning and range of each option.
  public init(
    memory: Int = 8, maximumIterations: Int = 200, maximumEvaluations: Int = 1000,
    gradientTolerance: Double = 1e-6, functionTolerance: Double = 1e-10,
    initialStep: Double = 0.1
  ) {
    precondition(memory >= 1, "memory is \(memory); it must be at least 1")
    precondition(maximumEvaluations >= 1, "maximumEvaluations must be at least 1")
    precondition(initialStep > 0, "initialStep is \(initialStep); it must be positive")
    self.memory = memory
    self.maximumIterations = maximumIterations
    self.maximumEvaluations = maximumEvaluations
    self.gradientTolerance = gradientTolerance
    self.functionTolerance = functionTolerance
    self.initialStep = initialStep
    self.history = History(memory: memory)
  }

  /// Minimises `objective` from `start`, projected onto the box, within `lower...upper`.
  ///
  /// Bounds may be infinite, and equal where a variable is fixed. All three arrays have the
  /// same count; unequal counts and empty intervals are programmer errors.
  ///
  /// Where only a minimum at or below `level` is of interest, the search ends as `.outOfReach` once
  /// twenty times what the last three steps gained would not reach it: a judgement from the pace of
  /// convergence, not a bound.
  public mutating func minimize(
    _ objective: inout some SmoothObjective, from start: [Double], lower: [Double],
    upper: [Double], givingUpAbove level: Double = .infinity
  ) -> Minimum<[Double]> {
    guard prepare(&objective, start: start, lower: lower, upper: upper) else {
      return minimum(.startNotFinite)
    }
    while true {
      if state.projectedGradientNorm() <= gradientTolerance { return minimum(.gradientTolerance) }
      if state.iterations >= maximumIterations { return minimum(.iterationLimit) }
      if state.value - 20 * state.recentGain > level { return minimum(.outOfReach) }
      if let reason = step(&objective) { return minimum(reason) }
    }
  }

  /// Minimises a closure that returns the value at a point and fills its gradient.
  public mutating func minimize(
    from start: [Double], lower: [Double], upper: [Double],
    objective: ([Double], inout [Double]) -> Double
  ) -> Minimum<[Double]> {
    withoutActuallyEscaping(objective) { body in
      var smooth = SmoothClosureObjective(
        body: body, latest: [Double](repeating: 0, count: start.count))
      return minimize(&smooth, from: start, lower: lower, upper: upper)
    }
  }

  /// Evaluates the start; false when the value or the gradient there is not finite.
  private mutating func prepare(
    _ objective: inout some SmoothObjective, start: [Double], lower: [Double], upper: [Double]
  ) -> Bool {
    state.reset(start: start, lower: lower, upper: upper)
    history.reset(dimension: start.count)
    state.value = objective.value(at: state.point)
    guard state.value.isFinite else { return false }
    objective.gradient(at: state.point, into: &state.gradient)
    return state.gradient.allSatisfy(\.isFinite)
  }

  /// Takes one step; returns the reason to stop, if there is one.
  private mutating func step(_ objective: inout some SmoothObjective) -> StopReason? {
    state.findFreeVariables()
    history.direction(&state.direction, gradient: state.gradient, free: state.free)
    state.aimFixedVariables()
    let outcome = search(&objective)
    if state.evaluations >= maximumEvaluations && outcome == .failed { return .evaluationLimit }
    guard outcome == .accepted else {
      // Curvature gathered elsewhere may point nowhere useful: retry along the gradient once.
      if history.count == 0 { return .noFurtherDecrease }
      history.clear()
      return nil
    }
    history.append(
      from: state.point, to: state.trial, gradient: state.gradient, next: state.trialGradient)
    return finishStep()
  }

  private mutating func finishStep() -> StopReason? {
    let before = state.value
    state.acceptTrial()
    let scale = max(1, before.magnitude, state.value.magnitude)
    if before - state.value <= functionTolerance * scale { return .functionTolerance }
    return state.evaluations >= maximumEvaluations ? .evaluationLimit : nil
  }

  private func minimum(_ reason: StopReason) -> Minimum<[Double]> {
    Minimum(
      point: state.point, value: state.value, iterations: state.iterations,
      evaluations: state.evaluations, reason: reason)
  }
}
