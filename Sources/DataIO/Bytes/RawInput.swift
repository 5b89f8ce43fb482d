import Glibc

/// The bytes of one input as they lie on disk or in the pipe, hashed while they pass.
final class RawInput {
  let path: String
  private(set) var byteCount = 0
  private var hash = SHA256()
  private let descriptor: Int32

  /// Opens the input; throws `missingInput` if it is absent, a directory or not readable.
  init(_ source: InputSource) throws(DataError) {
    path = source.path
    switch source {
    case .standardInput: descriptor = STDIN_FILENO
    case .file(let path): descriptor = open(path, O_RDONLY | O_CLOEXEC)
    case .server: descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw Self.openError(path, errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw DataError(
        .missingInput, at: .init(path: path), "this is a directory, not a file",
        fix: "name the files in it, such as \(path)/*.csv")
    }
  }

  deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

  /// The SHA-256 of what was read, in hexadecimal.
  var digest: String { hash.hexadecimal() }

  /// Reads the next bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        byteCount += count
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
      }
      guard errno == EINTR else {
        throw DataError(
          .missingInput, at: .init(path: path), "reading failed: \(systemMessage(errno))")
      }
    }
  }

  private static func openError(_ path: String, _ code: Int32) -> DataError {
    let fix =
      switch code {
      case ENOENT, ENOTDIR: "check the path; `-` reads standard input"
      case EACCES, EPERM: "allow reading it, such as chmod u+r"
      default: "check that the file can be read"
      }
    let what = code == ENOENT ? "there is no such file" : "cannot open: \(systemMessage(code))"
    return DataError(.missingInput, at: .init(path: path), what, fix: fix)
  }
}

extension InputSource {
  /// The bytes of all inputs; nil if one of them is no regular file.
  static func bytes(of sources: [InputSource]) -> Int? {
    var total = 0
    for source in sources {
      var status = stat()
      let found =
        switch source {
        case .file(let path): stat(path, &status)
        case .standardInput: fstat(STDIN_FILENO, &status)
        case .server: Int32(-1)
        }
      guard found == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      total += Int(status.st_size)
    }
    return total
  }
}

extension InputSource {
  /// Whether reading it does not use it up.
  var canBeReadAgain: Bool {
    if case .server = self { return true }
    return Self.bytes(of: [self]) != nil
  }
}

/// The system's words for an error number.
func systemMessage(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
