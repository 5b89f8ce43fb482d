import LinearAlgebra
import RealModule

/// The Kalman filter of a univariate series, exact for diffuse first states and for gaps.
///
/// At each observed time, with M = P z and F = z′M + h,
///
///     v = y − z′a     k = M/F     a ← a + k v     P ← P − M M′/F
///
/// and while part of the variance is diffuse, P + κP∞ with κ → ∞, M∞ = P∞z and F∞ = z′M∞ > 0,
///
///     k = M∞/F∞     a ← a + k v     P ← P − (M M∞′ + M∞ M′)/F∞ + M∞ M∞′ F/F∞²
///     P∞ ← P∞ − M∞ M∞′/F∞
///
/// Each such step takes one direction out of P∞, which is 0 after as many steps as there are
/// directions. A missing value (NaN) leaves states as they were predicted. Where the gains have
/// repeated themselves for a whole season to 1e-13 they are taken from the season before and the
/// variance is no longer computed, until a value is missing.
///
/// O(m²) per observation for m states; O(m) in the steady state. The value owns its scratch space: a
/// further pass of the same length allocates nothing.
///
/// References: S. J. Koopman, *Exact initial Kalman filtering and smoothing for nonstationary time
/// series models*, J. Amer. Statist. Assoc. 92 (1997), doi:10.1080/01621459.1997.10473685; Durbin and
/// Koopman (2012), sections 4.3, 4.10 and 5.2.
public struct KalmanFilter: Sendable {
  var plan: SystemPlan
  let stateCount: Int
  /// Mean and variance of the states at the latest time, given all up to it.
  var mean: [Double] = []
  var variance: [Double] = []
  var diffuse: [Double] = []
  /// The directions left in the diffuse part.
  var diffuseRank = 0
  var tape = FilterTape()
  var sums = FilterSums()
  /// The number of slots that were filtered.
  private(set) var count = 0

  private var row: SparseRow
  private var loading: SparseRow
  private var product: [Double]
  private var diffuseProduct: [Double]
  private var spare: [Double]
  private var steady = SteadyState()
  /// Whether gains that repeat themselves may be reused.
  var usesSteadyState = true

  /// Whether the latest pass came to reuse gains.
  var wasSteady: Bool { steady.wasReached }

  /// A filter of a system.
  public init(_ system: LinearGaussianSystem) { self.init(SystemPlan(system)) }

  init(_ plan: SystemPlan) {
    self.plan = plan
    stateCount = plan.stateCount
    row = SparseRow(capacity: max(1, plan.observation.count))
    loading = SparseRow(capacity: max(1, plan.loadings.count))
    product = Array(repeating: 0, count: plan.stateCount)
    diffuseProduct = product
    spare = product
    mean = plan.initialMean
    variance = plan.initialVariance
    diffuse = plan.initialDiffuse
  }

  /// Filters a series, NaN where nothing was observed.
  ///
  /// - Returns: false if an observation has no variance at all, so that the system has no density.
  @discardableResult
  mutating func run(_ values: [Double]) -> Bool {
    start(count: values.count)
    for time in values.indices where !step(values[time], at: time) { return false }
    catchUp(to: values.count - 1)
    count = values.count
    return true
  }

  /// Back to the first states.
  mutating func start(count: Int) {
    self.count = count
    for i in mean.indices { mean[i] = plan.initialMean[i] }
    for i in variance.indices { variance[i] = plan.initialVariance[i] }
    for i in diffuse.indices { diffuse[i] = plan.initialDiffuse[i] }
    diffuseRank = plan.diffuseCount
    tape.reset(count: count, states: stateCount, diffuse: plan.diffuseCount)
    sums = FilterSums()
    steady = SteadyState()
  }

  /// Predicts the states of a time and brings in its observation.
  mutating func step(_ value: Double, at time: Int) -> Bool {
    predict(value, to: time)
    return observe(value, at: time)
  }

