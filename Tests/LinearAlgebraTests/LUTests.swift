import LinearAlgebra
import Testing

@Suite("LU")
struct LUTests {
  private func factored(_ a: Matrix, in system: inout LU) -> Bool {
    system.factor(count: a.rowCount) { elements in
      for j in 0..<a.columnCount {
        for i in 0..<a.rowCount { elements[i + j * a.rowCount] = a[i, j] }
      }
    }
  }

  @Test(
    "solves undo the matrix and its transpose, with storage used again", arguments: [1, 2, 5, 40])
  func solve(count: Int) {
    var generator = TestGenerator(seed: 40)
    var system = LU()
    for _ in 0..<3 {
      let a = generator.matrix(count, count) + 2 * .identity(count)
      #expect(factored(a, in: &system))
      let x = generator.vector(count)
      var b = a * x
      system.solve(&b)
      #expect(distance(b, x) < 1e-9)
      var c = a.transposed * x
      system.solve(&c, transposed: true)
      #expect(distance(c, x) < 1e-9)
    }
  }

  @Test("a zero in the corner needs an exchange of rows, and gets it")
  func exchange() {
    var system = LU()
    #expect(factored(Matrix(rows: [[0, 2], [3, 1]]), in: &system))
    var b: [Double] = [4, 5]
    system.solve(&b)
    #expect(distance(b, [1, 2]) < 1e-15)
    var c: [Double] = [4, 5]
    system.solve(&c, transposed: true)
    #expect(distance(c, [11.0 / 6, 4.0 / 3]) < 1e-15)
  }

  @Test("a singular system is reported, and the storage works for the next one")
  func singular() {
    var system = LU()
    #expect(!factored(Matrix(rows: [[1, 2], [2, 4]]), in: &system))
    #expect(!factored(Matrix(rows: [[0, 0, 0], [1, 2, 3], [4, 5, 6]]), in: &system))
    #expect(factored(.identity(3), in: &system))
    var b: [Double] = [1, 2, 3]
    system.solve(&b)
    #expect(b == [1, 2, 3])
  }

  @Test("no equations are solved by nothing")
  func empty() {
    var system = LU()
    #expect(factored(Matrix(rowCount: 0, columnCount: 0), in: &system))
    var b: [Double] = []
    system.solve(&b)
    #expect(b.isEmpty)
  }
}
