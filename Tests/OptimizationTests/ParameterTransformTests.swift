import Optimization
import RealModule
import Testing

@Suite("ParameterTransform")
struct ParameterTransformTests {
  static let all: [ParameterTransform] = [
    .identity, .above(2), .below(-1), .between(-1, 3), .between(0, 1),
  ]

  @Test("there and back is the same number", arguments: all)
  func inverse(transform: ParameterTransform) {
    for free in stride(from: -8.0, through: 8, by: 0.5) {
      let back = transform.free(transform.bounded(free))
      #expect((back - free).magnitude < 1e-11)
    }
  }

  @Test("the derivative is that of the map", arguments: all)
  func derivative(transform: ParameterTransform) {
    for free in [-5.0, -1, 0, 0.7, 4] {
      let slope = NumericalGradient.extrapolated(at: free) { transform.bounded($0) }
      let exact = transform.derivative(free)
      #expect((slope.derivative - exact).magnitude < 1e-9 * max(1, exact))
    }
  }

  @Test("the map increases and never leaves its bounds, however large the free number")
  func stays() {
    let transform = ParameterTransform.between(0.0001, 0.9999)
    var previous = -Double.infinity
    for free in [-1e308, -800, -40, -1, 0, 1, 40, 800, 1e308] {
      let x = transform.bounded(free)
      #expect(x >= 0.0001 && x <= 0.9999)
      #expect(x >= previous)
      previous = x
    }
    #expect(transform.derivative(1e308) == 0)
    #expect(ParameterTransform.above(0).bounded(-800) == 0)
  }

  @Test("small distances from a bound at zero keep their digits")
  func nearZero() {
    let transform = ParameterTransform.between(0, 1)
    #expect((transform.bounded(-50) / .exp(-50) - 1).magnitude < 1e-15)
    #expect(transform.bounded(0) == 0.5)
  }

  @Test("the interval picks the map")
  func choice() {
    #expect(ParameterTransform(lower: -.infinity, upper: .infinity) == .identity)
    #expect(ParameterTransform(lower: 0, upper: .infinity) == .above(0))
    #expect(ParameterTransform(lower: -.infinity, upper: 5) == .below(5))
    #expect(ParameterTransform(lower: 0, upper: 5) == .between(0, 5))
  }

  @Test("a parameter on its bound is infinitely far, and outside it is not a number")
  func outside() {
    let transform = ParameterTransform.between(0, 1)
    #expect(transform.free(0) == -.infinity)
    #expect(transform.free(1) == .infinity)
    #expect(transform.free(1.5).isNaN)
  }
}
