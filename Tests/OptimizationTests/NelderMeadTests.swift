import Optimization
import Testing

@Suite("NelderMead")
struct NelderMeadTests {
  @Test("Rosenbrock's valley is followed without derivatives", arguments: [2, 4, 8])
  func rosenbrock(count: Int) {
    var minimizer = NelderMead(
      maximumEvaluations: 20_000, functionTolerance: 1e-14, pointTolerance: 1e-8,
      maximumRestarts: 4)
    var objective = Rosenbrock()
    let (lower, upper) = unbounded(count)
    let start = (0..<count).map { $0.isMultiple(of: 2) ? -1.2 : 1 }
    let found = minimizer.minimize(&objective, from: start, lower: lower, upper: upper)
    #expect(found.reason == .pointTolerance)
    #expect(found.point.allSatisfy { ($0 - 1).magnitude < 1e-4 })
    #expect(found.evaluations == objective.values)
  }

  @Test("a minimum outside the box is replaced by the best point on its boundary")
  func bounds() {
    var minimizer = NelderMead(functionTolerance: 1e-12, pointTolerance: 1e-9)
    var bowl = Bowl(scales: [1, 2, 1], centre: [2, -3, 0.25])
    let found = minimizer.minimize(
      &bowl, from: [0.5, 0.5, 0.9], lower: [0, 0, 0], upper: [1, 1, 1])
    #expect(found.point[0] == 1)
    #expect(found.point[1] == 0)
    #expect((found.point[2] - 0.25).magnitude < 1e-5)
  }

  @Test("a start in a corner spreads its simplex inwards")
  func corner() {
    var minimizer = NelderMead(functionTolerance: 1e-12)
    for corner in [[0.0, 0.0], [1, 1], [0, 1]] {
      let found = minimizer.minimize(from: corner, lower: [0, 0], upper: [1, 1]) { x in
        (x[0] - 0.4).magnitude + (x[1] - 0.7) * (x[1] - 0.7)
      }
      #expect((found.point[0] - 0.4).magnitude < 1e-4)
      #expect((found.point[1] - 0.7).magnitude < 1e-4)
    }
  }

  @Test("kinks and steps do not stop it")
  func rough() {
    var minimizer = NelderMead(functionTolerance: 1e-12)
    let found = minimizer.minimize(from: [3, -2], lower: [-9, -9], upper: [9, 9]) { x in
      (x[0] - 1).magnitude + 2 * (x[1] + 1).magnitude + (x[0] > 2 ? 5 : 0)
    }
    #expect((found.point[0] - 1).magnitude < 1e-4)
    #expect((found.point[1] + 1).magnitude < 1e-4)
  }

  @Test("one variable converges too")
  func oneVariable() {
    var minimizer = NelderMead(functionTolerance: 1e-14, pointTolerance: 1e-8)
    let found = minimizer.minimize(from: [8], lower: [-100], upper: [100]) { x in
      (x[0] - 3) * (x[0] - 3)
    }
    #expect((found.point[0] - 3).magnitude < 1e-6)
    #expect(found.evaluations < 300)
  }

  @Test("undefined regions are walked around", arguments: [Double.infinity, .nan])
  func undefinedRegion(outside: Double) {
    var minimizer = NelderMead()
    let found = minimizer.minimize(from: [2, 2], lower: [-9, -9], upper: [9, 9]) { x in
      x[0] + x[1] < 1 ? outside : x[0] * x[0] + x[1] * x[1]
    }
    #expect((found.value - 0.5).magnitude < 1e-3)
    #expect(found.point[0] + found.point[1] >= 1)
  }

  @Test("a start that is not finite is reported")
  func undefinedStart() {
    var minimizer = NelderMead()
    let found = minimizer.minimize(from: [1], lower: [0], upper: [2]) { _ in .nan }
    #expect(found.reason == .startNotFinite)
    #expect(found.evaluations == 1)
  }

  @Test("the budget of evaluations is kept to within one move")
  func budget() {
    var minimizer = NelderMead(maximumEvaluations: 40)
    var objective = Rosenbrock()
    let (lower, upper) = unbounded(2)
    let found = minimizer.minimize(&objective, from: [-1.2, 1], lower: lower, upper: upper)
    #expect(found.reason == .evaluationLimit)
    #expect(objective.values <= 40 + 4)
    #expect(found.value < 24.2)
  }

  @Test("no variables, and variables fixed by equal bounds, are no obstacle")
  func degenerate() {
    var minimizer = NelderMead(functionTolerance: 1e-12)
    let empty = minimizer.minimize(from: [], lower: [], upper: []) { _ in 7 }
    #expect(empty.value == 7 && empty.point.isEmpty)
    let fixed = minimizer.minimize(from: [5, 0], lower: [5, -9], upper: [5, 9]) { x in
      x[0] + (x[1] - 2) * (x[1] - 2)
    }
    #expect(fixed.point[0] == 5)
    #expect((fixed.point[1] - 2).magnitude < 1e-4)
  }

  @Test("one minimiser used twice gives what a fresh one gives, bit for bit")
  func reuse() {
    var shared = NelderMead()
    let body: ([Double]) -> Double = { himmelblau($0[0], $0[1]) }
    let first = shared.minimize(from: [0, 0], lower: [-6, -6], upper: [6, 6], objective: body)
    let second = shared.minimize(from: [0, 0], lower: [-6, -6], upper: [6, 6], objective: body)
    #expect(first == second)
    #expect(first.value < 1e-6)
  }
}
