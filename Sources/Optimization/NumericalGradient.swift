/// Gradients by differences of function values.
///
/// Steps stay within the bounds: next to one, the difference becomes one-sided.
public enum NumericalGradient: Hashable, Sendable {
  /// One further value per variable; error of order `sqrt(ulp)`.
  case forward
  /// Two further values per variable; error of order `ulp^(2/3)`.
  case central

  /// Writes the gradient of `objective` at `x` into `gradient`.
  ///
  /// - Parameters:
  ///   - x: the point; it is moved along one variable at a time, and restored.
  ///   - value: the objective at `x`, which one-sided differences need.
  /// - Complexity: one or two evaluations per variable; nothing is allocated.
  func write(
    _ objective: inout some Objective, at x: inout [Double], value: Double, in box: Box,
    into gradient: inout [Double]
  ) {
    let relative = self == .forward ? 0x1p-26 : 0x1p-17
    for i in x.indices {
      let here = x[i]
      let step = relative * max(1, here.magnitude)
      let above = box.clamp(here + step, at: i)
      let below = box.clamp(here - step, at: i)
      let oneSided = self == .forward || above - here < 0.5 * step || here - below < 0.5 * step
      if oneSided {
        let other = above - here >= here - below ? above : below
        gradient[i] = other == here ? 0 : (shift(&objective, &x, i, other) - value) / (other - here)
      } else {
        let high = shift(&objective, &x, i, above)
        gradient[i] = (high - shift(&objective, &x, i, below)) / (above - below)
      }
    }
  }

  private func shift(
    _ objective: inout some Objective, _ x: inout [Double], _ i: Int, _ position: Double
  ) -> Double {
    let here = x[i]
    x[i] = position
    let value = objective.value(at: x)
    x[i] = here
    return value
  }

  /// The derivative of a function of one variable by extrapolated central differences, with an
  /// estimate of its error.
  ///
  /// Shrinks the step by 1.4 each time and extrapolates to step zero; meant for checking other
  /// derivatives rather than for speed.
  ///
  /// - Parameter step: the first, largest step, over which the function changes substantially.
  ///
  /// Reference: C. J. F. Ridders, *Accurate computation of F'(x) and F'(x)F''(x)*, Advances in
  /// Engineering Software 4 (1982), doi:10.1016/S0141-1195(82)80057-0.
  public static func extrapolated(
    at x: Double, step: Double = 0.1, of function: (Double) -> Double
  ) -> (derivative: Double, error: Double) {
    let shrinkage = 1.4
    var previous: [Double] = []
    var best = (derivative: Double.nan, error: Double.infinity)
    var width = step
    for _ in 0..<12 {
      var row = [(function(x + width) - function(x - width)) / (2 * width)]
      var factor = shrinkage * shrinkage
      for older in previous {
        let last = row[row.count - 1]
        let refined = (last * factor - older) / (factor - 1)
        let error = max((refined - last).magnitude, (refined - older).magnitude)
        if error <= best.error { best = (refined, error) }
        row.append(refined)
        factor *= shrinkage * shrinkage
      }
      // A column that has turned worse by this much is ruled by rounding.
      if let corner = previous.last, let new = row.last,
        (new - corner).magnitude >= 2 * best.error
      {
        break
      }
      previous = row
      width /= shrinkage
    }
    return best
  }
}

/// An objective without a gradient, given one by differences.
///
/// Lets ``LBFGS`` minimise any ``Objective``. Each gradient costs one (forward) or two (central)
/// evaluations per variable, which count as part of the evaluation they belong to.
public struct DifferencedObjective<Base: Objective>: SmoothObjective {
  /// The objective itself.
  public var base: Base
  private let method: NumericalGradient
  private var box = Box()
  private var latest = Double.nan
  private var scratch: [Double]

  /// Wraps an objective of as many variables as the bounds have entries.
  public init(
    _ base: Base, lower: [Double], upper: [Double], method: NumericalGradient = .central
  ) {
    self.base = base
    self.method = method
    scratch = [Double](repeating: 0, count: lower.count)
    box.set(lower: lower, upper: upper, dimension: lower.count)
  }

  /// Returns the base objective at `x`.
  public mutating func value(at x: [Double]) -> Double {
    latest = base.value(at: x)
    return latest
  }

  /// Differences the base objective around `x`.
  public mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    for i in x.indices { scratch[i] = x[i] }
    method.write(&base, at: &scratch, value: latest, in: box, into: &gradient)
  }
}
