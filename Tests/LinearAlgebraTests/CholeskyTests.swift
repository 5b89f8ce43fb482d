import LinearAlgebra
import RealModule
import Testing

@Suite("Cholesky")
struct CholeskyTests {
  @Test("the factor times its transpose is the matrix", arguments: [0, 1, 2, 10, 60])
  func identity(count: Int) throws {
    var generator = TestGenerator(seed: 3)
    let a = generator.matrix(count + 5, count).gram
    let cholesky = try Cholesky(a)
    #expect(distance(cholesky.factor.outerGram, a) < 1e-12)
    #expect(cholesky.factor.diagonal.allSatisfy { $0 > 0 })
    for j in 0..<count { for i in 0..<j { #expect(cholesky.factor[i, j] == 0) } }
  }

  @Test("solves and the inverse undo the matrix", arguments: [0, 1, 3, 40])
  func solve(count: Int) throws {
    var generator = TestGenerator(seed: 4)
    let a = generator.matrix(2 * count + 5, count).gram
    let cholesky = try Cholesky(a)
    let x = generator.matrix(count, 3)
    #expect(distance(try cholesky.solve(a * x), x) < 1e-9)
    #expect(distance(try cholesky.solve(a * x.column(0)), x.column(0)) < 1e-9)
    #expect(distance(a * cholesky.inverse, .identity(count)) < 1e-9)
    #expect(cholesky.inverse == cholesky.inverse.transposed)
  }

  @Test("a Hilbert matrix of eight rows, condition 1.5e10, is still solved to its limit")
  func hilbertMatrix() throws {
    let a = hilbert(8)
    let ones = [Double](repeating: 1, count: 8)
    let x = try Cholesky(a).solve(a * ones)
    #expect(distance(x, ones) < 1e-5)
    #expect(distance(a * x, a * ones) < 1e-14)
  }

  @Test("the log determinant is that of the known matrix, beyond the range of a double")
  func logDeterminant() throws {
    let small = try Cholesky(Matrix(rows: [[4, 2], [2, 3]]))
    #expect((small.logDeterminant - .log(8)).magnitude < 1e-15 * 4)
    let large = Matrix(diagonal: [Double](repeating: 1e100, count: 10))
    #expect((try Cholesky(large).logDeterminant - 1000 * .log(10)).magnitude < 1e-10)
    #expect(try Cholesky(Matrix(rowCount: 0, columnCount: 0)).logDeterminant == 0)
  }

  @Test("only the lower triangle is read")
  func lowerOnly() throws {
    let a = try Cholesky(Matrix(rows: [[4, .nan], [2, 3]]))
    #expect(a == (try Cholesky(Matrix(rows: [[4, 2], [2, 3]]))))
  }

  @Test("a matrix that is not positive definite is refused with the leading block")
  func notPositiveDefinite() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 2)) {
      try Cholesky(Matrix(rows: [[1, 2, 0], [2, 1, 0], [0, 0, 1]]))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 1)) {
      try Cholesky(Matrix(rows: [[0]]))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 3)) {
      try Cholesky(Matrix(diagonal: [1, 1, -1]))
    }
  }

  @Test("a matrix that is not square or not finite is refused")
  func badInput() {
    #expect(throws: LinearAlgebraError.notSquare(rowCount: 1, columnCount: 2)) {
      try Cholesky(Matrix(rows: [[1, 2]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try Cholesky(Matrix(rows: [[1, 0], [.infinity, 1]]))
    }
  }

  @Test("a right-hand side of the wrong size, or not finite, is refused")
  func badRightHandSide() throws {
    let cholesky = try Cholesky(.identity(2))
    #expect(throws: LinearAlgebraError.dimensionMismatch(expected: 2, found: 3)) {
      try cholesky.solve([1, 2, 3])
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try cholesky.solve([1, .nan])
    }
  }
}
