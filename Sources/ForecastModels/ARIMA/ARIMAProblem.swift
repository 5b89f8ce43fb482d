import Forecasting
import LinearAlgebra
import RealModule
import TemporalData

/// A history prepared for ARIMA models of the same differences: differenced values and columns.
///
/// Missing values are interpolated, and a column for each of them lets the likelihood put anything
/// in their place. The other columns are brought to an orthonormal basis after differencing, and
/// their least-squares fit is taken off first, so that nothing cancels later.
struct ARIMAProblem {
  let history: SmoothingHistory
  /// The values without gaps, divided by the scale of the history.
  let levels: [Double]
  /// The slots whose value is missing.
  let missing: [Int]
  let lostValues: Int
  /// The differenced values less their least-squares fit on the basis.
  let differenced: [Double]
  /// Columns of missing values, then the basis, differenced.
  let columns: [[Double]]
  /// The same before differencing.
  let levelColumns: [[Double]]
  /// The least-squares fit, one amount per column; 0 for missing values.
  let firstCoefficients: [Double]
  /// The regressors that are in the basis, with those that are not because others imply them.
  let names: (kept: [String], dropped: [String])
  let hasConstantColumn: Bool
  private let keptColumns: [Regressors.Column]
  /// The basis is the kept columns times the inverse of this.
  private let triangle: Matrix

  /// More missing values than this are interpolated rather than estimated.
  static let mostMissing = 60

  init(
    _ history: SmoothingHistory, _ order: ARIMAOrder, constant: Bool, _ regressors: Regressors
  ) throws(ModelError) {
    self.history = history
    let values = history.scaled.storage
    lostValues = order.lostValues
    guard values.count > lostValues + 1 else {
      throw .tooFewObservations(needed: lostValues + 2, found: history.observedCount)
    }
    let gaps = values.indices.filter { values[$0].isNaN }
    missing = gaps.count <= Self.mostMissing ? gaps : []
    levels = history.scaled.interpolated(seasonLength: 1).storage
    let all = Self.columns(regressors, order, constant: constant, start: history.scaled.start)
    let raw = Regressors(all).values(of: history.scaled.periods)
    for (column, series) in zip(all, raw) {
      guard let slot = series.indices.first(where: { !series[$0].isFinite && !values[$0].isNaN })
      else { continue }
      throw .unknownRegressor(
        name: column.name, at: history.scaled.start.advanced(by: slot))
    }
    // Interpolated like the values, a column explains them where they are not estimated either.
    let bridged = raw.map { column in
      TimeSeries(
        start: history.scaled.start,
        storage: column.indices.map { values[$0].isNaN ? .nan : column[$0] }
      ).interpolated(seasonLength: 1).storage
    }
    let pulses = missing.map { slot in values.indices.map { $0 == slot ? 1.0 : 0 } }
    let changedPulses = pulses.map { Self.difference($0, order) }
    let basis = try Basis(bridged, order, of: levels, beside: changedPulses)
    triangle = basis.triangle
    keptColumns = basis.kept.map { all[$0] }
    hasConstantColumn = constant && basis.kept.first == 0
    names = (
      kept: keptColumns.map(\.name),
      dropped: all.indices.filter { !basis.kept.contains($0) }.map { all[$0].name }
    )
    levelColumns = pulses + basis.levels
    columns = changedPulses + basis.differenced
    firstCoefficients = pulses.map { _ in 0 } + basis.fit
    differenced = basis.residuals
  }

  /// Takes differences of an order.
  static func difference(_ values: [Double], _ order: ARIMAOrder) -> [Double] {
    var result = values
    for (lag, times) in [
      (1, order.differences), (order.seasonLength, order.seasonalDifferences),
    ] {
      for _ in 0..<times { result = zip(result.dropFirst(lag), result).map { $0 - $1 } }
    }
    return result
  }

  /// The regressors, with the constant first: 1, or the number of slots since the start.
  private static func columns(
    _ regressors: Regressors, _ order: ARIMAOrder, constant: Bool, start: Period
  ) -> [Regressors.Column] {
    guard constant else { return regressors.columns }
    let isMean = order.differences + order.seasonalDifferences == 0
    let column = Regressors.Column(isMean ? "mean" : "drift") { period in
      isMean ? 1 : Double(period.distance(from: start) + 1)
    }
    return [column] + regressors.columns
  }

  /// Coefficients of the regressors as they were given, in the unit of the series.
  func regressionCoefficients(_ basisCoefficients: [Double]) -> [Double] {
    given(basisCoefficients).map { $0 * history.scale }
  }

  /// Coefficients of the regressors as they were given, in units of `levels`.
  private func given(_ basisCoefficients: [Double]) -> [Double] {
    let own = Array(basisCoefficients.dropFirst(missing.count))
    return own.isEmpty ? own : (try? triangle.solveTriangular(.upper, own)) ?? own
  }

