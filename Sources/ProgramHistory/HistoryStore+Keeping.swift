import Foundation
import GRDB
import PartnerKPI

extension HistoryStore {
  /// Keeps a run; one of the same identity is there only once.
  ///
  /// Of its values only those are written that differ from what the history knew. O(values).
  ///
  /// - Returns: the number of the vintage, and whether it is new.
  public func keep(
    _ run: KeptRun, _ facts: VintageFacts
  ) throws(HistoryError) -> (id: Int64, isNew: Bool) {
    do {
      return try database.writeWithoutTransaction { db in
        var result: (id: Int64, isNew: Bool) = (0, false)
        try db.inTransaction(.immediate) {
          let known = try Int64.fetchOne(
            db, sql: "SELECT id FROM vintage WHERE identity = ?", arguments: [facts.identity])
          result = try known.map { ($0, false) } ?? (Self.write(run, facts, db), true)
          return .commit
        }
        return result
      }
    } catch {
      throw HistoryError(error, path)
    }
  }

  private static func write(_ run: KeptRun, _ facts: VintageFacts, _ db: Database) throws -> Int64 {
    let layout = try layout(run, db)
    try db.execute(
      sql: """
        INSERT INTO vintage (identity, layout_id, as_of, created_at, version, options, levels)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        facts.identity, layout, run.asOf, facts.createdAt, facts.version, facts.options,
        try JSONText.text(run.levels),
      ])
    let vintage = db.lastInsertedRowID
    for input in facts.inputs {
      try db.execute(
        sql: "INSERT INTO input VALUES (?, ?, ?, ?, ?)",
        arguments: [vintage, input.path, input.sha256, input.bytes, input.rows])
    }
    for (name, kind) in run.kinds {
      try db.execute(sql: "INSERT INTO kpi VALUES (?, ?, ?)", arguments: [vintage, name, kind])
    }
    let numbers = try seriesNumbers(run, layout, db)
    try writeValues(run, numbers, vintage, layout, db)
    try writeForecasts(run, numbers, vintage, db)
    return vintage
  }

  private static func layout(_ run: KeptRun, _ db: Database) throws -> Int64 {
    let (grain, columns) = (run.frequency.description, try JSONText.text(run.keyColumns))
    try db.execute(
      sql: "INSERT OR IGNORE INTO layout (grain, key_columns) VALUES (?, ?)",
      arguments: [grain, columns])
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM layout WHERE grain = ? AND key_columns = ?",
      arguments: [grain, columns]) ?? 0
  }

  /// The number of every series of a run; new ones are added.
  private static func seriesNumbers(
    _ run: KeptRun, _ layout: Int64, _ db: Database
  ) throws -> [SeriesKey: Int64] {
    var numbers: [SeriesKey: Int64] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, keys, kpi FROM series WHERE layout_id = ?", arguments: [layout])
    while let row = try rows.next() {
      let keys: [String] = try JSONText.value(row["keys"])
      numbers[SeriesKey(values: keys, kpi: row["kpi"])] = row["id"]
    }
    let insert = try db.makeStatement(
      sql: "INSERT INTO series (layout_id, keys, kpi) VALUES (?, ?, ?)")
    for series in run.series where numbers[series.key] == nil {
      let keys = try JSONText.text(series.key.values)
      try insert.execute(arguments: [layout, keys, series.key.kpi])
      numbers[series.key] = db.lastInsertedRowID
    }
    return numbers
  }

  /// Writes what is new, what has changed, and what is known no more.
  private static func writeValues(
    _ run: KeptRun, _ numbers: [SeriesKey: Int64], _ vintage: Int64, _ layout: Int64,
    _ db: Database
  ) throws {
    var known = try values(of: layout, kpis: Set(run.kinds.keys), upTo: vintage, db)
    let insert = try db.makeStatement(sql: "INSERT INTO value VALUES (?, ?, ?, ?)")
    for series in run.series {
      guard let number = numbers[series.key] else { continue }
      let before = known.removeValue(forKey: number) ?? [:]
      for (period, value) in series.values.sorted(by: { $0.key < $1.key })
      where before[period] != value {
        try insert.execute(arguments: [number, period, vintage, value])
      }
      for period in before.keys.sorted() where series.values[period] == nil {
        try insert.execute(arguments: [number, period, vintage, nil])
      }
    }
    for (number, values) in known.sorted(by: { $0.key < $1.key }) {
      for period in values.keys.sorted() {
        try insert.execute(arguments: [number, period, vintage, nil])
      }
    }
  }

  private static func writeForecasts(
    _ run: KeptRun, _ numbers: [SeriesKey: Int64], _ vintage: Int64, _ db: Database
  ) throws {
    let insert = try db.makeStatement(
      sql: "INSERT INTO forecast VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (place, series) in run.series.enumerated() {
      guard let forecast = series.forecast, let number = numbers[series.key] else { continue }
      try insert.execute(arguments: [
        vintage, number, place, forecast.status, forecast.reason, forecast.model,
        forecast.source, forecast.steps.first?.period, NumberBlob.data(forecast.steps),
      ])
    }
  }
}

/// Lists as JSON text.
enum JSONText {
  static func text<Value: Encodable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}

/// The numbers of consecutive periods ahead as little-endian doubles.
enum NumberBlob {
  static func data(_ steps: [KeptRun.Step]) -> Data {
    var data = Data()
    for step in steps {
      for number in [step.mean] + step.bounds {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
      }
    }
    return data
  }

  /// The periods from a first one on, with the ends of so many intervals each; nil if the bytes do not fit.
  static func steps(_ data: Data, from start: Int, levels: Int) -> [KeptRun.Step]? {
    let width = 1 + 2 * levels
    guard data.count.isMultiple(of: 8 * width) else { return nil }
    let numbers = data.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { place in
        let bits = bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: bits))
      }
    }
    return (0..<numbers.count / width).map { step in
      let own = numbers[step * width..<(step + 1) * width]
      return KeptRun.Step(
        period: start &+ step, mean: own[own.startIndex], bounds: Array(own.dropFirst()))
    }
  }
}
