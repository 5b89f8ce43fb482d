import DataIO
import Forecasting
import KPIProject
import ProgramHistory

/// Why a command ended without its result: an exit code and the lines to print.
struct CommandFailure: Error {
  let status: ExitStatus
  /// What to print on standard error; empty to end quietly.
  let text: String

  /// A failure with its own code and text.
  init(_ status: ExitStatus, _ text: String) { (self.status, self.text) = (status, text) }

  /// An error of reading, writing or using the command line.
  init(_ error: DataError) { self.init(ExitStatus(error), "\(error)") }

  /// A project file, or what it names, cannot be used.
  init(_ error: ProjectError) {
    let status: ExitStatus =
      switch error.kind {
      case .badProject: .badProjectFile
      case .missing: .missingInput
      case .usage: .usage
      }
    self.init(status, "\(error)")
  }

  /// Nobody reads standard output any more.
  static let brokenPipe = CommandFailure(.brokenPipe, "")

  /// The failure that any error amounts to.
  init(any error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as DataError: self.init(error)
    case let error as ProjectError: self.init(error)
    case let error as HistoryError: self.init(error)
    case let error as SpecificationError: self.init(DataError(.usage, "\(error)"))
    case is CancellationError: self.init(.unexpected, "error: the run was cancelled")
    default: self.init(.unexpected, "error: \(error)")
    }
  }
}
