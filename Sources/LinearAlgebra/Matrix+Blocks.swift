extension Matrix {
  /// A column, counted from 0.
  public func column(_ j: Int) -> [Double] {
    precondition(j >= 0 && j < columnCount, "column \(j) is outside 0..<\(columnCount)")
    return Array(elements[j * rowCount..<(j + 1) * rowCount])
  }

  /// A row, counted from 0.
  public func row(_ i: Int) -> [Double] {
    precondition(i >= 0 && i < rowCount, "row \(i) is outside 0..<\(rowCount)")
    return (0..<columnCount).map { elements[i + $0 * rowCount] }
  }

  /// The block of consecutive rows and columns; assigning replaces it.
  ///
  /// - Precondition: the ranges lie within the matrix, and an assigned block has their size.
  public subscript(rows: Range<Int>, columns: Range<Int>) -> Matrix {
    get {
      checkBlock(rows, columns)
      return Matrix(rowCount: rows.count, columnCount: columns.count) {
        elements[rows.lowerBound + $0 + (columns.lowerBound + $1) * rowCount]
      }
    }
    set {
      checkBlock(rows, columns)
      precondition(
        newValue.rowCount == rows.count && newValue.columnCount == columns.count,
        "a \(newValue.rowCount) by \(newValue.columnCount) matrix does not fill the block")
      for (j, column) in columns.enumerated() {
        for (i, row) in rows.enumerated() { self[row, column] = newValue[i, j] }
      }
    }
  }

  /// The chosen columns, in the order given; a column may be chosen again.
  public func selecting(columns chosen: [Int]) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: chosen.count, columnMajor: chosen.flatMap { column($0) })
  }

  /// The chosen rows, in the order given; a row may be chosen again.
  public func selecting(rows chosen: [Int]) -> Matrix {
    Matrix(rowCount: chosen.count, columnCount: columnCount) { self[chosen[$0], $1] }
  }

  /// This matrix with another one to its right.
  public func beside(_ right: Matrix) -> Matrix {
    precondition(rowCount == right.rowCount, "\(rowCount) and \(right.rowCount) rows differ")
    return Matrix(
      rowCount: rowCount, columnCount: columnCount + right.columnCount,
      columnMajor: elements + right.elements)
  }

  /// This matrix with another one below it.
  public func above(_ below: Matrix) -> Matrix {
    precondition(
      columnCount == below.columnCount,
      "\(columnCount) and \(below.columnCount) columns differ")
    return Matrix(rowCount: rowCount + below.rowCount, columnCount: columnCount) {
      $0 < rowCount ? self[$0, $1] : below[$0 - rowCount, $1]
    }
  }

  private func checkBlock(_ rows: Range<Int>, _ columns: Range<Int>) {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= rowCount && columns.lowerBound >= 0
        && columns.upperBound <= columnCount,
      "block \(rows), \(columns) is outside a \(rowCount) by \(columnCount) matrix")
  }
}
