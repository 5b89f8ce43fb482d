/// The factorisation P A = L U of square systems, with storage that one value uses again and again.
///
/// For systems that are solved inside an objective function: after the first factorisation of a
/// size nothing is allocated. O(n³) to factor, O(n²) to solve.
///
/// Reference: G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), section 3.4.
public struct LU: Sendable {
  /// L below the diagonal, whose own diagonal is 1, and U.
  private var factors = Matrix(rowCount: 0, columnCount: 0)
  private var pivots: [Int32] = []

  /// Storage without a system.
  public init() {}

  /// Factors the `count` × `count` system that `fill` writes, column after column.
  ///
  /// - Returns: False if the matrix is singular to working precision; `solve` must not be called
  ///   then.
  public mutating func factor(
    count: Int, fill: (inout MutableSpan<Double>) -> Void
  ) -> Bool {
    if factors.rowCount != count {
      factors = Matrix(rowCount: count, columnCount: count)
      pivots = [Int32](repeating: 0, count: max(1, count))
    }
    factors.updateElements(fill)
    return count == 0 || LAPACK.factorLU(&factors, pivots: &pivots)
  }

  /// Replaces `b` by the x with A x = b, or Aᵀ x = b.
  ///
  /// - Precondition: `b` has as many entries as the system rows.
  public func solve(_ b: inout [Double], transposed: Bool = false) {
    precondition(b.count == factors.rowCount, "the right-hand side has \(b.count) entries")
    guard !b.isEmpty else { return }
    LAPACK.solveLU(factors, pivots: pivots, transposed: transposed, &b)
  }
}
