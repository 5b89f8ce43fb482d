import Optimization
import RealModule
import Testing

@Suite("NumericalGradient")
struct NumericalGradientTests {
  @Test(
    "differences agree with the exact gradient",
    arguments: [
      (NumericalGradient.forward, 1e-5), (.central, 1e-8),
    ])
  func agreement(method: NumericalGradient, tolerance: Double) {
    let x = [-1.2, 1, 0.3, 2]
    let (lower, upper) = unbounded(4)
    var exact = [0.0, 0, 0, 0]
    var differenced = exact
    var objective = Rosenbrock()
    objective.gradient(at: x, into: &exact)
    var wrapped = DifferencedObjective(Rosenbrock(), lower: lower, upper: upper, method: method)
    _ = wrapped.value(at: x)
    wrapped.gradient(at: x, into: &differenced)
    for i in x.indices {
      #expect((exact[i] - differenced[i]).magnitude < tolerance * max(1, exact[i].magnitude))
    }
  }

  @Test("no value outside the bounds is asked for")
  func staysInside() {
    struct Root: Objective {
      mutating func value(at x: [Double]) -> Double { x[0].squareRoot() + (2 - x[1]).squareRoot() }
    }
    for method in [NumericalGradient.forward, .central] {
      var wrapped = DifferencedObjective(Root(), lower: [0, 0], upper: [2, 2], method: method)
      var gradient = [0.0, 0]
      _ = wrapped.value(at: [0, 2])
      wrapped.gradient(at: [0, 2], into: &gradient)
      #expect(gradient[0].isFinite && gradient[0] > 0)
      #expect(gradient[1].isFinite && gradient[1] < 0)
    }
  }

  @Test("a fixed variable has derivative zero")
  func fixed() {
    var wrapped = DifferencedObjective(Rosenbrock(), lower: [1, -9], upper: [1, 9])
    var gradient = [5.0, 5]
    _ = wrapped.value(at: [1, 2])
    wrapped.gradient(at: [1, 2], into: &gradient)
    #expect(gradient[0] == 0)
    #expect((gradient[1] - 200).magnitude < 1e-5)
  }

  @Test("LBFGS with differences reaches the minimum that LBFGS with gradients reaches")
  func minimises() {
    let (lower, upper) = unbounded(6)
    var objective = DifferencedObjective(Rosenbrock(), lower: lower, upper: upper)
    var minimizer = LBFGS()
    let found = minimizer.minimize(
      &objective, from: [Double](repeating: -1, count: 6), lower: lower, upper: upper)
    #expect(found.point.allSatisfy { ($0 - 1).magnitude < 1e-4 })
    #expect(objective.base.values > found.evaluations)
  }

  @Test("extrapolated derivatives are exact to eleven digits and know their error")
  func extrapolated() {
    for x in [-1.0, 0, 0.5, 2] {
      let slope = NumericalGradient.extrapolated(at: x) { .exp(2 * $0) }
      let exact = 2 * Double.exp(2 * x)
      #expect((slope.derivative - exact).magnitude < 1e-11 * exact)
      #expect(slope.error < 1e-9 * exact)
    }
  }
}
