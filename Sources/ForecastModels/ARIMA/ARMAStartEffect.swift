import LinearAlgebra
import RealModule

/// How what a process carries over from before its first value weighs on the likelihood.
///
/// With s the carried amounts, of covariance σ²P, the innovations are e = a − T s, where a are those
/// of s = 0 and T has the impulse response t of 1/θ(B) in its columns, shifted down one by one. Then
///
///     M = TᵀT = L Lᵀ,   C = I + Lᵀ P L = G Gᵀ
///     log det of the covariance of w / σ²  =  log det C
///     quadratic form of w  =  aᵀa − yᵀy + zᵀz,   y = L⁻¹ Tᵀ a,   z = G⁻¹ y
///     expected amounts  s* = L⁻ᵀ (y − C⁻¹ y)
///
/// No inverse of P is taken, which is singular for some models and nearly infinite for others. M
/// follows along its diagonals from its last row: O(n r), then O(r³) for the factors.
///
/// References: G. M. Ljung, G. E. P. Box, *The likelihood function of stationary
/// autoregressive-moving average models*, Biometrika 66 (1979); C. F. Ansley, *An algorithm for the
/// exact likelihood of a mixed autoregressive-moving average process*, Biometrika 66 (1979).
struct ARMAStartEffect {
  /// The number of carried amounts, r.
  let count: Int
  private let length: Int
  private let maDegree: Int
  private var covariance: ARMAStartCovariance
  /// t, the impulse response of 1/θ(B).
  private var response: [Double]
  private var start: Matrix
  private var gramFactor: Matrix
  private var middle: Matrix
  /// log det C.
  private(set) var logDeterminant = 0.0

  private var byGram: Matrix
  private var byStart: Matrix
  private var byResponse: [Double]

  init(_ order: ARIMAOrder, length: Int) {
    covariance = ARMAStartCovariance(
      arDegree: order.autoregressiveDegree, maDegree: order.movingAverageDegree)
    (count, maDegree, self.length) = (covariance.count, order.movingAverageDegree, length)
    response = [Double](repeating: 0, count: length)
    byResponse = response
    let square = Matrix(rowCount: count, columnCount: count)
    (start, gramFactor, middle, byGram, byStart) = (square, square, square, square, square)
  }

  /// Takes new coefficients; false if the process is not stationary to working precision.
  mutating func set(_ polynomials: ARMAPolynomials) -> Bool {
    guard
      covariance.compute(
        phi: polynomials.autoregressive.dense, theta: polynomials.movingAverage.dense,
        into: &start)
    else { return false }
    setResponse(polynomials.movingAverage)
    setGram()
    do {
      try gramFactor.replaceByCholeskyFactor()
      middle = start
      middle.multiply(byLowerTriangleOf: gramFactor, on: .left, transposed: true)
      middle.multiply(byLowerTriangleOf: gramFactor, on: .right, transposed: false)
      let r = count
      middle.updateElements { c in for i in 0..<r { c[i + i * r] += 1 } }
      try middle.replaceByCholeskyFactor()
    } catch {
      return false
    }
    logDeterminant = 0
    for i in 0..<count { logDeterminant += 2 * Double.log(middle[i, i]) }
    return logDeterminant.isFinite
  }

  private mutating func setResponse(_ movingAverage: ARMAPolynomials.Product) {
    let (lags, theta) = (movingAverage.lags, movingAverage.sparse)
    for t in 0..<length {
      var value = t == 0 ? 1.0 : 0
      for index in lags.indices where lags[index] <= t {
        value -= theta[index] * response[t - lags[index]]
      }
      response[t] = value
    }
  }

  private mutating func setGram() {
    let (r, n, response) = (count, length, response)
    gramFactor.updateElements { m in
      for j in 0..<r {
        var sum = 0.0
        for l in (r - 1)..<n { sum += response[l - r + 1] * response[l - j] }
        m[r - 1 + j * r] = sum
      }
      // The lower triangle only: i ≥ j, from the last row upwards.
      for i in (0..<(r - 1)).reversed() {
        for j in 0...i {
          m[i + j * r] = m[i + 1 + (j + 1) * r] + response[n - 1 - i] * response[n - 1 - j]
        }
      }
    }
  }

  /// y and z of a column of `length` values a that begins at `offset`.
  func project(
    _ values: [Double], from offset: Int, y: inout Matrix, z: inout Matrix
  ) {
    let (r, n, response) = (count, length, response)
    y.updateElements { b in
      for j in 0..<r {
        var sum = 0.0
        for t in j..<n { sum += response[t - j] * values[offset + t] }
        b[j] = sum
      }
    }
    y.divide(byLowerTriangleOf: gramFactor, on: .left, transposed: false)
    z = y
    z.divide(byLowerTriangleOf: middle, on: .left, transposed: false)
  }

