import Forecasting
import PartnerKPI

/// Rows of the backtest table, one per series and model.
///
/// Columns: the key columns, `kpi, model, n_windows, horizon`, the measures and `status, reason`.
public struct BacktestTable: Hashable, Sendable {
  /// The columns, in order.
  public let columns: [ResultTable.Column]
  private let keys: KeyColumns

  /// A table for these key columns.
  public init(keyColumns: [String]) {
    let own: [ResultTable.Column] =
      [
        .init("kpi", .text), .init("model", .text), .init("n_windows", .count),
        .init("horizon", .count),
      ] + Self.measures + Self.ends
    keys = KeyColumns(keyColumns, beside: own)
    columns = keys.columns + own
  }

  static let ends: [ResultTable.Column] = [.init("status", .text), .init("reason", .text)]

  /// The columns of the measures, in the order of `values(_:)`.
  static let measures: [ResultTable.Column] = [
    "mae", "rmse", "smape", "mase", "rmsse", "bias", "wql", "msis", "coverage_80", "coverage_95",
    "skill_vs_snaive",
  ].map { .init($0, .number) }

  /// The measures of a series, in the order of the columns.
  static func values(_ scores: BacktestScores) -> [Double?] {
    [
      scores.meanAbsoluteError, scores.rootMeanSquaredError, scores.symmetricPercentageError,
      scores.meanAbsoluteScaledError, scores.rootMeanSquaredScaledError, scores.bias,
      scores.weightedQuantileLoss, scores.meanScaledIntervalScore, scores.coverage80,
      scores.coverage95, scores.skill,
    ]
  }

  /// The row of one series and model; a refused series has the reason and no numbers.
  ///
  /// - Parameter model: the name that was asked for, such as `auto`.
  public func row(
    _ key: SeriesKey, model: String, _ outcome: SeriesOutcome<BacktestScores>
  ) -> ResultTable.Row {
    var row = keys.cells(key) + [.text(key.kpi), .text(model)]
    if let scores = outcome.value {
      row += [.count(scores.windows), .count(scores.horizon)]
      row += Self.values(scores).map { .number($0) }
    } else {
      row += [ResultTable.Cell](repeating: .missing, count: 2 + Self.measures.count)
    }
    return row + [.text(outcome.status), .text(orMissing: outcome.reason)]
  }
}
