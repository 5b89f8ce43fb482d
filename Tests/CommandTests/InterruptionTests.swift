import Foundation
import Testing

@Suite("An interrupted run keeps the rows that are finished")
struct InterruptionTests {
  private static let series = 300

  /// A place with a run of many seconds before it.
  private func place(_ more: [String: String] = [:]) throws -> Workplace {
    try Workplace(more.merging(["many.csv": SampleHistory.many(series: Self.series)]) { $1 })
  }

  /// A model slow enough for the run to be far from its end when its first rows are out.
  private let slow = [
    "--model", "arima", "--season-length", "4", "--horizon", "200", "--jobs", "2",
  ]

  /// The text of an uninterrupted run over the first series.
  private func whole(_ count: Int, _ arguments: [String]) throws -> String {
    let place = try Workplace(["many.csv": SampleHistory.many(series: count)])
    return try place.run(arguments + ["-q"]).output
  }

  /// Starts a run, signals it when its first rows are on standard output, and waits for its end.
  private func interrupted(
    _ place: Workplace, _ arguments: [String], _ signal: Int32 = SIGINT
  ) throws -> Program.Result {
    let running = try place.start(arguments)
    let deadline = Date(timeIntervalSinceNow: 120)
    while try Data(contentsOf: running.output).isEmpty, Date() < deadline {
      Thread.sleep(forTimeInterval: 0.005)
    }
    kill(running.process.processIdentifier, signal)
    let result = try place.wait(for: running)
    #expect(running.process.terminationReason == .exit)
    return result
  }

  /// The two numbers of `after 12 of 300 series`.
  private func counts(_ errors: String) throws -> (done: Int, total: Int) {
    let match = try #require(errors.firstMatch(of: /after (\d+) of (\d+) series/))
    return (try #require(Int(match.1)), try #require(Int(match.2)))
  }

  @Test(
    "on standard output whole series stay, in order, and the code tells the signal",
    arguments: [(SIGINT, 130, "interrupted"), (SIGTERM, 143, "terminated")])
  func standardOutput(signal: Int32, status: Int32, word: String) throws {
    let arguments = ["many.csv"] + slow
    let result = try interrupted(place(), arguments, signal)
    #expect(result.status == status)
    #expect(result.errors.contains("error: \(word) after "))
    #expect(result.errors.contains("the rows of these are in standard output"))
    let (done, total) = try counts(result.errors)
    #expect(total == Self.series && 0 < done && done < total)
    #expect(try result.output == whole(done, arguments))
  }

  @Test("JSON is closed, and a folder has marked tables and a manifest that says so")
  func folder() throws {
    let place = try place(["out/forecast.csv": "old\n"])
    let arguments = ["many.csv", "--format", "json"] + slow
    let result = try interrupted(place, arguments + ["--out", "out"])
    #expect(result.status == 130)
    let (done, _) = try counts(result.errors)
    let rows = try JSONSerialization.jsonObject(with: result.bytes) as? [Any]
    #expect(rows?.count == done * 200)
    #expect(result.errors.contains("standard output, out/forecast.csv.partial"))
    #expect(try place.read("out/forecast.csv") == "old\n")
    let csv = try whole(done, ["many.csv", "--format", "csv"] + slow)
    #expect(try place.read("out/forecast.csv.partial") == csv)
    #expect(try place.read("out/skipped.csv.partial") == "unique_id,kpi,reason\n")
    let manifest = try JSONSerialization.jsonObject(
      with: Data(try place.read("out/manifest.json").utf8))
    let content = try #require(manifest as? [String: Any])
    #expect(content["status"] as? String == "interrupted")
    let counts = try #require(content["counts"] as? [String: Any])
    #expect(counts["series"] as? Int == done)
    #expect(counts["series_total"] as? Int == Self.series)
  }

  @Test("a file of its own is marked, and what was there stays; so is the manifest of a second run")
  func file() throws {
    let place = try place(["result.csv": "old\n", "out/manifest.json": "{}\n"])
    // A pipe shows that rows are on their way: files have no name before the end.
    let pipe = place.folder.appending(path: "live.csv").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let running = try place.start(
      ["many.csv", "-o", "result.csv", "--out", "out", "--fitted", "live.csv"] + slow)
    let live = try #require(FileHandle(forReadingAtPath: pipe))
    #expect(try live.read(upToCount: 1) != nil)
    kill(running.process.processIdentifier, SIGINT)
    _ = try live.readToEnd()
    let result = try place.wait(for: running)
    #expect(result.status == 130)
    #expect(result.errors.contains("are in result.csv.partial, out/forecast.csv.partial"))
    #expect(try place.read("result.csv") == "old\n")
    let (done, _) = try counts(result.errors)
    let csv = try whole(done, ["many.csv", "--format", "csv"] + slow)
    #expect(try place.read("result.csv.partial") == csv)
    #expect(try place.read("out/forecast.csv.partial") == csv)
    #expect(try place.read("out/manifest.json") == "{}\n")
    #expect(try place.read("out/manifest.json.partial").contains("\"status\": \"interrupted\""))
  }

  @Test("a backtest keeps the scores of the series that are finished")
  func backtest() throws {
    let arguments =
      ["backtest", "many.csv", "--models", "naive", "--season-length", "4", "--windows", "9"]
      + ["--horizon", "3", "--format", "csv"]
    let place = try Workplace(["many.csv": SampleHistory.many(series: 900)])
    let result = try interrupted(place, arguments + ["--jobs", "1"])
    #expect(result.status == 130)
    let (done, total) = try counts(result.errors)
    #expect(total == 900 && 0 < done && done < total)
    #expect(try result.output == whole(done, arguments))
  }

  @Test("while it learns from the panel there is nothing to keep: no header, no marked file")
  func learning() throws {
    let place = try Workplace([
      "many.csv": SampleHistory.many(series: Self.series, length: 72)
    ])
    let running = try place.start(
      [
        "many.csv", "--season-length", "12", "--horizon", "12", "--jobs", "1", "--format", "csv",
        "-v",
      ]
        + ["--out", "out"])
    let deadline = Date(timeIntervalSinceNow: 60)
    // What was read is said before learning begins, which takes seconds here.
    while try !String(decoding: Data(contentsOf: running.errors), as: UTF8.self).contains("range"),
      Date() < deadline
    { Thread.sleep(forTimeInterval: 0.005) }
    Thread.sleep(forTimeInterval: 0.1)
    kill(running.process.processIdentifier, SIGINT)
    let result = try place.wait(for: running)
    #expect(result.status == 130)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasSuffix("before any series was worked on: nothing was written\n"))
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "out").path))
  }

  @Test("before any row there is nothing to keep: no folder is left, and the code is the same")
  func early() throws {
    let place = try Workplace([:])
    let pipe = place.folder.appending(path: "slow.csv").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let running = try place.start(["slow.csv", "--out", "results/new"])
    let writer = try #require(FileHandle(forWritingAtPath: pipe))
    try writer.write(contentsOf: Data("unique_id,ds,y\na,1,".utf8))
    while !FileManager.default.fileExists(atPath: place.folder.appending(path: "results/new").path)
    {
      Thread.sleep(forTimeInterval: 0.005)
    }
    kill(running.process.processIdentifier, SIGINT)
    let result = try place.wait(for: running)
    try? writer.close()
    #expect(result.status == 130)
    #expect(
      result.errors
        == "error: interrupted before any series was worked on: nothing was written\n")
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "results").path))
  }
}
