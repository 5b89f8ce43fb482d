import Forecasting
import PartnerKPI

/// Rows of the backtest table, one per series and model.
///
/// Columns: the key columns, `kpi, model, n_windows, horizon`, the measures and `status, reason`.
public struct BacktestTable: Hashable, Sendable {
  /// The columns, in order.
  public let columns: [ResultTable.Column]
  private let keys: KeyColumns
  private let measures: BacktestMeasures

  /// A table for these key columns, with a column of coverage per level.
  ///
  /// - Parameter levels: the levels of the intervals that were scored, 0 < level < 1.
  public init(keyColumns: [String], levels: [Double] = [0.8, 0.95]) {
    measures = BacktestMeasures(levels: levels)
    let own: [ResultTable.Column] =
      [
        .init("kpi", .text), .init("model", .text), .init("n_windows", .count),
        .init("horizon", .count),
      ] + measures.columns + Self.ends
    keys = KeyColumns(keyColumns, beside: own)
    columns = keys.columns + own
  }

  static let ends: [ResultTable.Column] = [.init("status", .text), .init("reason", .text)]

  /// The row of one series and model; a refused series has the reason and no numbers.
  ///
  /// - Parameter model: the name that was asked for, such as `auto`.
  public func row(
    _ key: SeriesKey, model: String, _ outcome: SeriesOutcome<BacktestScores>
  ) -> ResultTable.Row {
    var row = keys.cells(key) + [.text(key.kpi), .text(model)]
    if let scores = outcome.value {
      row += [.count(scores.windows), .count(scores.horizon)]
      row += measures.values(scores).map { .number($0) }
    } else {
      row += [ResultTable.Cell](repeating: .missing, count: 2 + measures.columns.count)
    }
    return row + [.text(outcome.status), .text(orMissing: outcome.reason)]
  }
}

/// The measures of a backtest, in the order of their columns.
struct BacktestMeasures: Hashable, Sendable {
  /// The levels of the intervals whose coverage is counted.
  let levels: [Double]

  /// The columns of the coverage, such as `coverage_80`.
  var coverages: [String] { levels.map { "coverage_" + ForecastTable.percentText($0) } }

  /// The names of the columns; the last is the skill.
  var names: [String] {
    ["mae", "rmse", "smape", "mase", "rmsse", "bias", "wql", "msis"] + coverages
      + ["skill_vs_snaive"]
  }

  /// The columns, in the order of `values(_:)`.
  var columns: [ResultTable.Column] { names.map { .init($0, .number) } }

  /// The measures of a series.
  func values(_ scores: BacktestScores) -> [Double?] {
    [
      scores.meanAbsoluteError, scores.rootMeanSquaredError, scores.symmetricPercentageError,
      scores.meanAbsoluteScaledError, scores.rootMeanSquaredScaledError, scores.bias,
      scores.weightedQuantileLoss, scores.meanScaledIntervalScore,
    ] + levels.map { scores.coverage(at: $0) } + [scores.skill]
  }
}
