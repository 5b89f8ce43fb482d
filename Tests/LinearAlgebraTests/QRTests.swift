import LinearAlgebra
import Testing

@Suite("QR")
struct QRTests {
  @Test(
    "Q is orthonormal, R is triangular and their product is the matrix",
    arguments: shapes, [QR.Pivoting.none, .columns])
  func identity(shape: (Int, Int), pivoting: QR.Pivoting) throws {
    var generator = TestGenerator(seed: 5)
    let a = generator.matrix(shape.0, shape.1)
    let qr = try QR(a, pivoting: pivoting)
    let (q, r) = (qr.orthogonalFactor, qr.triangularFactor)
    #expect(orthogonalityError(q) < 1e-13)
    for j in 0..<r.columnCount {
      for i in 0..<r.rowCount where i > j { #expect(r[i, j] == 0) }
    }
    #expect(distance(q * r, a.selecting(columns: qr.columnOrder)) < 1e-13)
    #expect(qr.columnOrder.sorted() == Array(0..<shape.1))
    if pivoting == .none { #expect(qr.columnOrder == Array(0..<shape.1)) }
    #expect(qr.rank() == min(shape.0, shape.1))
  }

  @Test("with pivoting the diagonal of R falls in size")
  func fallingDiagonal() throws {
    var generator = TestGenerator(seed: 6)
    let diagonal = try QR(generator.matrix(30, 12), pivoting: .columns).triangularFactor.diagonal
    for (before, after) in zip(diagonal, diagonal.dropFirst()) {
      #expect(before.magnitude >= after.magnitude)
    }
  }

  @Test("the rank of a product is its inner count", arguments: [0, 1, 3, 8])
  func rank(inner: Int) throws {
    var generator = TestGenerator(seed: 7)
    let a = generator.matrix(40, inner) * generator.matrix(inner, 9)
    #expect(try QR(a, pivoting: .columns).rank() == inner)
    #expect(try SingularValues(a).rank() == inner)
  }

  @Test("a looser tolerance sees fewer dimensions")
  func tolerance() throws {
    let qr = try QR(Matrix(diagonal: [1, 1e-3, 1e-9]), pivoting: .columns)
    #expect(qr.rank() == 3 && qr.rank(tolerance: 1e-6) == 2 && qr.rank(tolerance: 0.1) == 1)
    #expect(try QR(hilbert(12), pivoting: .columns).rank(tolerance: 1e-8) < 12)
  }

  @Test("multiplying by Q undoes multiplying by its transpose", arguments: shapes)
  func multiplication(rows: Int, columns: Int) throws {
    var generator = TestGenerator(seed: 8)
    let qr = try QR(generator.matrix(rows, columns))
    let b = generator.matrix(rows, 3)
    let turned = try qr.transposedQ(times: b)
    #expect(distance(try qr.q(times: turned), b) < 1e-13)
    let q = qr.orthogonalFactor
    #expect(distance(turned[0..<q.columnCount, 0..<3], q.transposedProduct(with: b)) < 1e-13)
  }

  @Test("square systems are solved", arguments: [0, 1, 5, 40])
  func solve(count: Int) throws {
    var generator = TestGenerator(seed: 9)
    let a = generator.matrix(count, count) + 3 * .identity(count)
    let x = generator.matrix(count, 2)
    for pivoting in [QR.Pivoting.none, .columns] {
      let qr = try QR(a, pivoting: pivoting)
      #expect(distance(try qr.solve(a * x), x) < 1e-11)
      #expect(distance(try qr.solve(a * x.column(1)), x.column(1)) < 1e-11)
    }
  }

  @Test("a singular system is refused with the pivot")
  func singular() throws {
    let qr = try QR(Matrix(rows: [[1, 2], [2, 4]]), pivoting: .columns)
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try qr.solve([1, 2]) }
    #expect(throws: LinearAlgebraError.singular(pivot: 0)) {
      try QR(Matrix(rowCount: 2, columnCount: 2)).solve([1, 2])
    }
  }

  @Test("other misuse is refused with what was found")
  func badInput() throws {
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try QR(Matrix(rows: [[1, .nan]]))
    }
    let wide = try QR(Matrix(rows: [[1, 2]]))
    #expect(throws: LinearAlgebraError.notSquare(rowCount: 1, columnCount: 2)) {
      try wide.solve([1])
    }
    #expect(throws: LinearAlgebraError.dimensionMismatch(expected: 1, found: 2)) {
      try wide.transposedQ(times: Matrix(columns: [[1, 2]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try wide.q(times: Matrix(columns: [[-.infinity]]))
    }
  }

  @Test("huge and tiny entries neither overflow nor lose the rank", arguments: [1e-250, 1e250])
  func scales(scale: Double) throws {
    var generator = TestGenerator(seed: 10)
    let a = generator.matrix(20, 5)
    let qr = try QR(scale * a, pivoting: .columns)
    #expect(qr.rank() == 5)
    let product = qr.orthogonalFactor * qr.triangularFactor
    #expect(distance((1 / scale) * product, a.selecting(columns: qr.columnOrder)) < 1e-13)
  }
}
