import GRDB

/// The runs of a program, kept in one SQLite file.
///
/// Every run is one transaction that locks the file from its beginning: two processes wait for each other,
/// and one that is killed leaves the file as it was. The file has a rollback journal, so that between runs
/// it is a single file that can be copied, and works on network drives.
public struct HistoryStore: Sendable {
  /// The file.
  public let path: String
  let database: DatabaseQueue

  /// Opens the history of a path for reading and writing, and makes it if there is none.
  ///
  /// - Throws: `HistoryError` if the file is something else, of a later version, damaged or not writable.
  public init(path: String) throws(HistoryError) {
    self.path = path
    do {
      database = try DatabaseQueue(path: path, configuration: Self.configuration(isReader: false))
      try Self.check(database, path)
      try Self.migrate(database)
    } catch {
      throw HistoryError(error, path)
    }
  }

  /// Opens the history of a path that is there, for reading only.
  ///
  /// - Throws: `HistoryError` if the file is something else, of another version or damaged.
  public init(reading path: String) throws(HistoryError) {
    self.path = path
    do {
      // What a killed process left half done can only be taken back by one that may write.
      let writer = try? DatabaseQueue(
        path: path, configuration: Self.configuration(isReader: false))
      if let writer, (try? writer.read({ try Self.mark(of: $0) })) != nil {
        database = writer
      } else {
        database = try DatabaseQueue(
          path: path, configuration: Self.configuration(isReader: true))
      }
      try Self.check(database, path)
      let isCurrent = try database.read { try HistorySchema.migrator.hasCompletedMigrations($0) }
      if !isCurrent { try Self.migrate(database) }
    } catch {
      throw HistoryError(error, path)
    }
  }

  private static func configuration(isReader: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReader
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { db in
      // A file from elsewhere must not run functions by its own schema.
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    return configuration
  }

  /// The mark of the file, and whether it holds tables of its own.
  private static func mark(of db: Database) throws -> (id: Int, isEmpty: Bool) {
    let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    // The table of migrations comes before the rest, so another process may have made that alone.
    let count = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%grdb_migrations%'")
    return (id, count == 0)
  }

  /// Throws if the file is something else, or of a later version.
  private static func check(_ database: DatabaseQueue, _ path: String) throws {
    try database.read { db in
      let mark = try mark(of: db)
      guard mark.id == HistorySchema.applicationID || (mark.id == 0 && mark.isEmpty) else {
        throw HistoryError.foreign(path)
      }
      guard try !HistorySchema.migrator.hasBeenSuperseded(db) else {
        throw HistoryError(
          .newer, path, "this history was written by a later version of kpi-forecast",
          fix: "use that version, or move the file away")
      }
    }
  }

  /// Brings the file to the current version; another process may be doing the same.
  private static func migrate(_ database: DatabaseQueue) throws {
    for _ in 0..<3 {
      do {
        return try HistorySchema.migrator.migrate(database)
      } catch {
        // What the other process has done need not be done again.
        guard try !database.read(HistorySchema.migrator.hasCompletedMigrations) else { return }
      }
    }
    try HistorySchema.migrator.migrate(database)
  }
}
