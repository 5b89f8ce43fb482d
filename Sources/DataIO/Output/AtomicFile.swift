import Glibc

/// Writes a file whole or not at all.
///
/// The bytes go to a temporary file in the same folder, which is flushed to disk and then renamed
/// over the old one. Whenever the process ends, the path holds the old content or the new one; an
/// error removes the temporary file, a kill may leave it behind, as `.NAME.PID.tmp`. Pipes and
/// devices such as `/dev/stdout` are written to directly.
public enum AtomicFile {
  /// Replaces the file at `path` with these bytes; throws `cannotWrite`, and then nothing changed.
  public static func write(_ bytes: [UInt8], to path: String) throws(DataError) {
    let target = resolved(path)
    let mode = existingMode(target)
    if let mode, mode & S_IFMT != S_IFREG, mode & S_IFMT != S_IFDIR {
      return try writeThrough(bytes, path)
    }
    let temporary = temporaryPath(for: target)
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, errno) }
    if let mode { fchmod(descriptor, mode & 0o777) }
    let written = writeAll(bytes, descriptor) && fsync(descriptor) == 0
    let code = errno
    let isClosed = close(descriptor) == 0
    guard written, isClosed, rename(temporary, target) == 0 else {
      let reason = written ? errno : code
      unlink(temporary)
      throw failure(path, reason)
    }
  }

  /// Replaces the file at `path` with this text in UTF-8.
  public static func write(_ text: String, to path: String) throws(DataError) {
    try write(Array(text.utf8), to: path)
  }

  /// A hidden name beside the file, one per process.
  private static func temporaryPath(for path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().map { $0 + "/" }.joined()
    return "\(folder).\(parts.last ?? "").\(getpid()).tmp"
  }

  /// The path behind symbolic links, so that a link is kept and its target replaced.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Type and permissions of what is at the path, if anything is.
  private static func existingMode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }

  /// Writes to a pipe or device, which cannot be replaced.
  private static func writeThrough(_ bytes: [UInt8], _ path: String) throws(DataError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    let written = writeAll(bytes, descriptor)
    let code = errno
    close(descriptor)
    if !written { throw failure(path, code) }
  }

  private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno != EINTR { return false }
        done += max(0, count)
      }
      return true
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> DataError {
    let fix =
      switch code {
      case ENOENT, ENOTDIR: "create the folder first"
      case EACCES, EPERM, EROFS: "choose a folder that may be written, with -o or --out"
      case ENOSPC, EDQUOT: "free some space, or choose another folder"
      case EISDIR, EEXIST: "choose the name of a file, not of a folder"
      default: "choose another place with -o or --out"
      }
    return DataError(
      .cannotWrite, at: .init(path: path), "cannot write: \(systemMessage(code))", fix: fix)
  }
}
