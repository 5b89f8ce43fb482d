import RealModule

/// The map from partial autocorrelations in (−1, 1) to the coefficients of a stationary
/// autoregression, and its derivative.
///
/// With φ(k) the coefficients of order k and r[k] the partial autocorrelation,
///
///     φ(k)[k] = r[k],    φ(k)[i] = φ(k−1)[i] − r[k] φ(k−1)[k−i]    for i < k
///
/// Every stationary autoregression is reached once. The minimiser moves angles x with r = sin x, in
/// which the information about a first-order coefficient does not depend on its value.
///
/// References: O. Barndorff-Nielsen, G. Schou, *On the parametrization of autoregressive models by
/// partial autocorrelations*, J. Multivariate Anal. 3 (1973); J. F. Monahan, *A note on enforcing
/// stationarity in autoregressive-moving average models*, Biometrika 71 (1984).
struct PartialAutocorrelations {
  /// The coefficients of order 1, 2, …, one after the other.
  private var stages: [Double] = []
  private var correlations: [Double] = []
  private var adjoint: [Double] = []
  private var earlier: [Double] = []

  init(count: Int) {
    stages = [Double](repeating: 0, count: count * (count + 1) / 2)
    correlations = [Double](repeating: 0, count: count)
    adjoint = correlations
    earlier = correlations
  }

  /// The coefficients of a vector of angles, which begin at `offset`.
  mutating func coefficients(
    angles: [Double], from offset: Int, into result: inout [Double]
  ) {
    var previous = 0
    for k in correlations.indices {
      let r = Double.sin(angles[offset + k])
      correlations[k] = r
      let stage = k * (k + 1) / 2
      for i in 0..<k { stages[stage + i] = stages[previous + i] - r * stages[previous + k - 1 - i] }
      stages[stage + k] = r
      previous = stage
    }
    for k in correlations.indices { result[k] = stages[previous + k] }
  }

  /// The derivative by the angles, from the derivative by the coefficients of the latest call.
  mutating func gradient(
    _ byCoefficients: [Double], angles: [Double], from offset: Int, into result: inout [Double]
  ) {
    for k in adjoint.indices { adjoint[k] = byCoefficients[k] }
    for k in correlations.indices.reversed() {
      let previous = (k - 1) * k / 2
      var slope = adjoint[k]
      for i in 0..<k {
        slope -= adjoint[i] * stages[previous + k - 1 - i]
        earlier[i] = adjoint[i] - correlations[k] * adjoint[k - 1 - i]
      }
      for i in 0..<k { adjoint[i] = earlier[i] }
      result[offset + k] = slope * Double.cos(angles[offset + k])
    }
  }

  /// The partial autocorrelations of coefficients; nil unless they are stationary.
  static func correlations(of coefficients: [Double]) -> [Double]? {
    var current = coefficients
    var result = [Double](repeating: 0, count: coefficients.count)
    for k in coefficients.indices.reversed() {
      let r = current[k]
      guard abs(r) < 1 else { return nil }
      result[k] = r
      let scale = 1 / (1 - r * r)
      current = (0..<k).map { (current[$0] + r * current[k - 1 - $0]) * scale }
    }
    return result
  }
}
