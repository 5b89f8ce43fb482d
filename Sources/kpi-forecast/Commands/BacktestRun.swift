import DataIO
import Forecasting
import PartnerKPI
import Reporting

/// One run of `backtest`.
final class BacktestRun {
  private struct Candidate: Sendable {
    let name: String
    let model: SeriesModel
  }

  private typealias Outcome = SeriesOutcome<BacktestScores>

  private let command: BacktestCommand
  private var ready: Preparation
  private var calendar = CalendarPlan()
  private let hasEvents: Bool
  private let ranges: RangePlan
  private let plan: Backtest
  private let candidates: [Candidate]
  private let reference: any ForecastModel
  private let table: BacktestTable
  /// What is known of the history, in words.
  private let known: String?
  private let unused: [String]
  private var outputs: ResultOutputs
  private var record: FolderRecord?
  private var summary: BacktestSummary
  private var tally = OutcomeTally()
  private var watch = Stopwatch()

  /// Opens the outputs and reads the inputs.
  init(_ command: BacktestCommand, _ project: ProjectSettings?) throws {
    self.command = command
    hasEvents = command.regression.events != nil
    let asked = try command.backtest.modelNames(command.regression)
    try command.output.refuseCollisions(
      inputs: command.data.inputs
        + [command.regression.events, command.periods.holidays].compactMap { $0 },
      tables: ["backtest.csv"])
    outputs = try ResultOutputs(command.output, table: "backtest.csv")
    let read = try Preparation(
      command.data, command.periods, project: project,
      drivers: try command.regression.drivers().map(\.kpi),
      console: command.running.console(noColour: command.output.noColor))
    ranges = RangePlan(read.panel, given: command.backtest.range)
    ready = read.noting(ranges.decisions)
    watch.end("read")
    let (panel, seasons) = (ready.panel, ready.seasons)
    let season = seasons.main
    let horizon =
      try command.backtest.horizon?.periods(of: panel.frequency)
      ?? Horizon.scorable(in: panel, seasonLength: season)
    plan = try Backtest(
      horizon: horizon, windows: command.backtest.windows, step: command.backtest.step,
      seasonLength: season, levels: command.backtest.level.shares)
    summary = BacktestSummary(levels: plan.levels)
    let regression = try RegressionPlan(
      command.regression, ready.reading.panel, seasons: seasons, horizon: horizon)
    // Without a name, a regression is scored where there is something to regress on.
    let names =
      command.backtest.models.isEmpty && regression?.cleansHistoryAlone == true
      ? asked.filter { $0 != RegressionPlan.modelName } : asked
    candidates = try names.map { name in
      Candidate(
        name: name,
        model: try SeriesModel(
          name, plan: regression, cleaning: command.cleaning, seasons: seasons,
          horizon: horizon, option: "--models"))
    }
    known = CleaningPlan.note(for: names, command.cleaning, regression, panel)
    unused = UnusedOptions.lines(
      models: names, option: "--models", seasons: seasons, plan: regression,
      cleaning: command.cleaning, panel: panel)
    reference = try ModelName.model("seasonal-naive", seasons: seasons)
    table = BacktestTable(keyColumns: panel.keyColumns, levels: plan.levels)
    record = try FolderRecord(
      outputs.folder, tables: ["backtest.csv"], keyColumns: panel.keyColumns)
  }

  /// Scores every model on every series, writes and tells.
  func perform() async throws {
    calendar = try await CalendarPlan(
      ready, hasEvents: hasEvents, jobs: command.running.threads)
    ready = ready.noting(calendar.decisions)
    ready.tell()
    if let known { ready.console.note(known) }
    unused.forEach(ready.console.warn)
    if !command.backtest.summary { try outputs.begin(table.columns) }
    Interruption.keepRows()
    do {
      try await scoreAll()
    } catch is CancellationError {
      throw try interrupted()
    }
    watch.end("backtest")
    try finish()
    tally.tell(ready.console, noun: "scores", briefly: outputs.showsView)
    try tally.enforce(strict: command.running.strict)
  }

