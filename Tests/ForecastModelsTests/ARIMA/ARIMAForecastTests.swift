import Forecasting
import LinearAlgebra
import RealModule
import Statistics
import TemporalData
import Testing
import _TestSupport

@testable import ForecastModels

/// The best linear prediction by the textbook: the covariance of everything in full, first values
/// and coefficients of any size solved for, no recursion and no state.
///
/// Reference: A. S. Goldberger, *Best linear unbiased prediction in the generalized linear
/// regression model*, J. Amer. Statist. Assoc. 57 (1962), doi:10.1080/01621459.1962.10480665.
private struct DensePrediction {
  let means: [Double]
  /// Over σ².
  let variances: [Double]

  init(_ test: ARIMACase, _ history: TimeSeries, horizon: Int) throws {
    let total = history.count + horizon
    let weights = test.integration
    // How the levels come from first values and from differences.
    let units = (0..<total).map { slot in
      var unit = [Double](repeating: 0, count: total)
      unit[slot] = 1
      return ARIMACase.recursion(unit, weights)
    }
    let (starts, sums) = (
      units.prefix(weights.count), Matrix(columns: Array(units.dropFirst(weights.count)))
    )
    // First values may be anything; a variance of 1 for them changes nothing.
    var covariance = sums * Self.covariance(test, total - weights.count) * sums.transposed
    if !starts.isEmpty { covariance = covariance + Matrix(columns: Array(starts)).outerGram }
    var design = Array(starts)
    if test.hasConstant { design.append((0..<total).map { weights.isEmpty ? 1 : Double($0) }) }
    design += test.model.regressors.values(
      of: PeriodRange(start: history.start, count: total))
    let seen = history.storage.indices.filter { !history.storage[$0].isNaN }
    let ahead = Array(history.count..<total)
    func part(_ rows: [Int], _ columns: [Int]) -> Matrix {
      Matrix(rowCount: rows.count, columnCount: columns.count) {
        covariance[rows[$0], columns[$1]]
      }
    }
    func rows(_ slots: [Int]) -> Matrix {
      Matrix(rowCount: slots.count, columnCount: design.count) { design[$1][slots[$0]] }
    }
    let factor = try Cholesky(part(seen, seen))
    let y = seen.map { history.storage[$0] }
    let toFuture = try factor.solve(part(seen, ahead)).transposed
    var (means, spread) = (toFuture * y, part(ahead, ahead) - toFuture * part(seen, ahead))
    if !design.isEmpty {
      let (x, ahead) = (rows(seen), rows(ahead))
      let normal = try Cholesky(x.transposed * factor.solve(x))
      let beta = try normal.solve(x.transposed * factor.solve(y))
      let move = ahead - toFuture * x
      means = zip(means, move * beta).map { $0 + $1 }
      spread = spread + move * normal.inverse * move.transposed
    }
    self.means = means
    variances = spread.diagonal
  }

  /// Autocovariances as sums over 3,000 weights of the moving-average form.
  private static func covariance(_ test: ARIMACase, _ count: Int) -> Matrix {
    let polynomials = test.polynomials
    let theta = polynomials.movingAverage.dense
    var psi = [1] + theta + [Double](repeating: 0, count: 2999 - theta.count)
    psi = ARIMACase.recursion(psi, polynomials.autoregressive.dense)
    let gamma = (0..<count).map { lag in
      (0..<(psi.count - lag)).reduce(0.0) { $0 + psi[$1] * psi[$1 + lag] }
    }
    return Matrix(rowCount: count, columnCount: count) { gamma[abs($0 - $1)] }
  }
}

@Suite("Forecasts of ARIMA models with known coefficients")
struct ARIMAForecastTests {
  @Test(
    "means and variances are those of the dense best linear prediction", arguments: ARIMACase.all)
  func dense(test: ARIMACase) throws {
    var stream = RandomStream(seed: 3, key: test.testDescription)
    let history = test.history(test.path(&stream, steps: test.count).map { 5 + $0 })
    let fitted = try test.fitted(history)
    let ahead = fitted.forecast(horizon: 9).distributions
    let dense = try DensePrediction(test, history, horizon: 9)
    let unit = fitted.deviation * fitted.scale
    for (step, distribution) in ahead.enumerated() {
      let deviation = Double.sqrt(dense.variances[step])
      expectClose(
        distribution.mean, dense.means[step], absolute: 1e-6 * deviation, "step \(step)")
      expectClose(
        distribution.standardDeviation / unit, deviation, relative: 1e-6, "step \(step)")
    }
  }

