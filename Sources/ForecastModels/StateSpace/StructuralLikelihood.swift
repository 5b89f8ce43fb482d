import Optimization
import RealModule

/// The negative diffuse log-likelihood of a structural model over half the number of known errors.
///
///     log Σ v²/F + 1/ν Σ log F
///
/// with the scale concentrated out, ν being the observations less the diffuse states. The vector
/// holds standard deviations, of the noise and of every disturbance, of which only the ratios matter:
/// the loss is the same along every ray and for either sign, so that none of them has to be the unit
/// and each may be 0 without a bound. The last entry of a damped trend is φ over 0.1.
struct StructuralLikelihood: SmoothObjective {
  static let phiUnit = 0.1
  static let phiRange = 0.8...0.98

  let observed: [Double]
  let isDamped: Bool
  /// The prior of the variances; nil for the likelihood alone.
  let prior: StructuralPrior?
  /// A sum of squares below this per error is a perfect fit, and no fit is better than another.
  let smallestSquare = 1e-24
  private(set) var filter: KalmanFilter
  private var score: DisturbanceScore
  /// −2 log of the prior at the point evaluated last.
  private(set) var priorLoss = 0.0

  init(
    _ observed: [Double], _ layout: StructuralLayout, columns: [[Double]],
    estimation: StructuralModel.Estimation = .maximumLikelihood
  ) {
    self.observed = observed
    prior = estimation == .regularized ? StructuralPrior(layout) : nil
    isDamped = layout.trend == .damped
    filter = KalmanFilter(layout.system(columns: columns))
    score = DisturbanceScore(filter.plan)
  }

  /// The number of standard deviations.
  var deviationCount: Int { filter.plan.variances.count + 1 }

  /// The length of the vector.
  var count: Int { deviationCount + (isDamped ? 1 : 0) }

  /// The loss at a point; infinite where an observation has no variance.
  mutating func value(at x: [Double]) -> Double {
    filter.plan.observationVariance = x[0] * x[0]
    for k in filter.plan.variances.indices { filter.plan.variances[k] = x[k + 1] * x[k + 1] }
    return loss(phi: isDamped ? x[deviationCount] * Self.phiUnit : 1)
  }

  /// The loss at the variances that are set.
  private mutating func loss(phi: Double) -> Double {
    if isDamped { filter.plan.moves[0].factor = phi }
    guard filter.run(observed) else { return .infinity }
    let sums = filter.sums
    guard sums.known > 0 else { return .infinity }
    let known = Double(sums.known)
    priorLoss = prior?.loss(filter.plan) ?? 0
    let loss = Double.log(squares(sums)) + (sums.logDeterminant + priorLoss) / known
    return loss.isFinite ? loss : .infinity
  }

  private func squares(_ sums: FilterSums) -> Double {
    max(sums.squares, smallestSquare * Double(sums.known))
  }

  /// The derivatives at the point evaluated last: by the score of the disturbances, and for φ by
  /// central differences.
  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    score.run(filter)
    for k in 0..<deviationCount { gradient[k] = 2 * x[k] * slope(k) }
    guard isDamped else { return }
    let last = deviationCount
    let (phi, step) = (x[last] * Self.phiUnit, 1e-5)
    gradient[last] = (loss(phi: phi + step) - loss(phi: phi - step)) / (2 * step) * Self.phiUnit
  }

  /// The derivative of the loss by a variance, after the score was taken.
  func slope(_ k: Int) -> Double {
    let known = Double(filter.sums.known)
    let term = k == 0 ? score.observation : score.disturbances[k - 1]
    let scale =
      filter.sums.squares > smallestSquare * known ? known / filter.sums.squares : 0
    let own = prior?.slope(filter.plan, by: k) ?? 0
    return (own - (term.squares * scale - term.precisions)) / known
  }
}
