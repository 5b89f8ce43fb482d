/// The recursion that carries a series on: its latest values and innovations, in any unit.
///
///     η[n+h] = Σ π[k] η[n+h−k] + Σ over k ≥ h of θ[k] e[n+h−k]
///
/// with 1 − Σ π[k] Bᵏ the product of the autoregressive polynomial and all differences.
struct ARIMAExtrapolation {
  /// π, from lag 1 on.
  let weights: [Double]
  /// θ, from lag 1 on.
  let movingAverage: [Double]

  init(_ polynomials: ARMAPolynomials, _ order: ARIMAOrder) {
    var product = [1] + polynomials.autoregressive.dense.map { -$0 }
    for (lag, times) in [
      (1, order.differences), (order.seasonLength, order.seasonalDifferences),
    ] {
      for _ in 0..<times {
        let padded = product + [Double](repeating: 0, count: lag)
        product = padded.indices.map { padded[$0] - ($0 < lag ? 0 : product[$0 - lag]) }
      }
    }
    weights = product.dropFirst().map { -$0 }
    movingAverage = polynomials.movingAverage.dense
  }

  /// The next `horizon` values after these, which may be shorter than the recursion reaches back.
  func extend(_ values: [Double], innovations: [Double], horizon: Int) -> [Double] {
    var all = Array(values.suffix(weights.count))
    let known = all.count
    all.reserveCapacity(known + horizon)
    for step in 0..<horizon {
      var next = 0.0
      for lag in 1..<(min(weights.count, all.count) + 1) {
        next += weights[lag - 1] * all[all.count - lag]
      }
      for lag in (step + 1)..<max(step + 1, movingAverage.count + 1) {
        let slot = innovations.count + step - lag
        if slot >= 0 { next += movingAverage[lag - 1] * innovations[slot] }
      }
      all.append(next)
    }
    return Array(all.dropFirst(known))
  }

  /// The weights ψ of innovations 0, 1, …, `horizon` − 1 slots back.
  func responses(horizon: Int) -> [Double] {
    guard horizon > 1 else { return [1] }
    // An innovation of 1 in the last slot is a value of 1 there.
    return [1] + extend([1], innovations: [1], horizon: horizon - 1)
  }
}
