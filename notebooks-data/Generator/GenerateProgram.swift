import Foundation
import ProgramSimulation

/// Writes the tables of a generated partner program to a folder.
@main
struct GenerateProgram {
  static func main() {
    do {
      let request = try GeneratorRequest(Array(CommandLine.arguments.dropFirst()))
      if request.wantsHelp { return print(GeneratorRequest.usage) }
      try write(ProgramTables(request.plan), to: URL(fileURLWithPath: request.folder))
    } catch let error as GeneratorError {
      fail("\(error)\n\n\(GeneratorRequest.usage)", code: 64)
    } catch {
      fail(
        "cannot write the tables: \(error.localizedDescription) Give --out a folder that can be "
          + "written.", code: 73)
    }
  }

  /// Each file is written whole or not at all.
  private static func write(_ tables: ProgramTables, to folder: URL) throws {
    for table in tables.all {
      let file = folder.appendingPathComponent(table.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(table.text.utf8).write(to: file, options: .atomic)
    }
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(code)
  }
}
