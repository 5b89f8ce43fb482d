/// What the observations from some time on say of the states before it: r and N as series in 1/κ.
struct SmoothingPast: Sendable {
  private(set) var r0: [Double]
  private(set) var r1: [Double]
  private(set) var n0: [Double]
  private(set) var n1: [Double]
  private(set) var n2: [Double]

  private let m: Int
  private var spare: [Double]
  private var row: SparseRow
  private var diffuseStep: Int?

  init(_ plan: SystemPlan) {
    m = plan.stateCount
    r0 = Array(repeating: 0, count: m)
    n0 = Array(repeating: 0, count: m * m)
    (r1, n1, n2) = (r0, n0, n0)
    spare = r0
    row = SparseRow(capacity: max(1, plan.observation.count, plan.loadings.count))
  }

  /// R′r and R′NR of a disturbance that enters the states of a time.
  mutating func loading(_ plan: SystemPlan, _ k: Int, at time: Int) -> (Double, Double) {
    let range = plan.loadingStarts[k]..<plan.loadingStarts[k + 1]
    row.read(plan.loadings, range, plan.pool, at: time)
    return (row.dot(r0), row.quadratic(n0, m))
  }

  /// Goes back to a time and adds what its observation says; returns u and D of its noise.
  @discardableResult
  mutating func read(_ filter: KalmanFilter, at time: Int, of count: Int) -> (Double, Double) {
    if time + 1 < count { pull(filter.plan, to: time) }
    let (plan, tape) = (filter.plan, filter.tape)
    row.read(plan.observation, plan.observation.indices, plan.pool, at: time)
    switch tape.steps[time] {
    case .missing: return (0, 0)
    case .known: return readKnown(tape, at: time)
    case .diffuse:
      let position = diffuseStep ?? tape.diffuseSteps - 1
      diffuseStep = position - 1
      return readDiffuse(tape, at: time, position: position)
    }
  }

  /// T′r and T′NT of every order.
  private mutating func pull(_ plan: SystemPlan, to time: Int) {
    plan.pull(&r0, &spare, to: time)
    plan.pull(&r1, &spare, to: time)
    plan.pullBoth(&n0, &spare, to: time)
    plan.pullBoth(&n1, &spare, to: time)
    plan.pullBoth(&n2, &spare, to: time)
  }

  /// A step whose prediction had a variance: N of every order turns with the same gain.
  private mutating func readKnown(_ tape: FilterTape, at time: Int) -> (Double, Double) {
    let share = 1 / tape.variances[time]
    let base = time * m
    var unused = spare
    _ = Self.turn(&unused, &n2, row, tape.gains, base)
    _ = Self.turn(&r1, &n1, row, tape.gains, base)
    return Self.turn(
      &r0, &n0, row, tape.gains, base, pull: tape.innovations[time] * share, share: share)
  }

  /// r ← ρ + z u and N ← (I − z k′) Ν (I − k z′) + z z′ share; returns u and D.
  private static func turn(
    _ r: inout [Double], _ n: inout [Double], _ row: SparseRow, _ gains: [Double], _ base: Int,
    pull: Double = 0, share: Double = 0
  ) -> (Double, Double) {
    var g = r
    let past = SymmetricProduct.multiply(n, gains, from: base, r, into: &g)
    let u = pull - past.linear
    let d = share + past.quadratic
    row.add(u, to: &r)
    row.subtractOuter(g, from: &n, r.count)
    row.addOuter(d, to: &n, r.count)
    return (u, d)
  }

  /// A diffuse step.
  ///
  /// With A = I − k z′ and B = −k₁ z′,
  ///
  ///     N₂ ← A′Ν₂A + B′Ν₁A + A′Ν₁B + B′Ν₀B − z z′F/F∞²
  ///     N₁ ← A′Ν₁A + B′Ν₀A + A′Ν₀B + z z′/F∞        N₀ ← A′Ν₀A
  ///     r₁ ← A′ρ₁ + z(v/F∞ − k₁′ρ₀)                  r₀ ← A′ρ₀
  private mutating func readDiffuse(
    _ tape: FilterTape, at time: Int, position: Int
  ) -> (Double, Double) {
    let share = 1 / tape.diffuseVariances[time]
    let (base, gains) = (time * m, tape.gains)
    // The crossed terms read Ν₁ and Ν₀ before they turn themselves.
    let first = crossed(n1, r1, tape, base, position)
    let zeroth = crossed(n0, r0, tape, base, position)
    var unused = spare
    let curvature = zeroth.quadratic - tape.variances[time] * share * share
    _ = Self.turn(&unused, &n2, row, gains, base, share: curvature)
    Self.cross(first, row, &n2)
    let pull = tape.innovations[time] * share - zeroth.linear
    _ = Self.turn(&r1, &n1, row, gains, base, pull: pull, share: share)
    Self.cross(zeroth, row, &n1)
    return Self.turn(&r0, &n0, row, gains, base)
  }

  /// Νk₁ and its products with k, k₁ and, for ρ, k₁′ρ.
  private func crossed(
    _ n: [Double], _ r: [Double], _ tape: FilterTape, _ base: Int, _ position: Int
  ) -> CrossedTerm {
    var g = spare
    let past = SymmetricProduct.multiply(n, tape.secondGains, from: position * m, r, into: &g)
    var along = 0.0
    for i in 0..<m { along += tape.gains[base + i] * g[i] }
    return CrossedTerm(
      vector: g, along: along, linear: past.linear, quadratic: past.quadratic)
  }

  /// Adds B′ΝA + A′ΝB = −z g′ − g z′ + 2 z z′(k′g) for g = Νk₁.
  private static func cross(_ part: CrossedTerm, _ row: SparseRow, _ n: inout [Double]) {
    let m = part.vector.count
    row.subtractOuter(part.vector, from: &n, m)
    row.addOuter(2 * part.along, to: &n, m)
  }
}

/// What the second gain of a diffuse step takes part in.
private struct CrossedTerm {
  let vector: [Double]
  let along: Double
  let linear: Double
  let quadratic: Double
}
