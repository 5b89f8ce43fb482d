import RealModule

extension IncompleteBeta {
  /// The point x with I_x(a, b) = `tails.lower`, from a probability given with its complement.
  ///
  /// Newton's method on log I as a function of s = log(x / (1 - x)). The density of s is
  /// log-concave, hence so is its distribution function, and the iteration rises monotonically to
  /// the root from any start to the left of it; the asymptote xᵃ / (aB(a, b)) gives such a start.
  /// Nothing underflows, because log I and its slope come straight from the kernel and the ratio.
  ///
  /// - Returns: The point and its complement, each to about 1e-14 of itself.
  public static func quantile(_ tails: Tails, _ a: Double, _ b: Double) -> Point {
    guard tails.lower <= tails.upper else { return quantile(tails.swapped, b, a).swapped }
    guard tails.lower > 0 else { return Point(value: 0, complement: 1) }
    let target = Double.log(tails.lower)
    var x = start(target, a, b)
    for _ in 0..<200 {
      guard x.value > 0, x.complement > 0 else { break }
      let (log, scale) = logLower(at: x, a, b)
      let step = (target - log) * scale
      x = moved(x, by: step)
      // The next step is about step²/scale: smaller than the last digit of x.
      if abs(step) < 1e-7, step * step <= Double.ulpOfOne * scale { break }
    }
    return x
  }

  /// log I and the reciprocal of its slope in s; dI/ds is the kernel.
  private static func logLower(
    at x: Point, _ a: Double, _ b: Double
  ) -> (log: Double, scale: Double) {
    let logKernel = logKernel(at: x, a, b)
    guard isBelowMean(x, a, b) else {
      let kernel = Double.exp(logKernel)
      let upper = kernel * ratioToKernel(at: x.swapped, b, a)
      return (Double.log(onePlus: -upper), (1 - upper) / kernel)
    }
    let ratio = ratioToKernel(at: x, a, b)
    return (logKernel + Double.log(ratio), ratio)
  }

  /// Adds `step` to log(x / (1 - x)); both parts keep their relative precision.
  private static func moved(_ x: Point, by step: Double) -> Point {
    let grown = x.value * Double.exp(step)
    let total = grown + x.complement
    return Point(value: grown / total, complement: x.complement / total)
  }

  /// A start for the search: the approximation of Abramowitz and Stegun (1964), *Handbook of
  /// Mathematical Functions*, 26.5.22, where it applies, else the asymptote or the mean.
  private static func start(_ target: Double, _ a: Double, _ b: Double) -> Point {
    let mean = Point(value: a / (a + b), complement: b / (a + b))
    guard a <= 1 || b <= 1 else {
      let z = -StandardNormal.quantile(Double.exp(target))
      let (perA, perB) = (1 / (2 * a - 1), 1 / (2 * b - 1))
      let h = 2 / (perA + perB)
      let lambda = (z * z - 3) / 6
      let w =
        z * max(0, h + lambda).squareRoot() / h
        - (perB - perA) * (lambda + 5 / 6 - 2 / (3 * h))
      return moved(mean, by: min(max(-2 * w, -500), 0))
    }
    let asymptote = (target + Double.log(a) + LogGamma.logBeta(a, b)) / a
    guard asymptote < Double.log(mean.value) else { return mean }
    return Point(value: Double.exp(asymptote), complement: -Double.expMinusOne(asymptote))
  }
}
