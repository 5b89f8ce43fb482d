import PartnerKPI
import ProgramHistory
import Reporting
import TemporalData

/// What came of a comparison as tables.
struct ComparisonTables {
  let comparison: Comparison

  /// `KEYS…, kpi, period, mean, lo_80, hi_80, …, actual, error, inside_80, …, model, source, status`.
  var rows: ResultTable {
    let numbers = ["mean"] + levels.flatMap { ["lo_" + $0, "hi_" + $0] } + ["actual", "error"]
    let own: [ResultTable.Column] =
      [.init("kpi", .text), .init("period", .period)] + numbers.map { .init($0, .number) }
      + levels.map { .init("inside_" + $0, .count) }
      + ["model", "source", "status"].map { .init($0, .text) }
    var table = ResultTable(columns: keys(beside: own) + own)
    for row in comparison.rows { table.append(cells(row)) }
    return table
  }

  private func cells(_ row: Comparison.Row) -> ResultTable.Row {
    let bounds = comparison.levels.indices.flatMap { level -> [ResultTable.Cell] in
      [2 * level, 2 * level + 1].map { place in
        .number(row.expected.bounds.indices.contains(place) ? row.expected.bounds[place] : nil)
      }
    }
    let inside = comparison.levels.indices.map { level -> ResultTable.Cell in
      row.isInside(level: level).map { .count($0 ? 1 : 0) } ?? .missing
    }
    let words = [row.forecast.model, row.forecast.source, row.forecast.status]
    return cells(row.key) + [period(row.period), .number(row.expected.mean)] + bounds
      + [.number(row.actual), .number(row.error)] + inside
      + words.map { $0.map { .text($0) } ?? .missing }
  }

  /// `kpi, n, n_series, forecast, actual, mae, rmse, bias, wape, inside_80, coverage_80, …`.
  var summary: ResultTable {
    let numbers = ["forecast", "actual", "mae", "rmse", "bias", "wape"]
    var table = ResultTable(
      columns: [.init("kpi", .text), .init("n", .count), .init("n_series", .count)]
        + numbers.map { .init($0, .number) }
        + levels.flatMap { [.init("inside_" + $0, .count), .init("coverage_" + $0, .number)] })
    for it in comparison.summaries {
      let measures = [
        it.expected, it.actual, it.meanAbsoluteError, it.rootMeanSquaredError, it.bias,
        it.weightedError,
      ]
      let coverage = it.inside.indices.flatMap { level -> [ResultTable.Cell] in
        [.count(it.inside[level].held), .number(it.coverage(level: level))]
      }
      table.append(
        [.text(it.kpi ?? "all"), .count(it.count), .count(it.series)]
          + measures.map { .number($0) } + coverage)
    }
    return table
  }

  /// `KEYS…, kpi, period, old, new, change`.
  var revisions: ResultTable {
    let own: [ResultTable.Column] =
      [.init("kpi", .text), .init("period", .period)]
      + ["old", "new", "change"].map { .init($0, .number) }
    var table = ResultTable(columns: keys(beside: own) + own)
    for it in comparison.revisions {
      let change = it.old.flatMap { old in it.new.map { $0 - old } }
      table.append(
        cells(it.key) + [period(it.period), .number(it.old), .number(it.new), .number(change)])
    }
    return table
  }

  /// The levels in names of columns: `80`, `97.5`.
  private var levels: [String] {
    comparison.levels.map { $0 == $0.rounded() ? String(Int($0)) : String($0) }
  }

  /// The key columns, those with the name of another column made longer.
  private func keys(beside own: [ResultTable.Column]) -> [ResultTable.Column] {
    var taken = Set(own.map(\.name))
    return comparison.keyColumns.map { name in
      var unique = name
      while !taken.insert(unique).inserted { unique += "_key" }
      return .init(unique, .text)
    }
  }

  private func cells(_ key: SeriesKey) -> ResultTable.Row {
    key.values.map { .text($0) } + [.text(key.kpi)]
  }

  private func period(_ ordinal: Int) -> ResultTable.Cell {
    .period(Period(comparison.frequency, ordinal: ordinal))
  }
}
