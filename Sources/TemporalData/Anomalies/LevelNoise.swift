import RealModule

/// How a level moves and how far values lie from it: the two variances of the local level model, up
/// to a common scale.
///
///     y[t] = μ[t] + ε[t],  var ε = observation      μ[t+1] = μ[t] + η[t],  var η = level
///
/// White noise around a constant is (1, 0), a random walk (0, 1); what lies between follows a level
/// the slower the smaller `level` is.
struct LevelNoise: Hashable, Sendable {
  let observation: Double
  let level: Double

  /// The candidates, from a constant to a random walk.
  private static let observations = SIMD8<Double>(1, 1, 1, 1, 1, 1, 1, 0)
  private static let levels = SIMD8<Double>(0, 0.003, 0.02, 0.08, 0.25, 0.7, 2.5, 1)

  /// The candidate under which the one-step errors of a series are the most likely, were they
  /// Laplace distributed: absolute errors, which a few wild values do not decide.
  ///
  /// The eight candidates run side by side. NaN is missing; a slot in `breaks` starts a new level.
  /// O(n).
  static func estimated(_ y: [Double], breaks: [Bool]) -> LevelNoise {
    let (h, q) = (observations, levels)
    var (m, p, errors) = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
    var (product, logs) = (SIMD8<Double>(repeating: 1), SIMD8<Double>.zero)
    var (isFresh, count, folded) = (true, 0, 0)
    for slot in y.indices {
      if breaks[slot] { isFresh = true }
      let value = y[slot]
      guard !isFresh else {
        if value.isNaN { continue }
        (m, p, isFresh) = (SIMD8(repeating: value), h, false)
        continue
      }
      p += q
      if value.isNaN { continue }
      let f = p + h
      let error = value - m
      let gain = p / f
      m += gain * error
      errors += error.magnitudes / f.squareRoot()
      p = gain * h
      product *= f
      (count, folded) = (count + 1, folded + 1)
      if folded == 32 {
        for lane in 0..<8 { logs[lane] += Double.log(product[lane]) }
        (product, folded) = (SIMD8(repeating: 1), 0)
      }
    }
    guard count > 0 else { return LevelNoise(observation: 1, level: 0) }
    var (best, least) = (0, Double.infinity)
    for lane in 0..<8 where errors[lane] > 0 {
      let cost =
        Double(count) * Double.log(errors[lane]) + (logs[lane] + Double.log(product[lane])) / 2
      if cost < least { (best, least) = (lane, cost) }
    }
    return LevelNoise(observation: h[best], level: q[best])
  }
}

extension SIMD8<Double> {
  fileprivate var magnitudes: Self { replacing(with: -self, where: self .< 0) }
}
