import Forecasting
import PartnerKPI

/// Rows of the table of jointly simulated futures: the key columns, `kpi, path, period, value`.
public struct PathsTable: Hashable, Sendable {
  /// The columns, in order.
  public let columns: [ResultTable.Column]
  private let keys: KeyColumns

  /// A table for these key columns.
  public init(keyColumns: [String]) {
    let own: [ResultTable.Column] = [
      .init("kpi", .text), .init("path", .count), .init("period", .period),
      .init("value", .number),
    ]
    keys = KeyColumns(keyColumns, beside: own)
    columns = keys.columns + own
  }

  /// Hands over the rows of one series one by one: path by path, numbered from 1.
  public func forEachRow(
    _ key: SeriesKey, _ paths: SamplePaths, _ body: (ResultTable.Row) throws -> Void
  ) rethrows {
    let start = keys.cells(key) + [.text(key.kpi)]
    for path in 0..<paths.count {
      for (period, value) in zip(paths.periods, paths[path]) {
        try body(start + [.count(path + 1), .period(period), .number(value)])
      }
    }
  }
}
