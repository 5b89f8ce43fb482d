import RealModule

/// What one pass of the filter leaves for the passes back, a record per observation.
struct FilterTape: Sendable {
  /// How an observation was used.
  enum Step: UInt8, Sendable {
    /// There was none.
    case missing
    /// It moved states with a known variance.
    case known
    /// It took one direction out of the diffuse part.
    case diffuse
  }

  private(set) var steps: [Step] = []
  /// One-step predictions z′a; without meaning while they are diffuse.
  var predictions: [Double] = []
  /// Errors of the predictions.
  var innovations: [Double] = []
  /// Their variances F; the finite part for a diffuse step.
  var variances: [Double] = []
  /// F∞ of a diffuse step.
  var diffuseVariances: [Double] = []
  /// The gains k = M/F, of the diffuse part for a diffuse step, m each.
  var gains: [Double] = []
  /// The second gains k₁ = M/F∞ − M∞F/F∞² of the diffuse steps, in their order.
  var secondGains: [Double] = []
  /// How many diffuse steps there were.
  var diffuseSteps = 0

  /// Makes room; allocates only when the size changes.
  mutating func reset(count: Int, states: Int, diffuse: Int) {
    diffuseSteps = 0
    if steps.count != count || gains.count != count * states {
      steps = Array(repeating: .missing, count: count)
      predictions = Array(repeating: 0, count: count)
      innovations = predictions
      variances = predictions
      diffuseVariances = predictions
      gains = Array(repeating: 0, count: count * states)
    }
    if secondGains.count != diffuse * states {
      secondGains = Array(repeating: 0, count: diffuse * states)
    }
  }

  /// Notes a slot.
  mutating func set(_ step: Step, at time: Int, innovation: Double, variance: Double) {
    steps[time] = step
    innovations[time] = innovation
    variances[time] = variance
  }
}

/// Sums over the observations from which every form of the likelihood follows.
struct FilterSums: Sendable {
  /// Observations that were used, the diffuse steps left out.
  private(set) var known = 0
  /// Σ v²/F over them.
  private(set) var squares = 0.0
  private var logs = 0.0
  private var product = 1.0
  /// Observations that a diffuse direction was spent on.
  private(set) var diffuse = 0

  mutating func add(innovation: Double, variance: Double) {
    known += 1
    squares += innovation * innovation / variance
    multiply(variance)
  }

  mutating func add(diffuseVariance: Double) {
    diffuse += 1
    multiply(diffuseVariance)
  }

  /// One logarithm for many factors; the product stays far from overflow.
  private mutating func multiply(_ factor: Double) {
    product *= factor
    if product < 1e-100 || product > 1e100 {
      logs += Double.log(product)
      product = 1
    }
  }

  /// Σ log F, and log F∞ for the diffuse steps.
  var logDeterminant: Double { logs + Double.log(product) }
}
