import Foundation
import Testing

@Suite("forecast --explain-model")
struct ExplainModelTests {
  private let place: Workplace
  private let options = [
    "history.csv", "--kpi", "revenue", "--by", "partner_type", "--horizon", "3", "--explain-model",
  ]

  init() throws { place = try Workplace(["history.csv": SampleHistory.partners]) }

  /// The objects of a `models.json`.
  private func models(_ folder: String) throws -> [[String: Any]] {
    let data = Data(try place.read(folder + "/models.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
  }

  @Test("after the view every series is explained as recorded")
  func view() throws {
    let result = try place.run(
      options + ["--format", "table", "--model", "seasonal-naive", "-q"])
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, named: "explain-table")
  }

  @Test("members, weights and errors of a combination are told")
  func combination() throws {
    let result = try place.run(options + ["--format", "table", "--model", "theta", "-q"])
    #expect(result.status == 0)
    for words in ["weight", "error in test", "against naive", "together", "How sure it is"] {
      #expect(result.output.contains(words))
    }
  }

  @Test(
    "a table for programs stays pure, the words go to standard error", arguments: ["csv", "json"])
  func pure(format: String) throws {
    let form = ["--format", format, "--model", "naive", "-q"]
    let plain = try place.run(options.dropLast() + form)
    let explained = try place.run(options + form)
    #expect(explained.status == 0 && plain.output == explained.output)
    #expect(plain.errors.isEmpty && explained.errors.contains("What was found"))
  }

  @Test("beside a result file the words are the standard output")
  func file() throws {
    let result = try place.run(options + ["-o", "f.csv", "--model", "naive", "-q"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.contains("VAR · revenue"))
    #expect(try place.read("f.csv").hasPrefix("partner_type,"))
  }

  @Test("the folder has every explanation, for programs and as a page")
  func folder() throws {
    let result = try place.run(options + ["--out", "out", "--model", "seasonal-naive", "-q"])
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
    try Snapshot.expect(try place.read("out/models.json"), named: "explain-models-json")
    try Snapshot.expect(try place.read("out/models.md"), named: "explain-models-md")
    let models = try models("out")
    #expect(models.count == 2)
    #expect((models.first?["keys"] as? [String: String])?["partner_type"] == "MSP")
    #expect((models.first?["backtest"] as? [String: Any])?["windows"] as? Int == 3)
  }

  @Test("without a series that can be forecast the file is an array of reasons")
  func refused() throws {
    try place.write("empty.csv", Data("id,month,y\nA,2024-01,\nA,2024-02,\n".utf8))
    let result = try place.run(
      ["empty.csv", "--missing", "na", "--explain-model", "--out", "out", "-q"])
    #expect(result.status == 0)
    let model = try #require(try models("out").first)
    #expect(model["status"] as? String == "refused" && model["history"] is NSNull)
    #expect((model["text"] as? String)?.contains("No forecast: ") == true)
  }

  @Test("the first twenty series are explained at once, and the rest where they are asked for")
  func many() throws {
    try place.write("many.csv", Data(SampleHistory.many(series: 23).utf8))
    let run = ["many.csv", "--explain-model", "--model", "naive", "--horizon", "2", "-q"]
    let shown = try place.run(run + ["--format", "table"])
    #expect(shown.output.components(separatedBy: "What was found").count == 21)
    #expect(shown.output.contains("… 3 more series; --out DIR explains all of them"))
    #expect(try place.run(run + ["--out", "out"]).status == 0)
    #expect(try models("out").count == 23)
  }

  @Test("the files do not depend on the number of jobs")
  func jobs() throws {
    for (folder, jobs) in [("a", "1"), ("b", "3")] {
      #expect(try place.run(options + ["--out", folder, "--jobs", jobs]).status == 0)
    }
    for name in ["models.json", "models.md", "forecast.csv"] {
      #expect(try place.read("a/\(name)") == place.read("b/\(name)"))
    }
  }

  @Test(
    "no history is too odd to be explained",
    arguments: ["auto", "ets", "tsb", "seasonal-naive", "log(ets)"])
  func oddHistories(model: String) throws {
    var lines = ["id,month,y"]
    func add(_ id: String, _ values: [String]) {
      for (slot, value) in values.enumerated() {
        let month = (slot % 12) + 1
        lines.append("\(id),\(2020 + slot / 12)-\(month < 10 ? "0" : "")\(month),\(value)")
      }
    }
    add("one", ["5"])
    add("two", ["5", "7"])
    add("constant", (0..<30).map { _ in "7" })
    add("zero", (0..<30).map { _ in "0" })
    add("negative", (0..<40).map { "\(-50 - $0 * $0 % 17)" })
    add("rare", (0..<40).map { $0 % 11 == 3 ? "4" : "0" })
    add("huge", (0..<40).map { "\($0 % 5 + 1)e300" })
    add("tiny", (0..<40).map { "\($0 % 5 + 1)e-300" })
    add("gaps", (0..<40).map { $0 % 3 == 0 ? "" : "\($0)" })
    try place.write("odd.csv", Data((lines.joined(separator: "\n") + "\n").utf8))
    let result = try place.run(
      ["odd.csv", "--missing", "na", "--explain-model", "--model", model, "--out", "out"])
    #expect(result.status == 0, "\(result.errors)")
    let page = try place.read("out/models.md")
    for word in ["nan", "inf ", "Optional", "nil"] { #expect(!page.contains(word)) }
    #expect(try models("out").count == 9)
  }
}
