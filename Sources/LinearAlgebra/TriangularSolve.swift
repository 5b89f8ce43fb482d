/// Which half of a triangular matrix holds its entries; the other half is not read.
public enum Triangle: Hashable, Sendable {
  /// On and below the diagonal.
  case lower
  /// On and above the diagonal.
  case upper
}

extension Matrix {
  /// Solves `TX = B`, or `TᵀX = B`, where `T` is a triangle of this matrix.
  ///
  /// - Throws: `.notSquare`, `.dimensionMismatch`, `.notFinite` (in `b` or the triangle read) or
  ///   `.singular` at the first zero of the diagonal.
  /// - Complexity: O(rows² × columns of `b`).
  public func solveTriangular(
    _ triangle: Triangle, transposed: Bool = false, _ b: Matrix
  ) throws(LinearAlgebraError) -> Matrix {
    try checkSquare()
    try checkFinite(only: triangle)
    try b.checkRightHandSide(rowCount: rowCount)
    if let zero = diagonal.firstIndex(of: 0) { throw .singular(pivot: zero) }
    var x = b
    BLAS.solveTriangular(self, count: rowCount, triangle, transposed: transposed, &x)
    return x
  }

  /// Solves `Tx = b`, or `Tᵀx = b`, for one right-hand side; see the form for matrices.
  public func solveTriangular(
    _ triangle: Triangle, transposed: Bool = false, _ b: [Double]
  ) throws(LinearAlgebraError) -> [Double] {
    try solveTriangular(triangle, transposed: transposed, Matrix(columns: [b])).elements
  }
}

// MARK: - Checks that come before every call of LAPACK

extension Matrix {
  func checkSquare() throws(LinearAlgebraError) {
    guard isSquare else { throw .notSquare(rowCount: rowCount, columnCount: columnCount) }
  }

  /// Refuses the first entry, by columns, that is not finite, in one triangle or anywhere.
  func checkFinite(only triangle: Triangle? = nil) throws(LinearAlgebraError) {
    for j in 0..<columnCount {
      let rows =
        switch triangle {
        case .lower: min(j, rowCount)..<rowCount
        case .upper: 0..<min(j + 1, rowCount)
        case nil: 0..<rowCount
        }
      for i in rows where !elements[i + j * rowCount].isFinite {
        throw .notFinite(row: i, column: j)
      }
    }
  }

  func checkRightHandSide(rowCount expected: Int) throws(LinearAlgebraError) {
    guard rowCount == expected else {
      throw .dimensionMismatch(expected: expected, found: rowCount)
    }
    try checkFinite()
  }
}
