import LinearAlgebra
import Testing

@Suite("LeastSquares")
struct LeastSquaresTests {
  @Test("a line through points on it is found, with nothing left over")
  func exactLine() throws {
    let fit = try LeastSquares(Matrix(columns: [[1, 1, 1], [1, 2, 3]]))
    let solution = try fit.solve([3, 5, 7])
    #expect(distance(solution.coefficients, [1, 2]) < 1e-14)
    #expect(solution.residualSumOfSquares < 1e-28)
    #expect(fit.rank == 2 && fit.redundantColumns.isEmpty)
  }

  @Test("Longley's regression has the certified coefficients")
  func longley() throws {
    let fit = try LeastSquares(Matrix(rows: Longley.rows.map { [1] + $0.dropFirst() }))
    let solution = try fit.solve(Longley.rows.map { $0[0] })
    #expect(fit.rank == 7)
    for (found, certified) in zip(solution.coefficients, Longley.coefficients) {
      #expect((found / certified - 1).magnitude < 1e-10)
    }
    #expect((solution.residualSumOfSquares / Longley.residualSumOfSquares - 1).magnitude < 1e-10)
    let variance = solution.residualSumOfSquares / 9
    let errors = fit.crossProductInverse.diagonal.map { ($0 * variance).squareRoot() }
    for (found, certified) in zip(errors, Longley.standardErrors) {
      #expect((found / certified - 1).magnitude < 1e-9)
    }
  }

  @Test("Filip's polynomial, which many programs give up on, keeps seven digits")
  func filip() throws {
    let powers = Matrix(rowCount: Filip.predictor.count, columnCount: 11) { i, j in
      (0..<j).reduce(1) { product, _ in product * Filip.predictor[i] }
    }
    let fit = try LeastSquares(powers)
    let solution = try fit.solve(Filip.response)
    #expect(fit.rank == 11)
    for (found, certified) in zip(solution.coefficients, Filip.coefficients) {
      #expect((found / certified - 1).magnitude < 1e-7)
    }
    #expect((solution.residualSumOfSquares / Filip.residualSumOfSquares - 1).magnitude < 1e-7)
  }

