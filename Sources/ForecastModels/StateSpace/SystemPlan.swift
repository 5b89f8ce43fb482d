import LinearAlgebra

/// One state and its weight at some time, as plain numbers.
struct TermPlan: Sendable {
  enum Kind: Sendable { case state, season, column }
  let kind: Kind
  let index: Int
  /// The slots of a season, or the values of a column.
  let count: Int
  let weight: Double
  /// Where the values of a column begin in the pool.
  let offset: Int
}

/// One move of the transition, as plain numbers.
struct MovePlan: Sendable {
  enum Kind: Sendable { case add, scale, season, companion, dense }
  let kind: Kind
  /// The state that changes, or the first of several.
  let target: Int
  /// The state that is added, or the balance of a season.
  let source: Int
  let count: Int
  var factor: Double
  /// Where coefficients begin in the pool; rows of a dense map follow each other.
  let offset: Int
}

/// A system laid out for loops without reference counting, whose variances and factors may change.
struct SystemPlan: Sendable {
  let stateCount: Int
  let observation: [TermPlan]
  var observationVariance: Double
  var moves: [MovePlan]
  /// All loadings, one disturbance after the other.
  let loadings: [TermPlan]
  /// Where the loadings of each disturbance begin, and the end of the last.
  let loadingStarts: [Int]
  /// The variances of the disturbances.
  var variances: [Double]
  let initialMean: [Double]
  /// By rows, as all square arrays here.
  let initialVariance: [Double]
  /// DD′ for the diffuse directions D.
  let initialDiffuse: [Double]
  let diffuseCount: Int
  /// What a diffuse variance is compared with to be called zero.
  let diffuseUnit: Double
  /// After how many slots the system repeats itself; nil if it never does.
  let period: Int?
  /// Values of columns and coefficients of moves.
  let pool: [Double]

  init(_ system: LinearGaussianSystem) {
    var pool: [Double] = []
    stateCount = system.stateCount
    observation = system.observation.map { TermPlan($0, &pool) }
    observationVariance = system.observationVariance
    moves = system.transition.map { MovePlan($0, &pool) }
    var loadings: [TermPlan] = []
    var starts = [0]
    for disturbance in system.disturbances {
      loadings += disturbance.loading.map { TermPlan($0, &pool) }
      starts.append(loadings.count)
    }
    self.loadings = loadings
    loadingStarts = starts
    variances = system.disturbances.map(\.variance)
    initialMean = system.initialMean
    initialVariance = system.initialVariance.elements
    initialDiffuse = system.diffuse.outerGram.elements
    diffuseCount = system.diffuseCount
    let m = system.stateCount
    let sizes = (0..<m).map { [initialDiffuse] in initialDiffuse[$0 * m + $0] }.filter { $0 > 0 }
    diffuseUnit = sizes.min() ?? 1
    period = Self.period(observation + loadings, moves)
    self.pool = pool
  }

  /// The least common multiple of the seasons; nil with a column.
  private static func period(_ terms: [TermPlan], _ moves: [MovePlan]) -> Int? {
    guard !terms.contains(where: { $0.kind == .column }) else { return nil }
    let counts =
      terms.filter { $0.kind == .season }.map(\.count)
      + moves.filter { $0.kind == .season }.map(\.count)
    return counts.reduce(1) { $0 / divisor($0, $1) * $1 }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
}

extension TermPlan {
  init(_ term: LinearGaussianSystem.Term, _ pool: inout [Double]) {
    switch term {
    case .state(let index, let weight):
      self.init(kind: .state, index: index, count: 1, weight: weight, offset: 0)
    case .season(let first, let count):
      self.init(kind: .season, index: first, count: count, weight: 1, offset: 0)
    case .column(let index, let values):
      self.init(
        kind: .column, index: index, count: values.count, weight: 0, offset: pool.count)
      pool += values
    }
  }
}

extension MovePlan {
  init(_ move: LinearGaussianSystem.Move, _ pool: inout [Double]) {
    switch move {
    case .add(let from, let to, let factor):
      self.init(kind: .add, target: to, source: from, count: 1, factor: factor, offset: 0)
    case .scale(let index, let factor):
      self.init(kind: .scale, target: index, source: index, count: 1, factor: factor, offset: 0)
    case .season(let first, let count, let balance):
      self.init(
        kind: .season, target: first, source: balance, count: count, factor: -1, offset: 0)
    case .companion(let first, let coefficients):
      self.init(
        kind: .companion, target: first, source: first, count: coefficients.count, factor: 1,
        offset: pool.count)
      pool += coefficients
    case .dense(let matrix):
      self.init(
        kind: .dense, target: 0, source: 0, count: matrix.rowCount, factor: 1, offset: pool.count)
      pool += matrix.transposed.elements
    }
  }
}

/// A sum of states at one time: the few states that have a weight.
struct SparseRow: Sendable {
  private(set) var indices: [Int]
  private(set) var weights: [Double]
  private(set) var count = 0

