import Foundation
import Testing

/// The built binary, run as a user runs it.
struct Program {
  /// What a run left behind.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
    /// Standard output as it came.
    let bytes: Data
  }

  /// The folder in which it runs.
  let folder: URL
  /// What stands in its environment besides what every run has.
  var environment: [String: String] = [:]

  /// The binary: it lies beside the test bundle.
  static func binary() throws -> URL {
    let bundles = [CommandLine.arguments[0], Bundle.main.executablePath, Bundle.main.bundlePath]
    let places = bundles.compactMap { $0 }.map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appending(path: "kpi-forecast")
    }
    let found = places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return try #require(found, "kpi-forecast is not built beside \(CommandLine.arguments[0])")
  }

  /// Runs the program with arguments and gives what came of it.
  func run(_ arguments: [String], input: Data = Data()) throws -> Result {
    try wait(for: start(arguments, input: input))
  }

  /// Runs a line of shell in which `kpi-forecast` is the program.
  func shell(_ line: String) throws -> Result {
    let shell = URL(fileURLWithPath: "/bin/bash")
    return try wait(for: start(shell, ["-c", line], input: Data()))
  }

  /// A started program and the files that take its output.
  struct Running {
    let process: Process
    let output: URL
    let errors: URL
  }

  /// Starts the program and does not wait.
  func start(_ arguments: [String], input: Data = Data()) throws -> Running {
    try start(Self.binary(), arguments, input: input)
  }

  private func start(_ executable: URL, _ arguments: [String], input: Data) throws -> Running {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let path = try Self.binary().deletingLastPathComponent().path
    process.environment = [
      "PATH": path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "COLUMNS": "100", "LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1",
    ].merging(environment) { $1 }
    let streams = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
    func file(_ name: String, _ content: Data) throws -> URL {
      let file = streams.appending(path: name)
      try content.write(to: file)
      return file
    }
    let (output, errors) = (try file("output", Data()), try file("errors", Data()))
    process.standardInput = try FileHandle(forReadingFrom: file("input", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return Running(process: process, output: output, errors: errors)
  }

  /// Waits for the end and collects what was written.
  func wait(for running: Running) throws -> Result {
    running.process.waitUntilExit()
    let (bytes, errors) = (
      try Data(contentsOf: running.output), try Data(contentsOf: running.errors)
    )
    try? FileManager.default.removeItem(at: running.output.deletingLastPathComponent())
    return Result(
      status: running.process.terminationStatus, output: String(decoding: bytes, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self), bytes: bytes)
  }
}
