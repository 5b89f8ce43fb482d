import Glibc

/// A connection to a PostgreSQL server that reads and never writes.
final class ServerConnection {
  private let library: PostgresLibrary
  private let handle: OpaquePointer
  private let address: ServerAddress
  private var cancel: OpaquePointer?

  /// Connects; throws `missingInput` with what the server or the library says, without a password.
  init(_ address: ServerAddress) throws(DataError) {
    self.address = address
    library = try PostgresLibrary()
    guard let handle = library.connect(address.secretText) else {
      throw DataError(
        .missingInput, at: .init(path: address.description), "there is no memory to connect")
    }
    self.handle = handle
    guard library.isConnected(handle) else {
      throw ServerRefusal.connecting(Self.lines(address.redacted(library.message(handle))), address)
    }
    cancel = library.watch(handle)
  }

  deinit {
    if let cancel { library.unwatch(cancel) }
    library.finish(handle)
  }

  /// Begins a transaction that can change nothing and sees one state of the database.
  func begin() throws(DataError) {
    for command in [
      "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
      "SET LOCAL DateStyle TO ISO", "SET LOCAL extra_float_digits TO 1",
      "SET LOCAL lc_monetary TO 'C'",
    ] {
      _ = try run(command)
    }
  }

  /// The table that a user names, or the only one; those of the search path need no schema.
  func table(named name: String?) throws(DataError) -> DatabaseTable {
    let result = try run(
      """
      SELECT CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN NULL ELSE n.nspname END, c.relname
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
      ORDER BY 1 NULLS FIRST, 2
      """)
    let tables = (0..<result.rowCount).map { row in
      DatabaseTable(schema: result.string(row, 0), name: result.string(row, 1) ?? "")
    }
    return try DatabaseTable.find(name, among: tables, of: address.description)
  }

  /// Declares the cursor; the server refuses all but one statement that selects.
  func declareCursor(for query: String) throws(DataError) {
    try StatementWord.check(query, address.description)
    _ = try run("DECLARE kpi_forecast NO SCROLL CURSOR FOR\n" + query, isQuery: true)
  }

  /// The next rows of the cursor, so many at most; none at its end.
  func fetch(_ count: Int) throws(DataError) -> ServerResult {
    try run("FETCH FORWARD \(count) FROM kpi_forecast", isQuery: true)
  }

  /// Runs one command.
  ///
  /// - Parameter isQuery: whether what goes wrong comes from the user's statement.
  private func run(_ command: String, isQuery: Bool = false) throws(DataError) -> ServerResult {
    let result = library.run(command, handle)
    if let result, result.isGood { return result }
    let message = Self.lines(address.redacted(library.message(handle)))
    guard library.isConnected(handle) else { throw ServerRefusal.lost(message, address) }
    throw ServerRefusal.answering(message, state: result?.state ?? "", isQuery: isQuery, address)
  }

  /// The lines of a message, without the one that shows the command around the user's statement.
  private static func lines(_ message: String) -> [String] {
    let lines = message.split(whereSeparator: \.isNewline).map { String($0).trimmed }
    return lines.filter { !$0.isEmpty && $0 != "^" && !$0.hasPrefix("LINE ") }
      .map { $0.replacing("ERROR:  ", with: "").replacing("FATAL:  ", with: "") }
  }
}