  private func scoreAll() async throws {
    let (plan, reference, candidates) = (plan, reference, candidates)
    let (entries, ranges, calendar) = (ready.panel.entries, ranges, calendar)
    let work = SeriesWork(
      "backtesting", count: entries.count, jobs: command.running.threads,
      showsBar: ready.showsProgress && outputs.leavesRoomForBar)
    try await work.run { index in
      candidates.map {
        let entry = entries[index]
        do {
          let model = try calendar.model($0.model, of: entry, ranges)
          return plan.evaluate(model, against: reference, on: entry.series.values)
        } catch {
          return .refused(reason: "\(error)")
        }
      }
    } deliver: { index, outcomes in
      try self.take(entries[index].key, outcomes)
    }
  }

  private func take(_ key: SeriesKey, _ outcomes: [Outcome]) throws {
    for (candidate, outcome) in zip(candidates, outcomes) {
      tally.add(outcome)
      summary.add(key, model: candidate.name, outcome)
      if case .refused(let reason) = outcome {
        try record?.skip(key, "\(candidate.name): \(reason)")
      }
      guard !command.backtest.summary else { continue }
      try outputs.write(table.row(key, model: candidate.name, outcome))
    }
  }

  private func finish() throws {
    try writeSummary()
    try outputs.finish()
    if outputs.showsView {
      let report = BacktestReport(
        summary: summary, frequency: ready.panel.frequency,
        seasonLength: ready.seasonLength, style: command.output.viewStyle)
      try StandardStream.output.write(report.text())
    }
    watch.end("write")
    let manifest = manifest(series: [.init("series", .int(ready.panel.entries.count))])
    try ready.conclude(&record, manifest, in: outputs.folder, watch)
  }

  /// Writes one row per model over the series scored so far, if that is wanted.
  private func writeSummary() throws {
    guard command.backtest.summary else { return }
    let table = BacktestTable.summary(summary)
    try outputs.begin(table.columns)
    for row in table.rows { try outputs.write(row) }
  }

  /// Keeps the rows of the series that are finished in files that are marked as partial.
  private func interrupted() throws -> CommandFailure {
    watch.end("backtest")
    let (done, total) = (tally.total / candidates.count, ready.panel.entries.count)
    guard done > 0 else { return PartialResult.nothing }
    var manifest = manifest(
      series: [.init("series", .int(done)), .init("series_total", .int(total))])
    manifest.isComplete = false
    try writeSummary()
    var files = try outputs.finishPartial()
    watch.end("write")
    if let table = try record?.finishPartial(manifest, durations: watch.durations) {
      files.append(table)
    }
    return PartialResult(
      done: done, total: total, files: files, isOnStandardOutput: !outputs.leavesStandardOutput
    ).failure
  }

  private func manifest(series: [JSONValue.Member]) -> Manifest {
    Manifest(
      command: .backtest, options: settings, seed: command.running.seed, reading: ready.reading,
      counts: series + [.init("models", .int(candidates.count))] + tally.members)
  }

  private var settings: [JSONValue.Member] {
    let given =
      command.data.settings + command.periods.settings + command.regression.settings
      + RangeArgument.setting(command.backtest.range)
    return given.map(\.member) + ready.projectMembers + [
      .init("models", .strings(candidates.map(\.name))), .init("horizon", .int(plan.horizon)),
      .init("windows", .int(plan.windows)), .init("step", .int(plan.step)),
      .init("season_length", .int(plan.seasonLength)),
      .init("level", .array(command.backtest.level.percents.map { .number($0) })),
      .init("outliers", .string((command.cleaning.outliers ?? .robust).rawValue)),
      .init("shifts", .string((command.cleaning.shifts ?? .adjust).rawValue)),
      .init("summary", .bool(command.backtest.summary)),
    ]
  }
}
