import RealModule

/// The normal distribution with mean 0 and standard deviation 1.
public enum StandardNormal {
  /// log(√(2π)), the constant of the log density.
  static let halfLogTwoPi = 0.918_938_533_204_672_741_78

  /// The probability of a value less than or equal to `z`.
  ///
  /// Full relative precision in the lower tail, down to the smallest `Double` (z ≈ -38.5).
  public static func cdf(_ z: Double) -> Double {
    0.5 * Double.erfc(-z * 0.5.squareRoot())
  }

  /// The probability of a value greater than `z`, with full relative precision in the upper tail.
  public static func survival(_ z: Double) -> Double { cdf(-z) }

  /// The natural logarithm of the density at `z`.
  public static func logDensity(_ z: Double) -> Double { -0.5 * z * z - halfLogTwoPi }

  /// The value that is exceeded with probability `q`.
  public static func upperQuantile(_ q: Double) -> Double { -quantile(q) }

  /// The value that is not exceeded with probability `p`, to full double precision.
  ///
  /// The rational approximations of Wichura, M. J. (1988), Algorithm AS 241: The percentage points
  /// of the normal distribution, *Applied Statistics* 37(3), 477–484, whose relative error is about
  /// 1e-16 for every tail down to 1e-316. For tails above 1 - 1e-16 use ``upperQuantile(_:)``.
  ///
  /// - Returns: NaN when `p` is NaN or outside 0...1; infinite at 0 and 1.
  public static func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let centred = p - 0.5
    guard abs(centred) > 0.425 else {
      return centred * NormalQuantile.centre.value(at: 0.180625 - centred * centred)
    }
    let tail = min(p, 1 - p)
    guard tail > 0 else { return p == 0 ? -.infinity : .infinity }
    let magnitude = NormalQuantile.tail((-Double.log(tail)).squareRoot())
    return centred < 0 ? -magnitude : magnitude
  }
}
