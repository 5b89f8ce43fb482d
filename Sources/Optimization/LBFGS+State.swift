extension LBFGS {
  /// The current point, the trial point and the box, with their gradients.
  struct State: Sendable {
    var box = Box()
    var point: [Double] = []
    var gradient: [Double] = []
    var value = Double.nan
    /// The values before the last three steps, the latest first; infinite before there were three.
    var earlier = SIMD3<Double>(repeating: .infinity)
    var trial: [Double] = []
    var trialGradient: [Double] = []
    var trialValue = Double.nan
    /// The best acceptable trial while a longer step is being tried.
    var kept: [Double] = []
    var keptGradient: [Double] = []
    var keptValue = Double.nan
    var direction: [Double] = []
    /// 1 for a free variable, 0 for one held at its bound.
    var free: [Double] = []
    var iterations = 0
    var evaluations = 0

    mutating func reset(start: [Double], lower: [Double], upper: [Double]) {
      let n = start.count
      box.set(lower: lower, upper: upper, dimension: n)
      if gradient.count != n {
        gradient = [Double](repeating: 0, count: n)
        (trial, trialGradient, kept, keptGradient) = (gradient, gradient, gradient, gradient)
        (point, direction, free) = (gradient, gradient, gradient)
      }
      for i in 0..<n { point[i] = box.clamp(start[i], at: i) }
      iterations = 0
      evaluations = 1
      earlier = .init(repeating: .infinity)
    }

    /// The largest entry of `x - P(x - g)`, which is zero exactly at stationary points.
    func projectedGradientNorm() -> Double {
      var largest = 0.0
      for i in point.indices {
        // The subtraction itself would lose gradients below the rounding of x.
        let room = gradient[i] > 0 ? point[i] - box.lower[i] : box.upper[i] - point[i]
        largest = max(largest, min(gradient[i].magnitude, room))
      }
      return largest
    }

    /// Marks as fixed what lies on (or within rounding of) a bound and is pushed outwards.
    mutating func findFreeVariables() {
      for i in point.indices {
        let margin = 1e-12 * max(1, point[i].magnitude)
        let held =
          gradient[i] > 0
          ? point[i] - box.lower[i] <= margin
          : gradient[i] < 0 && box.upper[i] - point[i] <= margin
        free[i] = held ? 0 : 1
      }
    }

    /// Sends the fixed variables exactly to the bound they are held at.
    mutating func aimFixedVariables() {
      for i in point.indices where free[i] == 0 {
        direction[i] = (gradient[i] > 0 ? box.lower[i] : box.upper[i]) - point[i]
      }
    }

    /// What the last three steps gained; infinite before there were three.
    var recentGain: Double { earlier.z - value }

    /// Sets the trial to `P(x + step d)`; returns `g · (trial - x)`.
    mutating func moveTrial(step: Double) -> Double {
      var predicted = 0.0
      for i in point.indices {
        trial[i] = box.clamp(point[i] + step * direction[i], at: i)
        predicted += gradient[i] * (trial[i] - point[i])
      }
      return predicted
    }

    /// `trialGradient · (trial - x)`.
    func trialSlope() -> Double {
      var slope = 0.0
      for i in point.indices { slope += trialGradient[i] * (trial[i] - point[i]) }
      return slope
    }

    mutating func keepTrial() {
      swap(&trial, &kept)
      swap(&trialGradient, &keptGradient)
      keptValue = trialValue
    }

    mutating func restoreKept() {
      swap(&trial, &kept)
      swap(&trialGradient, &keptGradient)
      trialValue = keptValue
    }

    mutating func acceptTrial() {
      swap(&point, &trial)
      swap(&gradient, &trialGradient)
      earlier = [value, earlier.x, earlier.y]
      value = trialValue
      iterations += 1
    }
  }
}