  /// Brings in the observation of a time whose states are predicted.
  mutating func observe(_ value: Double, at time: Int) -> Bool {
    row.read(plan.observation, plan.observation.indices, plan.pool, at: time)
    let prediction = row.dot(mean)
    tape.predictions[time] = prediction
    if value.isNaN {
      tape.set(.missing, at: time, innovation: 0, variance: .infinity)
      steady.interrupt()
      return true
    }
    let error = value - prediction
    if let since = steady.since, let period = plan.period {
      repeatGain(error, at: time, period: period, since: since)
      return true
    }
    if diffuseRank > 0, learn(error, at: time) { return true }
    return update(error, at: time)
  }

  /// Moves mean and variance on to a time.
  mutating func predict(_ value: Double, to time: Int) {
    guard time > 0 else { return }
    if value.isNaN { catchUp(to: time - 1) }
    plan.move(&mean, &spare, from: time - 1)
    guard steady.since == nil else { return }
    predictVariance(to: time)
  }

  /// Moves the mean alone on to a time.
  mutating func moveMean(to time: Int) { plan.move(&mean, &spare, from: time - 1) }

  /// P ← P − v v′/d.
  mutating func subtractOuter(_ v: [Double], over d: Double) {
    SymmetricUpdate.subtractOuter(v, over: d, from: &variance, &spare)
  }

  /// P ← T P T′ + Σ q R R′, and the same without disturbances for the diffuse part.
  mutating func predictVariance(to time: Int) {
    plan.moveBoth(&variance, &spare, from: time - 1)
    for k in plan.variances.indices where plan.variances[k] != 0 {
      let range = plan.loadingStarts[k]..<plan.loadingStarts[k + 1]
      loading.read(plan.loadings, range, plan.pool, at: time)
      loading.addOuter(plan.variances[k], to: &variance, stateCount)
    }
    guard diffuseRank > 0 else { return }
    plan.moveBoth(&diffuse, &spare, from: time - 1)
  }

  /// Brings in an observation whose prediction is diffuse; false if it is not.
  private mutating func learn(_ error: Double, at time: Int) -> Bool {
    let m = stateCount
    let size = max(row.size(diffuse, m), plan.diffuseUnit)
    row.product(diffuse, m, into: &diffuseProduct)
    let diffuseVariance = row.dot(diffuseProduct)
    guard diffuseVariance > 1e-9 * size else { return false }
    row.product(variance, m, into: &product)
    let finite = row.dot(product) + plan.observationVariance
    tape.set(.diffuse, at: time, innovation: error, variance: finite)
    tape.diffuseVariances[time] = diffuseVariance
    let (share, ratio) = (1 / diffuseVariance, finite / diffuseVariance)
    for i in 0..<m {
      let gain = diffuseProduct[i] * share
      tape.gains[time * m + i] = gain
      tape.secondGains[tape.diffuseSteps * m + i] = product[i] * share - gain * ratio
      mean[i] += gain * error
    }
    SymmetricUpdate.spend(
      &variance, &diffuse, known: product, infinite: diffuseProduct, share: share, ratio: ratio)
    tape.diffuseSteps += 1
    diffuseRank -= 1
    sums.add(diffuseVariance: diffuseVariance)
    return true
  }

  /// Brings in an observation whose prediction has a variance.
  private mutating func update(_ error: Double, at time: Int) -> Bool {
    let m = stateCount
    let variance = updateVariance()
    guard variance > 0 else { return false }
    tape.set(.known, at: time, innovation: error, variance: variance)
    let share = 1 / variance
    for i in 0..<m {
      let gain = product[i] * share
      tape.gains[time * m + i] = gain
      mean[i] += gain * error
    }
    sums.add(innovation: error, variance: variance)
    if diffuseRank == 0, usesSteadyState, let period = plan.period {
      steady.compare(tape.gains, tape.variances, at: time, m, period: period)
    }
    return true
  }

