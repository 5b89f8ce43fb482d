import Forecasting
import PartnerKPI
import TemporalData

/// Rows of the table of fitted values: the key columns, `kpi, period, actual, fitted, residual, model`.
public struct FittedTable: Hashable, Sendable {
  /// The columns, in order.
  public let columns: [ResultTable.Column]
  private let keys: KeyColumns

  /// A table for these key columns.
  public init(keyColumns: [String]) {
    let own: [ResultTable.Column] =
      [.init("kpi", .text), .init("period", .period)]
      + ["actual", "fitted", "residual"].map { .init($0, .number) } + [.init("model", .text)]
    keys = KeyColumns(keyColumns, beside: own)
    columns = keys.columns + own
  }

  /// The rows of one series: one per period of its history; none if it was refused.
  ///
  /// `residual` is `actual − fitted`; what was not observed or not fitted is empty.
  public func rows(
    _ key: SeriesKey, _ history: TimeSeries, _ outcome: SeriesOutcome<SeriesForecast>
  ) -> [ResultTable.Row] {
    guard let result = outcome.value, let fitted = result.fittedValues else { return [] }
    let start = keys.cells(key) + [.text(key.kpi)]
    let residuals = history.residuals(fitted)
    return history.periods.map { period in
      start + [
        .period(period), .number(history[period]), .number(fitted[period]),
        .number(residuals[period]), .text(result.forecast.model),
      ]
    }
  }
}
