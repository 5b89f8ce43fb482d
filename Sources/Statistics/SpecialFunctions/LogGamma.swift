import RealModule

/// Logarithms of the gamma and beta functions, arranged so that large arguments do not cancel.
///
/// `RealModule` gives log Γ itself. What it cannot give is the difference of two large ones: at
/// a = 1e6, log Γ(a) is 1.3e7, so that a difference has an absolute error of 2e-9. Everything
/// here is therefore written in the Stirling correction δ, which is small where log Γ is large.
public enum LogGamma {
  /// The Stirling correction δ(a) = log Γ(a) - (a - ½) log a + a - ½ log 2π, for a > 0.
  ///
  /// NIST Digital Library of Mathematical Functions, equation 5.11.1; eight terms leave less than
  /// 1e-16 from a = 10 upward. Below, the definition itself loses nothing.
  static func stirlingCorrection(_ a: Double) -> Double {
    guard a >= 10 else {
      return Double.logGamma(a) - (a - 0.5) * Double.log(a) + a - StandardNormal.halfLogTwoPi
    }
    let r = 1 / (a * a)
    var sum = -3617.0 / 122_400
    sum = sum * r + 1.0 / 156
    sum = sum * r - 691.0 / 360_360
    sum = sum * r + 1.0 / 1188
    sum = sum * r - 1.0 / 1680
    sum = sum * r + 1.0 / 1260
    sum = sum * r - 1.0 / 360
    sum = sum * r + 1.0 / 12
    return sum / a
  }

  /// log Γ(a + ½) - log Γ(a), for a > 0, without cancellation.
  static func halfStep(_ a: Double) -> Double {
    a * Double.log(onePlus: 0.5 / a) - 0.5 + 0.5 * Double.log(a)
      + stirlingCorrection(a + 0.5) - stirlingCorrection(a)
  }

  /// log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b), for a, b > 0, without cancellation.
  public static func logBeta(_ a: Double, _ b: Double) -> Double {
    let total = a + b
    return StandardNormal.halfLogTwoPi - 0.5 * (Double.log(a) + Double.log(b / total))
      - a * Double.log(onePlus: b / a) - b * Double.log(onePlus: a / b)
      + stirlingCorrection(a) + stirlingCorrection(b) - stirlingCorrection(total)
  }

  /// The deviance e - a log(m/a), where m = a + e > 0, from whichever of m and e is precise.
  static func deviance(_ a: Double, at m: Double, difference e: Double) -> Double {
    abs(e) < 0.4 * a ? a * excess(e / a) : e - a * Double.log(m / a)
  }

  /// u - log(1 + u), for |u| ≤ 0.4, with full relative precision near 0.
  ///
  /// With v = u / (2 + u), log(1 + u) = 2(v + v³/3 + v⁵/5 + …) and u - 2v = uv, hence
  /// u - log(1 + u) = v(u - 2v²(1/3 + v²/5 + v⁴/7 + …)).
  static func excess(_ u: Double) -> Double {
    let v = u / (2 + u)
    let square = v * v
    var sum = 0.0
    for order in stride(from: 29.0, through: 3, by: -2) { sum = sum * square + 1 / order }
    return v * (u - 2 * square * sum)
  }
}
