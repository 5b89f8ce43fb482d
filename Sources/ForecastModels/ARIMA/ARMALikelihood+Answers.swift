import LinearAlgebra
import RealModule

/// What a fitted model keeps of the likelihood at its solution.
extension ARMALikelihood {
  /// The innovations of each column by itself, its own expected start taken off.
  func columnInnovations() -> [[Double]] {
    (0..<columnCount).map { column in
      var result = innovations
      _ = combine((0...columnCount).map { $0 == column + 1 ? 1 : 0 }, into: &result)
      return result
    }
  }

  /// A lower triangle F with F Fᵀ the covariance of the coefficients over σ².
  var columnFactor: Matrix {
    guard columnCount > 0 else { return Matrix(rowCount: 0, columnCount: 0) }
    // The inverse of the Gram matrix, factored: small, and once per fit.
    var inverse = gram
    inverse.replaceCholeskyFactorByInverse()
    return (try? Cholesky(inverse))?.factor
      ?? Matrix(rowCount: columnCount, columnCount: columnCount)
  }

  /// How the latest innovations move with independent unit errors in the carried amounts, given
  /// every value: columns that matter to a millionth of an innovation at the end.
  func startDeviations() -> [[Double]] {
    guard let effect, polynomials.movingAverage.degree > 0 else { return [] }
    return effect.deviations(latest: polynomials.movingAverage.degree)
  }

  /// The errors of one-step predictions, by the Kalman filter of the companion form.
  ///
  /// With d[i] = P[i+1,1] + θ[i] and F = P[1,1] + 1,
  ///
  ///     s[i] ← s[i+1] + φ[i] w + d[i] v / F,   P[i,j] ← P[i+1,j+1] + θ[i] θ[j] − d[i] d[j] / F
  ///
  /// P is left alone once it is 0 to rounding. A missing value is taken for what was predicted of
  /// it, so that nothing later enters. O(n r²) at most.
  ///
  /// - Parameter missing: the columns of missing values by the slot they stand for.
  func oneStepErrors(missing: [Int: Int] = [:]) -> [Double] {
    guard effect != nil || first == 0 else { return innovations }
    let r = effect?.count ?? 0
    var (rest, errors) = (residualSeries, innovations)
    let (phi, theta) = (
      padded(polynomials.autoregressive.dense, r), padded(polynomials.movingAverage.dense, r)
    )
    var covariance = effect?.startCovariance ?? []
    var state = [Double](repeating: 0, count: r + 1)
    var gain = [Double](repeating: 0, count: r)
    var isSettled = r == 0
    for t in rest.indices {
      errors[t] = rest[t] - state[0]
      if let column = missing[t] { take(errors[t], times: column, from: t, off: &rest) }
      let (value, error) = (rest[t], rest[t] - state[0])
      let spread = isSettled ? 1 : covariance[0] + 1
      for i in 0..<r { gain[i] = theta[i] + (isSettled || i + 1 == r ? 0 : covariance[i + 1]) }
      for i in 0..<r { state[i] = state[i + 1] + phi[i] * value + gain[i] * error / spread }
      guard !isSettled else { continue }
      var largest = 0.0
      for j in 0..<r {
        for i in 0..<r {
          let carried = i + 1 < r && j + 1 < r ? covariance[i + 1 + (j + 1) * r] : 0
          let next = carried + theta[i] * theta[j] - gain[i] * gain[j] / spread
          covariance[i + j * r] = next
          if i == j { largest = max(largest, abs(next)) }
        }
      }
      isSettled = largest < 1e-13
    }
    return errors
  }

  private func padded(_ values: [Double], _ count: Int) -> [Double] {
    values + [Double](repeating: 0, count: count - values.count)
  }
}
