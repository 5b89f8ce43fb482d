import RealModule

extension StudentT {
  /// The probability that a standard t variable exceeds `t` ≥ 0, at most ½.
  func tail(_ t: Double) -> Double {
    guard !t.isNaN else { return .nan }
    let ratio = t / degreesOfFreedom.squareRoot()
    guard ratio < 1e150 else { return powerTail(ratio) }
    let square = ratio * ratio
    let point = IncompleteBeta.Point(value: 1 / (1 + square), complement: square / (1 + square))
    return 0.5 * IncompleteBeta.tails(at: point, degreesOfFreedom / 2, 0.5).lower
  }

  /// The tail where only the leading power r^-ν is left, r = t/√ν.
  private func powerTail(_ ratio: Double) -> Double {
    let half = degreesOfFreedom / 2
    return 0.5 * Double.exp(-degreesOfFreedom * Double.log(ratio) - logTailConstant(half))
  }

  /// The t ≥ 0 that a standard t variable exceeds with probability `q` ≤ ½.
  func tailQuantile(_ q: Double) -> Double {
    guard q > 0 else { return .infinity }
    let half = degreesOfFreedom / 2
    let tails = Tails(lower: 2 * q, upper: 1 - 2 * q)
    let point = IncompleteBeta.quantile(tails, half, 0.5)
    guard point.value > 1e-300 else {
      return degreesOfFreedom.squareRoot()
        * Double.exp(-(Double.log(2 * q) + logTailConstant(half)) / degreesOfFreedom)
    }
    return (degreesOfFreedom * (point.complement / point.value)).squareRoot()
  }

  /// log(a B(a, ½)), the constant of the leading power of the incomplete beta function.
  private func logTailConstant(_ a: Double) -> Double {
    Double.log(a) + LogGamma.logBeta(a, 0.5)
  }
}
