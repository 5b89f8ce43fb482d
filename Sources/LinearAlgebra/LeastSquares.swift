/// Fits `Ax ≈ b` with the smallest sum of squared residuals, whatever the rank of `A`.
///
/// The columns of the design are brought to length 1 and factored by QR with pivoting, so the
/// rank does not depend on the units of the columns, and squaring the condition number, as the
/// normal equations do, is avoided. A solver that trusted full rank would return coefficients of
/// size 1e14 for dependent columns instead of a statement.
///
///     let fit = try LeastSquares(Matrix(columns: [[1, 1, 1], [1, 2, 3]]))
///     try fit.solve([3, 5, 7]).coefficients             // [1, 2]
///
/// - Complexity: O(rows × columns²) to create, O(rows × columns) per right-hand side.
///
/// Reference: G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), section 5.5.
public struct LeastSquares: Hashable, Sendable {
  /// What to return when columns are linearly dependent and many coefficients fit equally well.
  public enum RankDeficiency: Hashable, Sendable {
    /// Coefficient 0 for ``LeastSquares/redundantColumns``.
    case dropColumns
    /// The coefficients with the smallest sum of squares.
    case minimumNorm
  }

  /// The coefficients and what they leave unexplained.
  public struct Solution: Hashable, Sendable {
    /// One coefficient per column of the design.
    public let coefficients: [Double]
    /// `b - Ax`, one per row.
    public let residuals: [Double]
    /// The sum of squared residuals.
    public let residualSumOfSquares: Double
  }

  /// The numerical rank of the design.
  public let rank: Int
  /// Columns that others already account for, in increasing order; empty at full rank.
  public let redundantColumns: [Int]

  private let design: Matrix
  private let deficiency: RankDeficiency
  private let lengths: [Double]
  private let factors: QR
  /// R of the kept columns: `rank` rows and columns, or all columns for the minimum norm.
  private let triangle: Matrix

  /// Factors a design with any number of rows and columns.
  ///
  /// - Parameters:
  ///   - rankDeficiency: what to return when columns are dependent.
  ///   - tolerance: the part of a column of length 1 that must lie outside the span of the others
  ///     for it to count; by default the larger count of rows and columns times the unit of
  ///     rounding.
  /// - Throws: `.notFinite`.
  public init(
    _ design: Matrix, rankDeficiency: RankDeficiency = .dropColumns, tolerance: Double? = nil
  ) throws(LinearAlgebraError) {
    try design.checkFinite()
    let lengths = (0..<design.columnCount).map { BLAS.norm(ofColumn: $0, design) }
    // A length that overflows or vanishes leaves its column as it is.
    self.lengths = lengths.map { $0.isNormal && $0.isFinite ? $0 : 1 }
    let scaled = Matrix(rowCount: design.rowCount, columnCount: design.columnCount) {
      [lengths = self.lengths] in design[$0, $1] / lengths[$1]
    }
    factors = try QR(scaled, pivoting: .columns)
    rank = factors.rank(tolerance: tolerance)
    redundantColumns = factors.columnOrder[rank...].sorted()
    triangle = factors.triangularFactor
    self.design = design
    deficiency = rankDeficiency
  }

  /// Fits one right-hand side.
  ///
  /// - Throws: `.dimensionMismatch`, or `.notFinite` for an entry of `b`.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> Solution {
    let projected = try factors.transposedQ(times: Matrix(columns: [b])).elements
    let target = Matrix(rowCount: rank, columnCount: 1, columnMajor: Array(projected[..<rank]))
    let coefficients =
      rank < design.columnCount && deficiency == .minimumNorm
      ? try minimumNormCoefficients(target) : keptCoefficients(target)
    let fitted = design * coefficients
    let residuals = zip(b, fitted).map { $0 - $1 }
    return Solution(
      coefficients: coefficients, residuals: residuals,
      residualSumOfSquares: residuals.reduce(0) { $0 + $1 * $1 })
  }

  /// `(AᵀA)⁻¹` over the kept columns, zero in the rows and columns of redundant ones.
  ///
  /// Times the residual variance it is the covariance of the coefficients.
  public var crossProductInverse: Matrix {
    // R⁻¹ is found first: AᵀA = P RᵀR Pᵀ, so its inverse is (R⁻¹)(R⁻¹)ᵀ reordered.
    var inverse = Matrix.identity(rank)
    BLAS.solveTriangular(triangle, count: rank, .upper, transposed: false, &inverse)
    let product = inverse.outerGram
    var result = Matrix(rowCount: design.columnCount, columnCount: design.columnCount)
    for j in 0..<rank {
      for i in 0..<rank {
        let (row, column) = (factors.columnOrder[i], factors.columnOrder[j])
        result[row, column] = product[i, j] / lengths[row] / lengths[column]
      }
    }
    return result
  }

  /// How much each row decides its own fitted value, in 0...1; they add up to the rank.
  public var leverages: [Double] {
    let q = factors.orthogonalFactor
    return (0..<design.rowCount).map { i in
      (0..<rank).reduce(0) { $0 + q[i, $1] * q[i, $1] }
    }
  }

  /// Solves with the leading columns of R; the others keep coefficient 0.
  private func keptCoefficients(_ target: Matrix) -> [Double] {
    var x = target
    BLAS.solveTriangular(triangle, count: rank, .upper, transposed: false, &x)
    var coefficients = [Double](repeating: 0, count: design.columnCount)
    for k in 0..<rank {
      let source = factors.columnOrder[k]
      coefficients[source] = x.elements[k] / lengths[source]
    }
    return coefficients
  }

  /// The shortest solution of `Wx = c`, `W` being the first rows of R in the units of the design.
  ///
  /// With `Wᵀ = QS` it is `Q S⁻ᵀ c` (Golub & Van Loan, section 5.5.2).
  private func minimumNormCoefficients(
    _ target: Matrix
  ) throws(LinearAlgebraError) -> [Double] {
    var rows = Matrix(rowCount: design.columnCount, columnCount: rank)
    for (k, source) in factors.columnOrder.enumerated() {
      for i in 0..<rank { rows[source, i] = triangle[i, k] * lengths[source] }
    }
    let complement = try QR(rows)
    let x = try complement.triangularFactor.solveTriangular(.upper, transposed: true, target)
    return (complement.orthogonalFactor * x).elements
  }
}
