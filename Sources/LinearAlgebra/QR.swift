/// A matrix as `QR`, or `QR = AP` with its columns reordered: Q has orthonormal columns, R is
/// upper triangular.
///
/// With pivoting each column is the one farthest from the span of those before it, so the
/// diagonal of R falls in size and shows the numerical rank. With `k = min(rows, columns)`, Q is
/// rows × k and R is k × columns.
///
/// - Complexity: O(rows × columns × k).
///
/// Reference: G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), sections 5.2
/// and 5.4.
public struct QR: Hashable, Sendable {
  /// Whether columns are reordered.
  public enum Pivoting: Hashable, Sendable {
    /// Columns stay in place.
    case none
    /// The farthest remaining column comes next.
    case columns
  }

  /// The source of each column: column `k` of `QR` is column `columnOrder[k]` of the matrix.
  public let columnOrder: [Int]

  private let factors: Matrix
  private let scales: [Double]

  /// Factors a matrix of any shape.
  ///
  /// - Throws: `.notFinite`.
  public init(_ matrix: Matrix, pivoting: Pivoting = .none) throws(LinearAlgebraError) {
    try matrix.checkFinite()
    var work = matrix
    if matrix.elements.isEmpty {
      (scales, columnOrder) = ([], Array(0..<matrix.columnCount))
    } else if pivoting == .columns {
      (scales, columnOrder) = LAPACK.factorPivotedQR(&work)
    } else {
      (scales, columnOrder) = (LAPACK.factorQR(&work), Array(0..<matrix.columnCount))
    }
    factors = work
  }

  private var reflectorCount: Int { min(factors.rowCount, factors.columnCount) }

  /// Q, with as many columns as R has rows.
  public var orthogonalFactor: Matrix {
    var q = factors[0..<factors.rowCount, 0..<reflectorCount]
    if !q.elements.isEmpty { LAPACK.formQ(&q, scales: scales) }
    return q
  }

  /// R; its diagonal may be negative.
  public var triangularFactor: Matrix {
    factors[0..<reflectorCount, 0..<factors.columnCount].keeping(.upper)
  }

  /// The numerical rank: diagonal entries of R above `tolerance` times the largest one.
  ///
  /// Only meaningful with pivoting. By default the tolerance is the larger count of rows and
  /// columns times the unit of rounding.
  public func rank(tolerance: Double? = nil) -> Int {
    let diagonal = factors.diagonal.map(\.magnitude)
    let tolerance = tolerance ?? roundingTolerance
    let limit = (diagonal.max() ?? 0) * tolerance
    return diagonal.firstIndex { $0 <= limit } ?? diagonal.count
  }

  var roundingTolerance: Double {
    Double(max(factors.rowCount, factors.columnCount)) * Double.ulpOfOne
  }

  /// `QᵀB` with the full square Q: its first rows are the coordinates within the span of the
  /// matrix, the rest what lies outside.
  ///
  /// - Throws: `.dimensionMismatch`, or `.notFinite` for an entry of `b`.
  public func transposedQ(times b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try b.checkRightHandSide(rowCount: factors.rowCount)
    var result = b
    if !factors.elements.isEmpty, b.columnCount > 0 {
      LAPACK.multiplyByQ(factors, scales: scales, transposed: true, &result)
    }
    return result
  }

  /// `QB` with the full square Q, which undoes ``transposedQ(times:)``.
  ///
  /// - Throws: `.dimensionMismatch`, or `.notFinite` for an entry of `b`.
  public func q(times b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try b.checkRightHandSide(rowCount: factors.rowCount)
    var result = b
    if !factors.elements.isEmpty, b.columnCount > 0 {
      LAPACK.multiplyByQ(factors, scales: scales, transposed: false, &result)
    }
    return result
  }

  /// Solves `AX = B` for a square matrix.
  ///
  /// - Throws: `.notSquare`, `.dimensionMismatch`, `.notFinite`, or `.singular` where the diagonal
  ///   of R is negligible. For other shapes and ranks use ``LeastSquares``.
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try factors.checkSquare()
    let diagonal = factors.diagonal.map(\.magnitude)
    let limit = (diagonal.max() ?? 0) * roundingTolerance
    if let pivot = diagonal.firstIndex(where: { $0 <= limit }) { throw .singular(pivot: pivot) }
    var x = try transposedQ(times: b)
    BLAS.solveTriangular(factors, count: factors.rowCount, .upper, transposed: false, &x)
    var result = x
    for (k, source) in columnOrder.enumerated() {
      for j in 0..<x.columnCount { result[source, j] = x[k, j] }
    }
    return result
  }

  /// Solves `Ax = b` for one right-hand side.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(columns: [b])).elements
  }
}
