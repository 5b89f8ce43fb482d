import PartnerKPI
import Reporting
import TemporalData

/// A panel as a long table: one row per series and period.
struct TidyTable {
  private let panel: KPIPanel

  init(_ panel: KPIPanel) { self.panel = panel }

  /// `KEYS…, kpi, period, value`.
  var columns: [ResultTable.Column] {
    panel.keyColumns.map { .init($0, .text) }
      + [.init("kpi", .text), .init("period", .period), .init("value", .number)]
  }

  /// The number of rows.
  var count: Int { panel.entries.reduce(0) { $0 + $1.series.values.count } }

  /// The rows of one series.
  func rows(_ entry: KPIPanel.Entry) -> [ResultTable.Row] {
    let series = entry.series.values
    let key = entry.key.values.map { ResultTable.Cell.text($0) } + [.text(entry.key.kpi)]
    return series.periods.map { period in key + [.period(period), .number(series[period])] }
  }

  /// One line per series, for a person: its span, what is missing, and its shape.
  func preview(_ output: OutputOptions, limit: Int = 20) -> String {
    let columns: [ResultTable.Column] =
      panel.keyColumns.map { .init($0, .text) } + [
        .init("kpi", .text), .init("from", .text), .init("to", .text), .init("periods", .count),
        .init("missing", .count), .init("last", .number), .init("history", .text),
      ]
    var table = ResultTable(columns: columns)
    for entry in panel.entries.prefix(limit) { table.append(Self.overview(entry)) }
    let style = output.viewStyle
    let rest = panel.entries.count - min(limit, panel.entries.count)
    let more = rest > 0 ? "… and \(Counted.series(rest)) more\n" : ""
    return TextTable(table).text(width: style.width, colour: style.colour) + more
  }

  private static func overview(_ entry: KPIPanel.Entry) -> ResultTable.Row {
    let series = entry.series.values
    return entry.key.values.map { .text($0) } + [
      .text(entry.key.kpi), .text(PeriodLabel.text(series.start)),
      .text(PeriodLabel.text(series.end.advanced(by: -1))), .count(series.count),
      .count(series.count - series.observedCount), .number(series[series.end.advanced(by: -1)]),
      .text(Sparkline.text(series.suffix(12).storage)),
    ]
  }
}
