import DataIO
import Glibc

/// A file that grows out of sight and appears under its name whole, or not at all.
///
/// The bytes stand in a nameless file of the target's folder where the file system can do that, so
/// that not even a killed process leaves anything behind; elsewhere in a hidden file beside the
/// target. A target that is no regular file, such as a pipe or a device, is written directly.
final class StagedFile {
  /// The path as the user wrote it.
  let path: String
  /// The path that is replaced: links are followed.
  private let target: String
  private let descriptor: Int32
  /// The hidden file that holds the bytes; nil while they have no name.
  private var hidden: String?
  private let isDirect: Bool
  /// The permissions of the file that is replaced, to be kept.
  private let permissions: mode_t?
  private var isOpen = true

  /// Opens the file that will replace `path`; throws `cannotWrite` if that cannot be.
  init(_ path: String) throws(DataError) {
    self.path = path
    target = Self.resolved(path)
    var status = stat()
    let exists = stat(target, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR {
      throw DataError(
        .cannotWrite, at: .init(path: path), "this is a folder, not a file",
        fix: "name a file in it, or use --out to write a folder of results")
    }
    isDirect = exists && kind != S_IFREG
    permissions = exists && !isDirect ? status.st_mode & 0o777 : nil
    let opened = isDirect ? (open(target, O_WRONLY | O_CLOEXEC), nil) : Self.openStage(target)
    (descriptor, hidden) = opened
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
  }

  deinit { discard() }

  /// Appends text.
  func write(_ text: String) throws {
    guard let code = ByteOutput.write(text, to: descriptor) else { return }
    if isDirect, code == EPIPE { throw CommandFailure.brokenPipe }
    throw Self.failure(path, code)
  }

  /// Puts the file under its name; nothing changed if this throws.
  func commit() throws(DataError) { try commit(as: target) }

  /// Puts what is there under the name with `.partial` behind it, and leaves the target as it was.
  ///
  /// Gives that name; nil if the target is written directly.
  func commitPartial() throws(DataError) -> String? {
    try commit(as: target + Self.partialEnding)
    guard !isDirect else { return nil }
    return (Self.isLink(path) ? target : path) + Self.partialEnding
  }

  /// What marks a file whose rows are not all there.
  static let partialEnding = ".partial"

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private func commit(as target: String) throws(DataError) {
    guard isOpen else { return }
    if !isDirect {
      if let permissions { fchmod(descriptor, permissions) }
      guard fsync(descriptor) == 0 else { throw Self.failure(path, errno) }
      if hidden == nil {
        let name = Self.hiddenName(target)
        let own = "/proc/self/fd/\(descriptor)"
        guard linkat(AT_FDCWD, own, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
          throw Self.failure(path, errno)
        }
        hidden = name
      }
      if let name = hidden {
        guard rename(name, target) == 0 else { throw Self.failure(path, errno) }
      }
    }
    hidden = nil
    close(descriptor)
    isOpen = false
  }

  /// Leaves everything as it was.
  private func discard() {
    if let hidden { unlink(hidden) }
    if isOpen { close(descriptor) }
    isOpen = false
  }

  /// A nameless file in the target's folder, or a hidden one where there is no such thing.
  private static func openStage(_ target: String) -> (Int32, String?) {
    // O_TMPFILE is a macro that Swift does not import: this bit together with O_DIRECTORY.
    let nameless = O_DIRECTORY | 0o20000000
    let descriptor = open(folder(of: target), O_WRONLY | nameless | O_CLOEXEC, 0o666)
    if descriptor >= 0, access("/proc/self/fd/\(descriptor)", F_OK) == 0 {
      return (descriptor, nil)
    }
    if descriptor >= 0 { close(descriptor) }
    let name = hiddenName(target)
    let named = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    return (named, named >= 0 ? name : nil)
  }

  private static func hiddenName(_ target: String) -> String {
    let name = target.split(separator: "/").last ?? "result"
    let mark = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    return folder(of: target) + "/.\(name).\(mark).partial"
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  static func failure(_ path: String, _ code: Int32) -> DataError {
    let fix =
      switch code {
      case ENOENT, ENOTDIR: "create the folder first"
      case EACCES, EPERM, EROFS: "choose a folder that may be written, with -o or --out"
      case ENOSPC, EDQUOT: "free some space, or choose another folder"
      default: "choose a place that exists, may be written and has room"
      }
    return DataError(
      .cannotWrite, at: .init(path: path),
      "the file cannot be written: \(String(cString: strerror(code)))", fix: fix)
  }
}