  /// Room for as many terms.
  init(capacity: Int) {
    indices = Array(repeating: 0, count: capacity)
    weights = Array(repeating: 0, count: capacity)
  }

  /// Reads the terms of a range at a time.
  mutating func read(_ terms: [TermPlan], _ range: Range<Int>, _ pool: [Double], at time: Int) {
    count = range.count
    for k in 0..<count {
      let term = terms[range.lowerBound + k]
      indices[k] = term.kind == .season ? term.index + time % term.count : term.index
      weights[k] =
        term.kind != .column
        ? term.weight : time < term.count ? pool[term.offset + time] : 0
    }
  }

  /// The sum over a vector that begins at `base`.
  func dot(_ x: [Double], from base: Int = 0) -> Double {
    var sum = 0.0
    for k in 0..<count { sum += weights[k] * x[base + indices[k]] }
    return sum
  }

  /// The quadratic form over a square array.
  func quadratic(_ x: [Double], _ m: Int) -> Double {
    var sum = 0.0
    for k in 0..<count {
      for l in 0..<count { sum += weights[k] * weights[l] * x[indices[k] * m + indices[l]] }
    }
    return sum
  }

  /// The quadratic form of absolute values, which says how much may cancel.
  func size(_ x: [Double], _ m: Int) -> Double {
    var sum = 0.0
    for k in 0..<count {
      for l in 0..<count { sum += abs(weights[k] * weights[l] * x[indices[k] * m + indices[l]]) }
    }
    return sum
  }

  /// The product of a symmetric array with this sum, into the entries from `base` on.
  func product(_ x: [Double], _ m: Int, into result: inout [Double], from base: Int = 0) {
    let x = x.span
    var result = result.mutableSpan
    for i in 0..<m { result[base + i] = 0 }
    for k in 0..<count {
      let line = x.extracting(indices[k] * m..<indices[k] * m + m)
      let weight = weights[k]
      for i in 0..<m { result[base + i] += weight * line[i] }
    }
  }

  /// Adds a multiple of this sum to a vector.
  func add(_ factor: Double, to x: inout [Double]) {
    for k in 0..<count { x[indices[k]] += factor * weights[k] }
  }

  /// Adds a multiple of the outer product of this sum with itself.
  func addOuter(_ factor: Double, to x: inout [Double], _ m: Int) {
    for k in 0..<count {
      for l in 0..<count {
        x[indices[k] * m + indices[l]] += factor * weights[k] * weights[l]
      }
    }
  }

  /// Subtracts the outer products of this sum with a vector, both ways round.
  func subtractOuter(_ g: [Double], from x: inout [Double], _ m: Int) {
    let g = g.span
    var x = x.mutableSpan
    for k in 0..<count {
      let (row, weight) = (indices[k], weights[k])
      for i in 0..<m {
        let change = weight * g[i]
        x[row * m + i] -= change
        x[i * m + row] -= change
      }
    }
  }
}
