import RealModule

extension Mixture {
  /// The value that is not exceeded with probability `p`, to the last digits.
  ///
  /// A quantile of a mixture lies between the smallest and the largest of its components'
  /// quantiles. Within that bracket it is the smallest x whose distribution function reaches `p`.
  /// The function is solved on the normal scale, Φ⁻¹(F(x)) = Φ⁻¹(p), where it is close to a line,
  /// and in the nearer tail, so that extreme quantiles keep their precision. Between components
  /// that lie far apart, the quantile is where their tails balance.
  ///
  /// - Complexity: About ten evaluations of the distribution function.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if let hurdle { return hurdle.quantile(p) }
    return p <= 0.5 ? solve(tail: p, upper: false) : solve(tail: 1 - p, upper: true)
  }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if let hurdle { return hurdle.upperQuantile(q) }
    return q <= 0.5 ? solve(tail: q, upper: true) : solve(tail: 1 - q, upper: false)
  }

  /// The two parts of a mixture of one certain value and a distribution above it.
  private var hurdle: Hurdle? {
    guard components.count == 2 else { return nil }
    for index in 0..<2 {
      let value = components[index].quantile(0)
      guard value.isFinite, value == components[index].upperQuantile(0),
        components[1 - index].cdf(value) == 0
      else { continue }
      return Hurdle(
        value: value, weight: weights[index], above: components[1 - index],
        weightAbove: weights[1 - index])
    }
    return nil
  }

  /// A certain value, taken with some probability, and what exceeds it otherwise.
  ///
  /// Its quantiles are those of the part above at another probability: no search, and whole numbers
  /// where the part above has them.
  private struct Hurdle {
    let value: Double
    let weight: Double
    let above: Component
    let weightAbove: Double

    func quantile(_ p: Double) -> Double {
      if p <= weight { return value }
      return p <= 0.5
        ? above.quantile(min(1, (p - weight) / weightAbove)) : upperQuantile(1 - p)
    }

    func upperQuantile(_ q: Double) -> Double {
      q >= weightAbove ? value : above.upperQuantile(q / weightAbove)
    }
  }

  private func solve(tail: Double, upper: Bool) -> Double {
    let ends = components.map { upper ? $0.upperQuantile(tail) : $0.quantile(tail) }
    guard let low = ends.min(), let high = ends.max(), low < high, tail > 0 else {
      return (upper ? ends.max() : ends.min()) ?? .nan
    }
    let finite = Double.greatestFiniteMagnitude
    let target = StandardNormal.quantile(tail)
    let density = Double.exp(StandardNormal.logDensity(target))
    return MonotoneCrossing.find(
      between: max(low, -finite), and: min(high, finite), nextRise: firstPossibleValue
    ) { x in
      let (excess, size) = excess(at: x, tail: tail, upper: upper)
      // Close to the root, the difference of probabilities is more precise than that of quantiles.
      guard abs(excess) > 1e-3 * tail else {
        return .init(value: excess / density, noise: Double.ulpOfOne * size / density)
      }
      let z = StandardNormal.quantile(upper ? tail - excess : tail + excess)
      return .init(value: upper ? target - z : z - target, noise: 0)
    }
  }

  /// The distribution function at `x` less its wanted value, and the size of the terms it is from.
  ///
  /// Components beyond their median enter by their upper tail, so that no term is a probability
  /// close to one: F(x) - p = Σ wᵢFᵢ - Σ wⱼ(1 - Fⱼ) + (Σ wⱼ - p), j running over those beyond.
  private func excess(
    at x: Double, tail: Double, upper: Bool
  ) -> (value: Double, size: Double) {
    var (below, above) = (0.0, 0.0)
    var (weightBelow, weightAbove) = (0.0, 0.0)
    for index in components.indices {
      let probability = components[index].cdf(x)
      if probability <= 0.5 {
        below += weights[index] * probability
        weightBelow += weights[index]
      } else {
        above += weights[index] * components[index].survival(x)
        weightAbove += weights[index]
      }
    }
    let rest = upper ? tail - weightBelow : weightAbove - tail
    return (below - above + rest, below + above + abs(rest))
  }
}
