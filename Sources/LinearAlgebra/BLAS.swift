import CLAPACK

/// The BLAS routines in use, over matrices whose shapes the callers have checked.
enum BLAS {
  /// Fixes BLAS to one thread before its first use; parallel work is per series, above here.
  ///
  /// OpenBLAS threads spin while they wait, which on a busy machine costs more than they gain.
  static let singleThread: Void = openblas_set_num_threads(1)

  /// `AB` or `AᵀB`.
  static func product(_ a: Matrix, transposed: Bool, _ b: Matrix) -> Matrix {
    _ = singleThread
    let inner = transposed ? a.rowCount : a.columnCount
    var c = Matrix(
      rowCount: transposed ? a.columnCount : a.rowCount, columnCount: b.columnCount)
    guard inner > 0, !c.elements.isEmpty else { return c }
    cblas_dgemm(
      CblasColMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(c.rowCount),
      Int32(c.columnCount), Int32(inner), 1, a.elements, Int32(a.rowCount), b.elements,
      Int32(b.rowCount), 0, &c.elements, Int32(c.rowCount))
    return c
  }

  /// `Av` or `Aᵀv`.
  static func product(_ a: Matrix, transposed: Bool, _ v: [Double]) -> [Double] {
    _ = singleThread
    var result = [Double](repeating: 0, count: transposed ? a.columnCount : a.rowCount)
    guard !a.elements.isEmpty else { return result }
    cblas_dgemv(
      CblasColMajor, transposed ? CblasTrans : CblasNoTrans, Int32(a.rowCount),
      Int32(a.columnCount), 1, a.elements, Int32(a.rowCount), v, 1, 0, &result, 1)
    return result
  }

  /// `AᵀA` or `AAᵀ`; the routine fills the lower triangle, which is then mirrored.
  static func gram(_ a: Matrix, transposed: Bool) -> Matrix {
    _ = singleThread
    let n = transposed ? a.columnCount : a.rowCount
    var c = Matrix(rowCount: n, columnCount: n)
    guard !a.elements.isEmpty else { return c }
    cblas_dsyrk(
      CblasColMajor, CblasLower, transposed ? CblasTrans : CblasNoTrans, Int32(n),
      Int32(transposed ? a.rowCount : a.columnCount), 1, a.elements, Int32(a.rowCount), 0,
      &c.elements, Int32(n))
    c.mirrorLowerTriangle()
    return c
  }

  /// Solves `TX = B` or `TᵀX = B` in place for the leading `count` rows and columns of `t`.
  static func solveTriangular(
    _ t: Matrix, count: Int, _ triangle: Triangle, transposed: Bool, _ b: inout Matrix
  ) {
    _ = singleThread
    guard count > 0, b.columnCount > 0 else { return }
    cblas_dtrsm(
      CblasColMajor, CblasLeft, triangle == .lower ? CblasLower : CblasUpper,
      transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, Int32(count), Int32(b.columnCount), 1,
      t.elements, Int32(t.rowCount), &b.elements, Int32(b.rowCount))
  }

  /// The Euclidean length of a column, without overflow or underflow on the way.
  static func norm(ofColumn j: Int, _ a: Matrix) -> Double {
    _ = singleThread
    guard a.rowCount > 0 else { return 0 }
    return a.elements[(j * a.rowCount)...].withUnsafeBufferPointer { column in
      cblas_dnrm2(Int32(a.rowCount), column.baseAddress, 1)
    }
  }
}

extension Matrix {
  /// Copies the part below the diagonal to the part above it.
  mutating func mirrorLowerTriangle() {
    for j in 0..<columnCount {
      for i in 0..<j { elements[i + j * rowCount] = elements[j + i * rowCount] }
    }
  }

  /// The square matrix with zeros above (lower) or below (upper) the diagonal.
  func keeping(_ triangle: Triangle) -> Matrix {
    Matrix(rowCount: rowCount, columnCount: columnCount) {
      (triangle == .lower ? $0 >= $1 : $0 <= $1) ? elements[$0 + $1 * rowCount] : 0
    }
  }
}
