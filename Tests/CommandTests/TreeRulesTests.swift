import Foundation
import Testing

/// The check of the source tree finds what it is there to find.
@Suite("Rules of the source tree")
struct TreeRulesTests {
  /// Runs the check on a tree with these files.
  private func check(_ files: [String: String]) throws -> Program.Result {
    let place = try Workplace()
    for (name, text) in files {
      let file = place.folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let script = SourceTree.root.appending(path: ".ci/check-imports").path
    return try place.shell("'\(script)' .")
  }

  @Test("a tree that keeps the rules passes")
  func clean() throws {
    let result = try check([
      "Sources/LinearAlgebra/Matrix.swift": "import CLAPACK\n\nstruct Matrix {}\n",
      "Sources/kpi-forecast/Main.swift": "import ArgumentParser\nimport DataIO\n",
    ])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(
    "each broken rule is found at its line",
    arguments: [
      ("Statistics", "import CLAPACK", "must not import CLAPACK"),
      ("Statistics", "import TemporalData", "must not import TemporalData"),
      ("Forecasting", "import ForecastModels", "must not import ForecastModels"),
      ("PartnerKPI", "@testable import DataIO", "must not import DataIO"),
      (
        "TemporalData", "import FoundationEssentials",
        "FoundationEssentials is not for TemporalData"
      ),
      ("Optimization", "import Glibc", "Glibc is not for Optimization"),
      ("DataIO", "import ArgumentParser", "ArgumentParser is for the command line alone"),
      ("ForecastModels", "let partnerCount = 1", "'partner' is a business word"),
      ("Forecasting", "/// the tiers of a program", "'tiers' is a business word"),
      ("Forecasting", "func sumByPartner() {}", "'Partner' is a business word"),
      ("Statistics", "let kpiName = \"\"", "'kpi' is a business word"),
      ("Reporting", "let x = try! f()", "'try!' ends or endangers the process"),
      ("DataIO", "fatalError()", "'fatalError' ends or endangers the process"),
      ("DataIO", "struct A: @unchecked Sendable {}", "'@unchecked' ends or endangers the process"),
      ("DataIO", "let path = \"/" + "home/someone/data\"", "a path of one machine"),
      ("Unheard", "let x = 1", "target Unheard has no place in the layers"),
    ])
  func broken(target: String, line: String, message: String) throws {
    let result = try check(["Sources/\(target)/File.swift": "// A file.\n\(line)\n"])
    #expect(result.status == 1)
    #expect(result.output.contains("Sources/\(target)/File.swift"))
    #expect(result.output.contains(message))
  }

  @Test("words that only contain a business word are free")
  func innocentWords() throws {
    let text = "/// An ideal, frontier, dealt, multitiered thing.\n"
    #expect(try check(["Sources/Statistics/File.swift": text]).status == 0)
  }

  @Test("this tree keeps the rules")
  func thisTree() throws {
    let result = try Workplace().shell(
      "'\(SourceTree.root.appending(path: ".ci/check-imports").path)'")
    #expect(result.status == 0, "\(result.output)")
  }
}
