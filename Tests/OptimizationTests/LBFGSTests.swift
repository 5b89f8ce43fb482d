import Optimization
import RealModule
import Testing

@Suite("LBFGS")
struct LBFGSTests {
  @Test(
    "Rosenbrock's valley is followed to its end within a small budget", arguments: [2, 20, 400])
  func rosenbrock(count: Int) {
    var minimizer = LBFGS(gradientTolerance: 1e-8, functionTolerance: 0)
    var objective = Rosenbrock()
    let start = (0..<count).map { $0.isMultiple(of: 2) ? -1.2 : 1 }
    let (lower, upper) = unbounded(count)
    let found = minimizer.minimize(&objective, from: start, lower: lower, upper: upper)
    #expect(found.isConverged)
    #expect(found.point.allSatisfy { ($0 - 1).magnitude < 1e-6 })
    #expect(found.evaluations <= 80)
    #expect(found.evaluations == objective.values)
  }

  @Test("a search that must beat a level ends early when it cannot, and unharmed when it can")
  func givingUp() {
    var minimizer = LBFGS()
    var bowl = Bowl(scales: [1, 10, 100, 1], centre: [2, -3, 0.25, 0.5])
    let (start, bounds) = ([9.0, 9, 9, 9], unbounded(4))
    let full = minimizer.minimize(&bowl, from: start, lower: bounds.0, upper: bounds.1)
    let within = minimizer.minimize(
      &bowl, from: start, lower: bounds.0, upper: bounds.1, givingUpAbove: 0.01)
    #expect(within == full)
    var valley = Rosenbrock()
    let (lower, upper) = unbounded(2)
    let beyond = minimizer.minimize(
      &valley, from: [-1.2, 1], lower: lower, upper: upper, givingUpAbove: -1000)
    #expect(beyond.reason == .outOfReach && !beyond.isConverged)
    // Before three steps there is no pace to judge by.
    #expect(beyond.iterations >= 3 && beyond.iterations < 20)
  }

  @Test("a gradient is asked for accepted points only, never for rejected ones")
  func gradientEconomy() {
    var minimizer = LBFGS()
    var objective = Rosenbrock()
    let (lower, upper) = unbounded(2)
    let found = minimizer.minimize(&objective, from: [-1.2, 1], lower: lower, upper: upper)
    #expect(objective.gradients < objective.values)
    #expect(objective.gradients >= found.iterations)
  }

  @Test("a separable bowl in a box ends on exactly the bounds that hold its centre away")
  func activeBounds() {
    var minimizer = LBFGS()
    var bowl = Bowl(scales: [1, 10, 100, 1], centre: [2, -3, 0.25, 0.5])
    let found = minimizer.minimize(
      &bowl, from: [0.5, 0.5, 0.9, 0.5], lower: [0, 0, 0, 0], upper: [1, 1, 1, 1])
    #expect(found.point[0] == 1)
    #expect(found.point[1] == 0)
    #expect((found.point[2] - 0.25).magnitude < 1e-6)
    #expect((found.point[3] - 0.5).magnitude < 1e-6)
  }

  @Test(
    "a coupled quadratic in a box satisfies the optimality conditions", arguments: [3, 40, 400])
  func coupledBounds(count: Int) {
    var minimizer = LBFGS(
      memory: 10, maximumIterations: 3000, maximumEvaluations: 6000, gradientTolerance: 1e-7,
      functionTolerance: 0)
    var chain = Chain(pull: (0..<count).map { .sin(Double($0) * 0.7) })
    let lower = [Double](repeating: -0.3, count: count)
    let upper = [Double](repeating: 0.4, count: count)
    let start = [Double](repeating: 0, count: count)
    let found = minimizer.minimize(&chain, from: start, lower: lower, upper: upper)
    #expect(found.isConverged)
    var gradient = start
    chain.gradient(at: found.point, into: &gradient)
    var held = 0
    for i in 0..<count {
      switch found.point[i] {
      case -0.3:
        #expect(gradient[i] >= -1e-6)
        held += 1
      case 0.4:
        #expect(gradient[i] <= 1e-6)
        held += 1
      default: #expect(gradient[i].magnitude < 1e-6)
      }
    }
    #expect(held > 0 && held < count)
  }

