import DataIO
import Glibc

/// Every exit code of the program, after `sysexits.h` from 64 on.
enum ExitStatus: Int32 {
  /// All was done.
  case done = 0
  /// Something the program did not foresee.
  case unexpected = 1
  /// A check found what it is there to find.
  case checkFailed = 2
  /// With `--strict`: some series were refused.
  case someRefused = 3
  /// The command line does not say something that can be done.
  case usage = 64
  /// The content of an input cannot be used.
  case badData = 65
  /// An input is absent or unreadable.
  case missingInput = 66
  /// A result cannot be written.
  case cannotWrite = 73
  /// The project file cannot be used.
  case badProjectFile = 78
  /// Ctrl-C came; what a shell reports for SIGINT.
  case interrupted = 130
  /// What a shell reports for SIGTERM.
  case terminated = 143
  /// Nobody reads standard output any more; what a shell reports for a broken pipe.
  case brokenPipe = 141

  /// The code of an error of reading or writing.
  init(_ error: DataError) {
    self =
      switch error.kind {
      case .usage: .usage
      case .badData: .badData
      case .missingInput: .missingInput
      case .cannotWrite: .cannotWrite
      }
  }

  /// Ends the process with this code.
  func end() -> Never { exit(rawValue) }
}
