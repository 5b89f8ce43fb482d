import LinearAlgebra

/// The covariance of what a stationary ARMA process carries over from before its first value, in
/// units of the innovation variance, and its derivative.
///
/// The process is written with r = max(p, q) carried amounts s[1…r], as
///
///     φ(B) w[t] = θ(B) e[t] + s[t]    for t ≤ r,   both sums without terms before t = 1
///     s[j] = Σ over k ≥ j of φ[k] w[j−k] + θ[k] e[j−k]
///
/// With ψ the weights of w in e, and γ the autocovariances of w,
///
///     γ[k] − Σ φ[j] γ[|k−j|] = Σ over j ≥ k of θ[j] ψ[j−k]                   (k = 0 … p)
///     P[1,j] = Σ over k ≥ j of φ[k] γ[k−j+1] + θ[k] ψ[k−j+1]
///     P[i,j] = P[i+1,j+1] + φ[i] P[1,j+1] + φ[j] P[1,i+1]
///              + φ[i] φ[j] (P[1,1] + 1) + φ[i] θ[j] + θ[i] φ[j] + θ[i] θ[j]
///
/// The last line is the Lyapunov equation of the companion form entry by entry, so that the matrix
/// costs O(r²) after one system of p + 1 equations.
///
/// Reference: G. Gardner, A. C. Harvey, G. D. A. Phillips, *Algorithm AS 154*, Appl. Statist. 29
/// (1980); A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter* (1989),
/// section 3.3.
struct ARMAStartCovariance {
  /// The number of carried amounts, r.
  let count: Int
  /// φ and θ by lag, filled up with 0 to r + 1 entries; entry 0 belongs to lag 1.
  private var phi: [Double]
  private var theta: [Double]
  private var psi: [Double]
  private var gamma: [Double]
  private var right: [Double]
  /// P[1,j], with P[1,r+1] = 0.
  private var firstRow: [Double]
  private let arDegree: Int
  private let maDegree: Int
  private var system = LU()

  private var byPhi: [Double]
  private var byTheta: [Double]
  private var byPsi: [Double]
  private var byGamma: [Double]
  private var byFirstRow: [Double]
  private var weights: [Double]

  init(arDegree: Int, maDegree: Int) {
    (self.arDegree, self.maDegree) = (arDegree, maDegree)
    count = max(arDegree, maDegree)
    let padded = [Double](repeating: 0, count: count + 1)
    (phi, theta, psi, firstRow) = (padded, padded, padded, padded)
    (byPhi, byTheta, byPsi, byFirstRow) = (padded, padded, padded, padded)
    gamma = [Double](repeating: 0, count: max(arDegree, count) + 1)
    byGamma = gamma
    right = [Double](repeating: 0, count: arDegree + 1)
    weights = [Double](repeating: 0, count: count * count)
  }

  /// Writes the covariance of these coefficients; false if the process is not stationary to
  /// working precision.
  mutating func compute(phi ar: [Double], theta ma: [Double], into result: inout Matrix) -> Bool {
    for i in 0..<arDegree { phi[i] = ar[i] }
    for i in 0..<maDegree { theta[i] = ma[i] }
    fillPsi()
    guard fillGamma() else { return false }
    for j in 0..<count { firstRow[j] = crossCovariance(j) }
    let (r, spread) = (count, firstRow[0] + 1)
    guard spread.isFinite, spread > 0 else { return false }
    let (phi, theta, firstRow) = (phi, theta, firstRow)
    result.updateElements { p in
      for j in (0..<r).reversed() {
        let (left, own) = (firstRow[j + 1] + phi[j] * spread + theta[j], phi[j])
        for i in (0...j).reversed() {
          var value = phi[i] * left + own * (firstRow[i + 1] + theta[i]) + theta[i] * theta[j]
          if j + 1 < r { value += p[i + 1 + (j + 1) * r] }
          p[i + j * r] = value
          p[j + i * r] = value
        }
      }
    }
    return true
  }

  /// ψ[k] = θ[k] + Σ φ[j] ψ[k−j], with ψ[0] = 1 at entry 0.
  private mutating func fillPsi() {
    psi[0] = 1
    for k in 1..<(max(maDegree, 0) + 1) {
      var value = theta[k - 1]
      for j in 1..<(min(k, arDegree) + 1) { value += phi[j - 1] * psi[k - j] }
      psi[k] = value
    }
  }

