import DataIO
import Glibc
import Synchronization

/// What Ctrl-C (SIGINT) and SIGTERM do: the first one ends the run in good order, the second at once.
///
/// Before any series is worked on there is nothing to keep, and the program ends. From then on the task
/// of the command is cancelled, and the command keeps the rows that are finished.
enum Interruption {
  private struct State {
    var keepsRows = false
    var task: Task<ExitStatus, Never>?
    /// Folders that this run made, outermost first.
    var folders: [String] = []
  }

  private static let state = Mutex(State())
  /// The signal that came first; 0 for none.
  private static let signalNumber = Atomic<Int32>(0)
  /// Where the handler tells the watching thread which signal came.
  private static let inlet = Atomic<Int32>(-1)

  /// Listens for the two signals from now on.
  static func watch(_ task: Task<ExitStatus, Never>) {
    state.withLock { $0.task = task }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    inlet.store(ends[1], ordering: .sequentiallyConsistent)
    var thread = pthread_t()
    let outlet = UnsafeMutableRawPointer(bitPattern: Int(ends[0]))
    guard pthread_create(&thread, nil, { Interruption.wait($0) }, outlet) == 0 else { return }
    for number in [SIGINT, SIGTERM] { signal(number, handler) }
  }

  /// From now on rows are kept.
  static func keepRows() { state.withLock { $0.keepsRows = true } }

  /// A folder that is of no use if the run ends before it has results.
  static func made(_ folder: String) { state.withLock { $0.folders.append(folder) } }

  /// The exit code after the signal that came.
  static var status: ExitStatus {
    signalNumber.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }

  /// Only a byte in a pipe: nearly nothing else is safe inside a handler of signals.
  private static let handler: @convention(c) (Int32) -> Void = { number in
    let code = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(inlet.load(ordering: .relaxed), &byte, 1)
    errno = code
  }

  /// The work of the watching thread.
  private static func wait(_ outlet: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var byte: UInt8 = 0
    while read(Int32(Int(bitPattern: outlet)), &byte, 1) != 1 {
      guard errno == EINTR else { return nil }
    }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    signalNumber.store(Int32(byte), ordering: .sequentiallyConsistent)
    state.withLock { state in
      if state.keepsRows { state.task?.cancel() } else { end(state) }
    }
    return nil
  }

  private static func end(_ state: borrowing State) -> Never {
    for folder in state.folders.reversed() { rmdir(folder) }
    let clearing = StandardStream.error.isTerminal ? "\r\u{1B}[K" : ""
    StandardStream.error.say(
      clearing + "error: \(status.word) before any series was worked on: nothing was written")
    ServerQueries.cancel()
    _exit(status.rawValue)
  }
}

extension ExitStatus {
  /// What a signal did to the run.
  var word: String { self == .terminated ? "terminated" : "interrupted" }
}