  /// The values, missing ones at what their columns say, in units of `levels`.
  func filled(_ basisCoefficients: [Double]) -> [Double] {
    var result = levels
    for (slot, amount) in zip(missing, basisCoefficients) { result[slot] -= amount }
    return result
  }

  /// What the regression adds at the next slots, in units of `levels`.
  func added(_ basisCoefficients: [Double], _ columns: [[Double]], steps: Int) -> [Double] {
    (0..<steps).map { step in
      zip(columns, basisCoefficients).reduce(0.0) { $0 + $1.0[step] * $1.1 }
    }
  }

  /// Standard errors of the regressors' coefficients, in the unit of the series per unit of noise.
  ///
  /// - Parameter factor: F with F Fᵀ the covariance of the basis coefficients over σ².
  func coefficientErrors(_ factor: Matrix) -> [Double]? {
    let own = missing.count..<factor.rowCount
    let part = Matrix(
      columns: (0..<factor.columnCount).map { j in own.map { $0 < j ? 0 : factor[$0, j] } })
    guard !own.isEmpty, let solved = try? triangle.solveTriangular(.upper, part) else { return nil }
    return (0..<own.count).map { row in
      let square = (0..<solved.columnCount).reduce(0) { $0 + solved[row, $1] * solved[row, $1] }
      return Double.sqrt(square) * history.scale
    }
  }

  /// What the constant adds at each of some periods, in units of `levels`.
  func constantParts(_ basisCoefficients: [Double], at periods: PeriodRange) -> [Double] {
    guard hasConstantColumn else { return periods.map { _ in 0 } }
    let amount = given(basisCoefficients)[0]
    return periods.map { keptColumns[0].value($0) * amount }
  }

  /// The columns, columns of missing values first, at the next slots; NaN where a
  /// regressor has no value.
  func columns(ahead steps: Int) -> [[Double]] {
    let periods = PeriodRange(start: history.scaled.end, count: steps)
    let none = [Double](repeating: 0, count: periods.count)
    return missing.map { _ in none }
      + Basis.combine(Regressors(keptColumns).values(of: periods), triangle)
  }
}

/// An orthonormal basis of differenced columns.
private struct Basis {
  /// The columns that the others do not imply.
  let kept: [Int]
  let levels: [[Double]]
  let differenced: [[Double]]
  let triangle: Matrix
  let fit: [Double]
  let residuals: [Double]

  /// What the others leave of a column must be this part of it to count.
  private static let leastShare = 1e-12

  init(
    _ columns: [[Double]], _ order: ARIMAOrder, of values: [Double], beside pulses: [[Double]]
  ) throws(ModelError) {
    let w = ARIMAProblem.difference(values, order)
    let changed = columns.map { ARIMAProblem.difference($0, order) }
    do {
      let redundant = try Self.redundant(columns, changed, beside: pulses)
      kept = changed.indices.filter { !redundant.contains($0) }
      guard !kept.isEmpty else {
        (levels, differenced, fit, residuals) = ([], [], [], w)
        triangle = Matrix(rowCount: 0, columnCount: 0)
        return
      }
      let factors = try QR(Matrix(columns: kept.map { changed[$0] }))
      triangle = factors.triangularFactor
      let q = factors.orthogonalFactor
      differenced = kept.indices.map { q.column($0) }
      levels = Self.combine(kept.map { columns[$0] }, triangle)
      fit = q.transposed * w
      residuals = zip(w, q * fit).map { $0 - $1 }
    } catch {
      throw .didNotConverge(iterations: 0)
    }
  }

  /// The columns that the others, differencing or missing values leave nothing of but rounding.
  private static func redundant(
    _ columns: [[Double]], _ changed: [[Double]], beside pulses: [[Double]]
  ) throws(LinearAlgebraError) -> [Int] {
    guard !columns.isEmpty else { return [] }
    let q = pulses.isEmpty ? nil : try QR(Matrix(columns: pulses)).orthogonalFactor
    let left = zip(columns, changed).map { column, difference in
      let known = q.map { $0 * ($0.transposed * difference) }
      let rest = difference.indices.map { difference[$0] - (known?[$0] ?? 0) }
      let least = leastShare * column.reduce(0) { max($0, abs($1)) }
      return rest.contains { abs($0) > least } ? rest : rest.map { _ in 0 }
    }
    return try LeastSquares(Matrix(columns: left), tolerance: leastShare).redundantColumns
  }

  /// Columns times the inverse of the triangle, one row after the other.
  static func combine(_ columns: [[Double]], _ triangle: Matrix) -> [[Double]] {
    var result = columns
    for j in columns.indices {
      for i in 0..<j {
        for t in result[j].indices { result[j][t] -= triangle[i, j] * result[i][t] }
      }
      for t in result[j].indices { result[j][t] /= triangle[j, j] }
    }
    return result
  }
}
