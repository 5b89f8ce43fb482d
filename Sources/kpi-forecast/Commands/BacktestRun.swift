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
  private let ready: Preparation
  private let plan: Backtest
  private let candidates: [Candidate]
  private let reference: any ForecastModel
  private let table: BacktestTable
  private let unused: [String]
  private var outputs: ResultOutputs
  private var record: FolderRecord?
  private var summary = BacktestSummary()
  private var tally = OutcomeTally()
  private var watch = Stopwatch()

  /// Opens the outputs and reads the inputs.
  init(_ command: BacktestCommand) throws {
    self.command = command
    let names = try command.backtest.modelNames(command.regression)
    try command.output.refuseCollisions(
      inputs: command.data.files + [command.regression.events].compactMap { $0 },
      tables: ["backtest.csv"])
    outputs = try ResultOutputs(command.output, table: "backtest.csv")
    ready = try Preparation(
      command.data, command.periods, drivers: try command.regression.drivers().map(\.kpi),
      console: command.running.console(noColour: command.output.noColor))
    watch.end("read")
    let (panel, seasons) = (ready.panel, ready.seasons)
    let season = seasons.main
    let horizon =
      try command.backtest.horizon?.periods(of: panel.frequency)
      ?? Horizon.scorable(in: panel, seasonLength: season)
    plan = try Backtest(
      horizon: horizon, windows: command.backtest.windows, step: command.backtest.step,
      seasonLength: season)
    let regression = try RegressionPlan(
      command.regression, ready.reading.panel, seasons: seasons, horizon: horizon)
    candidates = try names.map { name in
      Candidate(
        name: name,
        model: try SeriesModel(name, plan: regression, seasons: seasons, option: "--models"))
    }
    unused = UnusedOptions.lines(
      models: names, option: "--models", seasons: seasons, plan: regression, panel: panel)
    reference = try ModelName.model("seasonal-naive", seasons: seasons)
    table = BacktestTable(keyColumns: panel.keyColumns)
    record = try FolderRecord(outputs.folder, keyColumns: panel.keyColumns)
  }

  /// Scores every model on every series, writes and tells.
  func perform() async throws {
    ready.tell()
    unused.forEach(ready.console.warn)
    if !command.backtest.summary { try outputs.begin(table.columns) }
    try await scoreAll()
    watch.end("backtest")
    try finish()
    tally.tell(ready.console, noun: "scores", briefly: outputs.showsView)
    try tally.enforce(strict: command.running.strict)
  }

  private func scoreAll() async throws {
    let (plan, reference, candidates) = (plan, reference, candidates)
    let entries = ready.panel.entries
    let work = OrderedWork(jobs: command.running.threads, count: entries.count)
    var bar = ProgressBar(
      "backtesting", total: entries.count, isShown: ready.showsProgress && outputs.leavesRoomForBar)
    defer { bar.clear() }
    try await work.run(entries.count) { index in
      candidates.map {
        let entry = entries[index]
        do {
          let model = try $0.model.model(for: entry.key)
          return plan.evaluate(model, against: reference, on: entry.series.values)
        } catch {
          return .refused(reason: "\(error)")
        }
      }
    } deliver: { index, outcomes in
      try self.take(entries[index].key, outcomes)
      bar.update(index + 1)
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
    if command.backtest.summary {
      let table = BacktestTable.summary(summary)
      try outputs.begin(table.columns)
      for row in table.rows { try outputs.write(row) }
    }
    try outputs.finish()
    if outputs.showsView {
      let report = BacktestReport(
        summary: summary, frequency: ready.panel.frequency,
        seasonLength: ready.seasonLength, style: command.output.viewStyle)
      try StandardStream.output.write(report.text())
    }
    watch.end("write")
    let counts = [
      JSONValue.Member("series", .int(ready.panel.entries.count)),
      .init("models", .int(candidates.count)),
    ]
    let manifest = Manifest(
      command: .backtest, options: settings, seed: command.running.seed, reading: ready.reading,
      counts: counts + tally.members)
    try ready.conclude(&record, manifest, in: outputs.folder, watch)
  }

  private var settings: [JSONValue.Member] {
    let given = command.data.settings + command.periods.settings + command.regression.settings
    return given.map(\.member) + [
      .init("models", .strings(candidates.map(\.name))), .init("horizon", .int(plan.horizon)),
      .init("windows", .int(plan.windows)), .init("step", .int(plan.step)),
      .init("season_length", .int(plan.seasonLength)),
      .init("summary", .bool(command.backtest.summary)),
    ]
  }
}
