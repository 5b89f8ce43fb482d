import Glibc

/// Makes standard input readable a second time.
///
/// How numbers and dates are written may turn out only after many rows; then the input is read again from
/// its beginning. What comes through a pipe is therefore put in a file without a name, which takes the
/// pipe's place as standard input and vanishes with the process.
struct StandardInputReplay {
  private let origin: off_t

  /// Prepares standard input if it is among the sources; nil if it is not, or cannot be read again.
  init?(_ sources: [InputSource]) throws(DataError) {
    guard sources.contains(.standardInput) else { return nil }
    var position = lseek(STDIN_FILENO, 0, SEEK_CUR)
    if position < 0 {
      guard errno == ESPIPE, try Self.spool() else { return nil }
      position = 0
    }
    origin = position
  }

  /// Goes back to where the input began.
  func rewind() { lseek(STDIN_FILENO, origin, SEEK_SET) }

  /// Copies standard input to a file and puts that in its place; false if no file can be made.
  private static func spool() throws(DataError) -> Bool {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array((folder + "/kpi-forecast-XXXXXX").utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { return false }
    defer { close(file) }
    unlink(name)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw DataError(
          .missingInput, at: .init(path: "-"), "reading failed: \(systemMessage(errno))")
      }
      if count == 0 { break }
      guard write(buffer, count, to: file) else {
        throw DataError(
          .cannotWrite, at: .init(path: folder),
          "no room for standard input: "
            + systemMessage(errno),
          fix: "set TMPDIR to a folder with more room, or name the input as a file")
      }
    }
    return lseek(file, 0, SEEK_SET) == 0 && dup2(file, STDIN_FILENO) >= 0
  }

  private static func write(_ buffer: [UInt8], _ count: Int, to file: Int32) -> Bool {
    var written = 0
    while written < count {
      let step = buffer.withUnsafeBytes { bytes in
        Glibc.write(file, bytes.baseAddress.map { $0 + written }, count - written)
      }
      if step < 0, errno == EINTR { continue }
      guard step > 0 else { return false }
      written += step
    }
    return true
  }
}
