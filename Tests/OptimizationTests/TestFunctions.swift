import Optimization

/// Rosenbrock's valley, chained over any even number of variables; minimum 0 at (1, …, 1).
struct Rosenbrock: SmoothObjective {
  var values = 0
  var gradients = 0

  mutating func value(at x: [Double]) -> Double {
    values += 1
    var sum = 0.0
    for i in stride(from: 0, to: x.count - 1, by: 2) {
      let bend = x[i + 1] - x[i] * x[i]
      sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i])
    }
    return sum
  }

  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    gradients += 1
    for i in stride(from: 0, to: x.count - 1, by: 2) {
      let bend = x[i + 1] - x[i] * x[i]
      gradient[i] = -400 * x[i] * bend - 2 * (1 - x[i])
      gradient[i + 1] = 200 * bend
    }
  }
}

/// `sum of scales[i] (x[i] - centre[i])² / 2`.
struct Bowl: SmoothObjective {
  let scales: [Double]
  let centre: [Double]

  mutating func value(at x: [Double]) -> Double {
    var sum = 0.0
    for i in x.indices { sum += 0.5 * scales[i] * (x[i] - centre[i]) * (x[i] - centre[i]) }
    return sum
  }

  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    for i in x.indices { gradient[i] = scales[i] * (x[i] - centre[i]) }
  }
}

/// A convex quadratic `x'Ax/2 - b'x` with tridiagonal A (2 on the diagonal, -1 beside it).
struct Chain: SmoothObjective {
  let pull: [Double]

  private func product(_ x: [Double], _ i: Int) -> Double {
    2 * x[i] - (i > 0 ? x[i - 1] : 0) - (i + 1 < x.count ? x[i + 1] : 0)
  }

  mutating func value(at x: [Double]) -> Double {
    var sum = 0.0
    for i in x.indices { sum += x[i] * (0.5 * product(x, i) - pull[i]) }
    return sum
  }

  mutating func gradient(at x: [Double], into gradient: inout [Double]) {
    for i in x.indices { gradient[i] = product(x, i) - pull[i] }
  }
}

/// Himmelblau's function: four minima of value 0.
func himmelblau(_ x: Double, _ y: Double) -> Double {
  let a = x * x + y - 11
  let b = x + y * y - 7
  return a * a + b * b
}

func unbounded(_ count: Int) -> (lower: [Double], upper: [Double]) {
  (
    [Double](repeating: -.infinity, count: count),
    [Double](repeating: .infinity, count: count)
  )
}
