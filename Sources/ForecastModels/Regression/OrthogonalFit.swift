/// Least squares by modified Gram–Schmidt on columns that a caller fills in place.
///
/// The right-hand side goes through the same steps as the columns, which makes the result as accurate
/// as Householder's, and leaves the residuals behind (Å. Björck, *Numerical Methods for Least Squares
/// Problems* (1996), section 2.4.4, doi:10.1137/1.9781611971484). Columns keep their order: one that
/// depends on those before it is redundant and has coefficient 0. No allocation after `init`.
struct OrthogonalFit {
  let rowCount: Int
  /// The number of columns, without the right-hand side.
  let columnCount: Int
  /// The columns, one after the other, then the right-hand side; `reduce` leaves the residuals there.
  var entries: [Double]
  /// Whether a column depends on those before it.
  private(set) var isRedundant: [Bool]
  /// How much of column j is in column k or, last, in the right-hand side: row j, with a unit diagonal.
  private var triangle: [Double]
  private var squares: [Double]
  private let tolerance: Double

  /// Space for a problem of this size.
  ///
  /// - Parameter tolerance: the part of a column that must lie outside the span of those before it.
  init(rowCount: Int, columnCount: Int, tolerance: Double = 1e-7) {
    (self.rowCount, self.columnCount, self.tolerance) = (rowCount, columnCount, tolerance)
    entries = Array(repeating: 0, count: rowCount * (columnCount + 1))
    isRedundant = Array(repeating: false, count: columnCount)
    triangle = Array(repeating: 0, count: columnCount * (columnCount + 1))
    squares = Array(repeating: 0, count: columnCount)
  }

  /// Orthogonalises the columns; returns the sum of squared residuals.
  ///
  /// O(rows × columns²).
  mutating func reduce() -> Double {
    let (n, width) = (rowCount, columnCount + 1)
    for j in 0..<columnCount { squares[j] = Self.dot(entries.span, j * n, j * n, n) }
    for j in 0..<columnCount {
      let square = Self.dot(entries.span, j * n, j * n, n)
      isRedundant[j] = square <= tolerance * tolerance * squares[j]
      let divisor = isRedundant[j] ? 0 : 1 / square
      for k in stride(from: j + 1, through: columnCount, by: 1) {
        let share = divisor * Self.dot(entries.span, j * n, k * n, n)
        triangle[j * width + k] = share
        if share != 0 { Self.subtract(&entries, share, j * n, from: k * n, n) }
      }
    }
    return Self.dot(entries.span, columnCount * n, columnCount * n, n)
  }

  /// The coefficients that belong to the last `reduce`, by back substitution.
  ///
  /// O(columns²).
  func solve(into coefficients: inout [Double]) {
    let width = columnCount + 1
    for j in stride(from: columnCount - 1, through: 0, by: -1) {
      var value = triangle[j * width + columnCount]
      for k in stride(from: j + 1, to: columnCount, by: 1) {
        value -= triangle[j * width + k] * coefficients[k]
      }
      coefficients[j] = isRedundant[j] ? 0 : value
    }
  }

  /// Four sums at a time, so that additions need not wait for each other.
  private static func dot(_ a: Span<Double>, _ first: Int, _ second: Int, _ count: Int) -> Double {
    var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
    var i = 0
    while i + 4 <= count {
      s0 += a[first + i] * a[second + i]
      s1 += a[first + i + 1] * a[second + i + 1]
      s2 += a[first + i + 2] * a[second + i + 2]
      s3 += a[first + i + 3] * a[second + i + 3]
      i += 4
    }
    while i < count {
      s0 += a[first + i] * a[second + i]
      i += 1
    }
    return (s0 + s1) + (s2 + s3)
  }

  private static func subtract(
    _ entries: inout [Double], _ share: Double, _ first: Int, from second: Int, _ count: Int
  ) {
    var a = entries.mutableSpan
    for i in 0..<count { a[second + i] -= share * a[first + i] }
  }
}
