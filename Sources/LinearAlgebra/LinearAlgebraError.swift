/// Why a factorisation or a solve was refused.
public enum LinearAlgebraError: Error, Hashable, Sendable {
  /// The leading square block of this size is not positive definite, counted from 1.
  case notPositiveDefinite(leadingMinor: Int)
  /// A square matrix was needed.
  case notSquare(rowCount: Int, columnCount: Int)
  /// The right-hand side has the wrong number of rows.
  case dimensionMismatch(expected: Int, found: Int)
  /// An entry is infinite or NaN; positions count from 0.
  case notFinite(row: Int, column: Int)
  /// The iteration for eigenvalues or singular values did not end.
  case didNotConverge
  /// The triangular factor has a zero, or a negligible number, on its diagonal at this place,
  /// counted from 0.
  case singular(pivot: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// What is wrong, the value found, what is allowed, and what to do.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let minor):
      "the matrix is not positive definite: its leading \(minor) by \(minor) block is not; "
        + "remove dependent rows or add to the diagonal"
    case .notSquare(let rowCount, let columnCount):
      "the matrix is \(rowCount) by \(columnCount) but must be square"
    case .dimensionMismatch(let expected, let found):
      "the right-hand side has \(found) rows but the matrix needs \(expected)"
    case .notFinite(let row, let column):
      "the entry in row \(row), column \(column) (from 0) is infinite or not a number; "
        + "every entry must be finite"
    case .didNotConverge:
      "the iteration did not converge; rescale the matrix"
    case .singular(let pivot):
      "the matrix is singular: pivot \(pivot) (from 0) is negligible; "
        + "remove dependent columns or use a least-squares solution"
    }
  }
}
