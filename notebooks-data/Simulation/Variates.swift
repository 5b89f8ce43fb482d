import RealModule
import Statistics

extension RandomStream {
  /// One of the elements, each as likely.
  mutating func pick(_ choices: [String]) -> String {
    choices[Int(uniform() * Double(choices.count))]
  }

  /// A gamma number with this shape and scale 1.
  ///
  /// Squeezed rejection from a cubed normal number for shapes from 1 on; a smaller shape takes
  /// G(shape + 1)·U^(1/shape). G. Marsaglia and W. W. Tsang, *A simple method for generating gamma
  /// variables*, ACM TOMS 26 (2000) 363–372. Expected complexity: O(1).
  mutating func gamma(shape: Double) -> Double {
    guard shape >= 1 else {
      return gamma(shape: shape + 1) * Double.pow(openUniform(), 1 / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = normal()
      let v = (1 + c * z) * (1 + c * z) * (1 + c * z)
      guard v > 0 else { continue }
      let bound = z * z / 2 + d - d * v + d * Double.log(v)
      if Double.log(openUniform()) < bound { return d * v }
    }
  }

  /// A beta number in 0...1 with these two shapes.
  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(shape: a)
    return x / (x + gamma(shape: b))
  }

  /// A Poisson number: the count of exponential waits that fit into the mean.
  ///
  /// Means of a partner's month are small; complexity is O(mean).
  mutating func poisson(mean: Double) -> Int {
    var count = 0
    var waited = -Double.log(openUniform())
    while waited < mean {
      count += 1
      waited -= Double.log(openUniform())
    }
    return count
  }

  /// A negative binomial number: Poisson with a gamma mean, so that the variance is
  /// mean + mean²/size.
  mutating func negativeBinomial(mean: Double, size: Double) -> Int {
    poisson(mean: mean * gamma(shape: size) / size)
  }
}
