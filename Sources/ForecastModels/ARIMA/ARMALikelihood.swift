import LinearAlgebra
import Optimization
import RealModule

/// The Gaussian likelihood of a regression with stationary ARMA errors, as a function of the angles
/// of the partial autocorrelations; coefficients and innovation variance are solved for exactly.
///
///     w = X β + u,   φ(B) Φ(Bᵐ) u[t] = θ(B) Θ(Bᵐ) e[t]
///     objective = log(S / n) + (log det C + log det Zᵀ Ω⁻¹ Z) / n
///
/// S is the generalised residual sum of squares, C is from `ARMAStartEffect`, Ω is the covariance of
/// u over σ². The columns Z, the first of X, stand for values that are missing: with a free amount
/// added to whatever was put in their place, and the last determinant, the likelihood is that of
/// the values that are there. The conditional form takes innovations before slot p as 0 and leaves
/// determinants out.
///
/// The derivative is by the chain rule backwards through every step (the coefficients do not move
/// the minimum they are at), at about twice the cost of the value. O(n (k + r) + r³) for k columns.
///
/// References: `ARMAStartEffect`; V. Gómez, A. Maravall, D. Peña, *Missing observations in ARIMA
/// models: skipping approach versus additive outlier approach*, J. Econometrics 88 (1999).
struct ARMALikelihood: SmoothObjective {
  /// Whether what happened before the first value is averaged over or taken as nothing.
  enum Start { case exact, conditional }

  /// Smallest S against the sum of squares of w: below it the fit is perfect to rounding.
  private static let leastShare = 1e-26

  private(set) var polynomials: ARMAPolynomials
  private(set) var effect: ARMAStartEffect?
  /// w, then the columns, `length` values each.
  private let data: [Double]
  private let length: Int
  let columnCount: Int
  private let missingCount: Int
  /// The first slot whose innovation counts.
  let first: Int

  /// The innovations of w and of the columns with nothing carried over.
  private var filtered: [Double]
  private var y: [Matrix]
  private var z: [Matrix]
  /// Inner products of the columns in the metric Ω⁻¹, factored after an evaluation.
  private(set) var gram: Matrix
  /// The innovations at the solution.
  private(set) var innovations: [Double]
  /// The coefficients β at the solution.
  private(set) var coefficients: [Double]
  /// The expected carried amounts at the solution.
  private(set) var amounts: [Double] = []
  private var multipliers: [Double] = []
  private var adjoint: [Double]
  /// S at the solution.
  private(set) var sumOfSquares = 0.0
  private let leastSum: Double

  /// The number of innovations that count, less the missing values.
  var observations: Int { length - first - missingCount }
  /// log det C + log det Zᵀ Ω⁻¹ Z of the latest evaluation.
  private(set) var logDeterminant = 0.0

  /// A likelihood of `values` on `columns`, the first `missing` of which mark missing values.
  ///
  /// - Precondition: more values than the order's `stateCount`.
  init(
    _ order: ARIMAOrder, _ values: [Double], columns: [[Double]], missing: Int = 0,
    start: Start = .exact
  ) {
    polynomials = ARMAPolynomials(order)
    length = values.count
    columnCount = columns.count
    missingCount = missing
    data = values + columns.flatMap { $0 }
    filtered = data
    adjoint = [Double](repeating: 0, count: values.count)
    innovations = adjoint
    coefficients = [Double](repeating: 0, count: columns.count)
    gram = Matrix(rowCount: columns.count, columnCount: columns.count)
    leastSum = values.reduce(1e-290) { $0 + $1 * $1 * Self.leastShare }
    let isExact = start == .exact && order.stateCount > 0
    effect = isExact ? ARMAStartEffect(order, length: values.count) : nil
    first = start == .exact ? 0 : order.autoregressiveDegree
    let carried = Matrix(rowCount: isExact ? order.stateCount : 0, columnCount: 1)
    y = [Matrix](repeating: carried, count: columns.count + 1)
    z = y
  }

