import LinearAlgebra
import RealModule

/// Estimates of sums of states, or of disturbances, given a whole series.
public struct SmoothedEstimates: Hashable, Sendable {
  /// The expected value at each time.
  public let means: [Double]
  /// The variance at each time; infinite where the series does not determine the sum.
  public let variances: [Double]

  /// The square roots of the variances.
  public var standardDeviations: [Double] { variances.map { Double.sqrt($0) } }
}

/// The fixed-interval smoother: what a whole series says of the states at every time.
///
/// A pass back carries r and N, the derivative by the states and the precision that later
/// observations give them; for a sum w of states with predicted mean a and variance P,
///
///     E(w′α) = w′a + w′P r       Var(w′α) = w′Pw − w′P N P w
///
/// In the diffuse part r and N are series in 1/κ, r₀ + r₁/κ and N₀ + N₁/κ + N₂/κ², and the limits are
///
///     E = w′(a + P r₀ + P∞ r₁)
///     Var = w′(P − P N₀ P − P N₁ P∞ − P∞ N₁ P − P∞ N₂ P∞) w
///
/// O(m²) per observation and sum.
///
/// Reference: Durbin and Koopman (2012), sections 4.4, 4.5 and 5.3.
public struct KalmanSmoother: Sendable {
  private var filter: KalmanFilter

  /// A smoother of a system.
  public init(_ system: LinearGaussianSystem) { self.init(SystemPlan(system)) }

  init(_ plan: SystemPlan) {
    filter = KalmanFilter(plan)
    filter.usesSteadyState = false
  }

  /// Estimates of sums of states at every time, a result per sum; NaN where nothing was observed.
  ///
  /// - Returns: nil if an observation has no variance at all.
  public mutating func smooth(
    _ values: [Double], of sums: [[LinearGaussianSystem.Term]]
  ) -> [SmoothedEstimates]? {
    var probes = sums.map { StateProbe($0, count: values.count, plan: filter.plan) }
    filter.start(count: values.count)
    for time in values.indices {
      filter.predict(values[time], to: time)
      for k in probes.indices { probes[k].note(filter, at: time) }
      guard filter.observe(values[time], at: time) else { return nil }
    }
    var past = SmoothingPast(filter.plan)
    for time in values.indices.reversed() {
      past.read(filter, at: time, of: values.count)
      for k in probes.indices { probes[k].settle(past, at: time) }
    }
    return probes.map(\.estimates)
  }

  /// Every state by itself.
  public mutating func smooth(_ values: [Double]) -> [SmoothedEstimates]? {
    smooth(values, of: (0..<filter.stateCount).map { [.state($0)] })
  }

  /// The noise of the observations and every disturbance; the disturbance of time t is the one that
  /// enters the states of t + 1.
  public mutating func disturbances(
    _ values: [Double]
  ) -> (observation: SmoothedEstimates, states: [SmoothedEstimates])? {
    guard filter.run(values) else { return nil }
    var past = SmoothingPast(filter.plan)
    var noise = DisturbanceEstimates(count: values.count)
    var states = filter.plan.variances.map { _ in DisturbanceEstimates(count: values.count) }
    for time in values.indices.reversed() {
      for k in states.indices {
        let effect = time + 1 < values.count ? past.loading(filter.plan, k, at: time + 1) : nil
        states[k].set(effect ?? (0, 0), variance: filter.plan.variances[k], at: time)
      }
      let effect = past.read(filter, at: time, of: values.count)
      noise.set(effect, variance: filter.plan.observationVariance, at: time)
    }
    return (noise.estimates, states.map(\.estimates))
  }
}

/// Estimates q r and variances q − q²N of a disturbance with variance q.
private struct DisturbanceEstimates {
  var means: [Double]
  var variances: [Double]

  init(count: Int) {
    means = Array(repeating: 0, count: count)
    variances = means
  }

  mutating func set(_ effect: (Double, Double), variance: Double, at time: Int) {
    means[time] = variance * effect.0
    variances[time] = max(0, variance - variance * variance * effect.1)
  }

  var estimates: SmoothedEstimates { SmoothedEstimates(means: means, variances: variances) }
}

/// A sum of states as it was predicted at each time, and then as it is smoothed.
private struct StateProbe {
  private let terms: [TermPlan]
  private let pool: [Double]
  private let m: Int
  private let unit: Double
  private var row: SparseRow
  /// P w and P∞ w of each time.
  private var known: [Double]
  private var diffuse: [Double]
  private var product: [Double]
  private var isDiffuse: [Bool]
  private(set) var means: [Double]
  private(set) var variances: [Double]

  init(_ terms: [LinearGaussianSystem.Term], count: Int, plan: SystemPlan) {
    var pool: [Double] = []
    self.terms = terms.map { TermPlan($0, &pool) }
    self.pool = pool
    m = plan.stateCount
    unit = plan.diffuseUnit
    row = SparseRow(capacity: max(1, terms.count))
    known = Array(repeating: 0, count: count * m)
    diffuse = known
    product = Array(repeating: 0, count: m)
    isDiffuse = Array(repeating: false, count: count)
    means = Array(repeating: 0, count: count)
    variances = means
  }

  var estimates: SmoothedEstimates { SmoothedEstimates(means: means, variances: variances) }

  /// Notes the prediction of a time.
  mutating func note(_ filter: KalmanFilter, at time: Int) {
    row.read(terms, terms.indices, pool, at: time)
    means[time] = row.dot(filter.mean)
    row.product(filter.variance, m, into: &known, from: time * m)
    variances[time] = row.dot(known, from: time * m)
    guard filter.diffuseRank > 0 else { return }
    isDiffuse[time] = true
    row.product(filter.diffuse, m, into: &diffuse, from: time * m)
  }

  /// Brings in what later observations say.
  mutating func settle(_ past: SmoothingPast, at time: Int) {
    let base = time * m
    let finite = SymmetricProduct.multiply(past.n0, known, from: base, past.r0, into: &product)
    means[time] += finite.linear
    variances[time] -= finite.quadratic
    if isDiffuse[time] { settleDiffuse(past, at: time) }
    variances[time] = max(0, variances[time])
  }

  private mutating func settleDiffuse(_ past: SmoothingPast, at time: Int) {
    let base = time * m
    let first = SymmetricProduct.multiply(past.n1, diffuse, from: base, past.r1, into: &product)
    var cross = 0.0
    for i in 0..<m { cross += known[base + i] * product[i] }
    let second = SymmetricProduct.multiply(past.n2, diffuse, from: base, past.r1, into: &product)
    means[time] += first.linear
    variances[time] -= 2 * cross + second.quadratic
    row.read(terms, terms.indices, pool, at: time)
    // What stays infinite is w′P∞w − w′P∞N₁P∞w, but for rounding.
    let size = row.dot(diffuse, from: base)
    let left = size - first.quadratic
    if left > max(1e-7 * size, 1e-9 * unit) { variances[time] = .infinity }
  }
}
