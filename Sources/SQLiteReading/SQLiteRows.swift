internal import GRDB

/// A value of a row.
public enum SQLiteValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A whole number.
  case integer(Int64)
  /// A number.
  case real(Double)
  /// A text.
  case text(String)
  /// Bytes without a meaning of their own.
  case binary
}

/// The rows of a statement, which all see one state of the database.
public final class SQLiteRows {
  /// The names of the columns.
  public let columns: [String]
  private let queue: DatabaseQueue
  /// Lives and ends on the queue.
  private var cursor: RowCursor?

  init(_ queue: DatabaseQueue, _ cursor: RowCursor) {
    (self.queue, self.cursor) = (queue, cursor)
    columns = queue.unsafeRead { _ in cursor.columnNames }
  }

  deinit { queue.unsafeRead { _ in cursor = nil } }

  /// Fetches the next rows, about as many as fit in so many bytes of text; none at the end.
  public func next(_ most: Int, bytes: Int) throws(SQLiteFailure) -> [[SQLiteValue]] {
    do {
      return try queue.unsafeRead { _ in
        var rows: [[SQLiteValue]] = []
        var size = 0
        while rows.count < most, size < bytes, let row = try cursor?.next() {
          rows.append(row.databaseValues.map { Self.value($0, &size) })
        }
        return rows
      }
    } catch {
      throw SQLiteFailure(error)
    }
  }

  private static func value(_ value: DatabaseValue, _ size: inout Int) -> SQLiteValue {
    switch value.storage {
    case .null: return .null
    case .int64(let number): return .integer(number)
    case .double(let number): return .real(number)
    case .string(let text):
      size += text.utf8.count
      return .text(text)
    case .blob: return .binary
    }
  }
}
