import LinearAlgebra
import Testing

@Suite("Products and factors in place")
struct InPlaceTests {
  /// The lower triangle alone, as the operations read it.
  private func lower(_ m: Matrix) -> Matrix {
    Matrix(rowCount: m.rowCount, columnCount: m.columnCount) { $0 >= $1 ? m[$0, $1] : 0 }
  }

  @Test(
    "products by a lower triangle equal plain products, and division undoes them",
    arguments: [Side.left, .right], [false, true])
  func products(side: Side, transposed: Bool) {
    var generator = TestGenerator(seed: 50)
    for (rows, columns) in [(1, 1), (4, 4), (7, 3), (3, 7), (20, 1)] {
      let count = side == .left ? rows : columns
      let stored = generator.matrix(count, count) + 3 * .identity(count)
      let triangle = transposed ? lower(stored).transposed : lower(stored)
      let a = generator.matrix(rows, columns)
      let expected = side == .left ? triangle * a : a * triangle
      var found = a
      found.multiply(byLowerTriangleOf: stored, on: side, transposed: transposed)
      #expect(distance(found, expected) < 1e-12)
      found.divide(byLowerTriangleOf: stored, on: side, transposed: transposed)
      #expect(distance(found, a) < 1e-7)
    }
  }

  @Test("nothing is left of nothing", arguments: [Side.left, .right])
  func empty(side: Side) {
    var none = Matrix(rowCount: 0, columnCount: 0)
    none.multiply(byLowerTriangleOf: none, on: side, transposed: false)
    none.divide(byLowerTriangleOf: none, on: side, transposed: true)
    none.replaceCholeskyFactorByInverse()
    #expect(none == Matrix(rowCount: 0, columnCount: 0))
  }

  @Test("the factor and the inverse in place are those of Cholesky", arguments: [1, 2, 12])
  func factor(count: Int) throws {
    var generator = TestGenerator(seed: 51)
    let a = generator.matrix(count + 3, count).gram
    var found = a
    try found.replaceByCholeskyFactor()
    #expect(distance(lower(found), try Cholesky(a).factor) < 1e-13)
    found.replaceCholeskyFactorByInverse()
    #expect(distance(a * found, .identity(count)) < 1e-9)
    #expect(found == found.transposed)
  }

  @Test("a matrix that is not positive definite is refused")
  func notPositiveDefinite() {
    var m = Matrix(rows: [[1, 2], [2, 1]])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 2)) {
      try m.replaceByCholeskyFactor()
    }
  }

  @Test("entries are written column after column")
  func update() {
    var m = Matrix(rowCount: 2, columnCount: 3)
    m.updateElements { elements in
      for index in elements.indices { elements[index] = Double(index) }
    }
    #expect(m == Matrix(rows: [[0, 2, 4], [1, 3, 5]]))
  }
}
