import RealModule

/// A weak preference for slow slopes: densities (1 − s)^k of the shares s of the slope's disturbance
/// and of the noise in the sum of all variances.
///
/// The exponents were chosen on public competition series of every frequency; docs/models/structural.md
/// has the figures with and without.
struct StructuralPrior: Sendable {
  let noise = 0.5
  let slope = 8.0
  /// Where the slope's variance stands among those of the disturbances; nil without one.
  private let slopePosition: Int?

  init(_ layout: StructuralLayout) {
    slopePosition = layout.disturbanceNames.firstIndex(of: "slope")
  }

  /// −2 log of the densities; infinite where one variance is all there is.
  func loss(_ plan: SystemPlan) -> Double {
    let total = total(plan)
    var sum = term(noise, plan.observationVariance, total)
    if let slopePosition { sum += term(slope, plan.variances[slopePosition], total) }
    return sum
  }

  /// The derivative of the loss by the variance of the noise (0) or of a disturbance (from 1 on).
  func slope(_ plan: SystemPlan, by k: Int) -> Double {
    let total = total(plan)
    var sum = derivative(noise, plan.observationVariance, total, isOwn: k == 0)
    if let slopePosition {
      sum += derivative(
        slope, plan.variances[slopePosition], total, isOwn: k == slopePosition + 1)
    }
    return sum
  }

  private func total(_ plan: SystemPlan) -> Double {
    var total = plan.observationVariance
    for k in plan.variances.indices { total += plan.variances[k] }
    return total
  }

  private func term(_ exponent: Double, _ part: Double, _ total: Double) -> Double {
    -2 * exponent * Double.log(max(1e-12, 1 - part / total))
  }

  private func derivative(
    _ exponent: Double, _ part: Double, _ total: Double, isOwn: Bool
  ) -> Double {
    let rest = isOwn ? 0 : 1 / max(1e-12 * total, total - part)
    return -2 * exponent * (rest - 1 / total)
  }
}
