/// What a minimiser found and why it stopped.
///
/// `Point` is `[Double]` for the minimisers of several variables and `Double` for `Brent`.
public struct Minimum<Point: Hashable & Sendable>: Hashable, Sendable {
  /// The best point visited; it always lies within the bounds.
  public let point: Point
  /// The objective at `point`; not finite only when `reason` is `.startNotFinite`.
  public let value: Double
  /// Accepted steps.
  public let iterations: Int
  /// Calls of the objective, rejected trial points included.
  public let evaluations: Int
  /// Which rule ended the search.
  public let reason: StopReason

  /// Creates a result from its parts.
  public init(
    point: Point, value: Double, iterations: Int, evaluations: Int, reason: StopReason
  ) {
    self.point = point
    self.value = value
    self.iterations = iterations
    self.evaluations = evaluations
    self.reason = reason
  }

  /// Whether a tolerance, rather than a limit or a failure, ended the search.
  public var isConverged: Bool { reason.isConverged }
}

/// The rule that ended a search.
public enum StopReason: String, Hashable, Sendable, CaseIterable {
  /// The projected gradient is within its tolerance: a stationary point inside the bounds.
  case gradientTolerance
  /// The last step lowered the objective by less than its relative tolerance.
  case functionTolerance
  /// The interval or simplex that holds the minimum is within its tolerance.
  case pointTolerance
  /// No shorter step lowers the objective; at a smooth minimum this is the limit of rounding.
  case noFurtherDecrease
  /// The level that the search was asked to reach is out of reach of a minimum near the point.
  case outOfReach
  /// The iteration limit was reached.
  case iterationLimit
  /// The limit on calls of the objective was reached.
  case evaluationLimit
  /// The objective, or its gradient, is not a finite number at the starting point.
  case startNotFinite

  /// Whether the search ended by a tolerance or at the limit of rounding.
  public var isConverged: Bool {
    switch self {
    case .gradientTolerance, .functionTolerance, .pointTolerance, .noFurtherDecrease: true
    case .outOfReach, .iterationLimit, .evaluationLimit, .startNotFinite: false
    }
  }
}

/// A function of several variables that can be minimised without derivatives.
///
/// A conforming type owns its scratch space, hence `mutating`: an evaluation need not allocate.
public protocol Objective {
  /// Returns the objective at `x`.
  ///
  /// `.infinity` or NaN mark points outside the domain; a minimiser never settles on one.
  mutating func value(at x: [Double]) -> Double
}

/// An objective with a gradient.
public protocol SmoothObjective: Objective {
  /// Writes the partial derivatives at `x` into `gradient`, which has as many entries as `x`.
  ///
  /// It is only called directly after `value(at:)` at the same point, and only for points that
  /// are kept. So a reverse sweep may use what the forward sweep stored, and a rejected trial
  /// costs no gradient.
  mutating func gradient(at x: [Double], into gradient: inout [Double])
}

/// An objective given as a closure of the point.
struct ClosureObjective: Objective {
  let body: ([Double]) -> Double

  mutating func value(at x: [Double]) -> Double { body(x) }
}

/// A smooth objective given as one closure that returns the value and fills the gradient.
struct SmoothClosureObjective: SmoothObjective {
  let body: ([Double], inout [Double]) -> Double
  var latest: [Double]

  mutating func value(at x: [Double]) -> Double { body(x, &latest) }

  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    for i in gradient.indices { gradient[i] = latest[i] }
  }
}
