extension LBFGS {
  /// How a line search ended; an accepted step is left in the state's trial.
  enum SearchOutcome { case accepted, failed }

  /// Finds a step along the projected path that lowers the objective enough.
  ///
  /// Sufficient decrease is `f(x(a)) <= f(x) + 1e-4 g · (x(a) - x)` (Bertsekas 1982, eq. 1.13
  /// with the displacement for the direction). A step whose end is still nine tenths as steep as
  /// its start is too short to show curvature and is extended.
  mutating func search(_ objective: inout some SmoothObjective) -> SearchOutcome {
    var length = firstLength()
    var hasKept = false
    for _ in 0..<40 {
      let predicted = state.moveTrial(step: length)
      guard predicted < 0, state.evaluations < maximumEvaluations else { break }
      let isBetter = evaluateTrial(&objective, predicted: predicted)
      if isBetter && (!hasKept || state.trialValue < state.keptValue) {
        let slope = state.trialSlope()
        if slope >= 0.9 * predicted { return .accepted }
        state.keepTrial()
        hasKept = true
        length *= Self.extension(start: predicted, end: slope)
      } else if hasKept {
        break
      } else {
        length *= reduction(predicted: predicted)
      }
    }
    if hasKept { state.restoreKept() }
    return hasKept ? .accepted : .failed
  }

  /// The first step to try: 1 with curvature at hand, otherwise by `initialStep`.
  private func firstLength() -> Double {
    guard history.count == 0 else { return 1 }
    // Scaled by the largest entry, so that steep starts do not overflow.
    let largest = state.direction.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return 1 }
    var size = 0.0
    var norm = 0.0
    for i in state.point.indices {
      let scaled = state.direction[i] / largest
      size += scaled * scaled
      norm += state.point[i] * state.point[i]
    }
    return initialStep * max(1, norm.squareRoot()) / size.squareRoot() / largest
  }

  /// Evaluates the trial; true when it decreases enough, and then with a finite gradient.
  private mutating func evaluateTrial(
    _ objective: inout some SmoothObjective, predicted: Double
  ) -> Bool {
    state.trialValue = objective.value(at: state.trial)
    state.evaluations += 1
    guard state.trialValue.isFinite, state.trialValue <= state.value + 1e-4 * predicted else {
      return false
    }
    objective.gradient(at: state.trial, into: &state.trialGradient)
    if state.trialGradient.allSatisfy(\.isFinite) { return true }
    state.trialValue = .infinity
    return false
  }

  /// The factor to shorten by: the minimiser of the parabola through what is known.
  private func reduction(predicted: Double) -> Double {
    guard state.trialValue.isFinite else { return 0.25 }
    let parabola = -0.5 * predicted / (state.trialValue - state.value - predicted)
    return min(0.5, max(0.05, parabola))
  }

  /// The factor to lengthen by: where the secant of the two slopes reaches zero.
  private static func `extension`(start: Double, end: Double) -> Double {
    let secant = start / (start - end)
    return end > start ? min(10, max(2, secant)) : 10
  }
}
