/// A matrix as `UΣVᵀ`: its singular values and orthonormal singular vectors.
///
/// The most reliable, and dearest, statement about the rank and condition of a matrix. With
/// `k = min(rows, columns)`, U is rows × k and V is columns × k.
///
/// - Complexity: O(rows × columns × k).
public struct SingularValues: Hashable, Sendable {
  /// U: column `k` belongs to `values[k]`; the signs of U and V are arbitrary together.
  public let left: Matrix
  /// The singular values, in decreasing order, none negative.
  public let values: [Double]
  /// V: column `k` belongs to `values[k]`.
  public let right: Matrix

  /// Decomposes a matrix of any shape.
  ///
  /// - Throws: `.notFinite`, `.didNotConverge`.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.checkFinite()
    guard !matrix.elements.isEmpty else {
      left = Matrix(rowCount: matrix.rowCount, columnCount: 0)
      right = Matrix(rowCount: matrix.columnCount, columnCount: 0)
      values = []
      return
    }
    var work = matrix
    let parts = try LAPACK.singularValues(&work)
    left = parts.left
    values = parts.values
    right = parts.rightTransposed.transposed
  }

  /// The number of singular values above `tolerance` times the largest one.
  ///
  /// By default the tolerance is the larger count of rows and columns times the unit of rounding.
  public func rank(tolerance: Double? = nil) -> Int {
    let count = max(left.rowCount, right.rowCount)
    let limit = (values.first ?? 0) * (tolerance ?? Double(count) * Double.ulpOfOne)
    return values.firstIndex { $0 <= limit } ?? values.count
  }

  /// The largest singular value divided by the smallest.
  ///
  /// It bounds how many times a relative error can grow in a solve. Infinite for a singular
  /// matrix, 1 for an empty one.
  public var conditionNumber: Double {
    guard let largest = values.first, let smallest = values.last else { return 1 }
    return smallest == 0 ? .infinity : largest / smallest
  }
}
