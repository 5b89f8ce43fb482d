/// Finds where a function of one variable changes sign, by bisection and interpolation.
///
/// Keeps an interval whose ends have opposite signs. Each step is an inverse quadratic or secant
/// step when it falls well inside the interval and steps keep shrinking, otherwise a bisection,
/// so a sign change is always found and a smooth one quickly. At a jump it returns the jump.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `tolerance` | `0` | absolute error allowed, beside `4 ulp` of the root | `[0, inf)` |
/// | `maximumEvaluations` | `300` | calls of the function | `[3, inf)` |
///
///     let root = try BrentRoot().root(in: 0...2) { $0 * $0 - 2 }   // 1.4142135623730951
///
/// Reference: R. P. Brent, *Algorithms for Minimization without Derivatives*, Prentice-Hall
/// (1973), chapter 4 (also called Brent-Dekker, or zeroin).
public struct BrentRoot: Sendable {
  /// Absolute error allowed, beside rounding of the root itself.
  public let tolerance: Double
  /// Calls of the function after which the search fails.
  public let maximumEvaluations: Int

  /// Creates a root finder; see the type for the meaning and range of each option.
  public init(tolerance: Double = 0, maximumEvaluations: Int = 300) {
    precondition(tolerance >= 0, "tolerance is \(tolerance); it must not be negative")
    self.tolerance = tolerance
    self.maximumEvaluations = maximumEvaluations
  }

  /// Returns a point of the interval where `function` is zero or changes sign.
  ///
  /// Infinite values are allowed, since only their sign is used.
  ///
  /// - Throws: ``RootError/notBracketed(lower:upper:valueAtLower:valueAtUpper:)`` when the ends
  ///   have the same sign, ``RootError/notANumber(at:)`` when the function is NaN at a point,
  ///   ``RootError/didNotConverge(evaluations:)`` when the budget is spent.
  public func root(
    in interval: ClosedRange<Double>, of function: (Double) -> Double
  ) throws(RootError) -> Double {
    var bracket = SignBracket(
      lower: interval.lowerBound, valueAtLower: try value(function, interval.lowerBound),
      upper: interval.upperBound, valueAtUpper: try value(function, interval.upperBound))
    guard bracket.changesSign else { throw bracket.refusal }
    for _ in 0..<max(1, maximumEvaluations - 2) {
      bracket.arrange()
      guard let point = bracket.next(tolerance: tolerance) else { return bracket.best }
      bracket.insert(point, value: try value(function, point))
    }
    throw .didNotConverge(evaluations: maximumEvaluations)
  }

  private func value(_ function: (Double) -> Double, _ x: Double) throws(RootError) -> Double {
    let value = function(x)
    if value.isNaN { throw .notANumber(at: x) }
    return value
  }
}

/// Why no root was found.
public enum RootError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The function has the same sign at both ends.
  case notBracketed(lower: Double, upper: Double, valueAtLower: Double, valueAtUpper: Double)
  /// The function is not a number at a point of the interval.
  case notANumber(at: Double)
  /// The budget was spent before the interval was small enough.
  case didNotConverge(evaluations: Int)

  /// What is wrong, the values found, and what to do.
  public var description: String {
    switch self {
    case .notBracketed(let lower, let upper, let atLower, let atUpper):
      "the function is \(atLower) at \(lower) and \(atUpper) at \(upper); "
        + "a root needs ends of opposite sign, so widen or move the interval"
    case .notANumber(let x):
      "the function is not a number at \(x); it must be defined on the whole interval"
    case .didNotConverge(let evaluations):
      "no root within the tolerance after \(evaluations) evaluations; "
        + "allow more evaluations or a larger tolerance"
    }
  }
}

extension BrentRoot {
  /// The best point `b`, the one before it `a`, and `c`, where the sign is opposite to `b`'s.
  struct SignBracket {
    private var a: Double
    private var valueA: Double
    private var b: Double
    private var valueB: Double
    private var c: Double
    private var valueC: Double
    private var lastStep: Double
    private var stepBefore: Double

    init(lower: Double, valueAtLower: Double, upper: Double, valueAtUpper: Double) {
      (a, valueA, b, valueB) = (lower, valueAtLower, upper, valueAtUpper)
      (c, valueC) = (lower, valueAtLower)
      lastStep = upper - lower
      stepBefore = lastStep
    }

    var best: Double { b }
    var changesSign: Bool { valueB == 0 || valueC == 0 || (valueB > 0) != (valueC > 0) }
    var refusal: RootError {
      .notBracketed(lower: a, upper: b, valueAtLower: valueA, valueAtUpper: valueB)
    }

    /// Makes `b` the end with the smaller value.
    mutating func arrange() {
      guard valueC.magnitude < valueB.magnitude else { return }
      (a, valueA) = (b, valueB)
      (b, valueB) = (c, valueC)
      (c, valueC) = (a, valueA)
    }

    /// The next point to evaluate, or nil when `b` is a root within the tolerance.
    mutating func next(tolerance: Double) -> Double? {
      let resolution = 2 * Double.ulpOfOne * b.magnitude + 0.5 * tolerance
      let half = 0.5 * c - 0.5 * b
      if valueB == 0 || half.magnitude <= max(resolution, Double.leastNonzeroMagnitude) {
        return nil
      }
      if let step = interpolatedStep(half: half, resolution: resolution) {
        (stepBefore, lastStep) = (lastStep, step)
      } else {
        (stepBefore, lastStep) = (half, half)
      }
      let smallest = max(resolution, b.ulp)
      return lastStep.magnitude > smallest ? b + lastStep : b + (half > 0 ? smallest : -smallest)
    }

    /// The step of inverse quadratic or linear interpolation if it is safe (Brent, section 4.2).
    private func interpolatedStep(half: Double, resolution: Double) -> Double? {
      guard stepBefore.magnitude >= resolution, valueA.magnitude > valueB.magnitude,
        valueA.isFinite, valueC.isFinite
      else { return nil }
      let s = valueB / valueA
      var p: Double
      var q: Double
      if a == c {
        (p, q) = (2 * half * s, 1 - s)
      } else {
        let t = valueA / valueC
        let r = valueB / valueC
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1))
        q = (t - 1) * (r - 1) * (s - 1)
      }
      if p > 0 { q = -q } else { p = -p }
      let limit = min(3 * half * q - (resolution * q).magnitude, (stepBefore * q).magnitude)
      return 2 * p < limit ? p / q : nil
    }

    /// Moves to a new point and keeps `c` on the other side of the sign change.
    mutating func insert(_ point: Double, value: Double) {
      (a, valueA) = (b, valueB)
      (b, valueB) = (point, value)
      if (valueB > 0) == (valueC > 0) {
        (c, valueC) = (a, valueA)
        lastStep = b - a
        stepBefore = lastStep
      }
    }
  }
}