  /// The objective at the angles of φ, Φ, θ and Θ.
  mutating func value(at x: [Double]) -> Double {
    polynomials.set(angles: x)
    for column in 0...columnCount { filter(column) }
    logDeterminant = 0
    if effect != nil {
      guard effect?.set(polynomials) == true else { return .infinity }
      for column in 0...columnCount {
        effect?.project(filtered, from: column * length, y: &y[column], z: &z[column])
      }
      logDeterminant = effect?.logDeterminant ?? 0
    }
    guard solveColumns() else { return .infinity }
    settle()
    let count = Double(observations)
    return Double.log(sumOfSquares / count) + logDeterminant / count
  }

  /// a[t] = z[t] − Σ φ[k] z[t−k] − Σ θ[k] a[t−k], both sums over what is there.
  private mutating func filter(_ column: Int) {
    let (ar, ma) = (polynomials.autoregressive, polynomials.movingAverage)
    let offset = column * length
    let (arLags, phi, maLags, theta) = (ar.lags, ar.sparse, ma.lags, ma.sparse)
    for t in 0..<first { filtered[offset + t] = 0 }
    let settled = min(length, max(first, max(ar.degree, ma.degree)))
    for t in first..<settled {
      var value = data[offset + t]
      for i in arLags.indices where arLags[i] <= t {
        value -= phi[i] * data[offset + t - arLags[i]]
      }
      for i in maLags.indices where maLags[i] <= t {
        value -= theta[i] * filtered[offset + t - maLags[i]]
      }
      filtered[offset + t] = value
    }
    for t in settled..<length {
      var value = data[offset + t]
      for i in arLags.indices { value -= phi[i] * data[offset + t - arLags[i]] }
      for i in maLags.indices { value -= theta[i] * filtered[offset + t - maLags[i]] }
      filtered[offset + t] = value
    }
  }

  /// The inner product of two columns in the metric Ω⁻¹.
  private func product(_ a: Int, _ b: Int) -> Double {
    var sum = 0.0
    for t in first..<length { sum += filtered[a * length + t] * filtered[b * length + t] }
    for i in 0..<y[a].rowCount { sum += z[a][i, 0] * z[b][i, 0] - y[a][i, 0] * y[b][i, 0] }
    return sum
  }

  /// w less the columns at their coefficients.
  var residualSeries: [Double] {
    var rest = Array(data.prefix(length))
    for (column, coefficient) in coefficients.enumerated() {
      let offset = (column + 1) * length
      for t in rest.indices { rest[t] -= coefficient * data[offset + t] }
    }
    return rest
  }

  /// Takes a multiple of a column off a series, from a slot on.
  func take(_ amount: Double, times column: Int, from slot: Int, off series: inout [Double]) {
    let offset = (column + 1) * length
    for t in slot..<length { series[t] -= amount * data[offset + t] }
  }

  /// Solves for β; false if the columns are collinear in this metric.
  private mutating func solveColumns() -> Bool {
    guard columnCount > 0 else { return true }
    for j in 0..<columnCount {
      for i in j..<columnCount { gram[i, j] = product(i + 1, j + 1) }
      coefficients[j] = product(0, j + 1)
    }
    guard (try? gram.replaceByCholeskyFactor()) != nil else { return false }
    // The leading block's factor is the leading block of the factor.
    if first == 0 {
      for i in 0..<missingCount { logDeterminant += 2 * Double.log(gram[i, i]) }
    }
    for i in 0..<columnCount {
      for j in 0..<i { coefficients[i] -= gram[i, j] * coefficients[j] }
      coefficients[i] /= gram[i, i]
    }
    for i in (0..<columnCount).reversed() {
      for j in (i + 1)..<max(i + 1, columnCount) { coefficients[i] -= gram[j, i] * coefficients[j] }
      coefficients[i] /= gram[i, i]
    }
    return coefficients.allSatisfy(\.isFinite)
  }

  /// Innovations, carried amounts and S at the solution.
  private mutating func settle() {
    (amounts, multipliers) = combine([1] + coefficients.map { -$0 }, into: &innovations)
    sumOfSquares = leastSum
    for t in first..<length { sumOfSquares += innovations[t] * innovations[t] }
    for i in amounts.indices { sumOfSquares += amounts[i] * multipliers[i] }
  }

