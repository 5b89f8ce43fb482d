import RealModule

/// A symmetric positive definite matrix as `LLᵀ`, with `L` lower triangular.
///
/// The cheapest way to solve with a covariance matrix. Only the lower triangle of the matrix is
/// read; the caller vouches for symmetry.
///
/// - Complexity: O(n³/3) to create, O(n²) per right-hand side.
public struct Cholesky: Hashable, Sendable {
  /// The lower triangular factor, with zeros above the diagonal and positive numbers on it.
  public let factor: Matrix

  /// Factors a matrix.
  ///
  /// - Throws: `.notSquare`, `.notFinite`, or `.notPositiveDefinite` with the size of the first
  ///   leading block that is not.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.checkSquare()
    try matrix.checkFinite(only: .lower)
    var work = matrix
    if work.rowCount > 0 { try LAPACK.factorCholesky(&work) }
    factor = work.keeping(.lower)
  }

  /// Solves `AX = B`.
  ///
  /// - Throws: `.dimensionMismatch`, or `.notFinite` for an entry of `b`.
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try b.checkRightHandSide(rowCount: factor.rowCount)
    var x = b
    BLAS.solveTriangular(factor, count: factor.rowCount, .lower, transposed: false, &x)
    BLAS.solveTriangular(factor, count: factor.rowCount, .lower, transposed: true, &x)
    return x
  }

  /// Solves `Ax = b` for one right-hand side.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(columns: [b])).elements
  }

  /// `log det A`, which does not overflow where the determinant would; 0 for an empty matrix.
  public var logDeterminant: Double {
    2 * factor.diagonal.reduce(0) { $0 + .log($1) }
  }

  /// `A⁻¹`, exactly symmetric; to solve, prefer ``solve(_:)-(Matrix)``, which is more accurate.
  public var inverse: Matrix {
    var result = factor
    if result.rowCount > 0 { LAPACK.invertCholesky(&result) }
    result.mirrorLowerTriangle()
    return result
  }
}
