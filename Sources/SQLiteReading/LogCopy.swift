import Glibc

/// A copy of a database and of the log beside it, in a folder that only this user can enter.
///
/// A log that a program left behind cannot be read where it lies: SQLite makes an index of it in a file beside
/// it. The copy is only needed until the database is open.
final class LogCopy {
  /// The path of the copied database.
  let path: String
  private let folder: String

  /// Copies; throws `cannotOpen` if there is no room.
  init(_ original: String) throws(SQLiteFailure) {
    var name = ((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/kpi-XXXXXX")
      .utf8CString
    let made = name.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw Self.failure() }
    folder = made
    path = folder + "/data"
    for ending in ["", "-wal"] { try Self.copy(original + ending, path + ending) }
  }

  deinit {
    for ending in ["", "-wal", "-shm"] { unlink(folder + "/data" + ending) }
    rmdir(folder)
  }

  private static func copy(_ source: String, _ target: String) throws(SQLiteFailure) {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    defer { if input >= 0 { close(input) } }
    let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    defer { if output >= 0 { close(output) } }
    guard input >= 0, output >= 0 else { throw failure() }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(input, &buffer, buffer.count)
      guard count >= 0 else { throw failure() }
      if count == 0 { return }
      // A short write of a file is followed by the error that explains it.
      guard write(output, buffer, count) == count else { throw failure() }
    }
  }

  private static func failure() -> SQLiteFailure {
    SQLiteFailure(
      .cannotOpen, "its log cannot be copied to be read: \(String(cString: strerror(errno)))")
  }
}
