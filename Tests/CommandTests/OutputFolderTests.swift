import Foundation
import Testing

@Suite("The output folder")
struct OutputFolderTests {
  private let place: Workplace

  init() throws { place = try Workplace(["history.csv": SampleHistory.partners]) }

  private func manifest(_ folder: String) throws -> [String: Any] {
    let data = Data(try place.read(folder + "/manifest.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("each command writes the tables it produces and a manifest")
  func files() throws {
    let expected = [
      "forecast": ["forecast.csv", "manifest.json", "rejected.csv", "skipped.csv"],
      "backtest": ["backtest.csv", "manifest.json", "rejected.csv", "skipped.csv"],
      "import": ["data.csv", "manifest.json", "rejected.csv"],
    ]
    for (command, names) in expected {
      let arguments = [command, "history.csv", "--kpi", "revenue", "--by", "total"]
      let result = try place.run(arguments + ["--out", "deep/\(command)"])
      #expect(result.status == 0)
      #expect(result.output.isEmpty)
      #expect(try place.names(in: "deep/\(command)") == names)
    }
  }

  @Test("a second run writes the same bytes for any number of jobs, durations apart")
  func sameBytes() throws {
    for (folder, jobs) in [("a", "1"), ("b", "2"), ("c", "3")] {
      let result = try place.run(["history.csv", "--out", folder, "--jobs", jobs])
      #expect(result.status == 0)
    }
    for name in ["forecast.csv", "rejected.csv", "skipped.csv"] {
      #expect(try place.read("a/\(name)") == place.read("b/\(name)"))
      #expect(try place.read("a/\(name)") == place.read("c/\(name)"))
    }
    let pair = try ["a", "b"].map { folder in
      var content = try manifest(folder)
      content["durations"] = nil
      return NSDictionary(dictionary: content)
    }
    #expect(pair[0] == pair[1])
  }

  @Test("the manifest says what was asked, of which bytes, and what came of it")
  func manifestContent() throws {
    let arguments = ["history.csv", "--kpi", "revenue", "--horizon", "2q", "--seed", "5"]
    _ = try place.run(arguments + ["--out", "results"])
    let content = try manifest("results")
    #expect(content["command"] as? String == "forecast")
    #expect(content["as_of"] as? String == "2025-12-31")
    #expect(content["seed"] as? Int == 5)
    let options = try #require(content["options"] as? [String: Any])
    #expect(options["horizon"] as? Int == 6)
    #expect(options["kpi"] as? [String] == ["revenue"])
    let input = try #require((content["inputs"] as? [[String: Any]])?.first)
    #expect(input["path"] as? String == "history.csv")
    #expect(input["bytes"] as? Int == SampleHistory.partners.utf8.count)
    #expect((input["sha256"] as? String)?.count == 64)
    let counts = try #require(content["counts"] as? [String: Any])
    #expect(counts["rows"] as? Int == 144)
    #expect(counts["series"] as? Int == 4)
    #expect(counts["ok"] as? Int == 4)
  }

  @Test(
    "a place that cannot be written ends with 73 and leaves nothing",
    arguments: [
      ["-o", "absent/result.csv"], ["--out", "history.csv"], ["--out", "/proc/results"],
      ["-o", "taken.csv"], ["--paths", "2", "absent/paths.csv"],
    ])
  func cannotWrite(arguments: [String]) throws {
    let taken = place.folder.appending(path: "taken.csv")
    try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
    let result = try place.run(["history.csv"] + arguments)
    #expect(result.status == 73)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.errors.contains("\n  fix: "))
    #expect(try place.names() == ["history.csv", "taken.csv"])
  }

  @Test("what an earlier run left of the same tables goes, and nothing else does")
  func staleTables() throws {
    let arguments = ["history.csv", "--kpi", "revenue", "--by", "total", "--out", "out", "-q"]
    let all = ["--explain-model", "--fitted", "f.csv", "--diagnostics", "d.csv"]
    #expect(try place.run(arguments + all).status == 0)
    #expect(
      try manifest("out")["files"] as? [String] == [
        "forecast.csv", "fitted.csv", "diagnostics.csv", "models.json", "models.md", "skipped.csv",
        "rejected.csv",
      ])
    try place.write("out/mine.csv", Data("1\n".utf8))
    try place.write("out/anomalies.csv", Data("not of a run\n".utf8))
    #expect(try place.run(arguments).status == 0)
    #expect(
      try place.names(in: "out") == [
        "anomalies.csv", "forecast.csv", "manifest.json", "mine.csv", "rejected.csv", "skipped.csv",
      ])
    // Another command leaves the tables of this one.
    #expect(try place.run(["backtest"] + arguments + ["--models", "naive"]).status == 0)
    #expect(try place.names(in: "out").contains("forecast.csv"))
  }

  @Test("a whole run takes away what an interrupted one left")
  func stalePartial() throws {
    let partial = """
      {
        "version": "0",
        "note": "\\n  \\"files\\": [\\"mine.csv\\"]",
        "files": [
          "forecast.csv.partial",
          "../mine.csv",
          "skipped.csv.partial"
        ]
      }

      """
    for name in ["forecast.csv.partial", "skipped.csv.partial", "mine.csv", "other.partial"] {
      try place.write("out/" + name, Data("x\n".utf8))
    }
    try place.write("mine.csv", Data("x\n".utf8))
    try place.write("out/manifest.json.partial", Data(partial.utf8))
    let arguments = ["history.csv", "--kpi", "revenue", "--by", "total", "--out", "out", "-q"]
    #expect(try place.run(arguments).status == 0)
    #expect(
      try place.names(in: "out") == [
        "forecast.csv", "manifest.json", "mine.csv", "other.partial", "rejected.csv", "skipped.csv",
      ])
    #expect(try place.read("mine.csv") == "x\n")
  }

  @Test("a table on standard output stands beside the folder if it is asked for")
  func tableToo() throws {
    let arguments = ["history.csv", "--kpi", "revenue", "--out", "results", "--format", "table"]
    let result = try place.run(arguments)
    #expect(result.output.contains("revenue"))
    #expect(result.errors.contains("written: results"))
  }
}
