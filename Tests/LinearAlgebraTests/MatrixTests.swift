import LinearAlgebra
import Testing

@Suite("Matrix")
struct MatrixTests {
  let a = Matrix(rows: [[1, 2, 3], [4, 5, 6]])

  @Test("rows, columns, entries and storage order describe one matrix")
  func construction() {
    #expect(a.rowCount == 2 && a.columnCount == 3)
    #expect(a.elements == [1, 4, 2, 5, 3, 6])
    #expect(a == Matrix(columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(a == Matrix(rowCount: 2, columnCount: 3) { Double(3 * $0 + $1 + 1) })
    #expect(a == Matrix(rowCount: 2, columnCount: 3, columnMajor: [1, 4, 2, 5, 3, 6]))
    #expect(a[1, 2] == 6)
    #expect(a.row(1) == [4, 5, 6] && a.column(1) == [2, 5])
    #expect(a.description == "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]")
    #expect(a.diagonal == [1, 5] && a.largestMagnitude == 6 && !a.isSquare)
  }

  @Test("a copy is independent of its source")
  func valueSemantics() {
    var b = a
    b[0, 0] = 9
    #expect(a[0, 0] == 1 && b[0, 0] == 9)
  }

  @Test("transposing twice changes nothing", arguments: shapes)
  func transposition(rows: Int, columns: Int) {
    var generator = TestGenerator(seed: 1)
    let m = generator.matrix(rows, columns)
    #expect(m.transposed.transposed == m)
    #expect(m.transposed.rowCount == columns)
  }

  @Test("blocks are read, written, chosen and joined")
  func blocks() {
    var m = a.above(a)
    #expect(m.rowCount == 4 && m[2..<4, 0..<3] == a)
    m[1..<3, 1..<2] = Matrix(rows: [[-1], [-2]])
    #expect(m.column(1) == [2, -1, -2, 5])
    #expect(a.beside(a).columnCount == 6)
    #expect(a.beside(a)[0..<2, 3..<6] == a)
    #expect(a.selecting(columns: [2, 0, 2]) == Matrix(rows: [[3, 1, 3], [6, 4, 6]]))
    #expect(a.selecting(rows: [1]) == Matrix(rows: [[4, 5, 6]]))
    #expect(a[0..<0, 0..<3].elements.isEmpty)
  }

  @Test("products agree with sums written out", arguments: shapes)
  func products(rows: Int, columns: Int) {
    var generator = TestGenerator(seed: 2)
    let m = generator.matrix(rows, columns)
    let right = generator.matrix(columns, 4)
    let expected = Matrix(rowCount: rows, columnCount: 4) { i, j in
      (0..<columns).reduce(0) { $0 + m[i, $1] * right[$1, j] }
    }
    #expect(distance(m * right, expected) < 1e-13)
    #expect(distance(m.transposed.transposedProduct(with: right), expected) < 1e-13)
    for j in 0..<4 {
      #expect(distance(m * right.column(j), expected.column(j)) < 1e-13)
      #expect(
        distance(m.transposed.transposedProduct(with: right.column(j)), expected.column(j)) < 1e-13)
    }
    #expect(distance(m.gram, m.transposed * m) < 1e-13)
    #expect(distance(m.outerGram, m * m.transposed) < 1e-13)
    #expect(m.gram == m.gram.transposed)
    #expect(m.outerGram == m.outerGram.transposed)
  }

  @Test("sums, differences and multiples work entry by entry")
  func arithmetic() {
    #expect(a + a == 2 * a)
    #expect((a - a).largestMagnitude == 0)
    #expect(a.mapped { $0 - 1 }[1, 2] == 5)
    #expect(a.scalingColumns(by: [1, 10, 100]) == Matrix(rows: [[1, 20, 300], [4, 50, 600]]))
    #expect(Matrix.identity(2) * a == a)
    #expect(Matrix(diagonal: [2, 3]) * [1, 1] == [2, 3])
  }

  @Test("a NaN passes through a product rather than vanishing")
  func notFinite() {
    let m = Matrix(rows: [[.nan, 0], [0, 1]])
    #expect((m * [0, 1])[0].isNaN)
    #expect((m * [0, 1])[1] == 1)
  }
}