  @Test("a start on the wrong bounds is freed from them")
  func leavesBounds() {
    var minimizer = LBFGS(functionTolerance: 0)
    var bowl = Bowl(scales: [1, 4, 9], centre: [0.3, 0.6, 0.9])
    let found = minimizer.minimize(
      &bowl, from: [0, 1, 0], lower: [0, 0, 0], upper: [1, 1, 1])
    for (x, centre) in zip(found.point, bowl.centre) { #expect((x - centre).magnitude < 1e-6) }
  }

  @Test("curvatures that differ a million times are balanced", arguments: [2, 10, 20])
  func illConditioned(count: Int) {
    var minimizer = LBFGS(
      memory: 2 * count, maximumIterations: 2000, maximumEvaluations: 5000,
      gradientTolerance: 1e-7, functionTolerance: 0)
    let scales = (0..<count).map { Double.pow(10, 6 * Double($0) / Double(count - 1)) }
    let centre = (0..<count).map { Double($0) - 3 }
    var bowl = Bowl(scales: scales, centre: centre)
    let (lower, upper) = unbounded(count)
    let found = minimizer.minimize(
      &bowl, from: [Double](repeating: 1, count: count), lower: lower, upper: upper)
    #expect(found.isConverged)
    // SciPy 1.17.1's L-BFGS-B with 20 pairs takes 94 evaluations for 10 and 1251 for 20 variables.
    #expect(found.evaluations < (count <= 10 ? 150 : 1251))
    for i in 0..<count { #expect((found.point[i] - centre[i]).magnitude < 1e-5) }
  }

  @Test("Himmelblau's function leads to one of its four minima from any side")
  func fourMinima() {
    let minima = [
      (3.0, 2.0), (-2.805118086952745, 3.131312518250573),
      (-3.779310253377747, -3.283185991286170), (3.584428340330492, -1.848126526964404),
    ]
    var minimizer = LBFGS(functionTolerance: 0)
    for start in [[4.0, 4.0], [-4, 4], [-4, -4], [4, -4], [0.1, 0]] {
      let found = minimizer.minimize(from: start, lower: [-6, -6], upper: [6, 6]) { x, g in
        let a = x[0] * x[0] + x[1] - 11
        let b = x[0] + x[1] * x[1] - 7
        g[0] = 4 * x[0] * a + 2 * b
        g[1] = 2 * a + 4 * x[1] * b
        return himmelblau(x[0], x[1])
      }
      let nearest = minima.map {
        max(($0 - found.point[0]).magnitude, ($1 - found.point[1]).magnitude)
      }
      #expect(nearest.min() ?? 1 < 1e-6)
    }
  }

  @Test("a point outside the domain is stepped back from", arguments: [Double.infinity, .nan])
  func undefinedRegion(outside: Double) {
    // x - log(x), defined for positive x only; minimum 1 at 1.
    var minimizer = LBFGS(functionTolerance: 0, initialStep: 100)
    let found = minimizer.minimize(from: [5], lower: [-1000], upper: [1000]) { x, g in
      g[0] = 1 - 1 / x[0]
      return x[0] > 0 ? x[0] - Double.log(x[0]) : outside
    }
    #expect((found.point[0] - 1).magnitude < 1e-6)
    #expect(found.isConverged)
  }

  @Test("a gradient that is not finite rejects the point")
  func undefinedGradient() {
    var minimizer = LBFGS(functionTolerance: 0, initialStep: 10)
    let found = minimizer.minimize(from: [2], lower: [-50], upper: [50]) { x, g in
      g[0] = x[0] < 0 ? .nan : 2 * (x[0] - 0.5)
      return (x[0] - 0.5) * (x[0] - 0.5)
    }
    #expect((found.point[0] - 0.5).magnitude < 1e-6)
  }

  @Test("a start without a finite value or gradient is reported, not searched")
  func undefinedStart() {
    var minimizer = LBFGS()
    for value in [Double.nan, .infinity, -.infinity] {
      let found = minimizer.minimize(from: [1], lower: [0], upper: [2]) { _, _ in value }
      #expect(found.reason == .startNotFinite)
      #expect(found.evaluations == 1)
      #expect(!found.isConverged)
    }
    let steep = minimizer.minimize(from: [1], lower: [0], upper: [2]) { _, g in
      g[0] = .nan
      return 1
    }
    #expect(steep.reason == .startNotFinite)
  }

  @Test("limits on iterations and evaluations end the search with the best point so far")
  func limits() {
    let (lower, upper) = unbounded(2)
    var objective = Rosenbrock()
    var short = LBFGS(maximumIterations: 3)
    let few = short.minimize(&objective, from: [-1.2, 1], lower: lower, upper: upper)
    #expect(few.reason == .iterationLimit)
    #expect(few.iterations == 3)
    #expect(few.value < 24.2)
    for budget in 1...12 {
      var frugal = LBFGS(maximumEvaluations: budget)
      objective.values = 0
      let found = frugal.minimize(&objective, from: [-1.2, 1], lower: lower, upper: upper)
      #expect(found.reason == .evaluationLimit)
      #expect(objective.values <= budget)
      #expect(found.value <= 24.2)
    }
  }

  @Test("a start outside the box is projected, and equal bounds fix a variable")
  func projection() {
    var minimizer = LBFGS()
    var bowl = Bowl(scales: [1, 1], centre: [0, 0])
    let found = minimizer.minimize(&bowl, from: [9, 9], lower: [1, 5], upper: [4, 5])
    #expect(found.point == [1, 5])
    #expect(found.reason == .gradientTolerance)
  }

  @Test("no variables, and a flat function, are minimal at the start")
  func trivial() {
    var minimizer = LBFGS()
    let empty = minimizer.minimize(from: [], lower: [], upper: []) { _, _ in 7 }
    #expect(empty.value == 7 && empty.reason == .gradientTolerance)
    let flat = minimizer.minimize(from: [3], lower: [0], upper: [9]) { _, g in
      g[0] = 0
      return 1
    }
    #expect(flat.point == [3] && flat.evaluations == 1)
  }

  @Test("one minimiser used for many problems gives what a fresh one gives, bit for bit")
  func reuse() {
    var shared = LBFGS()
    for count in [6, 2, 10, 2] {
      let start = [Double](repeating: 0.4, count: count)
      let (lower, upper) = unbounded(count)
      var first = Rosenbrock()
      var second = Rosenbrock()
      var fresh = LBFGS()
      #expect(
        shared.minimize(&first, from: start, lower: lower, upper: upper)
          == fresh.minimize(&second, from: start, lower: lower, upper: upper))
    }
  }

  @Test("the memory may be one pair, and a short memory is enough for a long valley")
  func shortMemory() {
    for memory in [1, 2, 3] {
      var minimizer = LBFGS(
        memory: memory, maximumIterations: 2000, maximumEvaluations: 5000, functionTolerance: 0)
      var objective = Rosenbrock()
      let (lower, upper) = unbounded(10)
      let start = [Double](repeating: -1, count: 10)
      let found = minimizer.minimize(&objective, from: start, lower: lower, upper: upper)
      #expect(found.point.allSatisfy { ($0 - 1).magnitude < 1e-5 })
    }
  }

  @Test("enormous and tiny objectives neither overflow nor stop the search early")
  func scales() {
    for scale in [1e-300, 1e-100, 1e-3, 1.0, 1e100, 1e150] {
      var minimizer = LBFGS(gradientTolerance: 1e-9 * min(1, scale), functionTolerance: 0)
      var bowl = Bowl(scales: [scale, 3 * scale], centre: [0.7, -0.2])
      let found = minimizer.minimize(&bowl, from: [5, 5], lower: [-9, -9], upper: [9, 9])
      #expect((found.point[0] - 0.7).magnitude < 1e-6)
      #expect((found.point[1] + 0.2).magnitude < 1e-6)
    }
  }
}
