import Foundation
import Testing

/// A project over the sample history, cut at a number of months.
enum SampleProject {
  static let text = """
    program: {name: Acme Channel, currency: USD}
    data:
      files: [exports/*.csv]
      period: month
      entity: partner_id
      dimensions: {type: partner_type}
    kpis:
      - {name: revenue, unit: USD, range: {min: 0}}
      - {name: deals}
      - {name: size, type: ratio, numerator: revenue, denominator: deals}
    run: {horizon: 3, by: type}

    """

  /// The sample history up to a month, from 1 on.
  static func history(months: Int) -> String {
    let lines = SampleHistory.partners.split(separator: "\n")
    return lines.prefix(1 + 4 * months).joined(separator: "\n") + "\n"
  }

  /// A folder with the project and its first months.
  static func place(months: Int = 30, _ text: String = text) throws -> Workplace {
    try Workplace(["kpis.yml": text, "exports/h.csv": history(months: months)])
  }
}

@Suite("run")
struct RunCommandTests {
  @Test("a run writes one folder, keeps a vintage and tells of both")
  func summary() throws {
    let place = try SampleProject.place()
    let result = try place.run(["run", "--backtest"])
    #expect(result.status == 0, "\(result.errors)")
    try Snapshot.expect(result.transcript, named: "run")
    #expect(
      try place.names(in: "out").filter { $0 != "anomalies.csv" } == [
        "backtest.csv", "data.csv", "forecast.csv", "manifest.json", "rejected.csv", "skipped.csv",
      ])
    #expect(try place.names(in: ".kpi") == ["history.sqlite"])
  }

  @Test("the tables are those that forecast and import write")
  func sameTables() throws {
    let place = try SampleProject.place()
    _ = try place.run(["run", "-q"])
    _ = try place.run(["forecast", "--by", "type", "--horizon", "3", "-o", "f.csv", "-q"])
    _ = try place.run(["import", "--by", "type", "-o", "d.csv", "-q"])
    #expect(try place.read("out/forecast.csv") == place.read("f.csv"))
    #expect(try place.read("out/data.csv") == place.read("d.csv"))
  }

  @Test("the same run again writes the same bytes and keeps no second vintage")
  func again() throws {
    let place = try SampleProject.place()
    _ = try place.run(["run", "-q"])
    let before = try Data(contentsOf: place.folder.appending(path: ".kpi/history.sqlite"))
    let second = try place.run(["run", "--out", "other", "--jobs", "2"])
    #expect(second.output.contains("vintage 1, as before"))
    for name in ["data.csv", "forecast.csv", "skipped.csv", "rejected.csv"] {
      #expect(try place.read("out/" + name) == place.read("other/" + name))
    }
    #expect(
      try Data(contentsOf: place.folder.appending(path: ".kpi/history.sqlite")) == before)
  }

  @Test("a project in another folder has its files, its results and its history there")
  func elsewhere() throws {
    let place = try Workplace([
      "p/kpis.yml": SampleProject.text, "p/exports/h.csv": SampleProject.history(months: 20),
    ])
    let result = try place.run(["run", "p/kpis.yml"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try place.names(in: "p") == [".kpi", "exports", "kpis.yml", "out"])
    #expect(try place.run(["compare", "--config", "p/kpis.yml", "--list"]).status == 0)
  }

  @Test("--no-history, and history: false, keep nothing")
  func noHistory() throws {
    let place = try SampleProject.place(months: 20)
    #expect(try place.run(["run", "--no-history"]).status == 0)
    let text = SampleProject.text.replacing("run: {", with: "run: {history: false, ")
    try place.write("kpis.yml", Data(text.utf8))
    #expect(try place.run(["run"]).status == 0)
    #expect(try place.names() == ["exports", "kpis.yml", "out"])
  }

  @Test("where the history cannot be kept, the results are written and the reason is said")
  func unkept() throws {
    let place = try SampleProject.place(months: 20)
    try place.write(".kpi/history.sqlite", Data(String(repeating: "my notes\n", count: 99).utf8))
    let foreign = try place.run(["run"])
    #expect(foreign.status == 0)
    #expect(foreign.errors.contains("warning: this run is not kept in the history"))
    #expect(foreign.errors.contains("this is not a history of kpi-forecast"))
    #expect(try place.names(in: "out").contains("forecast.csv"))
    #expect(try place.read(".kpi/history.sqlite").hasPrefix("my notes"))
    try FileManager.default.removeItem(at: place.folder.appending(path: ".kpi"))
    try place.write(".kpi", Data())
    let blocked = try place.run(["run"])
    #expect(blocked.status == 0)
    #expect(blocked.errors.contains("not kept"))
    try FileManager.default.removeItem(at: place.folder.appending(path: ".kpi"))
    try FileManager.default.createSymbolicLink(
      atPath: place.folder.appending(path: ".kpi").path, withDestinationPath: "/tmp")
    let linked = try place.run(["run"])
    #expect(linked.status == 0)
    #expect(linked.errors.contains("this is a link"))
  }

  @Test(
    "what is wrong with the project ends with 78 at its line, and what is missing with 66",
    arguments: [
      ("run: {horizon: soon}", "kpis.yml:1:16: 'horizon' of 'run' is 'soon'"),
      ("run: {level: [80, 120]}", "kpis.yml:1:15: 'level' of 'run' is '80,120'"),
      ("run: {out: ../elsewhere}", "kpis.yml:1:12: 'out' of 'run' is '../elsewhere', which leads"),
      ("run: {outt: x}", "kpis.yml:1:7: unknown key 'outt' in 'run'"),
      ("version: 1", "kpis.yml: the project names no files of data"),
    ])
  func badProject(text: String, error: String) throws {
    let place = try Workplace(["kpis.yml": text + "\n"])
    let result = try place.run(["run"])
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("error: " + error), "\(result.errors)")
    #expect(try place.names() == ["kpis.yml"])
    #expect(try Workplace().run(["run"]).status == 66)
  }

  @Test("refused series end with 3 if that is asked for, and results are there")
  func strict() throws {
    let place = try SampleProject.place(months: 20)
    var history = SampleProject.history(months: 20)
    history += "2024-08,P9,NEW,,\n"
    try place.write("exports/h.csv", Data(history.utf8))
    let result = try place.run(["run", "--strict"])
    #expect([0, 3].contains(result.status), "\(result.errors)")
    #expect(try place.names(in: "out").contains("manifest.json"))
  }

  @Test("a run killed at any moment leaves a history of whole vintages")
  func killed() throws {
    let place = try SampleProject.place(months: 12)
    #expect(try place.run(["run", "-q"]).status == 0)
    for attempt in 0..<8 {
      let months = 13 + attempt
      try place.write("exports/h.csv", Data(SampleProject.history(months: months).utf8))
      let running = try place.start(["run", "-q"])
      // From before the reading to after the end.
      usleep(UInt32(40_000 + 60_000 * attempt))
      kill(running.process.processIdentifier, SIGKILL)
      _ = try place.wait(for: running)
    }
    let list = try place.run(["compare", "--list", "--format", "csv"])
    #expect(list.status == 0, "\(list.errors)")
    let vintages = list.output.split(separator: "\n").dropFirst()
    #expect(!vintages.isEmpty && vintages.allSatisfy { $0.hasSuffix(",6") }, "\(list.output)")
    #expect(try place.run(["run", "-q"]).status == 0)
  }

  @Test("runs at the same time each keep their vintage")
  func together() throws {
    let place = try SampleProject.place(months: 14)
    let all = try (1...4).map { number in
      try place.start(["run", "-q", "--horizon", "\(number)", "--out", "o\(number)"])
    }
    for running in all { #expect(try place.wait(for: running).status == 0) }
    let list = try place.run(["compare", "--list", "--format", "csv"])
    #expect(list.output.split(separator: "\n").count == 5, "\(list.output)")
  }
}
