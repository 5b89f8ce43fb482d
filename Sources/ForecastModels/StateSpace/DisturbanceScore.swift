import RealModule

/// The derivatives of the diffuse log-likelihood by the variances of all disturbances, from one pass
/// back over a filter's tape.
///
/// With r and N the derivative by the states and the precision that later observations give them
/// (r[n] = 0, N[n] = 0), ρ = T′r[t] and Ν = T′N[t]T, and the gain k of time t,
///
///     u = v/F − k′ρ      D = 1/F + k′Νk      r[t−1] = ρ + z u
///     N[t−1] = Ν − z(Νk)′ − (Νk)z′ + z z′D
///
/// (u = −k′ρ and D = k′Νk for a diffuse step). Disturbances are estimated by ε̂ = h u and η̂ = q R′r,
/// and
///
///     ∂ log L / ∂h = ½ Σ (u² − D)        ∂ log L / ∂q = ½ Σ ((R′r)² − R′N R)
///
/// O(m²) per observation. References: S. J. Koopman, N. Shephard, *Exact score for time series models
/// in state space form*, Biometrika 79 (1992), doi:10.1093/biomet/79.4.823; Durbin and Koopman (2012),
/// sections 4.5, 5.4 and 7.3.3.
struct DisturbanceScore: Sendable {
  /// Σ u² and Σ D.
  private(set) var observation = ScoreTerm()
  /// Σ (R′r)² and Σ R′NR of each disturbance.
  private(set) var disturbances: [ScoreTerm]

  private var r: [Double]
  private var n: [Double]
  private var product: [Double]
  private var spare: [Double]
  private var row: SparseRow

  init(_ plan: SystemPlan) {
    let m = plan.stateCount
    disturbances = Array(repeating: ScoreTerm(), count: plan.variances.count)
    r = Array(repeating: 0, count: m)
    n = Array(repeating: 0, count: m * m)
    (product, spare) = (r, r)
    row = SparseRow(capacity: max(1, plan.observation.count, plan.loadings.count))
  }

  /// Goes back over the latest pass of a filter.
  mutating func run(_ filter: KalmanFilter) {
    observation = ScoreTerm()
    for k in disturbances.indices { disturbances[k] = ScoreTerm() }
    for i in r.indices { r[i] = 0 }
    for i in n.indices { n[i] = 0 }
    for time in (0..<filter.count).reversed() {
      if time + 1 < filter.count { pull(filter.plan, to: time) }
      read(filter, at: time)
    }
  }

  /// Takes r and N from the states of `time + 1` to those of `time`, past the disturbances between.
  private mutating func pull(_ plan: SystemPlan, to time: Int) {
    for k in disturbances.indices {
      let range = plan.loadingStarts[k]..<plan.loadingStarts[k + 1]
      row.read(plan.loadings, range, plan.pool, at: time + 1)
      let effect = row.dot(r)
      disturbances[k].squares += effect * effect
      disturbances[k].precisions += row.quadratic(n, plan.stateCount)
    }
    plan.pull(&r, &spare, to: time)
    plan.pullBoth(&n, &spare, to: time)
  }

  /// Adds what the observation of a time says.
  private mutating func read(_ filter: KalmanFilter, at time: Int) {
    let step = filter.tape.steps[time]
    guard step != .missing else { return }
    let m = filter.stateCount
    let plan = filter.plan
    row.read(plan.observation, plan.observation.indices, plan.pool, at: time)
    let past = SymmetricProduct.multiply(n, filter.tape.gains, from: time * m, r, into: &product)
    let share = step == .known ? 1 / filter.tape.variances[time] : 0
    let u = filter.tape.innovations[time] * share - past.linear
    let d = share + past.quadratic
    observation.squares += u * u
    observation.precisions += d
    row.add(u, to: &r)
    row.subtractOuter(product, from: &n, m)
    row.addOuter(d, to: &n, m)
  }
}

/// What a disturbance adds to the score: the squares grow with the scale of the data, the precisions
/// do not.
struct ScoreTerm: Sendable {
  var squares = 0.0
  var precisions = 0.0
}

/// Products of a symmetric array by rows.
enum SymmetricProduct {
  /// g = N k for the vector k that begins at `base`; returns k′r and k′N k.
  static func multiply(
    _ n: [Double], _ gains: [Double], from base: Int, _ r: [Double], into g: inout [Double]
  ) -> (linear: Double, quadratic: Double) {
    let m = r.count
    let k = gains.span.extracting(base..<base + m)
    let (n, r) = (n.span, r.span)
    var g = g.mutableSpan
    for i in 0..<m { g[i] = 0 }
    var linear = 0.0
    for j in 0..<m {
      let weight = k[j]
      linear += weight * r[j]
      guard weight != 0 else { continue }
      let line = n.extracting(j * m..<j * m + m)
      for i in 0..<m { g[i] += weight * line[i] }
    }
    var quadratic = 0.0
    for j in 0..<m { quadratic += k[j] * g[j] }
    return (linear, quadratic)
  }
}