  @Test("residuals are orthogonal to every column", arguments: [(5, 1), (30, 7), (120, 40)])
  func orthogonality(rows: Int, columns: Int) throws {
    var generator = TestGenerator(seed: 11)
    let a = generator.matrix(rows, columns)
    let b = generator.vector(rows)
    let solution = try LeastSquares(a).solve(b)
    #expect(
      distance(a.transposedProduct(with: solution.residuals), .init(repeating: 0, count: columns))
        < 1e-12)
    #expect(distance(zip(a * solution.coefficients, solution.residuals).map { $0 + $1 }, b) < 1e-13)
  }

  @Test("the units of the columns change neither rank nor fitted values")
  func units() throws {
    var generator = TestGenerator(seed: 12)
    let a = generator.matrix(20, 3)
    let b = generator.vector(20)
    let plain = try LeastSquares(a).solve(b)
    let factors = [1e-200, 1, 1e150]
    let fit = try LeastSquares(a.scalingColumns(by: factors))
    let scaled = try fit.solve(b)
    #expect(fit.rank == 3)
    #expect(distance(plain.residuals, scaled.residuals) < 1e-13)
    for j in 0..<3 {
      #expect((scaled.coefficients[j] * factors[j] - plain.coefficients[j]).magnitude < 1e-12)
    }
  }

  @Test("dependent columns are named and given coefficient zero")
  func dropsColumns() throws {
    var generator = TestGenerator(seed: 13)
    let base = generator.matrix(25, 3)
    let a = base.beside(Matrix(columns: [base * [1, 1, 0], base * [0, 2, -1]]))
    let b = generator.vector(25)
    let fit = try LeastSquares(a)
    let solution = try fit.solve(b)
    #expect(fit.rank == 3)
    #expect(fit.redundantColumns.count == 2)
    #expect(fit.redundantColumns.allSatisfy { solution.coefficients[$0] == 0 })
    #expect(solution.coefficients.allSatisfy { $0.magnitude < 1e3 })
    #expect(distance(solution.residuals, try LeastSquares(base).solve(b).residuals) < 1e-12)
    for j in fit.redundantColumns {
      #expect(fit.crossProductInverse.column(j).allSatisfy { $0 == 0 })
    }
  }

  @Test("the minimum norm is shorter than any other solution and fits as well")
  func minimumNorm() throws {
    var generator = TestGenerator(seed: 14)
    let base = generator.matrix(25, 3)
    let dependent = base * [1, 1, 0]
    let a = base.beside(Matrix(columns: [dependent]))
    let b = generator.vector(25)
    let short = try LeastSquares(a, rankDeficiency: .minimumNorm).solve(b)
    let basic = try LeastSquares(a).solve(b)
    #expect(distance(short.residuals, basic.residuals) < 1e-12)
    // The null space of the design is spanned by (1, 1, 0, -1).
    let x = short.coefficients
    #expect((x[0] + x[1] - x[3]).magnitude < 1e-12)
    let lengths = [short, basic].map { $0.coefficients.reduce(0) { $0 + $1 * $1 } }
    #expect(lengths[0] < lengths[1])
  }

  @Test("the minimum norm agrees with the singular value decomposition, in any units")
  func pseudoinverse() throws {
    var generator = TestGenerator(seed: 15)
    let a = (generator.matrix(12, 4) * generator.matrix(4, 7))
      .scalingColumns(by: [1, 5, 0.1, 20, 1, 1, 3])
    let b = generator.vector(12)
    let x = try LeastSquares(a, rankDeficiency: .minimumNorm).solve(b).coefficients
    let parts = try SingularValues(a)
    let projected = parts.left.transposedProduct(with: b)
    let weights = (0..<7).map { $0 < 4 ? projected[$0] / parts.values[$0] : 0 }
    #expect(distance(x, parts.right * weights) < 1e-11)
  }

  @Test("more columns than rows fit exactly, either way")
  func underdetermined() throws {
    var generator = TestGenerator(seed: 16)
    let a = generator.matrix(3, 8)
    for choice in [LeastSquares.RankDeficiency.dropColumns, .minimumNorm] {
      let fit = try LeastSquares(a, rankDeficiency: choice)
      #expect(fit.rank == 3 && fit.redundantColumns.count == 5)
      #expect(try fit.solve([1, 2, 3]).residualSumOfSquares < 1e-25)
    }
  }

  @Test("an ill-conditioned Hilbert system of ten columns leaves tiny residuals")
  func hilbertMatrix() throws {
    let a = hilbert(10)
    let ones = [Double](repeating: 1, count: 10)
    let solution = try LeastSquares(a).solve(a * ones)
    #expect(solution.residuals.allSatisfy { $0.magnitude < 1e-14 })
    #expect(distance(solution.coefficients, ones) < 1e-2)
  }

  @Test("leverages lie between 0 and 1 and add up to the rank")
  func leverages() throws {
    var generator = TestGenerator(seed: 17)
    let base = generator.matrix(15, 3)
    let fit = try LeastSquares(base.beside(base))
    #expect(fit.leverages.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-14 })
    #expect((fit.leverages.reduce(0, +) - 3).magnitude < 1e-13)
  }

  @Test("a zero column, no columns and no rows are no obstacle")
  func degenerate() throws {
    let zero = try LeastSquares(Matrix(columns: [[1, 1], [0, 0]]))
    #expect(zero.redundantColumns == [1])
    #expect(distance(try zero.solve([2, 4]).coefficients, [3, 0]) < 1e-14)
    let empty = try LeastSquares(Matrix(rowCount: 3, columnCount: 0)).solve([1, 2, 2])
    #expect(empty.coefficients.isEmpty && empty.residualSumOfSquares == 9)
    let rowless = try LeastSquares(Matrix(rowCount: 0, columnCount: 2))
    #expect(rowless.rank == 0)
    #expect(try rowless.solve([]).coefficients == [0, 0])
    let nothing = try LeastSquares(
      Matrix(rowCount: 4, columnCount: 2), rankDeficiency: .minimumNorm)
    #expect(try nothing.solve([1, 2, 3, 4]).coefficients == [0, 0])
  }

  @Test("a design or response that is not finite, or too short, is refused")
  func badInput() throws {
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try LeastSquares(Matrix(columns: [[1, .nan]]))
    }
    let fit = try LeastSquares(Matrix(columns: [[1, 2]]))
    #expect(throws: LinearAlgebraError.dimensionMismatch(expected: 2, found: 1)) {
      try fit.solve([1])
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try fit.solve([.infinity, 1])
    }
  }
}