  @Test("paths have the mean and the deviation of the forecast", arguments: ARIMACase.all)
  func paths(test: ARIMACase) throws {
    var stream = RandomStream(seed: 4, key: test.testDescription)
    let fitted = try test.fitted(test.history(test.path(&stream, steps: test.count)))
    let count = 1000
    let paths = fitted.simulate(horizon: 6, paths: count, using: &stream)
    let ahead = fitted.forecast(horizon: 6).distributions
    for (step, distribution) in ahead.enumerated() {
      let values = paths.marginal(at: step)
      let mean = values.reduce(0, +) / Double(count)
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      let deviation = distribution.standardDeviation
      // Five standard errors of a mean, and of a variance, of 1,000 values.
      #expect(abs(mean - distribution.mean) < 5 * deviation / Double.sqrt(1000))
      #expect(abs(square / (deviation * deviation) - 1) < 5 * Double.sqrt(2.0 / 1000))
    }
  }

  @Test("paths move together as the process does: sums of a path spread like its cumulated weights")
  func sums() throws {
    let test = ARIMACase(
      orders: [0, 1, 1, 0, 0, 0], seasonLength: 1, angles: [0.5], count: 60)
    var stream = RandomStream(seed: 5, key: "sums")
    let fitted = try test.fitted(test.history(test.path(&stream, steps: 60)))
    let paths = fitted.simulate(horizon: 3, paths: 4000, using: &stream)
    let totals = paths.totals(over: paths.periods)
    let mean = totals.reduce(0, +) / 4000
    let square = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000
    // Weights 1, 1 + θ, 1 + θ: sums over what is left of the window.
    let weight = 1 - Double.sin(0.5)
    let expected = [1 + 2 * weight, 1 + weight, 1].reduce(0) { $0 + $1 * $1 }
    let unit = fitted.deviation * fitted.scale
    #expect(abs(square / (unit * unit * expected) - 1) < 5 * Double.sqrt(2.0 / 4000))
  }

  @Test("intervals of estimated models cover simulated truth nearly as often as they say")
  func coverage() throws {
    let test = ARIMACase(
      orders: [1, 1, 1, 0, 0, 0], seasonLength: 1, angles: [0.6, 0.3], count: 80)
    var (inside, all) = (0, 0)
    for run in 0..<60 {
      var stream = RandomStream(seed: 6, key: "coverage \(run)")
      let path = test.path(&stream, steps: 84)
      let fitted = try test.model.fit(test.history(Array(path.prefix(80))))
      for (interval, value) in zip(
        fitted.forecast(horizon: 4).intervals(level: 0.9), path.suffix(4))
      {
        all += 1
        if interval.lower <= value && value <= interval.upper { inside += 1 }
      }
    }
    let share = Double(inside) / Double(all)
    #expect(share > 0.8 && share < 0.96)
  }

  @Test(
    "coefficients of long simulated series are found again",
    arguments: [
      ARIMACase(orders: [2, 0, 0, 0, 0, 0], seasonLength: 1, angles: [0.5, -0.6], count: 400),
      ARIMACase(orders: [1, 1, 1, 0, 0, 0], seasonLength: 1, angles: [0.9, -0.5], count: 400),
      ARIMACase(orders: [0, 1, 1, 0, 1, 1], seasonLength: 4, angles: [0.5, 0.7], count: 400),
      ARIMACase(orders: [1, 0, 0, 1, 0, 0], seasonLength: 4, angles: [0.5, 0.6], count: 400),
    ])
  func recovered(test: ARIMACase) throws {
    var stream = RandomStream(seed: 7, key: test.testDescription)
    let found = try test.model.fit(test.history(test.path(&stream, steps: test.count)))
    let truth = test.polynomials
    let pairs =
      Array(zip(found.coefficients.autoregressive, truth.autoregressive.plain))
      + zip(found.coefficients.seasonalAutoregressive, truth.autoregressive.seasonal)
      + zip(found.coefficients.movingAverage, truth.movingAverage.plain)
      + zip(found.coefficients.seasonalMovingAverage, truth.movingAverage.seasonal)
    #expect(pairs.count == test.order.coefficientCount)
    // Some four standard errors: each is about √((1 − φ²)/n) or less than 1/√n.
    for (estimate, known) in pairs { #expect(abs(estimate - known) < 0.2) }
    #expect(abs(found.summary.residualStandardDeviation - 1) < 0.15)
  }
}
