import Optimization
import RealModule

/// The mean of a size above zero, learnt with discounted sums, and the spread around it.
///
///     m = S/N;   S ← (1 − b) S + x,   N ← (1 − b) N + 1,   S/N = the mean of all at N = ½
///
/// x is the size of an amount, and what exceeds 1 of a whole size. Around m, amounts are gamma
/// numbers and whole sizes 1 plus a negative binomial number.
struct SizeFilter {
  /// The discount b; 0 where all demands count alike.
  let discount: Double
  /// The mean before each demand, less 1 for whole sizes.
  let before: [Double]
  /// The mean after the last demand, less 1 for whole sizes.
  let mean: Double
  /// The variance of one x around its mean, divided by a quadratic of the mean: see `variance`.
  let dispersion: Double
  /// The log-likelihood of the sizes, in units.
  let logLikelihood: Double
  /// Whether sizes are whole.
  let isCount: Bool
  /// The number of demands that say as much of the mean as the discounted ones.
  let evidence: Double

  /// The variance of x at a mean: m²d of an amount, m + m²d of a whole size.
  func variance(at mean: Double) -> Double {
    (isCount ? mean : 0) + dispersion * mean * mean
  }

  /// Learns from at least one size; a discount is used if it explains them better by Akaike's
  /// criterion.
  init(_ sizes: [Double], isCount: Bool) {
    let numbers = isCount ? sizes.map { $0 - 1 } : sizes
    var likelihood = SizeLikelihood(numbers, isCount: isCount)
    let constant = likelihood.dispersion(discount: 0)
    var (found, best) = (0.0, constant)
    if numbers.count >= 6, likelihood.average > 0 {
      let dynamic = likelihood.search(from: constant.dispersion)
      if dynamic.logLikelihood - constant.logLikelihood > 1 {
        (found, best) = (dynamic.discount, (dynamic.dispersion, dynamic.logLikelihood))
      }
    }
    likelihood.learn(discount: found)
    before = likelihood.means
    (mean, evidence) = (likelihood.mean, likelihood.evidence)
    (discount, dispersion) = (found, best.dispersion)
    let logFactorials = isCount ? numbers.reduce(0) { $0 + Double.logGamma($1 + 1) } : 0
    logLikelihood = best.logLikelihood - logFactorials
    self.isCount = isCount
  }
}
