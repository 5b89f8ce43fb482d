import LinearAlgebra
import Testing

@Suite("SymmetricEigen")
struct SymmetricEigenTests {
  @Test("vectors are orthonormal and rebuild the matrix", arguments: [0, 1, 2, 9, 50])
  func identity(count: Int) throws {
    var generator = TestGenerator(seed: 20)
    let random = generator.matrix(count, count)
    let a = random + random.transposed
    let eigen = try SymmetricEigen(a)
    #expect(orthogonalityError(eigen.vectors) < 1e-13)
    let rebuilt = eigen.vectors.scalingColumns(by: eigen.values) * eigen.vectors.transposed
    #expect(distance(rebuilt, a) < 1e-12)
    #expect(eigen.values == eigen.values.sorted())
    let trace = a.diagonal.reduce(0, +)
    #expect((eigen.values.reduce(0, +) - trace).magnitude < 1e-12)
  }

  @Test("the second-difference matrix has the known eigenvalues")
  func known() throws {
    // 2 - 2 cos(k pi / 4), k = 1, 2, 3: 2 - sqrt 2, 2, 2 + sqrt 2.
    let eigen = try SymmetricEigen(Matrix(rows: [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]))
    let root = 2.0.squareRoot()
    #expect(distance(eigen.values, [2 - root, 2, 2 + root]) < 1e-15 * 4)
  }

  @Test("only the lower triangle is read, and repeated eigenvalues are fine")
  func lowerOnly() throws {
    let eigen = try SymmetricEigen(Matrix(rows: [[3, .nan], [0, 3]]))
    #expect(eigen.values == [3, 3])
    #expect(orthogonalityError(eigen.vectors) == 0)
  }

  @Test("a matrix that is not square or not finite is refused")
  func badInput() {
    #expect(throws: LinearAlgebraError.notSquare(rowCount: 2, columnCount: 1)) {
      try SymmetricEigen(Matrix(rows: [[1], [2]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try SymmetricEigen(Matrix(rows: [[.nan]]))
    }
  }
}

@Suite("SingularValues")
struct SingularValuesTests {
  @Test("vectors are orthonormal and rebuild the matrix", arguments: shapes)
  func identity(rows: Int, columns: Int) throws {
    var generator = TestGenerator(seed: 21)
    let a = generator.matrix(rows, columns)
    let parts = try SingularValues(a)
    #expect(orthogonalityError(parts.left) < 1e-13)
    #expect(orthogonalityError(parts.right) < 1e-13)
    #expect(
      distance(parts.left.scalingColumns(by: parts.values) * parts.right.transposed, a) < 1e-12)
    #expect(parts.values == parts.values.sorted(by: >))
    #expect(parts.values.allSatisfy { $0 >= 0 })
  }

  @Test("squared singular values are the eigenvalues of the Gram matrix")
  func eigenvalues() throws {
    var generator = TestGenerator(seed: 22)
    let a = generator.matrix(20, 6)
    let squares = try SingularValues(a).values.map { $0 * $0 }
    #expect(distance(squares, try SymmetricEigen(a.gram).values.reversed()) < 1e-12)
  }

  @Test("the condition number of a Hilbert matrix is the published one")
  func condition() throws {
    // cond(H5) = 4.7661e5: Golub & Van Loan, and N. J. Higham, Accuracy and Stability of
    // Numerical Algorithms, 2nd ed. (2002), table 28.1.
    #expect((try SingularValues(hilbert(5)).conditionNumber / 4.7661e5 - 1).magnitude < 1e-4)
    #expect(try SingularValues(.identity(4)).conditionNumber == 1)
    #expect(try SingularValues(Matrix(diagonal: [1, 0])).conditionNumber == .infinity)
    #expect(try SingularValues(Matrix(rowCount: 0, columnCount: 3)).conditionNumber == 1)
  }

  @Test("the rank counts values above the tolerance")
  func rank() throws {
    let parts = try SingularValues(Matrix(diagonal: [5, 1e-3, 0]))
    #expect(parts.rank() == 2 && parts.rank(tolerance: 0.01) == 1)
    #expect(try SingularValues(Matrix(rowCount: 3, columnCount: 2)).rank() == 0)
  }

  @Test("an entry that is not finite is refused with its place")
  func badInput() {
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try SingularValues(Matrix(rows: [[1, -.infinity]]))
    }
  }
}
