/// Means of groups, drawn toward a common one by how well each of them is known.
///
/// With estimates mᵢ of variance vᵢ and true means that vary with variance τ² around μ, the posterior
/// mean is μ + (mᵢ − μ) τ²/(τ² + vᵢ). The variance between groups is estimated by moments: R.
/// DerSimonian, N. Laird, *Meta-analysis in clinical trials*, Control. Clin. Trials 7 (1986); C. N.
/// Morris, *Parametric empirical Bayes inference*, J. Am. Stat. Assoc. 78 (1983).
public struct NormalShrinkage: Hashable, Sendable {
  /// What every mean is drawn toward.
  public let center: Double
  /// The variance τ² between the true means.
  public let variance: Double

  /// The variance between estimates beyond what their own variances explain.
  ///
  /// - Parameter estimates: values with their variances; those that are not finite are left out.
  public init(around center: Double, _ estimates: [(value: Double, variance: Double)]) {
    self.center = center
    var (weights, weighted, count) = (0.0, 0.0, 0.0)
    for (value, variance) in estimates where value.isFinite && variance > 0 && variance.isFinite {
      weights += 1 / variance
      weighted += (value - center) * (value - center) / variance
      count += 1
    }
    // The expectation of the weighted squares is count + τ² · weights.
    let excess = weights > 0 ? (weighted - count) / weights : 0
    variance = excess.isFinite ? max(0, excess) : 0
  }

  /// A center with a known variance between the true means.
  public init(center: Double, variance: Double) {
    (self.center, self.variance) = (center, variance)
  }

  /// An estimate drawn toward the center, with what is left of its variance.
  public func posterior(_ value: Double, variance own: Double) -> (mean: Double, variance: Double) {
    guard value.isFinite, own.isFinite, own >= 0, variance + own > 0 else {
      return (center, variance)
    }
    let share = variance / (variance + own)
    return (center + share * (value - center), share * own)
  }
}
