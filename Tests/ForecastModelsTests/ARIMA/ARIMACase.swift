import Forecasting
import LinearAlgebra
import RealModule
import Statistics
import TemporalData
import Testing

@testable import ForecastModels

/// An ARIMA process whose parameters are known, and the fit that is given them.
struct ARIMACase: CustomTestStringConvertible, Sendable {
  let orders: [Int]
  let seasonLength: Int
  /// Angles of φ, Φ, θ and Θ.
  let angles: [Double]
  let count: Int
  var hasConstant = false
  var hasRegressors = false
  /// Slots without a value; those at the end of the history are steps ahead.
  var missing: [Int] = []

  var order: ARIMAOrder {
    ARIMAOrder(
      unchecked: orders[0], orders[1], orders[2], orders[3], orders[4], orders[5],
      seasonLength: seasonLength)
  }
  var testDescription: String {
    "\(order) over \(count) values, constant \(hasConstant), regressors \(hasRegressors), "
      + "without \(missing)"
  }
  var model: ARIMA {
    ARIMA(
      unchecked: order, constant: hasConstant, regressors: hasRegressors ? Self.regressors : .none)
  }

  /// A wave that repeats nowhere, and a step at slot 11.
  static let regressors = Regressors([
    Regressors.Column("wave") { Double.sin(Double($0.ordinal * $0.ordinal)) },
    Regressors.Column("step") { $0.ordinal < 11 ? 0 : 3 },
  ])

  /// The weights of 1 − Σ a[k] Bᵏ = (1 − B)ᵈ (1 − Bᵐ)ᴰ, from lag 1 on.
  var integration: [Double] {
    var plain = self.order
    plain = ARIMAOrder(
      unchecked: 0, plain.differences, 0, 0, plain.seasonalDifferences, 0,
      seasonLength: seasonLength)
    return ARIMAExtrapolation(ARMAPolynomials(plain), plain).weights
  }

  var polynomials: ARMAPolynomials {
    var result = ARMAPolynomials(order)
    result.set(angles: angles)
    return result
  }

  /// A path of the process, 200 slots after it began from nothing, differences from 0 on.
  func path(_ stream: inout RandomStream, steps: Int) -> [Double] {
    let (phi, theta) = (polynomials.autoregressive.dense, polynomials.movingAverage.dense)
    var (values, errors) = ([Double](), [Double]())
    for t in 0..<200 + steps {
      errors.append(stream.normal())
      var value = errors[t]
      for k in phi.indices where k < t { value += phi[k] * values[t - 1 - k] }
      for k in theta.indices where k < t { value += theta[k] * errors[t - 1 - k] }
      values.append(value)
    }
    return Self.recursion(Array(values.suffix(steps)), integration)
  }

  /// y[t] = values[t] + Σ weights[k] y[t−k], from nothing.
  static func recursion(_ values: [Double], _ weights: [Double]) -> [Double] {
    var result = values
    for t in result.indices {
      for k in weights.indices where k < t { result[t] += weights[k] * result[t - 1 - k] }
    }
    return result
  }

  func history(_ values: [Double]) -> TimeSeries {
    TimeSeries(
      start: Period(.index, ordinal: 0),
      storage: values.indices.map { missing.contains($0) ? .nan : values[$0] })
  }

  /// The fit of a history with the true coefficients.
  func fitted(_ history: TimeSeries) throws -> FittedARIMA {
    let problem = try ARIMAProblem(
      SmoothingHistory(history), order, constant: hasConstant, model.regressors)
    var likelihood = ARMALikelihood(
      order, problem.differenced, columns: problem.columns, missing: problem.missing.count)
    let value = likelihood.value(at: angles)
    try #require(value.isFinite)
    return FittedARIMA(
      model, problem, ARIMAEstimate(angles: angles, objective: value, likelihood: likelihood))
  }

  static let all: [ARIMACase] = [
    .init(orders: [1, 0, 0, 0, 0, 0], seasonLength: 1, angles: [0.9], count: 20),
    .init(
      orders: [1, 0, 0, 0, 0, 0], seasonLength: 1, angles: [1.45], count: 6, hasConstant: true),
    .init(orders: [0, 0, 1, 0, 0, 0], seasonLength: 1, angles: [1.5], count: 5),
    .init(orders: [0, 1, 1, 0, 0, 0], seasonLength: 1, angles: [1.4], count: 7, hasConstant: true),
    .init(
      orders: [0, 1, 1, 0, 0, 0], seasonLength: 1, angles: [-0.4], count: 30, missing: [9, 10]),
    .init(orders: [0, 2, 2, 0, 0, 0], seasonLength: 1, angles: [1.2, 0.5], count: 25),
    .init(
      orders: [2, 1, 2, 0, 0, 0], seasonLength: 1, angles: [0.6, -0.4, 0.9, 1.1], count: 30,
      hasRegressors: true, missing: [3, 17, 28, 29]),
    .init(
      orders: [2, 0, 1, 0, 0, 0], seasonLength: 1, angles: [0.3, 0.7, 1.45], count: 24,
      hasConstant: true, hasRegressors: true, missing: [1, 11, 23]),
    .init(
      orders: [3, 1, 1, 0, 0, 0], seasonLength: 1, angles: [0.3, 0.2, -0.5, 0.7], count: 28,
      hasConstant: true, missing: [1, 2, 3, 4, 20]),
    .init(orders: [0, 1, 1, 0, 1, 1], seasonLength: 4, angles: [0.5, 1.3], count: 20),
    .init(
      orders: [0, 1, 1, 0, 1, 1], seasonLength: 4, angles: [0.8, 0.7], count: 34,
      hasRegressors: true, missing: [2, 5, 19, 20, 21, 33]),
    .init(
      orders: [1, 0, 1, 1, 0, 1], seasonLength: 4, angles: [0.5, 0.9, -0.4, 0.6], count: 30,
      hasConstant: true, missing: [7, 8]),
    .init(
      orders: [1, 0, 0, 0, 1, 1], seasonLength: 4, angles: [0.8, 1.45], count: 13,
      hasConstant: true),
  ]
}
