import Foundation
import Testing

@Suite("What forecast gives beside the means")
struct ForecastDetailTests {
  private let place: Workplace
  private let options = [
    "history.csv", "--kpi", "revenue", "--by", "partner_type", "--horizon", "3",
  ]

  init() throws { place = try Workplace(["history.csv": SampleHistory.partners]) }

  /// The cells of a CSV text without quotes, by the names of the columns.
  private func rows(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  @Test(
    "the parts of every mean add up to it", arguments: ["ets", "theta", "seasonal-naive", "auto"])
  func components(model: String) throws {
    let result = try place.run(options + ["--components", "--model", model])
    #expect(result.status == 0)
    #expect(
      result.output.hasPrefix(
        "partner_type,kpi,period,mean,lo_80,hi_80,lo_95,hi_95,level,trend,season,effects,model,"))
    let rows = rows(result.output)
    #expect(rows.count == 6)
    for row in rows {
      let parts = ["level", "trend", "season", "effects"].compactMap { Double(row[$0] ?? "") }
      let mean = try #require(Double(row["mean"] ?? ""))
      #expect(parts.count == 4)
      #expect(abs(parts.reduce(0, +) - mean) <= 1e-9 * abs(mean))
    }
  }

  @Test("fitted values and diagnostics are the recorded ones")
  func recorded() throws {
    let files = ["--fitted", "fitted.csv", "--diagnostics", "diagnostics.csv"]
    let result = try place.run(options + ["--model", "seasonal-naive", "-q"] + files)
    #expect(result.status == 0)
    try Snapshot.expect(try place.read("fitted.csv"), named: "forecast-fitted")
    try Snapshot.expect(try place.read("diagnostics.csv"), named: "forecast-diagnostics")
  }

  @Test("a residual is the observed value minus the fitted one, and the history is whole")
  func fitted() throws {
    #expect(try place.run(options + ["--model", "ets", "--fitted", "f.csv"]).status == 0)
    let rows = rows(try place.read("f.csv"))
    #expect(rows.count == 2 * 36)
    for row in rows {
      let numbers = ["actual", "fitted", "residual"].compactMap { Double(row[$0] ?? "") }
      #expect(numbers.count == 3 && numbers[0] - numbers[1] == numbers[2])
    }
  }

  @Test("the folder holds the same tables, and JSON the same rows")
  func folder() throws {
    let files = [
      "--fitted", "f.json", "--diagnostics", "d.csv", "--out", "out", "--outliers", "keep",
    ]
    #expect(try place.run(options + files).status == 0)
    #expect(
      try place.names(in: "out") == [
        "diagnostics.csv", "fitted.csv", "forecast.csv", "manifest.json", "rejected.csv",
        "skipped.csv",
      ])
    #expect(try place.read("out/diagnostics.csv") == place.read("d.csv"))
    let objects = try JSONSerialization.jsonObject(with: Data(place.read("f.json").utf8))
    #expect((objects as? [Any])?.count == 2 * 36)
    #expect(rows(try place.read("out/fitted.csv")).count == 2 * 36)
  }

  @Test("a series that is refused has its reason in the diagnostics and no fitted values")
  func refused() throws {
    try place.write(
      "empty.csv", Data("id,month,y\nA,2024-01,\nA,2024-02,\nB,2024-01,3\nB,2024-02,4\n".utf8))
    let result = try place.run(
      [
        "empty.csv", "--fitted", "f.csv", "--diagnostics", "d.csv", "--missing", "na",
        "--components",
      ])
    #expect(result.status == 0)
    let diagnostics = rows(try place.read("d.csv"))
    #expect(diagnostics.first?["status"] == "refused")
    #expect(diagnostics.first?["n"] == "")
    #expect(rows(try place.read("f.csv")).allSatisfy { $0["id"] == "B" })
  }

  @Test(
    "a file that is an input, or is written twice, is refused",
    arguments: [
      ["--fitted", "history.csv"], ["--diagnostics", "history.csv"],
      ["--fitted", "a.csv", "--diagnostics", "./a.csv"], ["-o", "a.csv", "--fitted", "a.csv"],
      ["--fitted", "fitted.csv", "--out", "."], ["--fitted", "table.txt"],
      ["--diagnostics", "forecast.csv", "--out", "."],
    ])
  func collisions(files: [String]) throws {
    let result = try place.run(options + files)
    #expect(result.status == 64)
    #expect(result.errors.contains("\n  fix: "))
    #expect(try place.names() == ["history.csv"])
  }

  @Test("nothing is written if a place cannot be written")
  func whole() throws {
    let result = try place.run(options + ["--fitted", "f.csv", "--diagnostics", "none/d.csv"])
    #expect(result.status == 73)
    #expect(try place.names() == ["history.csv"])
  }

  @Test("several season lengths are taken, the first as the main one", arguments: ["12,3", "12"])
  func seasons(text: String) throws {
    let several = try place.run(options + ["--season-length", text, "--model", "seasonal-naive"])
    let one = try place.run(options + ["--model", "seasonal-naive"])
    #expect(several.status == 0)
    #expect(several.bytes == one.bytes)
    #expect(try place.run(["backtest", "history.csv", "--season-length", text]).status == 0)
  }

  @Test("season lengths that are none are refused", arguments: ["12,", "12,12", "12,1", "x", "0"])
  func wrongSeasons(text: String) throws {
    let result = try place.run(options + ["--season-length", text])
    #expect(result.status == 64)
    #expect(result.errors.contains("24,168"))
  }
}
