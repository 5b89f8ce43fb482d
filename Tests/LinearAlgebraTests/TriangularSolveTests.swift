import LinearAlgebra
import Testing

@Suite("Triangular solves and errors")
struct TriangularSolveTests {
  @Test(
    "either triangle, plain or transposed, is solved and the other half is not read",
    arguments: [Triangle.lower, .upper], [false, true])
  func solve(triangle: Triangle, transposed: Bool) throws {
    var generator = TestGenerator(seed: 30)
    for count in [0, 1, 2, 25] {
      let random = generator.matrix(count, count) + 4 * .identity(count)
      let kept = Matrix(rowCount: count, columnCount: count) {
        (triangle == .lower ? $0 >= $1 : $0 <= $1) ? random[$0, $1] : 0
      }
      let x = generator.matrix(count, 2)
      let b = (transposed ? kept.transposed : kept) * x
      let hidden = Matrix(rowCount: count, columnCount: count) {
        kept[$0, $1] == 0 ? .nan : kept[$0, $1]
      }
      let found = try hidden.solveTriangular(triangle, transposed: transposed, b)
      #expect(distance(found, x) < 1e-6)
      #expect(distance((transposed ? kept.transposed : kept) * found, b) < 1e-11)
    }
  }

  @Test("a zero on the diagonal is refused with its place")
  func singular() {
    let m = Matrix(rows: [[1, 0, 0], [2, 0, 0], [1, 1, 1]])
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try m.solveTriangular(.lower, [1, 2, 3])
    }
  }

  @Test("shapes that do not fit are refused with both counts")
  func shapes() {
    #expect(throws: LinearAlgebraError.notSquare(rowCount: 1, columnCount: 2)) {
      try Matrix(rows: [[1, 2]]).solveTriangular(.upper, [1])
    }
    #expect(throws: LinearAlgebraError.dimensionMismatch(expected: 2, found: 1)) {
      try Matrix.identity(2).solveTriangular(.upper, [1])
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try Matrix(rows: [[1, .nan], [0, 1]]).solveTriangular(.upper, [1, 2])
    }
  }

  @Test(
    "an error says what was found and what to do",
    arguments: [
      (
        LinearAlgebraError.notPositiveDefinite(leadingMinor: 3),
        "the matrix is not positive definite: its leading 3 by 3 block is not; "
          + "remove dependent rows or add to the diagonal"
      ),
      (.notSquare(rowCount: 2, columnCount: 3), "the matrix is 2 by 3 but must be square"),
      (
        .dimensionMismatch(expected: 4, found: 5),
        "the right-hand side has 5 rows but the matrix needs 4"
      ),
      (
        .notFinite(row: 1, column: 2),
        "the entry in row 1, column 2 (from 0) is infinite or not a number; "
          + "every entry must be finite"
      ),
      (.didNotConverge, "the iteration did not converge; rescale the matrix"),
      (
        .singular(pivot: 0),
        "the matrix is singular: pivot 0 (from 0) is negligible; "
          + "remove dependent columns or use a least-squares solution"
      ),
    ])
  func descriptions(error: LinearAlgebraError, text: String) {
    #expect("\(error)" == text)
  }
}