  private mutating func fillGamma() -> Bool {
    let p = arDegree
    for k in 0...p {
      var value = k == 0 ? 1.0 : 0
      for j in max(k, 1)..<(max(maDegree, max(k, 1) - 1) + 1) { value += theta[j - 1] * psi[j - k] }
      right[k] = value
    }
    let phi = phi
    let isRegular = system.factor(count: p + 1) { a in
      for index in a.indices { a[index] = 0 }
      for k in 0...p {
        a[k + k * (p + 1)] += 1
        for j in 1..<(p + 1) { a[k + abs(k - j) * (p + 1)] -= phi[j - 1] }
      }
    }
    guard isRegular else { return false }
    system.solve(&right)
    for k in 0...p { gamma[k] = right[k] }
    return true
  }

  /// P[1,j+1] of the equations above.
  private func crossCovariance(_ j: Int) -> Double {
    var value = 0.0
    for k in j..<max(j, arDegree) { value += phi[k] * gamma[k - j + 1] }
    for k in j..<max(j, maDegree) { value += theta[k] * psi[k - j + 1] }
    return value
  }

  /// Adds the derivative by φ and θ, given the derivative `byCovariance` by the covariance of the
  /// latest call, which is symmetric.
  mutating func addGradient(
    _ byCovariance: Matrix, phi phiGradient: inout [Double], theta thetaGradient: inout [Double]
  ) {
    let r = count
    for i in 0...r { (byPhi[i], byTheta[i], byPsi[i], byFirstRow[i]) = (0, 0, 0, 0) }
    for k in byGamma.indices { byGamma[k] = 0 }
    gatherWeights(byCovariance)
    let spread = firstRow[0] + 1
    for j in 0..<r {
      for i in 0..<r {
        let weight = weights[i + j * r]
        // The equation is symmetric in i and j: each term once, with twice the weight.
        byPhi[i] += 2 * weight * (firstRow[j + 1] + phi[j] * spread + theta[j])
        byTheta[i] += 2 * weight * (phi[j] + theta[j])
        byFirstRow[j + 1] += 2 * weight * phi[i]
        byFirstRow[0] += weight * phi[i] * phi[j]
      }
    }
    passThroughFirstRow()
    passThroughGamma()
    passThroughPsi()
    for i in 0..<arDegree { phiGradient[i] += byPhi[i] }
    for i in 0..<maDegree { thetaGradient[i] += byTheta[i] }
  }

  /// Adds the weights along the diagonals, along which the recursion runs.
  private mutating func gatherWeights(_ byCovariance: Matrix) {
    let r = count
    for j in 0..<r {
      for i in 0..<r {
        var weight = byCovariance[i, j]
        if i > 0 && j > 0 { weight += weights[i - 1 + (j - 1) * r] }
        weights[i + j * r] = weight
      }
    }
  }

  private mutating func passThroughFirstRow() {
    for j in 0..<count {
      let slope = byFirstRow[j]
      for k in j..<max(j, arDegree) {
        byPhi[k] += slope * gamma[k - j + 1]
        byGamma[k - j + 1] += slope * phi[k]
      }
      for k in j..<max(j, maDegree) {
        byTheta[k] += slope * psi[k - j + 1]
        byPsi[k - j + 1] += slope * theta[k]
      }
    }
  }

  private mutating func passThroughGamma() {
    let p = arDegree
    for k in 0...p { right[k] = byGamma[k] }
    system.solve(&right, transposed: true)
    for k in 0...p {
      for j in 1..<(p + 1) { byPhi[j - 1] += right[k] * gamma[abs(k - j)] }
      for j in max(k, 1)..<(max(maDegree, max(k, 1) - 1) + 1) {
        byTheta[j - 1] += right[k] * psi[j - k]
        byPsi[j - k] += right[k] * theta[j - 1]
      }
    }
  }

  private mutating func passThroughPsi() {
    for k in (1..<(maDegree + 1)).reversed() {
      byTheta[k - 1] += byPsi[k]
      for j in 1..<(min(k, arDegree) + 1) {
        byPhi[j - 1] += byPsi[k] * psi[k - j]
        byPsi[k - j] += byPsi[k] * phi[j - 1]
      }
    }
  }
}
