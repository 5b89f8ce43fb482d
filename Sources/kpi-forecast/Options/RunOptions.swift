import ArgumentParser
import DataIO
import Glibc

/// How the work is done and what is said about it.
struct RunOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Worker threads, all cores by default; results do not depend on it.", valueName: "n"),
    transform: OptionValue.whole(1...1024))
  var jobs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Source of random numbers; the same seed gives the same bytes. (default: 1)", valueName: "n"),
    transform: OptionValue.seed)
  var seed: UInt64 = 1

  @Flag(help: "End with exit code 3 if some series were refused.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Project file with columns, KPIs and calendar; kpis.yml is found by itself in the working "
        + "folder.", valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var config: String?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Also say which options pin what was recognised, and times.")
  var verbose = false

  /// The number of threads to use.
  var threads: Int { jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// What is said on standard error.
  func console(noColour: Bool) -> Console {
    Console(
      verbosity: quiet ? .quiet : verbose ? .verbose : .normal,
      usesColour: !noColour && Self.coloursAllowed && StandardStream.error.isTerminal)
  }

  /// Whether the environment allows colours (no-color.org).
  static var coloursAllowed: Bool {
    guard let value = getenv("NO_COLOR") else { return true }
    return value.pointee == 0
  }
}