  /// P ← P − M M′/F; returns F, and leaves P if it is not positive.
  private mutating func updateVariance() -> Double {
    let m = stateCount
    row.product(variance, m, into: &product)
    let total = row.dot(product) + plan.observationVariance
    guard total > 0 else { return total }
    SymmetricUpdate.subtractOuter(product, over: total, from: &variance, &spare)
    return total
  }

  /// Brings in an observation with the gain of the season before.
  private mutating func repeatGain(_ error: Double, at time: Int, period: Int, since: Int) {
    let m = stateCount
    let variance = tape.variances[time - period]
    tape.set(.known, at: time, innovation: error, variance: variance)
    for i in 0..<m {
      let gain = tape.gains[(time - period) * m + i]
      tape.gains[time * m + i] = gain
      mean[i] += gain * error
    }
    sums.add(innovation: error, variance: variance)
  }

  /// Brings the variance, which stood still in the steady state, to a time.
  ///
  /// It repeats itself every season, so that less than a season is made up for.
  private mutating func catchUp(to time: Int) {
    guard let since = steady.since, let period = plan.period else { return }
    steady.interrupt()
    let missed = (time - since) % period
    for slot in stride(from: time - missed + 1, through: time, by: 1) {
      predictVariance(to: slot)
      row.read(plan.observation, plan.observation.indices, plan.pool, at: slot)
      _ = updateVariance()
    }
  }
}

/// Whether the gains have come to repeat themselves.
struct SteadyState: Sendable {
  /// The time from which the variance has not been computed; nil before.
  private(set) var since: Int?
  /// Whether it ever was.
  private(set) var wasReached = false
  private var matches = 0
  /// Observations since the last missing value.
  private var runLength = 0

  /// Compares the gain of a time with that of a period before.
  mutating func compare(
    _ gains: [Double], _ variances: [Double], at time: Int, _ m: Int, period: Int
  ) {
    runLength += 1
    guard runLength > period else { return }
    let tolerance = 1e-13
    let change = abs(variances[time] - variances[time - period])
    var same = change <= tolerance * variances[time]
    var i = 0
    while same && i < m {
      let (now, before) = (gains[time * m + i], gains[(time - period) * m + i])
      same = abs(now - before) <= tolerance * max(1, abs(now))
      i += 1
    }
    matches = same ? matches + 1 : 0
    if matches >= max(3, period) {
      since = time
      wasReached = true
    }
  }

  /// Forgets all; for a missing value.
  mutating func interrupt() {
    let wasReached = wasReached
    self = SteadyState()
    self.wasReached = wasReached
  }
}

/// Updates of symmetric arrays by vectors, in loops that keep them exactly symmetric.
enum SymmetricUpdate {
  /// X ← X − v v′/d, with a spare vector.
  static func subtractOuter(
    _ v: [Double], over d: Double, from x: inout [Double], _ spare: inout [Double]
  ) {
    let m = v.count
    let root = 1 / Double.sqrt(d)
    for i in 0..<m { spare[i] = v[i] * root }
    let w = spare.span
    var x = x.mutableSpan
    for j in 0..<m where w[j] != 0 {
      let (factor, base) = (w[j], j * m)
      for i in 0..<m { x[base + i] -= factor * w[i] }
    }
  }

  /// A diffuse step of both parts of the variance, with share 1/F∞ and ratio F/F∞.
  static func spend(
    _ variance: inout [Double], _ diffuse: inout [Double], known: [Double], infinite: [Double],
    share: Double, ratio: Double
  ) {
    let m = known.count
    let (p, d) = (known.span, infinite.span)
    var x = variance.mutableSpan
    var y = diffuse.mutableSpan
    for i in 0..<m {
      for j in 0..<m {
        let outer = d[i] * d[j] * share
        x[i * m + j] += outer * ratio - (p[i] * d[j] + d[i] * p[j]) * share
        y[i * m + j] -= outer
      }
    }
  }
}
