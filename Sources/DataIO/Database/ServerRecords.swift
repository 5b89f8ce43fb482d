/// The rows of a table or query of a PostgreSQL server, fetched by a cursor of a read-only transaction.
final class ServerRecords: RecordSource {
  let name: String
  let form: String
  let flag: String
  let isLaidOut = false
  private(set) var line = 0
  private var record = RowText()
  private var digests = RowDigest()
  private let connection: ServerConnection
  private let limits: ReadingLimits
  private var batch: ServerResult
  private var position = 0

  /// Connects and declares the cursor.
  init(_ address: ServerAddress, part: TablePart, limits: ReadingLimits) throws(DataError) {
    self.limits = limits
    connection = try ServerConnection(address)
    try connection.begin()
    let table: DatabaseTable? =
      part.query == nil ? try connection.table(named: part.table) : nil
    name = address.description + (table.map { "!" + $0.path } ?? "")
    form = "PostgreSQL, " + (table.map { "table '\($0.path)'" } ?? "the rows of a query")
    flag = table.map { "--table \(ColumnLookup.quoted($0.path))" } ?? ""
    try connection.declareCursor(for: part.query ?? table?.query ?? "")
    batch = try connection.fetch(Self.firstRows)
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
        for column in 0..<batch.columnCount {
          record.append(batch.name(of: column).utf8)
          record.endCell()
        }
        break
      }
      if position == batch.rowCount {
        guard position > 0 else { return false }
        (batch, position) = (try connection.fetch(nextRows), 0)
        guard batch.rowCount > 0 else { return false }
      }
      for column in 0..<batch.columnCount { try write(column) }
      position += 1
    } while record.isBlank
    try record.check(limits, at: .init(path: name, line: line))
    digests.take(record)
    return true
  }

  /// The rows that are fetched first, when nothing is known of their length.
  private static let firstRows = 100

  /// How many rows of the length so far take a few megabytes together.
  private var nextRows: Int {
    let length = digests.byteCount / max(1, line) + 16 * batch.columnCount
    return max(1, min(5_000, 4 * limits.chunk / max(1, length)))
  }

  private func write(_ column: Int) throws(DataError) {
    if let text = batch.text(position, column) {
      switch batch.kind(of: column) {
      case .boolean: record.append((text.first == 0x74 ? "TRUE" : "FALSE").utf8)
      case .fraction:
        record.append(text)
        // Three digits behind the point could be thousands to a reader of text.
        if let point = text.firstIndex(of: Byte.point), text.count - point == 4 {
          record.append([Byte.zero])
        }
      case .binary:
        throw DataError(
          .badData, at: .init(path: name, line: line, column: column + 1),
          "'\(batch.name(of: column))' holds binary data",
          fix: "leave the column out with --query")
      case .other: record.append(text)
      }
    }
    record.endCell()
  }
}
