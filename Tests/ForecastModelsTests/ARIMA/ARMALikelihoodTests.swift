import LinearAlgebra
import Optimization
import RealModule
import Statistics
import Testing

@testable import ForecastModels

/// The likelihood by the textbook: the covariance matrix in full, its Cholesky factor, no recursion.
///
/// Autocovariances are sums over 3,000 weights of the moving-average form; observed rows alone
/// enter, so that missing values need no trick here.
private struct DenseLikelihood {
  let covariance: Matrix

  init(_ polynomials: ARMAPolynomials, count: Int) {
    let (phi, theta) = (polynomials.autoregressive.dense, polynomials.movingAverage.dense)
    var psi = [Double](repeating: 0, count: 3000)
    for k in psi.indices {
      var value = k == 0 ? 1 : (k <= theta.count ? theta[k - 1] : 0)
      for j in 1..<(min(k, phi.count) + 1) { value += phi[j - 1] * psi[k - j] }
      psi[k] = value
    }
    let gamma = (0..<count).map { lag in
      (0..<(psi.count - lag)).reduce(0.0) { $0 + psi[$1] * psi[$1 + lag] }
    }
    covariance = Matrix(rowCount: count, columnCount: count) { gamma[abs($0 - $1)] }
  }

  /// The objective of `ARMALikelihood` for values that are observed where `seen` says.
  func objective(_ values: [Double], columns: [[Double]], seen: [Bool]) throws -> Double {
    let kept = values.indices.filter { seen[$0] }
    let part = Matrix(rowCount: kept.count, columnCount: kept.count) {
      covariance[kept[$0], kept[$1]]
    }
    let factor = try Cholesky(part)
    var w = kept.map { values[$0] }
    if !columns.isEmpty {
      let x = Matrix(columns: columns.map { column in kept.map { column[$0] } })
      let solved = try factor.solve(x)
      let normal = try Cholesky(x.transposed * solved)
      let beta = try normal.solve(solved.transposed * w)
      w = zip(w, x * beta).map { $0 - $1 }
    }
    let s = zip(w, try factor.solve(w)).reduce(0) { $0 + $1.0 * $1.1 }
    let n = Double(kept.count)
    return Double.log(s / n) + factor.logDeterminant / n
  }
}

private struct LikelihoodCase: CustomTestStringConvertible {
  let orders: [Int]
  let seasonLength: Int
  let count: Int
  var order: ARIMAOrder {
    ARIMAOrder(
      unchecked: orders[0], 0, orders[1], orders[2], 0, orders[3], seasonLength: seasonLength)
  }
  var testDescription: String { "\(order) over \(count) values" }

  static let all: [LikelihoodCase] = [
    .init(orders: [1, 0, 0, 0], seasonLength: 1, count: 30),
    .init(orders: [0, 1, 0, 0], seasonLength: 1, count: 30),
    .init(orders: [3, 0, 0, 0], seasonLength: 1, count: 9),
    .init(orders: [0, 3, 0, 0], seasonLength: 1, count: 8),
    .init(orders: [1, 1, 0, 0], seasonLength: 1, count: 40),
    .init(orders: [2, 3, 0, 0], seasonLength: 1, count: 40),
    .init(orders: [5, 2, 0, 0], seasonLength: 1, count: 40),
    .init(orders: [0, 1, 0, 1], seasonLength: 4, count: 40),
    .init(orders: [1, 0, 1, 0], seasonLength: 4, count: 40),
    .init(orders: [2, 1, 1, 1], seasonLength: 12, count: 60),
    .init(orders: [1, 2, 2, 2], seasonLength: 4, count: 50),
    .init(orders: [5, 3, 1, 1], seasonLength: 4, count: 60),
    .init(orders: [0, 2, 0, 2], seasonLength: 12, count: 70),
  ]

  func point(_ stream: inout RandomStream) -> [Double] {
    (0..<order.coefficientCount).map { _ in 1.5 * (stream.uniform() - 0.5) }
  }

  func values(_ stream: inout RandomStream) -> [Double] {
    (0..<count).map { _ in stream.normal() + 0.3 }
  }
}

@Suite("Likelihood of ARMA processes")
struct ARMALikelihoodTests {
  @Test("equals the dense Gaussian likelihood to 1e-8", arguments: LikelihoodCase.all)
  fileprivate func equalsDense(_ test: LikelihoodCase) throws {
    var stream = RandomStream(seed: 7, key: test.testDescription)
    for _ in 0..<4 {
      let (x, w) = (test.point(&stream), test.values(&stream))
      let columns = [w.map { _ in 1.0 }, w.indices.map { Double($0 * $0 % 7) }]
      for used in [[], columns] {
        var likelihood = ARMALikelihood(test.order, w, columns: used)
        let value = likelihood.value(at: x)
        let dense = DenseLikelihood(likelihood.polynomials, count: test.count)
        let expected = try dense.objective(
          w, columns: used, seen: [Bool](repeating: true, count: test.count))
        #expect(abs(value - expected) <= 1e-8 * max(1, abs(expected)))
      }
    }
  }

  @Test("passes over missing values as the dense likelihood does", arguments: LikelihoodCase.all)
  fileprivate func missing(_ test: LikelihoodCase) throws {
    var stream = RandomStream(seed: 8, key: test.testDescription)
    let (x, w) = (test.point(&stream), test.values(&stream))
    let gone = [0, 3, 4]
    let pulses = gone.map { slot in w.indices.map { $0 == slot ? 1.0 : 0 } }
    let ones = w.map { _ in 1.0 }
    var likelihood = ARMALikelihood(test.order, w, columns: pulses + [ones], missing: gone.count)
    let value = likelihood.value(at: x)
    let dense = DenseLikelihood(likelihood.polynomials, count: test.count)
    let seen = w.indices.map { !gone.contains($0) }
    let expected = try dense.objective(w, columns: [ones], seen: seen)
    #expect(abs(value - expected) <= 1e-8 * max(1, abs(expected)))
  }

  @Test("the gradient equals extrapolated differences", arguments: LikelihoodCase.all)
  fileprivate func gradient(_ test: LikelihoodCase) {
    var stream = RandomStream(seed: 9, key: test.testDescription)
    for round in 0..<4 {
      let (x, w) = (test.point(&stream), test.values(&stream))
      let pulse = w.indices.map { $0 == 2 || $0 == 5 ? 1.0 : 0 }
      let ones = w.map { _ in 1.0 }
      var likelihood = ARMALikelihood(
        test.order, w, columns: [[], [ones], [pulse, ones], [pulse]][round],
        missing: [0, 0, 1, 1][round], start: round == 1 && test.count > 20 ? .conditional : .exact)
      _ = likelihood.value(at: x)
      var found = x
      likelihood.gradient(at: x, into: &found)
      let base = likelihood
      for i in x.indices {
        let (expected, _) = NumericalGradient.extrapolated(at: x[i], step: 0.05) { angle in
          var (copy, point) = (base, x)
          point[i] = angle
          return copy.value(at: point)
        }
        #expect(abs(found[i] - expected) <= 1e-6 * max(1, abs(expected)))
      }
    }
  }
}
