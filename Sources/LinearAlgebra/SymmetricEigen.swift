/// A symmetric matrix as `VΛVᵀ`: its eigenvalues and orthonormal eigenvectors.
///
/// Only the lower triangle of the matrix is read; the caller vouches for symmetry.
///
/// - Complexity: O(n³).
public struct SymmetricEigen: Hashable, Sendable {
  /// The eigenvalues, in increasing order.
  public let values: [Double]
  /// The eigenvectors; column `k` belongs to `values[k]`, has length 1 and an arbitrary sign.
  public let vectors: Matrix

  /// Decomposes a matrix.
  ///
  /// - Throws: `.notSquare`, `.notFinite`, `.didNotConverge`.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.checkSquare()
    try matrix.checkFinite(only: .lower)
    var work = matrix
    values = matrix.rowCount == 0 ? [] : try LAPACK.eigen(&work)
    vectors = work
  }
}
