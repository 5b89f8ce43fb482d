import Foundation
import Testing

/// Every command shown in docs/guides and the README works as it stands there.
@Suite("Commands of the guides")
struct GuideTests {
  /// One shown command and where it stands.
  struct Shown: CustomTestStringConvertible {
    let line: String
    let file: String

    var testDescription: String { "\(file): \(line)" }
  }

  /// Lines `$ …` in fenced `sh` blocks that run the program.
  static let commands: [Shown] = {
    let guides = SourceTree.root.appending(path: "docs/guides")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: guides.path)) ?? []
    let files =
      names.sorted().filter { $0.hasSuffix(".md") }.map { guides.appending(path: $0) }
      + ["README.md", "docs/getting-started.md"].map { SourceTree.root.appending(path: $0) }
    return files.flatMap { file in
      commands(in: (try? String(contentsOf: file, encoding: .utf8)) ?? "").map {
        Shown(line: $0, file: file.lastPathComponent)
      }
    }
  }()

  /// The commands of one page.
  static func commands(in text: String) -> [String] {
    var isShell = false
    var found: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isShell = line == "```sh"
      } else if isShell, line.hasPrefix("$ "), line.contains("kpi-forecast") {
        found.append(String(line.dropFirst(2)))
      }
    }
    return found
  }

  @Test("a shown command ends well and says something", arguments: commands)
  func works(shown: Shown) throws {
    let place = try Workplace()
    let data = SourceTree.root.appending(path: "notebooks-data")
    let files = FileManager.default
    try files.createSymbolicLink(
      at: place.folder.appending(path: "notebooks-data"), withDestinationURL: data)
    try files.createSymbolicLink(
      at: place.folder.appending(path: "history.csv"),
      withDestinationURL: data.appending(path: "program/partner_history.csv"))
    try GuideInputs.write(to: place)
    let result = try place.shell("set -o pipefail; " + shown.line)
    #expect(result.status == 0, "\(result.errors)")
    #expect(!(result.output + result.errors).isEmpty)
  }

  @Test("every guide shows at least one command, and only those in sh blocks count")
  func extraction() {
    let page = "```sh\n$ kpi-forecast a.csv\nresult\n```\n```\n$ kpi-forecast b.csv\n```\n"
    #expect(Self.commands(in: page) == ["kpi-forecast a.csv"])
    #expect(!Self.commands.isEmpty)
  }
}
