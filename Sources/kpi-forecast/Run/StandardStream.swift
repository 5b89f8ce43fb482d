import DataIO
import Glibc

/// Standard output or standard error as a place to write text.
struct StandardStream {
  /// Where results go.
  static let output = StandardStream(descriptor: STDOUT_FILENO)
  /// Where everything else goes.
  static let error = StandardStream(descriptor: STDERR_FILENO)

  let descriptor: Int32

  /// Whether a person looks at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The number of columns of the terminal; `COLUMNS`, if set, comes first; 80 if unknown.
  var width: Int {
    if let text = getenv("COLUMNS"), let columns = Int(String(cString: text)), columns > 0 {
      return columns
    }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes text; throws a quiet failure if nobody reads any more, `cannotWrite` otherwise.
  func write(_ text: String) throws(CommandFailure) {
    switch ByteOutput.write(text, to: descriptor) {
    case nil: return
    case EPIPE?: throw .brokenPipe
    case .some(let code):
      let reason = String(cString: strerror(code))
      throw CommandFailure(DataError(.cannotWrite, "standard output cannot be written: \(reason)"))
    }
  }

  /// Writes a line for a person; what cannot be written is lost.
  func say(_ line: String) { _ = ByteOutput.write(line + "\n", to: descriptor) }
}

/// Writing of bytes to an open file.
enum ByteOutput {
  /// Writes the whole text and gives nil, or the `errno` of what went wrong.
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, rest.count > 0 {
        let written = Glibc.write(descriptor, base, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
      return nil
    }
  }
}
