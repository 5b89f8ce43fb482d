import Reporting

/// What a run that was interrupted leaves behind: the rows of the series that were finished.
struct PartialResult {
  /// How many series were finished, and of how many.
  let done: Int
  let total: Int
  /// The marked files in which the rows stand.
  let files: [String]
  /// Whether rows went to standard output.
  let isOnStandardOutput: Bool

  /// The end of a run of which no series was finished: no file holds anything.
  static var nothing: CommandFailure {
    let status = Interruption.status
    return CommandFailure(
      status, "error: \(status.word) before any series was finished: nothing was written")
  }

  /// The end of the run.
  var failure: CommandFailure {
    let status = Interruption.status
    let counts = "\(Counted.grouped(done)) of \(Counted.series(total))"
    return CommandFailure(
      status, TerminalText.sanitized("error: \(status.word) after \(counts): \(places)") + remedy)
  }

  private var places: String {
    let output = isOnStandardOutput ? ["standard output"] : []
    let all = (output + files).joined(separator: ", ")
    return all.isEmpty ? "nothing was written" : "the rows of these are in \(all)"
  }

  private var remedy: String {
    files.isEmpty && !isOnStandardOutput
      ? "\n  fix: -o FILE or --out DIR keeps the rows of the series that are finished" : ""
  }
}
