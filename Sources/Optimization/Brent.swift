/// Minimises a function of one variable on an interval by golden section and parabolas.
///
/// Keeps an interval around the best point. Each step goes to the minimum of the parabola through
/// the three best points when that falls inside the interval and steps keep shrinking, otherwise
/// to the golden section of the larger part. Needs no derivative and no finite values everywhere:
/// a value that is infinite or NaN is only ever worse.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `tolerance` | `1e-8` | half-width of the final interval, relative to `max(1e-3, abs(x))` | `(0, inf)` |
/// | `maximumEvaluations` | `200` | calls of the function | `[3, inf)` |
///
/// If the function has one local minimum in the interval it is found; with several, one of them.
///
/// Reference: R. P. Brent, *Algorithms for Minimization without Derivatives*, Prentice-Hall
/// (1973), chapter 5.
public struct Brent: Sendable {
  /// Half-width of the final interval, relative to `max(1e-3, abs(x))`.
  public let tolerance: Double
  /// Calls of the function after which the search ends.
  public let maximumEvaluations: Int

  /// Creates a minimiser; see the type for the meaning and range of each option.
  public init(tolerance: Double = 1e-8, maximumEvaluations: Int = 200) {
    precondition(tolerance > 0, "tolerance is \(tolerance); it must be positive")
    precondition(maximumEvaluations >= 3, "maximumEvaluations must be at least 3")
    self.tolerance = tolerance
    self.maximumEvaluations = maximumEvaluations
  }

  /// Returns a minimum of `function` on a finite interval.
  ///
  /// The ends themselves are tried last, since the steps only approach them.
  public func minimize(
    in interval: ClosedRange<Double>, _ function: (Double) -> Double
  ) -> Minimum<Double> {
    precondition(
      interval.lowerBound.isFinite && interval.upperBound.isFinite,
      "the interval \(interval) is not finite")
    var bracket = Bracket(interval)
    bracket.start(value: finite(function(bracket.best)))
    var evaluations = 1
    while evaluations < maximumEvaluations - 2 {
      let resolution = tolerance * max(1e-3, bracket.best.magnitude)
      guard !bracket.isWithin(resolution) else {
        return atEnds(bracket, interval, function, evaluations, .pointTolerance)
      }
      let point = bracket.next(resolution: resolution)
      bracket.update(point, value: finite(function(point)))
      evaluations += 1
    }
    return atEnds(bracket, interval, function, evaluations, .evaluationLimit)
  }

  private func finite(_ value: Double) -> Double { value.isNaN ? .infinity : value }

  /// Compares the best inner point with those ends of the interval the bracket still touches.
  private func atEnds(
    _ bracket: Bracket, _ interval: ClosedRange<Double>, _ function: (Double) -> Double,
    _ evaluations: Int, _ reason: StopReason
  ) -> Minimum<Double> {
    var (point, value, count) = (bracket.best, bracket.bestValue, evaluations)
    for end in [interval.lowerBound, interval.upperBound] where bracket.touches(end) {
      let candidate = finite(function(end))
      count += 1
      if candidate < value { (point, value) = (end, candidate) }
    }
    return Minimum(
      point: point, value: value, iterations: evaluations - 1, evaluations: count,
      reason: value.isFinite ? reason : .startNotFinite)
  }
}

extension Brent {
  /// The interval, its three best points and the last two steps.
  struct Bracket {
    private var lower: Double
    private var upper: Double
    private(set) var best: Double
    private(set) var bestValue = Double.infinity
    private var second: Double
    private var secondValue = Double.infinity
    private var third: Double
    private var thirdValue = Double.infinity
    private var lastStep = 0.0
    private var stepBefore = 0.0

    /// The smaller part of the golden section, `(3 - sqrt(5)) / 2`.
    private static let golden = 0.381_966_011_250_105_15

    init(_ interval: ClosedRange<Double>) {
      lower = interval.lowerBound
      upper = interval.upperBound
      // Written so that an interval as wide as the number range does not overflow.
      best = lower + Self.golden * upper - Self.golden * lower
      (second, third) = (best, best)
    }

    mutating func start(value: Double) {
      (bestValue, secondValue, thirdValue) = (value, value, value)
    }

    private var middle: Double { 0.5 * lower + 0.5 * upper }

    func isWithin(_ resolution: Double) -> Bool {
      (best - middle).magnitude <= 2 * resolution - (0.5 * upper - 0.5 * lower)
    }

    func touches(_ end: Double) -> Bool { end == lower || end == upper }

    /// The next point to evaluate, at least `resolution` away from the best one.
    mutating func next(resolution: Double) -> Double {
      let step = parabolaStep(resolution: resolution) ?? goldenStep()
      lastStep = step
      return step.magnitude >= resolution
        ? best + step : best + (step > 0 ? resolution : -resolution)
    }

    private mutating func goldenStep() -> Double {
      stepBefore = best < middle ? upper - best : lower - best
      return Self.golden * stepBefore
    }

    /// The step to the vertex of the parabola, if it can be trusted (Brent 1973, section 5.4).
    private mutating func parabolaStep(resolution: Double) -> Double? {
      guard stepBefore.magnitude > resolution else { return nil }
      let r = (best - second) * (bestValue - thirdValue)
      let q = (best - third) * (bestValue - secondValue)
      let numerator = (best - third) * q - (best - second) * r
      let denominator = 2 * (q - r)
      let step = -numerator / denominator
      // NaN from infinite values or equal points fails these comparisons.
      guard step.magnitude < 0.5 * stepBefore.magnitude, best + step > lower, best + step < upper
      else { return nil }
      stepBefore = lastStep
      let isNearEnd = best + step - lower < 2 * resolution || upper - best - step < 2 * resolution
      return isNearEnd ? (best < middle ? resolution : -resolution) : step
    }

    mutating func update(_ point: Double, value: Double) {
      if value <= bestValue {
        if point >= best { lower = best } else { upper = best }
        (third, thirdValue) = (second, secondValue)
        (second, secondValue) = (best, bestValue)
        (best, bestValue) = (point, value)
        return
      }
      if point < best { lower = point } else { upper = point }
      if value <= secondValue || second == best {
        (third, thirdValue) = (second, secondValue)
        (second, secondValue) = (point, value)
      } else if value <= thirdValue || third == best || third == second {
        (third, thirdValue) = (point, value)
      }
    }
  }
}
