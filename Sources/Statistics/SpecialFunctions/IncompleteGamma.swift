import RealModule

/// The regularized incomplete gamma functions P(a, x) and Q(a, x) and their inverse, for a > 0.
///
/// - Complexity: O(√a) terms at worst up to a = 1e6, constant beyond.
public enum IncompleteGamma {
  /// P(a, x) and Q(a, x) = 1 - P(a, x), each to about 1e-13 of itself, for x ≥ 0.
  ///
  /// Power series, continued fraction or uniform expansion, wherever each is at its best; a factor
  /// in saddle-point form.
  public static func tails(at x: Double, _ a: Double) -> Tails {
    if x <= 0 { return Tails(lower: 0, upper: 1) }
    if x == .infinity { return Tails(lower: 1, upper: 0) }
    if a >= uniformLimit, abs(x - a) < 0.3 * a { return uniform(at: x, a) }
    if a < 1, x < 1 {
      return Tails(lower: lowerBySeries(at: x, a), upper: upperNearZero(at: x, a))
    }
    if x < a {
      let lower = lowerBySeries(at: x, a)
      return Tails(lower: lower, upper: 1 - lower)
    }
    let upper = Double.exp(logKernel(at: x, a)) * upperRatio(at: x, a)
    return Tails(lower: 1 - upper, upper: upper)
  }

  static let uniformLimit = 1e6

  private static func lowerBySeries(at x: Double, _ a: Double) -> Double {
    min(1, Double.exp(logKernel(at: x, a)) * lowerRatio(at: x, a))
  }

  /// log of xᵃe⁻ˣ / Γ(a), the derivative of P with respect to log x.
  ///
  /// Loader, C. (2000), *Fast and Accurate Computation of Binomial Probabilities*: the saddle point
  /// takes the large parts of the power, the exponential and the gamma function out by algebra.
  static func logKernel(at x: Double, _ a: Double) -> Double {
    0.5 * Double.log(a) - StandardNormal.halfLogTwoPi - LogGamma.stirlingCorrection(a)
      - LogGamma.deviance(a, at: x, difference: x - a)
  }

  /// P divided by the kernel, for x up to a few √a above a: NIST DLMF 8.11.4.
  static func lowerRatio(at x: Double, _ a: Double) -> Double {
    var term = 1 / a
    var sum = term
    var divisor = a
    while term > sum * 0x1p-54 {
      divisor += 1
      term *= x / divisor
      sum += term
    }
    return sum
  }

  /// Q divided by the kernel, for x ≥ a: the even part of NIST DLMF 8.9.2.
  static func upperRatio(at x: Double, _ a: Double) -> Double {
    1
      / continuedFraction(limit: 1_000_000) { n in
        n * (a - n)
      } denominator: { n in
        x - a + 2 * n + 1
      }
  }

  /// Q for a < 1 and x < 1, where it is one minus a power close to one.
  ///
  /// With w = a log x - log Γ(1 + a), P = eʷ(1 + a Σ (-x)ⁿ/((a + n) n!)): Gautschi, W. (1979),
  /// *ACM Transactions on Mathematical Software* 5(4), 466–481, section 2.
  private static func upperNearZero(at x: Double, _ a: Double) -> Double {
    let logPower = a * Double.log(x) - Double.logGamma(1 + a)
    var power = 1.0
    var sum = 0.0
    for n in stride(from: 1.0, through: 30, by: 1) {
      power *= -x / n
      sum += power / (a + n)
    }
    return -Double.expMinusOne(logPower) - Double.exp(logPower) * a * sum
  }

  /// Both tails for large a, in the neighbourhood of a that holds all but 1e-300.
  ///
  /// Temme, N. M. (1979), The asymptotic expansion of the incomplete gamma functions, *SIAM Journal
  /// on Mathematical Analysis* 10(4), 757–766; NIST DLMF 8.12.3–8.12.10 with two coefficients,
  /// whose Taylor series in η suffice because |η| < 0.04 here.
  private static func uniform(at x: Double, _ a: Double) -> Tails {
    let deviance = LogGamma.deviance(a, at: x, difference: x - a)
    let root = x < a ? -deviance.squareRoot() : deviance.squareRoot()
    let eta = root * (2 / a).squareRoot()
    let rest =
      Double.exp(-deviance) / (2 * .pi * a).squareRoot()
      * (polynomial(temmeZero, at: eta) + polynomial(temmeOne, at: eta) / a)
    return Tails(
      lower: 0.5 * Double.erfc(-root) - rest, upper: 0.5 * Double.erfc(root) + rest)
  }

  private static func polynomial(_ coefficients: [Double], at x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }

  /// The Taylor coefficients of c₀(η) = 1/μ - 1/η, where ½η² = μ - log(1 + μ).
  private static let temmeZero = [
    -1.0 / 3, 1.0 / 12, -2.0 / 135, 1.0 / 864, 3.527_336_860_670_194_0e-4,
    -1.787_551_440_329_218_1e-4, 3.919_263_178_522_437_8e-5, -2.185_448_510_679_992_2e-6,
    -1.854_062_210_715_160_0e-6,
  ]

  /// The Taylor coefficients of c₁(η) = 1/η³ - 1/μ³ - 1/μ² - 1/(12μ).
  private static let temmeOne = [-1.0 / 540, -1.0 / 288, 1.0 / 378, -9.902_263_374_485_596_7e-4]
}
