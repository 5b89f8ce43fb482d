import Forecasting
import LinearAlgebra
import RealModule
import TemporalData

/// The columns of a model over a history: centred, brought to size 1, and only those that say
/// something that level, slope, season and the columns before do not.
struct RegressorColumns: Sendable {
  /// A column that is kept.
  struct Kept: Sendable {
    let position: Int
    let centre: Double
    let size: Double
  }

  let regressors: Regressors
  let kept: [Kept]
  /// Values of the kept columns over the history and the gap at its end.
  let values: [[Double]]
  /// Slots where a column is not known.
  private let unknown: [Bool]

  init(
    _ regressors: Regressors, _ history: SmoothingHistory, seasonLength: Int, hasSlope: Bool
  ) {
    self.regressors = regressors
    let start = history.scaled.start
    let count = history.scaled.count + history.gap
    guard !regressors.isEmpty, count > 0 else {
      (kept, values, unknown) = ([], [], [])
      return
    }
    let all = regressors.values(of: PeriodRange(start: start, count: count))
    let unknown = (0..<count).map { slot in all.contains { !$0[slot].isFinite } }
    let used = history.scaled.storage.indices.filter {
      !history.scaled.storage[$0].isNaN && !unknown[$0]
    }
    let sizes = all.map { Self.size($0, used) }
    let scaled = zip(all, sizes).map { column, size in
      column.map { $0.isFinite ? ($0 - size.centre) / size.size : 0 }
    }
    let own = Self.ownColumns(used, seasonLength: seasonLength, hasSlope: hasSlope)
    let positions = Self.independent(scaled.map { column in used.map { column[$0] } }, of: own)
    self.unknown = unknown
    kept = positions.map { Kept(position: $0, centre: sizes[$0].centre, size: sizes[$0].size) }
    values = positions.map { scaled[$0] }
  }

  /// The columns that say something that own columns and each other do not.
  ///
  /// What own columns explain is taken out first: a factorisation of all at once could give up a
  /// constant for a column that is one.
  private static func independent(_ columns: [[Double]], of own: [[Double]]) -> [Int] {
    guard let basis = try? LeastSquares(Matrix(columns: own)) else { return [] }
    let rests = columns.map { (try? basis.solve($0).residuals) ?? [] }
    let varying = rests.indices.filter { position in
      let squares = rests[position].reduce(0) { $0 + $1 * $1 }
      return squares > 1e-12 * Double(rests[position].count)
    }
    let design = Matrix(columns: varying.map { rests[$0] })
    let redundant = (try? LeastSquares(design, tolerance: 1e-6))?.redundantColumns ?? []
    return varying.indices.filter { !redundant.contains($0) }.map { varying[$0] }
  }

  /// Mean and root mean square deviation of a column over the slots that are used; size 1 if it does
  /// not vary.
  private static func size(_ column: [Double], _ used: [Int]) -> (centre: Double, size: Double) {
    let count = Double(max(1, used.count))
    let largest = used.reduce(0) { max($0, abs(column[$1])) }
    guard largest > 0 else { return (0, 1) }
    let centre = used.reduce(0) { $0 + column[$1] / count }
    let squares = used.reduce(0) { sum, slot in
      let share = (column[slot] - centre) / largest
      return sum + share * share / count
    }
    let size = largest * Double.sqrt(squares)
    return (centre, size > 1e-12 * largest ? size : 1)
  }

  /// What the model itself can say without disturbances: a constant, a line and the slots.
  private static func ownColumns(
    _ used: [Int], seasonLength: Int, hasSlope: Bool
  ) -> [[Double]] {
    var columns = [used.map { _ in 1.0 }]
    if hasSlope { columns.append(used.map { Double($0) / Double(max(1, used.count)) - 0.5 }) }
    for slot in stride(from: 1, to: seasonLength, by: 1) {
      columns.append(used.map { $0 % seasonLength == slot ? 1 : 0 })
    }
    return columns
  }

  /// The observations that can be used, with the gap at the end.
  func masked(_ observed: [Double], gap: Int) -> [Double] {
    let padded = observed + [Double](repeating: .nan, count: gap)
    guard !kept.isEmpty else { return padded }
    return padded.indices.map { unknown[$0] ? .nan : padded[$0] }
  }

  /// The kept columns over the history and a horizon; a value that is not known is the column's mean.
  func extended(from start: Period, horizon: Int) -> [[Double]] {
    guard !kept.isEmpty else { return [] }
    let ahead = PeriodRange(start: start, count: horizon)
    return zip(kept, values).map { column, past in
      past
        + ahead.map { period in
          let value = regressors.columns[column.position].value(period)
          return value.isFinite ? (value - column.centre) / column.size : 0
        }
    }
  }
}
