internal import GRDB

/// Why a database gives no rows, in the library's words.
public struct SQLiteFailure: Error, Hashable, Sendable {
  /// The family of a failure.
  public enum Kind: Hashable, Sendable {
    /// The file cannot be opened.
    case cannotOpen
    /// Another program holds the database.
    case busy
    /// The file is no database, or a damaged one.
    case damaged
    /// The statement cannot be run.
    case statement
    /// The statement does more than read, or gives no rows.
    case notReading
    /// Anything else.
    case other
  }

  /// The family of the failure.
  public let kind: Kind
  /// What the library says.
  public let message: String

  init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }

  init(_ error: any Error) {
    if let failure = error as? SQLiteFailure {
      self = failure
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.other, "\(error)")
      return
    }
    let kind: Kind =
      switch error.resultCode {
      case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: .cannotOpen
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
      case .SQLITE_MISUSE, .SQLITE_ERROR, .SQLITE_AUTH: .statement
      default: .other
      }
    self.init(kind, error.message ?? "\(error.resultCode)")
  }
}
