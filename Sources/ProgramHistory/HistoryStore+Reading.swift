import Foundation
import GRDB
import PartnerKPI
import TemporalData

extension HistoryStore {
  /// All vintages, in the order of the days on which they stand and then of their numbers.
  public func vintages() throws(HistoryError) -> [Vintage] {
    do {
      return try database.read { db in
        let rows = try Row.fetchAll(
          db,
          sql: """
            SELECT vintage.id, as_of, created_at, version, grain, key_columns,
              (SELECT count(*) FROM forecast WHERE vintage_id = vintage.id) AS series,
              (SELECT json_group_array(name) FROM kpi WHERE vintage_id = vintage.id) AS kpis
            FROM vintage JOIN layout ON layout.id = layout_id
            ORDER BY as_of, vintage.id
            """)
        return try rows.map { row in
          let kpis: [String] = try JSONText.value(row["kpis"])
          return Vintage(
            id: row["id"], asOf: row["as_of"], createdAt: row["created_at"],
            version: row["version"], grain: row["grain"],
            keyColumns: try JSONText.value(row["key_columns"]), kpis: kpis.sorted(),
            series: row["series"])
        }
      }
    } catch {
      throw HistoryError(error, path)
    }
  }

  /// The run of a vintage as it was kept.
  ///
  /// - Throws: `HistoryError` of kind `noVintage` if there is none of that number.
  public func run(_ id: Int64) throws(HistoryError) -> KeptRun {
    do {
      return try database.read { db in try Self.run(id, db, path) }
    } catch {
      throw HistoryError(error, path)
    }
  }

  private static func run(_ id: Int64, _ db: Database, _ path: String) throws -> KeptRun {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT as_of, levels, grain, key_columns, layout_id
        FROM vintage JOIN layout ON layout.id = layout_id WHERE vintage.id = ?
        """, arguments: [id])
    guard let row else {
      throw HistoryError(
        .noVintage, path, "there is no vintage \(id)",
        fix: "kpi-forecast compare --list shows those there are")
    }
    guard let frequency = Frequency(row["grain"] as String) else {
      throw HistoryError(.damaged, path, "vintage \(id) has no known grain", fix: "move it away")
    }
    let kinds = try Row.fetchAll(
      db, sql: "SELECT name, kind FROM kpi WHERE vintage_id = ?", arguments: [id])
    var run = KeptRun(
      asOf: row["as_of"], frequency: frequency, keyColumns: try JSONText.value(row["key_columns"]),
      kinds: Dictionary(uniqueKeysWithValues: kinds.map { ($0["name"], $0["kind"]) }),
      levels: try JSONText.value(row["levels"]), series: [])
    run.series = try series(of: id, run, layout: row["layout_id"], db, path)
    return run
  }

  /// The series of a vintage: those with a forecast in their order, then those with values alone.
  private static func series(
    of id: Int64, _ run: KeptRun, layout: Int64, _ db: Database, _ path: String
  ) throws -> [KeptRun.Series] {
    var values = try values(of: layout, kpis: Set(run.kinds.keys), upTo: id, db)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT series.id, keys, kpi, status, reason, model, source, start, numbers
        FROM series LEFT JOIN forecast ON series_id = series.id AND vintage_id = ?
        WHERE layout_id = ? ORDER BY place IS NULL, place, series.id
        """, arguments: [id, layout])
    var all: [KeptRun.Series] = []
    while let row = try rows.next() {
      let known = values.removeValue(forKey: row["id"]) ?? [:]
      let forecast = try forecast(row, run, path)
      guard forecast != nil || !known.isEmpty else { continue }
      let key = SeriesKey(values: try JSONText.value(row["keys"]), kpi: row["kpi"])
      all.append(KeptRun.Series(key: key, values: known, forecast: forecast))
    }
    return all
  }

  private static func forecast(
    _ row: Row, _ run: KeptRun, _ path: String
  ) throws -> KeptRun.Forecast? {
    guard let status = row["status"] as String? else { return nil }
    let numbers = (row["numbers"] as Data?) ?? Data()
    let start = (row["start"] as Int?) ?? 0
    guard let steps = NumberBlob.steps(numbers, from: start, levels: run.levels.count) else {
      throw HistoryError(
        .damaged, path, "a forecast has numbers that do not fit its levels",
        fix: "move the file away; the next run begins a new one")
    }
    return KeptRun.Forecast(
      status: status, reason: row["reason"], model: row["model"], source: row["source"],
      steps: steps)
  }

  /// What was known in a vintage of series of these KPIs, by the number of the series.
  static func values(
    of layout: Int64, kpis: Set<String>, upTo vintage: Int64, _ db: Database
  ) throws -> [Int64: [Int: Double]] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT series_id, period, value, max(vintage_id)
        FROM value JOIN series ON series.id = series_id
        WHERE layout_id = ? AND vintage_id <= ? AND kpi IN (SELECT value FROM json_each(?))
        GROUP BY series_id, period
        """, arguments: [layout, vintage, try JSONText.text(kpis.sorted())])
    var known: [Int64: [Int: Double]] = [:]
    while let row = try rows.next() {
      guard let value = row["value"] as Double? else { continue }
      known[row["series_id"], default: [:]][row["period"]] = value
    }
    return known
  }
}
