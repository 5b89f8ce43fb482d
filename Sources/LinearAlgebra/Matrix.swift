/// A dense matrix of doubles, stored by columns.
///
/// A value: copies are independent, and share storage until one of them changes. Either count
/// may be zero. Shapes that do not fit an operation are programmer errors and stop the program;
/// factorisations and solves, which data can make fail, throw ``LinearAlgebraError``.
///
///     let a = Matrix(rows: [[2, 1], [1, 3]])
///     a * [1, 2]                              // [4, 7]
///     try Cholesky(a).solve([4, 7])           // [1, 2]
public struct Matrix: Hashable, Sendable {
  /// Rows.
  public let rowCount: Int
  /// Columns.
  public let columnCount: Int
  /// All entries, one column after the other: entry (i, j) is at `i + j * rowCount`.
  public internal(set) var elements: [Double]

  /// Creates a matrix from its entries, one column after the other.
  ///
  /// - Precondition: `elements.count == rowCount * columnCount`.
  public init(rowCount: Int, columnCount: Int, columnMajor elements: [Double]) {
    precondition(rowCount >= 0 && columnCount >= 0, "a matrix cannot have a negative count")
    precondition(
      elements.count == rowCount * columnCount,
      "\(elements.count) entries do not fill \(rowCount) by \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// Creates a matrix with the same number everywhere.
  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      columnMajor: [Double](repeating: value, count: rowCount * columnCount))
  }

  /// Creates a matrix from a function of row and column, both counted from 0.
  public init(rowCount: Int, columnCount: Int, _ entry: (Int, Int) -> Double) {
    self.init(rowCount: rowCount, columnCount: columnCount)
    for j in 0..<columnCount {
      for i in 0..<rowCount { elements[i + j * rowCount] = entry(i, j) }
    }
  }

  /// Creates a matrix from its rows.
  ///
  /// - Precondition: all rows have the same count.
  public init(rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "rows differ in length")
    self.init(rowCount: rows.count, columnCount: width) { rows[$0][$1] }
  }

  /// Creates a matrix from its columns.
  ///
  /// - Precondition: all columns have the same count.
  public init(columns: [[Double]]) {
    let height = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == height }, "columns differ in length")
    self.init(
      rowCount: height, columnCount: columns.count, columnMajor: columns.flatMap { $0 })
  }

  /// Creates a square matrix that is zero off its diagonal.
  public init(diagonal: [Double]) {
    self.init(rowCount: diagonal.count, columnCount: diagonal.count)
    for i in diagonal.indices { self[i, i] = diagonal[i] }
  }

  /// The square matrix with ones on its diagonal.
  public static func identity(_ count: Int) -> Matrix {
    Matrix(diagonal: [Double](repeating: 1, count: count))
  }

  /// The entry in a row and a column, both counted from 0.
  ///
  /// - Complexity: O(1).
  public subscript(row: Int, column: Int) -> Double {
    get {
      checkIndex(row, column)
      return elements[row + column * rowCount]
    }
    set {
      checkIndex(row, column)
      elements[row + column * rowCount] = newValue
    }
  }

  /// Whether rows and columns are equally many.
  public var isSquare: Bool { rowCount == columnCount }

  /// The entries (0, 0), (1, 1), … .
  public var diagonal: [Double] {
    (0..<min(rowCount, columnCount)).map { elements[$0 + $0 * rowCount] }
  }

  /// The matrix with rows and columns exchanged.
  ///
  /// - Complexity: O(rows × columns).
  public var transposed: Matrix {
    Matrix(rowCount: columnCount, columnCount: rowCount) { elements[$1 + $0 * rowCount] }
  }

  /// The largest absolute value of an entry; 0 if there is none.
  public var largestMagnitude: Double { elements.reduce(0) { max($0, $1.magnitude) } }

  private func checkIndex(_ row: Int, _ column: Int) {
    precondition(
      row >= 0 && row < rowCount && column >= 0 && column < columnCount,
      "entry (\(row), \(column)) is outside a \(rowCount) by \(columnCount) matrix")
  }
}

extension Matrix: CustomStringConvertible {
  /// The rows in brackets, such as `[[2.0, 1.0], [1.0, 3.0]]`.
  public var description: String { "\((0..<rowCount).map { row($0) })" }
}
