import CLAPACK

/// The side of a product a matrix stands on.
public enum Side: Hashable, Sendable {
  /// The matrix is the left factor.
  case left
  /// The matrix is the right factor.
  case right
}

extension Matrix {
  /// Writes entries in place, column after column; nothing is allocated.
  public mutating func updateElements(_ body: (inout MutableSpan<Double>) -> Void) {
    var span = elements.mutableSpan
    body(&span)
  }

  /// Replaces the lower triangle of a symmetric matrix by its Cholesky factor; the entries above
  /// the diagonal stay and mean nothing.
  ///
  /// - Throws: `LinearAlgebraError.notPositiveDefinite`.
  public mutating func replaceByCholeskyFactor() throws(LinearAlgebraError) {
    if rowCount > 0 { try LAPACK.factorCholesky(&self) }
  }

  /// Replaces a Cholesky factor by the inverse of the matrix it came from, both triangles.
  public mutating func replaceCholeskyFactorByInverse() {
    if rowCount > 0 { LAPACK.invertCholesky(&self) }
    mirrorLowerTriangle()
  }

  /// Multiplies in place by the lower triangle of a square matrix, or by its transpose, which
  /// stands on `side`.
  public mutating func multiply(byLowerTriangleOf t: Matrix, on side: Side, transposed: Bool) {
    _ = BLAS.singleThread
    guard !elements.isEmpty else { return }
    cblas_dtrmm(
      CblasColMajor, side == .left ? CblasLeft : CblasRight, CblasLower,
      transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, Int32(rowCount), Int32(columnCount), 1,
      t.elements, Int32(t.rowCount), &elements, Int32(rowCount))
  }

  /// Multiplies in place by the inverse of the lower triangle of a square matrix, or of its
  /// transpose, which stands on `side`.
  public mutating func divide(byLowerTriangleOf t: Matrix, on side: Side, transposed: Bool) {
    _ = BLAS.singleThread
    guard !elements.isEmpty else { return }
    cblas_dtrsm(
      CblasColMajor, side == .left ? CblasLeft : CblasRight, CblasLower,
      transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, Int32(rowCount), Int32(columnCount), 1,
      t.elements, Int32(t.rowCount), &elements, Int32(rowCount))
  }
}
