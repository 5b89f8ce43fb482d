import DataIO
import Forecasting
import KPIProject
import PartnerKPI
import ProgramHistory
import Reporting

/// One run of a project: reads once, forecasts, scores, writes one folder and keeps a vintage.
final class ProgramRun {
  /// The tables that a run can write.
  static let tables = ["data.csv", "forecast.csv", AnomaliesOutput.fileName, "backtest.csv"]

  private let plan: ProgramPlan
  private let running: RunOptions
  private var ready: Preparation
  private let folder: OutputFolder
  private var record: FolderRecord?
  private var data: TableFile
  private var forecasts: ForecastStage
  private var scores: BacktestStage?
  private var watch = Stopwatch()

  /// Opens the folder and reads the inputs.
  init(_ plan: ProgramPlan, _ running: RunOptions) throws {
    (self.plan, self.running) = (plan, running)
    var check = DestinationCheck(inputs: plan.data.inputs + [plan.project.path])
    for name in Self.tables + ["rejected.csv", "revisions.csv", "skipped.csv", "manifest.json"] {
      try check.take(plan.folder + "/" + name, option: "--out")
    }
    folder = try OutputFolder(plan.folder)
    let read = try Preparation(
      plan.data, plan.periods, project: plan.settings,
      console: running.console(noColour: plan.noColour))
    let ranges = RangePlan(read.panel, given: nil)
    ready = read.noting(ranges.decisions)
    watch.end("read")
    data = try TableFile("data.csv", in: folder)
    forecasts = try ForecastStage(plan, ready, ranges, seed: running.seed, in: folder)
    if plan.scoresPast { scores = try BacktestStage(plan, ready, ranges, in: folder) }
    record = try FolderRecord(folder, tables: Self.tables, keyColumns: ready.panel.keyColumns)
  }

  /// Does all that is asked for and tells of it.
  func perform() async throws {
    let calendar = try await CalendarPlan(ready, jobs: running.threads)
    ready = ready.noting(calendar.decisions)
    ready.tell()
    try writeData()
    try await forecasts.learn(ready, calendar, jobs: running.threads)
    watch.end("learn")
    Interruption.keepRows()
    do {
      try await forecasts.perform(ready, jobs: running.threads) { key, reason in
        try self.record?.skip(key, reason)
      }
      watch.end("forecast")
      if scores != nil {
        try await scores?.perform(ready, calendar, jobs: running.threads)
        watch.end("backtest")
      }
    } catch is CancellationError {
      throw try interrupted()
    }
    try finish()
  }

  private func writeData() throws {
    let table = TidyTable(ready.reading.panel)
    try data.begin(table.columns)
    for entry in ready.reading.panel.entries {
      for row in table.rows(entry) { try data.write(row) }
    }
    try data.finish()
  }

  private func finish() throws {
    try forecasts.finish()
    try scores?.finish()
    watch.end("write")
    let manifest = manifest(isComplete: true)
    try record?.finish(manifest, durations: watch.durations)
    let vintage = keep()
    try tell(vintage)
    try forecasts.tally.enforce(strict: running.strict)
  }

  /// Keeps the run in the history, and says why where that cannot be.
  ///
  /// The results are written anyway.
  private func keep() -> String? {
    guard plan.keepsHistory else { return nil }
    let keeping = VintageKeeping(plan, ready.reading, options: options, seed: running.seed)
    do {
      let vintage = try keeping.keep(forecasts.kept)
      return vintage.isNew ? "vintage \(vintage.id)" : "vintage \(vintage.id), as before"
    } catch let error as HistoryError {
      ready.console.warn(
        "this run is not kept in the history: \(error.path): \(error.what); \(error.fix)")
    } catch {
      ready.console.warn("this run is not kept in the history: \(error)")
    }
    return nil
  }

  /// Keeps the rows of the series that are finished in files that are marked as partial.
  private func interrupted() throws -> CommandFailure {
    let (done, total) = (forecasts.tally.total, ready.panel.entries.count)
    guard done > 0 else { return PartialResult.nothing }
    try forecasts.finish()
    try scores?.finish()
    watch.end("write")
    let manifest = manifest(isComplete: false)
    let file = try record?.finishPartial(manifest, durations: watch.durations)
    return PartialResult(
      done: done, total: total, files: [file].compactMap { $0 }, isOnStandardOutput: false
    ).failure
  }

  private func manifest(isComplete: Bool) -> Manifest {
    var manifest = Manifest(
      command: .run, options: options, seed: running.seed, reading: ready.reading,
      counts: [.init("series", .int(ready.panel.entries.count))] + forecasts.tally.members)
    manifest.isComplete = isComplete
    return manifest
  }

  private var options: [JSONValue.Member] {
    plan.members + ready.holidayMembers + [
      .init("model", .string(SeriesModel.automaticName)),
      .init("horizon", .int(forecasts.horizon)),
      .init("season_length", .int(ready.seasonLength)),
      .init("level", .array(plan.levels.percents.map { .number($0) })),
      .init("backtest", .bool(plan.scoresPast)),
    ]
  }

  /// The summary for a person.
  private func tell(_ vintage: String?) throws {
    let console = ready.console
    if let line = forecasts.anomalies.line { console.note(line) }
    forecasts.tally.tell(console, noun: "series", briefly: true)
    guard console.verbosity != .quiet else { return }
    var text = forecasts.report.text(heading: heading)
    if let scores { text += "\n" + scores.report(plan.style) }
    text += "\n" + TerminalText.sanitized("written: \(plan.folder) (\(files))") + "\n"
    if let vintage {
      let place = ProgramArchive(besideProject: plan.project.path).path
      text += TerminalText.sanitized("kept: \(place), \(vintage)") + "\n"
    }
    text += proposals.map { "next: \(TerminalText.sanitized($0))\n" }.joined()
    try StandardStream.output.write(text)
  }

  private var heading: [String] {
    let name = plan.project.program.name ?? plan.project.path
    return [name] + [ready.reading.asOf.map { "as of \($0)" }].compactMap { $0 }
  }

  private var files: String { folder.names.joined(separator: ", ") }

  private var proposals: [String] {
    let file = ShellWord.quoted(plan.project.path)
    let isUsual = plan.project.path == Project.usualName
    let backtest = "kpi-forecast run" + (isUsual ? "" : " " + file) + " --backtest"
    let compare = "kpi-forecast compare" + (isUsual ? "" : " --config " + file)
    return (plan.scoresPast ? [] : [backtest])
      + (plan.keepsHistory ? [compare + "    # once there is newer data and it has run again"] : [])
  }
}