  /// The innovations of a combination of w and the columns, given its own expected start.
  func combine(
    _ weights: [Double], into result: inout [Double]
  ) -> (amounts: [Double], multipliers: [Double]) {
    for t in 0..<length {
      var value = 0.0
      for (column, weight) in weights.enumerated() {
        value += weight * filtered[column * length + t]
      }
      result[t] = value
    }
    guard let effect else { return ([], []) }
    let (ySum, zSum) = (Self.sum(weights, y), Self.sum(weights, z))
    let (amounts, multipliers) = effect.expected(y: ySum, z: zSum)
    var carried = [Double](repeating: 0, count: length)
    let (lags, theta) = (polynomials.movingAverage.lags, polynomials.movingAverage.sparse)
    for t in 0..<length {
      var value = t < amounts.count ? -amounts[t] : 0
      for i in lags.indices where lags[i] <= t { value -= theta[i] * carried[t - lags[i]] }
      carried[t] = value
      result[t] += value
    }
    return (amounts, multipliers)
  }

  private static func sum(_ weights: [Double], _ columns: [Matrix]) -> Matrix {
    Matrix(rowCount: columns[0].rowCount, columnCount: 1) { row, _ in
      var value = 0.0
      for (column, weight) in weights.enumerated() { value += weight * columns[column][row, 0] }
      return value
    }
  }

  /// The derivative of the objective at the point of the latest value.
  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    for i in polynomials.autoregressive.byLag.indices { polynomials.autoregressive.byLag[i] = 0 }
    for i in polynomials.movingAverage.byLag.indices { polynomials.movingAverage.byLag[i] = 0 }
    let weight = Double(observations) / sumOfSquares
    addInnovationGradient([1] + coefficients.map { -$0 }, innovations, weight: weight)
    var starts = [(weight: weight, values: multipliers)]
    if first == 0 {
      for (weights, own) in missingDirections() {
        var residual = innovations
        let (_, multipliers) = combine(weights, into: &residual)
        addInnovationGradient(weights, residual, weight: own)
        starts.append((own, multipliers))
      }
    }
    effect?.addGradient(multipliers: starts, into: &polynomials)
    polynomials.gradient(angles: x, into: &gradient)
    for i in gradient.indices { gradient[i] /= Double(observations) }
  }

  /// Combinations of the columns of missing values whose squares add up to the derivative of
  /// log det Zᵀ Ω⁻¹ Z.
  private func missingDirections() -> [(weights: [Double], weight: Double)] {
    (0..<missingCount).map { direction in
      // Row after row of the inverse of the factor's transpose.
      var h = [Double](repeating: 0, count: missingCount)
      h[direction] = 1 / gram[direction, direction]
      for i in (0..<direction).reversed() {
        var value = 0.0
        for j in (i + 1)...direction { value -= gram[j, i] * h[j] }
        h[i] = value / gram[i, i]
      }
      let rest = [Double](repeating: 0, count: columnCount - missingCount)
      return ([0] + h + rest, 1)
    }
  }

  /// Adds the derivative of weight · Σ e², with the carried amounts held, by φ and θ.
  private mutating func addInnovationGradient(
    _ weights: [Double], _ residual: [Double], weight: Double
  ) {
    let (arLags, maLags) = (polynomials.autoregressive.lags, polynomials.movingAverage.lags)
    let theta = polynomials.movingAverage.sparse
    for t in (first..<length).reversed() {
      var value = 2 * weight * residual[t]
      for i in maLags.indices where t + maLags[i] < length {
        value -= theta[i] * adjoint[t + maLags[i]]
      }
      adjoint[t] = value
    }
    for lag in maLags {
      var sum = 0.0
      for t in max(first, lag)..<max(first, lag, length) { sum += adjoint[t] * residual[t - lag] }
      polynomials.movingAverage.byLag[lag - 1] -= sum
    }
    for lag in arLags {
      var sum = 0.0
      for (column, weight) in weights.enumerated() where weight != 0 {
        let offset = column * length
        var part = 0.0
        for t in max(first, lag)..<max(first, lag, length) {
          part += adjoint[t] * data[offset + t - lag]
        }
        sum += weight * part
      }
      polynomials.autoregressive.byLag[lag - 1] -= sum
    }
  }
}
