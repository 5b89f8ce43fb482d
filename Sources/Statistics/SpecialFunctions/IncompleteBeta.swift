import RealModule

/// The regularized incomplete beta function I_x(a, b) and its inverse, for a, b > 0.
///
/// The argument is passed together with its complement, and both tails are returned, because
/// neither `1 - x` nor `1 - I` can be formed afterwards without loss.
///
/// - Complexity: O(√min(a, b)) terms of a continued fraction at worst; about 20 usually.
public enum IncompleteBeta {
  /// A point of 0...1 with its complement.
  public struct Point: Hashable, Sendable {
    /// The point.
    public let value: Double
    /// One minus the point, without cancellation.
    public let complement: Double

    /// Makes a point from both parts, which must add up to one.
    public init(value: Double, complement: Double) {
      self.value = value
      self.complement = complement
    }

    var swapped: Point { Point(value: complement, complement: value) }
  }

  /// I_x(a, b) and 1 - I_x(a, b), each to about 1e-14 of itself.
  public static func tails(at x: Point, _ a: Double, _ b: Double) -> Tails {
    if x.value <= 0 { return Tails(lower: 0, upper: 1) }
    if x.complement <= 0 { return Tails(lower: 1, upper: 0) }
    guard isBelowMean(x, a, b) else { return belowMean(x.swapped, b, a).swapped }
    return belowMean(x, a, b)
  }

  static func isBelowMean(_ x: Point, _ a: Double, _ b: Double) -> Bool {
    b * x.value <= a * x.complement
  }

  private static func belowMean(_ x: Point, _ a: Double, _ b: Double) -> Tails {
    let lower = min(1, Double.exp(logKernel(at: x, a, b)) * ratioToKernel(at: x, a, b))
    return Tails(lower: lower, upper: 1 - lower)
  }

  /// I_x(a, b) divided by its kernel xᵃ(1-x)ᵇ / B(a, b), for x at or below the mean a/(a + b).
  ///
  /// The continued fraction of Didonato, A. R. and Morris, A. H. (1992), Significant digit
  /// computation of the incomplete beta function ratios, *ACM Transactions on Mathematical
  /// Software* 18(3), 360–373, section 5. It contains the difference λ = a(1-x) - bx explicitly,
  /// where the form of NIST DLMF 8.17.22 loses eight digits at a = 5e6.
  static func ratioToKernel(at x: Point, _ a: Double, _ b: Double) -> Double {
    let lambda = a * x.complement - b * x.value
    let square = x.value * x.value
    let fraction = continuedFraction(limit: 1_000_000) { n in
      let step = a + 2 * n - 1
      return (a + n - 1) / step * ((a + b + n - 1) / step) * n * (b - n) * square
    } denominator: { n in
      let inner = n == 0 ? 0 : n * (b - n) * x.value / (a + 2 * n - 1)
      return n + inner + (a + n) / (a + 2 * n + 1) * (lambda + 1 + n * (1 + x.complement))
    }
    return 1 / fraction
  }

  /// log of xᵃ(1-x)ᵇ / B(a, b).
  ///
  /// Loader, C. (2000), *Fast and Accurate Computation of Binomial Probabilities*: with n = a + b
  /// and e = bx - a(1-x), so that nx = a + e and n(1-x) = b - e, the powers against their saddle
  /// point are two deviances, -(e - a log(nx/a)) - (-e - b log(n(1-x)/b)), which are both small
  /// where a and b are large, and the gamma functions leave only Stirling corrections.
  static func logKernel(at x: Point, _ a: Double, _ b: Double) -> Double {
    let total = a + b
    let excess = b * x.value - a * x.complement
    let distance =
      LogGamma.deviance(a, at: total * x.value, difference: excess)
      + LogGamma.deviance(b, at: total * x.complement, difference: -excess)
    let corrections =
      LogGamma.stirlingCorrection(total) - LogGamma.stirlingCorrection(a)
      - LogGamma.stirlingCorrection(b)
    return 0.5 * (Double.log(a) + Double.log(b / total)) - StandardNormal.halfLogTwoPi
      + corrections - distance
  }
}
