import Reporting

/// What a person is told on standard error while a command runs.
struct Console: Sendable {
  /// How much is said.
  enum Verbosity: Sendable {
    /// Errors only.
    case quiet
    /// Decisions, warnings and counts.
    case normal
    /// Also inputs, options that pin decisions, and times.
    case verbose
  }

  let verbosity: Verbosity
  let usesColour: Bool

  /// A line that is said unless the user asked for quiet.
  func note(_ line: String) {
    if verbosity != .quiet { say(line) }
  }

  /// A line that is said only to those who asked for more.
  func detail(_ line: String) {
    if verbosity == .verbose { say(line) }
  }

  /// Something to look at.
  func warn(_ line: String) {
    guard verbosity != .quiet else { return }
    say((usesColour ? "\u{1B}[33mwarning:\u{1B}[0m " : "warning: ") + TerminalText.sanitized(line))
  }

  private func say(_ line: String) { StandardStream.error.say(line) }
}
