import Foundation
import Testing

@Suite("compare")
struct CompareCommandTests {
  private let place: Workplace

  /// Two runs: one that knows 30 months, and one that knows 32 and tells one value otherwise.
  init() throws {
    place = try SampleProject.place()
    _ = try place.run(["run", "-q", "--out", "old"])
    let later = SampleProject.history(months: 32).replacing(
      "2023-05,P2,VAR,", with: "2023-05,P2,VAR,1")
    try place.write("exports/h.csv", Data(later.utf8))
    _ = try place.run(["run", "-q", "--out", "new"])
  }

  @Test(
    "folders and the history give the same tables", arguments: [[], ["--summary"], ["--revisions"]])
  func sources(table: [String]) throws {
    let folders = try place.run(["compare", "old", "new"] + table)
    #expect(folders.status == 0, "\(folders.errors)")
    let history = try place.run(["compare"] + table)
    #expect(history.status == 0, "\(history.errors)")
    #expect(folders.bytes == history.bytes)
    try Snapshot.expect(
      folders.transcript, named: "compare" + (table.first.map { "-" + $0.dropFirst(2) } ?? ""))
  }

  @Test("the view tells errors, misses, revisions and what was not compared")
  func view() throws {
    let result = try place.run(["compare", "old", "new", "--format", "table"])
    try Snapshot.expect(result.transcript, named: "compare-table")
  }

  @Test("the tables and a manifest go into a folder")
  func folder() throws {
    let result = try place.run(["compare", "old", "new", "--out", "c"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      try place.names(in: "c") == [
        "comparison.csv", "manifest.json", "revisions.csv", "summary.csv",
      ])
    #expect(try place.read("c/comparison.csv") == place.run(["compare", "old", "new"]).output)
    #expect(try place.run(["compare", "old", "new", "--out", "c"]).status == 0)
    let json = try place.run(["compare", "old", "new", "--format", "json"])
    let rows = try JSONSerialization.jsonObject(with: json.bytes) as? [[String: Any]]
    #expect(rows?.count == 12 && rows?.first?["inside_80"] is Int)
  }

  @Test("vintages are chosen by number or by day")
  func vintages() throws {
    let usual = try place.run(["compare"])
    #expect(try place.run(["compare", "--from", "1", "--to", "2"]).bytes == usual.bytes)
    #expect(try place.run(["compare", "--as-of", "2025-07-31"]).bytes == usual.bytes)
    #expect(try place.run(["compare", "--from", "9"]).status == 64)
    #expect(try place.run(["compare", "--as-of", "2020-01-01"]).status == 66)
  }

  @Test("nothing that has become known is an empty table and a warning")
  func nothing() throws {
    let result = try place.run(["compare", "new", "old"])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.errors.contains("warning: nothing that was forecast has become known"))
  }

  @Test("folders that cannot be compared are told why")
  func refusals() throws {
    _ = try place.run(["run", "-q", "--by", "total", "--out", "total"])
    let keys = try place.run(["compare", "old", "total"])
    #expect(keys.status == 65)
    #expect(keys.errors.contains("by partner_type in the earlier run, by nothing in the later"))
    _ = try place.run(["import", "--grain", "quarter", "--by", "type", "--out", "quarterly", "-q"])
    let grain = try place.run(["compare", "old", "quarterly"])
    #expect(grain.status == 65)
    #expect(grain.errors.contains("the periods differ: month in the earlier run, quarter"))
    #expect(try place.run(["compare", "old"]).status == 64)
    #expect(try place.run(["compare", "old", "absent"]).status == 66)
    #expect(try place.run(["compare", "old", "new", "--from", "1"]).status == 64)
    #expect(try Workplace().run(["compare"]).status == 66)
    try place.write("old/forecast.csv", Data("kpi,period\nrevenue\n".utf8))
    #expect(try place.run(["compare", "old", "new"]).status == 65)
  }

  @Test("a folder of import is what happened since")
  func importFolder() throws {
    _ = try place.run(["import", "--by", "type", "--out", "actual", "-q"])
    let result = try place.run(["compare", "old", "actual"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.bytes == (try place.run(["compare", "old", "new"]).bytes))
  }
}
