import CLAPACK

/// The LAPACK routines in use, with their workspaces; the status code goes no further than here.
///
/// Callers have checked shapes and that entries are finite, so a negative status, which marks a
/// bad argument, cannot come from data.
enum LAPACK {
  /// Overwrites the lower triangle with the Cholesky factor.
  static func factorCholesky(_ a: inout Matrix) throws(LinearAlgebraError) {
    let status = call { info in
      dpotrf_("L", [Int32(a.rowCount)], &a.elements, [leading(a)], &info, 1)
    }
    if status > 0 { throw .notPositiveDefinite(leadingMinor: status) }
  }

  /// Overwrites the lower Cholesky factor with the lower triangle of the inverse.
  static func invertCholesky(_ factor: inout Matrix) {
    _ = call { info in
      dpotri_("L", [Int32(factor.rowCount)], &factor.elements, [leading(factor)], &info, 1)
    }
  }

  /// Replaces a square matrix by its LU factors; false if it is singular to working precision.
  static func factorLU(_ a: inout Matrix, pivots: inout [Int32]) -> Bool {
    call { info in
      dgetrf_(
        [Int32(a.rowCount)], [Int32(a.rowCount)], &a.elements, [leading(a)], &pivots, &info)
    } == 0
  }

  /// Replaces a right-hand side by the solution with LU factors.
  static func solveLU(_ factors: Matrix, pivots: [Int32], transposed: Bool, _ b: inout [Double]) {
    _ = call { info in
      dgetrs_(
        transposed ? "T" : "N", [Int32(factors.rowCount)], [1], factors.elements,
        [leading(factors)], pivots, &b, [Int32(max(1, b.count))], &info, 1)
    }
  }

  /// Overwrites `a` with its QR factors in compact form and returns the reflector scales.
  static func factorQR(_ a: inout Matrix) -> [Double] {
    var scales = [Double](repeating: 0, count: max(1, min(a.rowCount, a.columnCount)))
    withWorkspace { work, size, info in
      dgeqrf_(
        [Int32(a.rowCount)], [Int32(a.columnCount)], &a.elements, [leading(a)], &scales, &work,
        [size], &info)
    }
    return scales
  }

  /// As `factorQR`, with columns reordered; `order[k]` is the source of column `k`.
  static func factorPivotedQR(_ a: inout Matrix) -> (scales: [Double], order: [Int]) {
    var scales = [Double](repeating: 0, count: max(1, min(a.rowCount, a.columnCount)))
    var pivots = [Int32](repeating: 0, count: max(1, a.columnCount))
    withWorkspace { work, size, info in
      dgeqp3_(
        [Int32(a.rowCount)], [Int32(a.columnCount)], &a.elements, [leading(a)], &pivots, &scales,
        &work, [size], &info)
    }
    return (scales, pivots.prefix(a.columnCount).map { Int($0) - 1 })
  }

  /// Overwrites the first columns of compact QR factors with those columns of Q.
  static func formQ(_ factors: inout Matrix, scales: [Double]) {
    let reflectors = min(factors.rowCount, factors.columnCount)
    withWorkspace { work, size, info in
      dorgqr_(
        [Int32(factors.rowCount)], [Int32(factors.columnCount)], [Int32(reflectors)],
        &factors.elements, [leading(factors)], scales, &work, [size], &info)
    }
  }

  /// Overwrites `c` with `Qc` or `Qᵀc`, Q being the full square one.
  static func multiplyByQ(
    _ factors: Matrix, scales: [Double], transposed: Bool, _ c: inout Matrix
  ) {
    let reflectors = min(factors.rowCount, factors.columnCount)
    withWorkspace { work, size, info in
      dormqr_(
        "L", transposed ? "T" : "N", [Int32(c.rowCount)], [Int32(c.columnCount)],
        [Int32(reflectors)], factors.elements, [leading(factors)], scales, &c.elements,
        [leading(c)], &work, [size], &info, 1, 1)
    }
  }

  /// Overwrites the symmetric `a` (lower triangle read) with eigenvectors; returns eigenvalues.
  static func eigen(_ a: inout Matrix) throws(LinearAlgebraError) -> [Double] {
    let n = a.rowCount
    var values = [Double](repeating: 0, count: n)
    var integers = [Int32](repeating: 0, count: 3 + 5 * n)
    let status = withWorkspace { work, size, info in
      dsyevd_(
        "V", "L", [Int32(n)], &a.elements, [leading(a)], &values, &work, [size], &integers,
        [Int32(integers.count)], &info, 1, 1)
    }
    if status > 0 { throw .didNotConverge }
    return values
  }

  /// The thin singular value decomposition; `a` is destroyed.
  static func singularValues(
    _ a: inout Matrix
  ) throws(LinearAlgebraError) -> (left: Matrix, values: [Double], rightTransposed: Matrix) {
    let count = min(a.rowCount, a.columnCount)
    var left = Matrix(rowCount: a.rowCount, columnCount: count)
    var right = Matrix(rowCount: count, columnCount: a.columnCount)
    var values = [Double](repeating: 0, count: count)
    var integers = [Int32](repeating: 0, count: 8 * count)
    let status = withWorkspace { work, size, info in
      dgesdd_(
        "S", [Int32(a.rowCount)], [Int32(a.columnCount)], &a.elements, [leading(a)], &values,
        &left.elements, [leading(left)], &right.elements, [leading(right)], &work, [size],
        &integers, &info, 1)
    }
    if status > 0 { throw .didNotConverge }
    return (left, values, right)
  }

  /// The distance between columns in storage, which LAPACK wants positive.
  private static func leading(_ a: Matrix) -> Int32 { Int32(max(1, a.rowCount)) }

  private static func call(_ routine: (inout Int32) -> Void) -> Int {
    _ = BLAS.singleThread
    var info: Int32 = 0
    routine(&info)
    precondition(info >= 0, "argument \(-info) of a LAPACK routine is wrong")
    return Int(info)
  }

  /// Asks a routine how much workspace it wants, then runs it with that much.
  @discardableResult
  private static func withWorkspace(
    _ routine: (inout [Double], Int32, inout Int32) -> Void
  ) -> Int {
    var work = [0.0]
    _ = call { routine(&work, -1, &$0) }
    work = [Double](repeating: 0, count: max(1, Int(work[0])))
    return call { routine(&work, Int32(work.count), &$0) }
  }
}
