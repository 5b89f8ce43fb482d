import RealModule

extension IncompleteGamma {
  /// The x with P(a, x) = `tails.lower`, from a probability given with its complement.
  ///
  /// Newton's method on the logarithm of the smaller tail as a function of log x, in which both
  /// tails are log-concave: the iteration is monotone from one side of the root, and a step from
  /// the other side goes there.
  ///
  /// - Returns: x to about 1e-14 of itself.
  public static func quantile(_ tails: Tails, _ a: Double) -> Double {
    guard tails.lower > 0 else { return 0 }
    guard tails.upper > 0 else { return .infinity }
    let isLower = tails.lower <= tails.upper
    let target = Double.log(isLower ? tails.lower : tails.upper)
    var x = start(tails, a)
    for _ in 0..<200 {
      guard x > 0, x.isFinite else { break }
      let (log, scale) = isLower ? logLower(at: x, a) : logUpper(at: x, a)
      // A tail close to one is flat, and its tangent may lead anywhere.
      let step = min(max((target - log) * scale, -3), 3)
      x *= Double.exp(step)
      if abs(step) < 1e-7, step * step <= Double.ulpOfOne * abs(scale) { break }
    }
    return x
  }

  /// log P and the reciprocal of its slope in log x; the slope of P is the kernel.
  private static func logLower(at x: Double, _ a: Double) -> (log: Double, scale: Double) {
    let logKernel = logKernel(at: x, a)
    guard x >= a || a >= uniformLimit else {
      let ratio = lowerRatio(at: x, a)
      return (logKernel + Double.log(ratio), ratio)
    }
    let lower = tails(at: x, a).lower
    return (Double.log(lower), lower * Double.exp(-logKernel))
  }

  /// log Q and the reciprocal of its slope in log x, which is negative.
  private static func logUpper(at x: Double, _ a: Double) -> (log: Double, scale: Double) {
    let logKernel = logKernel(at: x, a)
    guard x < max(a, 1) || a >= uniformLimit else {
      let ratio = upperRatio(at: x, a)
      return (logKernel + Double.log(ratio), -ratio)
    }
    let upper = tails(at: x, a).upper
    return (Double.log(upper), -upper * Double.exp(-logKernel))
  }

  /// A start for the search: the cube of a normal number, or the asymptote P ≈ xᵃ/Γ(a + 1).
  ///
  /// The cube is that of Wilson, E. B. and Hilferty, M. M. (1931), *PNAS* 17, 684–688; the asymptote
  /// never lies above the root.
  private static func start(_ tails: Tails, _ a: Double) -> Double {
    let asymptote = Double.exp((Double.log(tails.lower) + Double.logGamma(a + 1)) / a)
    let z =
      tails.lower <= tails.upper
      ? StandardNormal.quantile(tails.lower) : StandardNormal.upperQuantile(tails.upper)
    let base = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
    let cube = base > 0.1 ? a * base * base * base : 0
    return asymptote.isFinite && a < uniformLimit ? max(asymptote, cube) : cube
  }
}
