extension Matrix {
  /// The product of two matrices.
  ///
  /// - Precondition: the left one has as many columns as the right one has rows.
  /// - Complexity: O(rows × inner count × columns).
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(
      left.columnCount == right.rowCount,
      "cannot multiply \(left.rowCount) by \(left.columnCount) "
        + "with \(right.rowCount) by \(right.columnCount)")
    return BLAS.product(left, transposed: false, right)
  }

  /// The product of a matrix and a column vector.
  ///
  /// - Precondition: the vector has as many entries as the matrix has columns.
  public static func * (left: Matrix, right: [Double]) -> [Double] {
    precondition(
      left.columnCount == right.count,
      "cannot multiply \(left.rowCount) by \(left.columnCount) with \(right.count) entries")
    return BLAS.product(left, transposed: false, right)
  }

  /// The product of a number and a matrix.
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    matrix.mapped { factor * $0 }
  }

  /// The sum, entry by entry.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right, +)
  }

  /// The difference, entry by entry.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right, -)
  }

  /// `AᵀB`, without forming the transpose.
  ///
  /// - Precondition: both matrices have the same number of rows.
  public func transposedProduct(with right: Matrix) -> Matrix {
    precondition(rowCount == right.rowCount, "\(rowCount) and \(right.rowCount) rows differ")
    return BLAS.product(self, transposed: true, right)
  }

  /// `Aᵀv`, without forming the transpose.
  ///
  /// - Precondition: the vector has as many entries as the matrix has rows.
  public func transposedProduct(with right: [Double]) -> [Double] {
    precondition(rowCount == right.count, "\(rowCount) rows and \(right.count) entries differ")
    return BLAS.product(self, transposed: true, right)
  }

  /// `AᵀA`, exactly symmetric, at half the cost of a general product.
  public var gram: Matrix { BLAS.gram(self, transposed: true) }

  /// `AAᵀ`, exactly symmetric, at half the cost of a general product.
  public var outerGram: Matrix { BLAS.gram(self, transposed: false) }

  /// The matrix with a function applied to each entry.
  public func mapped(_ transform: (Double) -> Double) -> Matrix {
    Matrix(rowCount: rowCount, columnCount: columnCount, columnMajor: elements.map(transform))
  }

  /// The matrix with column `j` multiplied by `factors[j]`.
  public func scalingColumns(by factors: [Double]) -> Matrix {
    precondition(factors.count == columnCount, "\(factors.count) factors, \(columnCount) columns")
    return Matrix(rowCount: rowCount, columnCount: columnCount) {
      elements[$0 + $1 * rowCount] * factors[$1]
    }
  }

  private func combined(with other: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
    precondition(
      rowCount == other.rowCount && columnCount == other.columnCount,
      "\(rowCount) by \(columnCount) and \(other.rowCount) by \(other.columnCount) differ")
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      columnMajor: zip(elements, other.elements).map { operation($0, $1) })
  }
}
