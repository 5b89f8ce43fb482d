import RealModule

extension RandomNumberGenerator {
  /// A gamma number with a shape, times a scale.
  ///
  /// Marsaglia, G. and Tsang, W. W. (2000), A simple method for generating gamma variables, *ACM
  /// Transactions on Mathematical Software* 26(3), 363–372: a cubed normal number, rejected
  /// exactly. Shapes below 1 by their section 6. Expected complexity O(1).
  ///
  /// - Parameters:
  ///   - shape: Finite, greater than 0.
  ///   - scale: The factor of the result, in its unit.
  public mutating func gamma(shape: Double, scale: Double = 1) -> Double {
    precondition(shape > 0 && shape.isFinite, "the shape is \(shape) but must be positive")
    return scale * (shape < 1 ? Double.exp(logGamma(shape: shape)) : largeGamma(shape: shape))
  }

  /// A beta number in 0...1 with two exponents.
  ///
  /// The share of one gamma number in the sum of two (Johnson, Kotz and Balakrishnan 1995, chapter
  /// 25), formed from logarithms so that tiny exponents do not give 0/0.
  ///
  /// - Parameters:
  ///   - alpha: The exponent of the value: finite, greater than 0.
  ///   - beta: The exponent of the complement: finite, greater than 0.
  public mutating func beta(_ alpha: Double, _ beta: Double) -> Double {
    precondition(alpha > 0 && alpha.isFinite, "alpha is \(alpha) but must be positive")
    precondition(beta > 0 && beta.isFinite, "beta is \(beta) but must be positive")
    let first = logGamma(shape: alpha)
    return 1 / (1 + Double.exp(logGamma(shape: beta) - first))
  }

  /// The logarithm of a gamma number, finite where the number itself underflows.
  private mutating func logGamma(shape: Double) -> Double {
    guard shape < 1 else { return Double.log(largeGamma(shape: shape)) }
    let larger = Double.log(largeGamma(shape: shape + 1))
    return larger + Double.log(openUniform()) / shape
  }

  private mutating func largeGamma(shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = normal()
      let root = 1 + c * z
      guard root > 0 else { continue }
      let cube = root * root * root
      let bound = z * z / 2 + d * (1 - cube + 3 * Double.log(root))
      if Double.log(openUniform()) < bound { return d * cube }
    }
  }
}
