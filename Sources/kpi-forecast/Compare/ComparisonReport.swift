import PartnerKPI
import ProgramHistory
import Reporting
import TemporalData

/// What came of a comparison, for a person.
struct ComparisonReport {
  let comparison: Comparison
  let earlier: String
  let later: String
  let style: ReportStyle

  /// The text, ended by a line feed.
  var text: String {
    var parts = ["forecasts of \(earlier) against what \(later) knows", ""]
    if comparison.rows.isEmpty {
      parts.append("no period that was forecast is known yet")
    } else {
      parts.append(
        String(
          TextTable(ComparisonTables(comparison: comparison).summary)
            .text(width: style.width, colour: style.colour).dropLast()))
      parts += misses
    }
    parts += revised + rest
    return parts.joined(separator: "\n") + "\n"
  }

  /// The values that lay furthest outside of the widest interval.
  private var misses: [String] {
    guard
      let widest = comparison.levels.indices.max(by: {
        comparison.levels[$0] < comparison.levels[$1]
      })
    else { return [] }
    let outside = comparison.rows.filter { $0.isInside(level: widest) == false }
    guard !outside.isEmpty else { return [] }
    let distance = { (row: Comparison.Row) -> Double in
      let (low, high) = (row.expected.bounds[2 * widest], row.expected.bounds[2 * widest + 1])
      let beyond = row.actual > high ? row.actual - high : low - row.actual
      return beyond / max(high - low, .leastNormalMagnitude)
    }
    let worst = outside.enumerated().sorted {
      (distance($1.element), $0.offset) < (distance($0.element), $1.offset)
    }.prefix(5)
    let level = comparison.levels[widest]
    let percent = level == level.rounded() ? String(Int(level)) : String(level)
    var table = ResultTable(
      columns: [.init("series", .text), .init("period", .period)]
        + ["forecast", "low", "high", "actual"].map { .init($0, .number) })
    for (_, row) in worst {
      table.append([
        .text(row.key.description), .period(Period(comparison.frequency, ordinal: row.period)),
        .number(row.expected.mean), .number(row.expected.bounds[2 * widest]),
        .number(row.expected.bounds[2 * widest + 1]), .number(row.actual),
      ])
    }
    let shown = TextTable(table).text(width: style.width, colour: style.colour).dropLast()
    return ["", "furthest outside of \(percent) %, of \(Counted.text(outside.count, "value")):"]
      + [String(shown)]
  }

  /// What was revised, a line per KPI.
  private var revised: [String] {
    let lines = comparison.revised.map { it -> String in
      var line = "  \(it.kpi): \(Counted.text(it.changed, "value"))"
      if let old = it.old, let new = it.new {
        let numbers = NumberStyle(fitting: [old, new], scaled: false)
        line += ", \(numbers.text(old)) → \(numbers.text(new)) in sum"
      }
      return line
    }
    guard !lines.isEmpty else { return [] }
    return ["", "values of the past that were revised since:"] + lines
  }

  /// What was not compared, in words.
  private var rest: [String] {
    let rest = comparison.rest
    let unit = comparison.frequency.unitName
    let lines = [
      (rest.pending, "expected values lie ahead of the last known \(unit)"),
      (rest.unknown, "expected values have no actual value"),
      (rest.refused, "series had no forecast"), (rest.gone, "series are not there any more"),
      (rest.new, "series are new"),
    ].filter { $0.0 > 0 }.map { "  \(Counted.grouped($0.0)) \($0.1)" }
    let kpis =
      rest.otherKPIs.isEmpty
      ? [] : ["  KPIs of one run alone: " + rest.otherKPIs.joined(separator: ", ")]
    return lines.isEmpty && kpis.isEmpty ? [] : ["", "not compared:"] + lines + kpis
  }
}
