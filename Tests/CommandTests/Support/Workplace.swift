import Foundation

/// A folder of its own for one test, removed when the test ends.
final class Workplace {
  let folder: URL
  private var program: Program
  /// What stands in the environment of runs besides what every one has.
  var environment: [String: String] {
    get { program.environment }
    set { program.environment = newValue }
  }

  /// A new folder with these files in it.
  init(_ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "kpi-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    program = Program(folder: folder)
    for (name, text) in files { try write(name, Data(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs the program in this folder.
  func run(_ arguments: [String], input: Data = Data()) throws -> Program.Result {
    try program.run(arguments, input: input)
  }

  /// Runs a line of shell in this folder, in which `kpi-forecast` is the program.
  func shell(_ line: String) throws -> Program.Result { try program.shell(line) }

  /// Starts the program in this folder and does not wait.
  func start(_ arguments: [String]) throws -> Program.Running { try program.start(arguments) }

  /// Waits for the end of a started program and collects what it wrote.
  func wait(for running: Program.Running) throws -> Program.Result {
    try program.wait(for: running)
  }

  func write(_ name: String, _ content: Data) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// The names of everything in the folder or in one of its folders, hidden files too.
  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path).sorted()
  }
}

/// The source tree this test belongs to.
enum SourceTree {
  /// The folder of `Package.swift`.
  static let root = tests.deletingLastPathComponent().deletingLastPathComponent()
  /// The folder of these tests.
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
}
