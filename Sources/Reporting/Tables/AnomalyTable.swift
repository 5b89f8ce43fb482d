import Forecasting
import PartnerKPI
import TemporalData

/// Rows of the table of anomalies: the key columns, `kpi, kind, period, until, value, expected, change`.
///
/// | kind | period, until | value, expected | change |
/// |---|---|---|---|
/// | `outlier` | its period | observed, and what was to be expected | the difference |
/// | `level_shift` | the first period on the new level, no end | | by how much the level moved |
/// | `shock` | the first and the last period | | by how much they left the level on average |
public struct AnomalyTable: Hashable, Sendable {
  /// The columns, in order.
  public let columns: [ResultTable.Column]
  private let keys: KeyColumns

  /// A table for these key columns.
  public init(keyColumns: [String]) {
    let own: [ResultTable.Column] =
      [.init("kpi", .text), .init("kind", .text)]
      + ["period", "until"].map { .init($0, .period) }
      + ["value", "expected", "change"].map { .init($0, .number) }
    keys = KeyColumns(keyColumns, beside: own)
    columns = keys.columns + own
  }

  /// The rows of one series: one per outlier, level shift and shock that its fit found.
  public func rows(_ key: SeriesKey, _ findings: [Finding]) -> [ResultTable.Row] {
    let start = keys.cells(key) + [.text(key.kpi)]
    return findings.compactMap { finding in Self.cells(finding).map { start + $0 } }
  }

  private static func cells(_ finding: Finding) -> ResultTable.Row? {
    switch finding {
    case .outlier(let period, let value, let expected):
      [
        .text("outlier"), .period(period), .period(period), .number(value), .number(expected),
        .number(value - expected),
      ]
    case .levelShift(let period, let change):
      [.text("level_shift"), .period(period), .missing, .missing, .missing, .number(change)]
    case .shock(let periods, let change):
      [
        .text("shock"), .period(periods.start), .period(periods.last ?? periods.start), .missing,
        .missing, .number(change),
      ]
    case .trend, .season, .cadence, .intermittent, .silence, .shortHistory, .note: nil
    }
  }
}
