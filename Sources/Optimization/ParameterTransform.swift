import RealModule

/// A smooth, increasing map between a bounded parameter and a free one.
///
/// It lets a method without bounds work on a parameter that has them: optimise over the free
/// number, read off the bounded one. Bounds themselves correspond to infinity, so prefer a method
/// with bounds (``LBFGS``) where the optimum may lie on one.
public enum ParameterTransform: Hashable, Sendable {
  /// Any real number: `x = u`.
  case identity
  /// Larger than a bound: `x = bound + exp(u)`.
  case above(Double)
  /// Smaller than a bound: `x = bound - exp(-u)`.
  case below(Double)
  /// Between two bounds: `x = lower + (upper - lower) / (1 + exp(-u))`, the logistic map.
  case between(Double, Double)

  /// Picks the map for an interval whose ends may be infinite.
  ///
  /// - Precondition: `lower < upper`.
  public init(lower: Double, upper: Double) {
    precondition(lower < upper, "the interval from \(lower) to \(upper) is empty")
    self =
      switch (lower.isFinite, upper.isFinite) {
      case (false, false): .identity
      case (true, false): .above(lower)
      case (false, true): .below(upper)
      case (true, true): .between(lower, upper)
      }
  }

  /// The bounded parameter that a free number stands for; it never leaves its bounds.
  public func bounded(_ free: Double) -> Double {
    switch self {
    case .identity: free
    case .above(let bound): bound + .exp(free)
    case .below(let bound): bound - .exp(-free)
    case .between(let lower, let upper): Self.mix(lower, upper, free)
    }
  }

  /// The free number of a bounded parameter; infinite on a bound, NaN outside.
  public func free(_ bounded: Double) -> Double {
    switch self {
    case .identity: bounded
    case .above(let bound): .log(bounded - bound)
    case .below(let bound): -.log(bound - bounded)
    case .between(let lower, let upper): .log(bounded - lower) - .log(upper - bounded)
    }
  }

  /// The derivative of the bounded parameter by the free number, at a free number.
  public func derivative(_ free: Double) -> Double {
    switch self {
    case .identity: return 1
    case .above: return .exp(free)
    case .below: return .exp(-free)
    case .between(let lower, let upper):
      // The logistic density is even; the negative exponent cannot overflow.
      let tail = Double.exp(-free.magnitude)
      return (upper - lower) * tail / ((1 + tail) * (1 + tail))
    }
  }

  /// Interpolates from the nearer end, so that small distances to either bound keep their digits.
  private static func mix(_ lower: Double, _ upper: Double, _ free: Double) -> Double {
    let tail = Double.exp(-free.magnitude)
    let share = tail / (1 + tail)
    let offset = (upper - lower) * share
    return free < 0 ? min(upper, lower + offset) : max(lower, upper - offset)
  }
}
