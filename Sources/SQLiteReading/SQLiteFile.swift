internal import GRDB
import Glibc

/// An SQLite database that is read and left as it is, to the byte.
///
/// The library stands behind this type alone, in a target of its own: its operators on expressions would
/// otherwise be candidates for every `+` and `&&` of those who read databases.
public final class SQLiteFile {
  private let queue: DatabaseQueue

  /// Opens a database without making any file beside it.
  ///
  /// One that keeps a write-ahead log is opened as it is on disk if its log is empty, and with its log if
  /// another program has both open; a log that was left behind is read in a copy.
  public init(_ path: String) throws(SQLiteFailure) {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "kpi-forecast"
    configuration.busyMode = .timeout(5)
    // Views of a file from elsewhere call no function that acts outside the database.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
    let hasLog = Self.size(path + "-wal") > 0
    if hasLog, Self.usesLog(path), Self.size(path + "-shm") == 0 {
      let copy = try LogCopy(path)
      defer { withExtendedLifetime(copy) {} }
      queue = try Self.open(copy.path, "mode=ro", configuration)
    } else {
      let options = hasLog || !Self.usesLog(path) ? "mode=ro" : "mode=ro&immutable=1"
      queue = try Self.open(path, options, configuration)
    }
  }

  private static func open(
    _ path: String, _ options: String, _ configuration: Configuration
  ) throws(SQLiteFailure) -> DatabaseQueue {
    do {
      return try DatabaseQueue(
        path: "file:\(escaped(path))?\(options)", configuration: configuration)
    } catch {
      throw SQLiteFailure(error)
    }
  }

  private static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The names of its tables and views, in alphabetical order.
  public func tables() throws(SQLiteFailure) -> [String] {
    do {
      return try queue.unsafeRead { database in
        try String.fetchAll(
          database,
          sql: """
            SELECT name FROM sqlite_master
            WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY name
            """)
      }
    } catch {
      throw SQLiteFailure(error)
    }
  }

  /// The rows of one statement, which has to be one that only reads.
  public func rows(of sql: String) throws(SQLiteFailure) -> SQLiteRows {
    do {
      let cursor = try queue.unsafeRead { database in
        let statement = try database.makeStatement(sql: sql)
        guard statement.isReadonly, statement.columnCount > 0 else {
          throw SQLiteFailure(.notReading, "the statement does not only read")
        }
        return try Row.fetchCursor(statement)
      }
      return SQLiteRows(queue, cursor)
    } catch {
      throw SQLiteFailure(error)
    }
  }

  /// Whether a database keeps a write-ahead log, by its header (bytes 18 and 19).
  private static func usesLog(_ path: String) -> Bool {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    var header = [UInt8](repeating: 0, count: 20)
    guard pread(descriptor, &header, 20, 0) == 20 else { return false }
    return header[18] == 2 || header[19] == 2
  }

  /// A path within an address.
  private static func escaped(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "" : "./"
    for byte in path.utf8 {
      let isLetter = 0x41...0x5A ~= byte & 0xDF && byte < 0x80
      if isLetter || 0x2D...0x39 ~= byte || byte == 0x5F {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
      }
    }
    return text
  }
}
