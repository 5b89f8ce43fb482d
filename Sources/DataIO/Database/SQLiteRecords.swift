import SQLiteReading

/// The rows of a table or query of an SQLite database.
final class SQLiteRecords: RecordSource {
  let name: String
  let form: String
  let flag: String
  let isLaidOut = false
  private(set) var line = 0
  private var record = RowText()
  private var digests = RowDigest()
  private let path: String
  private let limits: ReadingLimits
  private let rows: SQLiteRows
  /// Rows that were fetched together, and the next of them.
  private var batch: [[SQLiteValue]] = []
  private var position = 0

  /// Opens the database and prepares its statement.
  init(_ source: InputSource, part: TablePart, limits: ReadingLimits) throws(DataError) {
    (path, self.limits) = (source.path, limits)
    guard case .file(let path) = source else {
      throw DataError(
        .usage, at: .init(path: source.path), "a database cannot be read from a pipe",
        fix: "name its file")
    }
    if let query = part.query { try StatementWord.check(query, path) }
    let file = try Self.asking(path) { () throws(SQLiteFailure) in try SQLiteFile(path) }
    let table: DatabaseTable? =
      part.query == nil ? try Self.table(part.table, of: file, path) : nil
    let query = part.query ?? table?.query ?? ""
    rows = try Self.asking(path) { () throws(SQLiteFailure) in try file.rows(of: query) }
    name = table.map { "\(path)!\($0.name)" } ?? path
    form = "SQLite, " + (table.map { "table '\($0.name)'" } ?? "the rows of a query")
    flag = table.map { "--table \(ColumnLookup.quoted($0.path))" } ?? ""
  }

  var followsGap: Bool { false }
  var fields: RecordFields { record.fields }
  var bytes: [UInt8] { record.bytes }
  var byteCount: Int { digests.byteCount }
  var digest: String { digests.hexadecimal }

  func advance() throws(DataError) -> Bool {
    repeat {
      record.reset()
      line += 1
      guard line > 1 else {
        writeHeader()
        break
      }
      if position == batch.count { try fetch() }
      guard position < batch.count else { return false }
      for (column, value) in batch[position].enumerated() { try write(value, column) }
      position += 1
    } while record.isBlank
    try record.check(limits, at: .init(path: name, line: line))
    digests.take(record)
    return true
  }

  private func writeHeader() {
    for column in rows.columns {
      record.append(column.utf8)
      record.endCell()
    }
  }

  private func write(_ value: SQLiteValue, _ column: Int) throws(DataError) {
    switch value {
    case .null: break
    case .integer(let number): record.append(String(number).utf8)
    case .real(let number): record.append(number)
    case .text(let text): record.append(text.utf8)
    case .binary:
      throw DataError(
        .badData, at: .init(path: name, line: line, column: column + 1),
        "'\(rows.columns[column])' holds binary data", fix: "leave the column out with --query")
    }
    record.endCell()
  }

  private func fetch() throws(DataError) {
    position = 0
    batch = try Self.asking(path) { () throws(SQLiteFailure) in
      try rows.next(1_000, bytes: limits.chunk)
    }
  }

  private static func table(
    _ name: String?, of file: SQLiteFile, _ path: String
  ) throws(DataError) -> DatabaseTable {
    let names = try asking(path) { () throws(SQLiteFailure) in try file.tables() }
    return try DatabaseTable.find(
      name, among: names.map { DatabaseTable(schema: nil, name: $0) }, of: path)
  }
}

extension SQLiteRecords {
  private static func asking<Answer>(
    _ path: String, _ question: () throws(SQLiteFailure) -> Answer
  ) throws(DataError) -> Answer {
    do throws(SQLiteFailure) { return try question() } catch { throw told(error, path) }
  }

  /// What is wrong, in the words of this library.
  private static func told(_ failure: SQLiteFailure, _ path: String) -> DataError {
    let place = DataError.Location(path: path)
    switch failure.kind {
    case .cannotOpen:
      return DataError(
        .missingInput, at: place, "the database cannot be opened: \(failure.message)",
        fix: "check that it can be read, and that the program that wrote it ended well")
    case .busy:
      return DataError(
        .missingInput, at: place, "another program is writing the database",
        fix: "try again when it is done, or name a copy")
    case .damaged:
      return DataError(
        .badData, at: place, "the database is damaged: \(failure.message)",
        fix: "copy it again; a download may have been cut off")
    case .statement, .notReading:
      return DataError(
        .usage, at: place, "the database refuses the query: \(failure.message)",
        fix: "give one SELECT of tables and columns that are there")
    case .other:
      return DataError(.badData, at: place, "the database cannot be read: \(failure.message)")
    }
  }
}