  /// The expected amounts s* and P⁻¹s* of a column with these y and z.
  func expected(y: Matrix, z: Matrix) -> (amounts: [Double], multipliers: [Double]) {
    var inner = z
    inner.divide(byLowerTriangleOf: middle, on: .left, transposed: true)
    var amounts = Matrix(rowCount: count, columnCount: 1) { row, _ in y[row, 0] - inner[row, 0] }
    amounts.divide(byLowerTriangleOf: gramFactor, on: .left, transposed: true)
    inner.multiply(byLowerTriangleOf: gramFactor, on: .left, transposed: false)
    return (amounts.column(0), inner.column(0))
  }

  /// The covariance of the carried amounts over σ², column after column.
  var startCovariance: [Double] { (0..<count).flatMap { start.column($0) } }

  /// The last `latest` innovations as they move with independent unit errors in what is carried
  /// over, given every value: −T L⁻ᵀ (I − C⁻¹)^½, without columns below 1e-6 everywhere.
  func deviations(latest: Int) -> [[Double]] {
    var share = middle
    share.replaceCholeskyFactorByInverse()
    let r = count
    // Rounding can take an eigenvalue of I − C⁻¹ below 0; there is no error in that direction.
    share.updateElements { m in
      for index in m.indices { m[index] = -m[index] }
      for i in 0..<r { m[i + i * r] += 1 }
    }
    guard let parts = try? SymmetricEigen(share) else { return [] }
    var root = Matrix(rowCount: r, columnCount: r) {
      parts.vectors[$0, $1] * Double.sqrt(max(0, parts.values[$1]))
    }
    root.divide(byLowerTriangleOf: gramFactor, on: .left, transposed: true)
    let slots = max(0, length - latest)..<length
    let columns = (0..<r).map { column in
      slots.map { t in
        (0..<min(r, t + 1)).reduce(0.0) { $0 - response[t - $1] * root[$1, column] }
      }
    }
    return columns.filter { $0.contains { abs($0) > 1e-6 } }
  }

  /// Adds the derivative of log det C − Σ over columns of weight · gᵀPg, by φ and θ, where g are the
  /// multipliers P⁻¹s* of each column.
  mutating func addGradient(
    multipliers: [(weight: Double, values: [Double])], into polynomials: inout ARMAPolynomials
  ) {
    // C⁻¹, then L C⁻¹ Lᵀ for P and L⁻ᵀ (I − C⁻¹) L⁻¹ for M.
    byGram = middle
    byGram.replaceCholeskyFactorByInverse()
    byStart = byGram
    byStart.multiply(byLowerTriangleOf: gramFactor, on: .left, transposed: false)
    byStart.multiply(byLowerTriangleOf: gramFactor, on: .right, transposed: true)
    let r = count
    byStart.updateElements { v in
      for (weight, g) in multipliers {
        for j in 0..<r {
          for i in 0..<r { v[i + j * r] -= weight * g[i] * g[j] }
        }
      }
    }
    covariance.addGradient(
      byStart, phi: &polynomials.autoregressive.byLag, theta: &polynomials.movingAverage.byLag)
    guard maDegree > 0 else { return }
    byGram.updateElements { w in
      for index in w.indices { w[index] = -w[index] }
      for i in 0..<r { w[i + i * r] += 1 }
    }
    byGram.divide(byLowerTriangleOf: gramFactor, on: .left, transposed: true)
    byGram.divide(byLowerTriangleOf: gramFactor, on: .right, transposed: false)
    addResponseGradient(&polynomials.movingAverage)
  }

  /// Passes the derivative by M on to t, and from t to θ.
  private mutating func addResponseGradient(_ movingAverage: inout ARMAPolynomials.Product) {
    let (r, n) = (count, length)
    for t in 0..<n { byResponse[t] = 0 }
    byGram.updateElements { w in
      for j in 1..<max(1, r) {
        for i in 1..<r { w[i + j * r] += w[i - 1 + (j - 1) * r] }
      }
    }
    for i in 0..<(r - 1) {
      var slope = 0.0
      for j in 0..<(r - 1) { slope += byGram[i, j] * response[n - 1 - j] }
      byResponse[n - 1 - i] += 2 * slope
    }
    for j in 0..<r {
      let weight = byGram[r - 1, j] * (j == r - 1 ? 1 : 2)
      for l in (r - 1)..<n {
        byResponse[l - r + 1] += weight * response[l - j]
        byResponse[l - j] += weight * response[l - r + 1]
      }
    }
    let (lags, theta) = (movingAverage.lags, movingAverage.sparse)
    for t in (0..<n).reversed() {
      var slope = byResponse[t]
      for index in lags.indices where t + lags[index] < n {
        slope -= theta[index] * byResponse[t + lags[index]]
      }
      byResponse[t] = slope
    }
    for lag in lags {
      var sum = 0.0
      for t in lag..<max(lag, n) { sum += byResponse[t] * response[t - lag] }
      movingAverage.byLag[lag - 1] -= sum
    }
  }
}
