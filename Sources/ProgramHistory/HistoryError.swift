import GRDB

/// Why the history cannot be read or written, in words a user can act on.
public struct HistoryError: Error, Hashable, Sendable {
  /// What is the matter.
  public enum Kind: Hashable, Sendable {
    /// There is no history.
    case absent
    /// Something else than a history.
    case foreign
    /// A history of a later version of the program.
    case newer
    /// A damaged file.
    case damaged
    /// Another process writes for longer than is waited for.
    case busy
    /// The file or its folder cannot be written.
    case notWritable
    /// The vintage that was asked for is not there.
    case noVintage
    /// Something else.
    case other
  }

  /// What is the matter.
  public let kind: Kind
  /// The file.
  public let path: String
  /// What is wrong, in one line.
  public let what: String
  /// What to do.
  public let fix: String

  /// An error about a file.
  public init(_ kind: Kind, _ path: String, _ what: String, fix: String) {
    (self.kind, self.path, self.what, self.fix) = (kind, path, what, fix)
  }

  /// What an error of the database amounts to.
  init(_ error: any Error, _ path: String) {
    if let error = error as? HistoryError {
      self = error
      return
    }
    let code = (error as? DatabaseError)?.resultCode ?? .SQLITE_ERROR
    switch code {
    case .SQLITE_NOTADB: self = Self.foreign(path)
    case .SQLITE_CORRUPT, .SQLITE_FORMAT:
      self.init(
        .damaged, path, "the file is damaged",
        fix: "move it away, or put a copy from a backup in its place; the next run begins a new one"
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .busy, path, "another process is writing it", fix: "run again when that has ended")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_FULL:
      let reason = code == .SQLITE_FULL ? "the disk is full" : "it may not be written here"
      self.init(
        .notWritable, path, reason, fix: "make the folder writable, or pass --no-history")
    default:
      let message = (error as? DatabaseError)?.message ?? "\(error)"
      self.init(.other, path, message, fix: "move the file away; the next run begins a new one")
    }
  }

  static func foreign(_ path: String) -> HistoryError {
    HistoryError(
      .foreign, path, "this is not a history of kpi-forecast",
      fix: "move the file away; the next run begins a history in its place")
  }
}
