import Optimization
import RealModule

/// The probability that a period has a demand, learnt with discounted counts.
///
///     p = A/(A + B);   A ← (1 − a) A + o,   B ← (1 − a) B + 1 − o,   A = B = ½ at the start
///
/// Without a discount this is the mean of a Beta posterior; with one, the past fades (power
/// discounting: J. Q. Smith, *A generalization of the Bayesian steady forecasting model*, J. R.
/// Stat. Soc. B 41 (1979), doi:10.1111/j.2517-6161.1979.tb01092.x).
struct OccurrenceFilter {
  /// The discount a; 0 where all periods count alike.
  let discount: Double
  /// The probability before each period.
  private(set) var before: [Double]
  /// The evidence for and against a demand after the last period.
  private(set) var evidence: (demand: Double, none: Double) = (0.5, 0.5)
  /// The log-likelihood of what happened.
  let logLikelihood: Double

  /// The probability of a demand in the period after the last.
  var probability: Double { evidence.demand / (evidence.demand + evidence.none) }

  /// Learns from events; a discount is used if it explains them better by Akaike's criterion.
  init(_ events: [Bool]) {
    let constant = Self.logLikelihood(events, 0)
    let found = Brent(tolerance: 1e-3).minimize(in: 0...0.3) { -Self.logLikelihood(events, $0) }
    let isWorth = -found.value - constant > 1
    discount = isWorth ? found.point : 0
    logLikelihood = isWorth ? -found.value : constant
    before = []
    before.reserveCapacity(events.count)
    for event in events {
      before.append(probability)
      evidence.demand = (1 - discount) * evidence.demand + (event ? 1 : 0)
      evidence.none = (1 - discount) * evidence.none + (event ? 0 : 1)
    }
  }

  private static func logLikelihood(_ events: [Bool], _ discount: Double) -> Double {
    var (demand, none, product, sum) = (0.5, 0.5, 1.0, 0.0)
    for event in events {
      product *= (event ? demand : none) / (demand + none)
      // One logarithm for many factors; the product stays far from underflow.
      if product < 1e-200 {
        sum += Double.log(product)
        product = 1
      }
      demand = (1 - discount) * demand + (event ? 1 : 0)
      none = (1 - discount) * none + (event ? 0 : 1)
    }
    return sum + Double.log(product)
  }
}
