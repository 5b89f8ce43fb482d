import LinearAlgebra

@testable import ForecastModels

/// What a system says of a series by plain matrix algebra: the joint normal distribution of all
/// disturbances, and generalised least squares for the diffuse directions.
struct DenseOracle {
  let logLikelihood: Double
  private let system: LinearGaussianSystem
  private let observed: [Int]
  private let y: [Double]
  /// Every state of every time as a sum of disturbances, and of diffuse directions.
  private let shocks: [Matrix]
  private let directions: [Matrix]
  private let means: [[Double]]
  private let covariance: Cholesky
  private let design: Matrix
  private let information: Cholesky?
  private let coefficients: [Double]

  init(_ system: LinearGaussianSystem, _ values: [Double]) throws {
    let (n, m, d) = (values.count, system.stateCount, system.diffuse.columnCount)
    let count = system.disturbances.count
    let first = try DenseOracle.root(system.initialVariance)
    var shocks = [
      Matrix(rowCount: m, columnCount: m + n * count) { $1 < m ? first[$0, $1] : 0 }
    ]
    var directions = [system.diffuse]
    var means = [system.initialMean]
    for time in 1..<n {
      let transition = DenseOracle.transition(system, from: time - 1)
      var next = transition * shocks[time - 1]
      for (k, disturbance) in system.disturbances.enumerated() {
        let loading = DenseOracle.row(disturbance.loading, m, at: time)
        for i in 0..<m {
          next[i, m + (time - 1) * count + k] = loading[i] * disturbance.variance.squareRoot()
        }
      }
      shocks.append(next)
      directions.append(transition * directions[time - 1])
      means.append(transition * means[time - 1])
    }
    let observed = values.indices.filter { !values[$0].isNaN }
    let rows = observed.map { DenseOracle.row(system.observation, m, at: $0) }
    let readings = Matrix(
      rows: zip(observed, rows).map { shocks[$0].transposed * $1 })
    var omega = readings.outerGram
    for i in observed.indices { omega[i, i] += system.observationVariance }
    design = Matrix(rowCount: observed.count, columnCount: d) { i, j in
      (0..<m).reduce(0) { $0 + rows[i][$1] * directions[observed[i]][$1, j] }
    }
    y = observed.indices.map { i in
      values[observed[i]] - (0..<m).reduce(0) { $0 + rows[i][$1] * means[observed[i]][$1] }
    }
    covariance = try Cholesky(omega)
    let whitened = try covariance.solve(y)
    var squares = zip(y, whitened).reduce(0) { $0 + $1.0 * $1.1 }
    var logs = covariance.logDeterminant
    if d > 0 {
      let solved = try covariance.solve(design)
      let information = try Cholesky(design.transposed * solved)
      let right = design.transposed * whitened
      coefficients = try information.solve(right)
      squares -= zip(right, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      logs += information.logDeterminant
      self.information = information
    } else {
      (information, coefficients) = (nil, [])
    }
    let free = Double(observed.count - d)
    logLikelihood = -0.5 * (free * 1.8378770664093454836 + logs + squares)
    (self.system, self.observed) = (system, observed)
    (self.shocks, self.directions, self.means) = (shocks, directions, means)
  }

  /// Mean and variance of a sum of states at a time, given the whole series.
  func smoothed(
    _ terms: [LinearGaussianSystem.Term], at time: Int
  ) throws -> (mean: Double, variance: Double) {
    let m = system.stateCount
    let w = DenseOracle.row(terms, m, at: time)
    let own = shocks[time].transposed * w
    let cross = observed.map { slot -> Double in
      let z = DenseOracle.row(system.observation, m, at: slot)
      let other = shocks[slot].transposed * z
      return zip(own, other).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let weights = try covariance.solve(cross)
    let residuals = zip(y, design * coefficients).map { $0 - $1 }
    let lead = (0..<m).reduce(0) { $0 + w[$1] * means[time][$1] }
    var mean = lead + zip(weights, residuals).reduce(0) { $0 + $1.0 * $1.1 }
    var variance =
      own.reduce(0) { $0 + $1 * $1 } - zip(weights, cross).reduce(0) { $0 + $1.0 * $1.1 }
    if let information {
      let direct = directions[time].transposed * w
      let gap = zip(direct, design.transposed * weights).map { $0 - $1 }
      mean += zip(direct, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      variance += zip(gap, try information.solve(gap)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (mean, variance)
  }

  /// Weights of all states at a time.
  static func row(
    _ terms: [LinearGaussianSystem.Term], _ m: Int, at time: Int
  ) -> [Double] {
    var row = [Double](repeating: 0, count: m)
    for term in terms {
      switch term {
      case .state(let index, let weight): row[index] += weight
      case .season(let first, let count): row[first + time % count] += 1
      case .column(let index, let values): row[index] += time < values.count ? values[time] : 0
      }
    }
    return row
  }

  /// The transition as a matrix.
  static func transition(_ system: LinearGaussianSystem, from time: Int) -> Matrix {
    let m = system.stateCount
    return system.transition.reduce(Matrix.identity(m)) { product, move in
      var step = Matrix.identity(m)
      switch move {
      case .add(let from, let to, let factor): step[to, from] += factor
      case .scale(let index, let factor): step[index, index] = factor
      case .season(let first, let count, let balance):
        step[first + (time + 1) % count, balance] -= 1
        step[balance, balance] = 0
      case .companion(let first, let coefficients):
        for (i, value) in coefficients.enumerated() {
          step[first + i, first + i] = 0
          step[first + i, first] = value
          if i + 1 < coefficients.count { step[first + i, first + i + 1] = 1 }
        }
      case .dense(let matrix): step = matrix
      }
      return step * product
    }
  }

  /// A square root of a positive semidefinite matrix.
  private static func root(_ matrix: Matrix) throws -> Matrix {
    let eigen = try SymmetricEigen(matrix)
    return eigen.vectors.scalingColumns(by: eigen.values.map { max(0, $0).squareRoot() })
  }
}
