import DataIO
import Forecasting
import PartnerKPI
import Reporting

/// One run of `forecast`, from opening the outputs to the last message.
final class ForecastRun {
  private let command: ForecastCommand
  private var ready: Preparation
  private let ranges: RangePlan
  private var request: SeriesRequest
  private let eventsInput: InputFile?
  private let table: ForecastTable
  private let modelName: String
  /// What is known of the history, in words.
  private let known: String?
  private let unused: [String]
  private let advice: CadenceAdvice?
  private var outputs: ResultOutputs
  private var details: ForecastDetails
  private var record: FolderRecord?
  private var view: ForecastReport?
  private var explanations: ExplanationOutput?
  private var anomalies: AnomaliesOutput
  private var tally = OutcomeTally()
  private var watch = Stopwatch()

  /// Opens the outputs and reads the inputs.
  init(_ command: ForecastCommand, _ project: ProjectSettings?) throws {
    self.command = command
    let (options, running) = (command.forecast, command.running)
    try command.output.refuseCollisions(
      inputs: command.data.inputs
        + [command.regression.events, command.periods.holidays].compactMap { $0 },
      tables: options.folderTables, files: options.files)
    outputs = try ResultOutputs(command.output, table: "forecast.csv")
    details = try ForecastDetails(options, output: command.output, folder: outputs.folder)
    let read = try Preparation(
      command.data, command.periods, project: project,
      drivers: try command.regression.drivers().map(\.kpi),
      console: running.console(noColour: command.output.noColor))
    ranges = RangePlan(read.panel, given: options.range)
    ready = read.noting(ranges.decisions)
    watch.end("read")
    let panel = ready.panel
    advice = CadenceAdvice(panel)
    let horizon =
      try options.horizon?.periods(of: panel.frequency)
      ?? Horizon.usual(panel.frequency, seasonLength: ready.seasonLength)
    try options.checkPaths(horizon: horizon)
    let plan = try RegressionPlan(
      command.regression, ready.reading.panel, seasons: ready.seasons, horizon: horizon)
    eventsInput = plan?.input
    modelName = try options.modelName(command.regression, plan)
    let model = try SeriesModel(
      modelName, plan: plan, cleaning: command.cleaning, seasons: ready.seasons,
      horizon: horizon)
    known = CleaningPlan.note(for: [modelName], command.cleaning, plan, panel)
    let showsNoComponents = options.components && outputs.showsView && outputs.folder == nil
    unused =
      UnusedOptions.lines(
        models: [modelName], option: "--model", seasons: ready.seasons, plan: plan,
        cleaning: command.cleaning, panel: panel)
      + (showsNoComponents
        ? ["the view shows no components; --format csv or -o FILE gives them"] : [])
    explanations = try ExplanationOutput(
      options, outputs, keyColumns: panel.keyColumns, level: options.level.shares[0],
      style: command.output.viewStyle)
    anomalies = AnomaliesOutput(keyColumns: panel.keyColumns, folder: outputs.folder)
    let reference = try ModelName.model("seasonal-naive", seasons: ready.seasons)
    request = SeriesRequest(
      model: model, ranges: ranges, horizon: horizon, paths: options.paths ?? 0, seed: running.seed,
      details: details.wanted, seasonLength: ready.seasonLength, accounts: explanations?.most ?? 0,
      reference: reference)
    table = ForecastTable(
      keyColumns: panel.keyColumns, levels: options.level.shares, components: options.components)
    record = try FolderRecord(
      outputs.folder, tables: ForecastOptions.allTables, keyColumns: panel.keyColumns)
    if outputs.showsView {
      view = ForecastReport(
        panel: panel, level: options.level.shares[0], seasonLength: ready.seasonLength,
        style: command.output.viewStyle)
    }
  }

  /// Forecasts every series, writes and tells.
  func perform() async throws {
    request.calendar = try await CalendarPlan(
      ready, hasEvents: eventsInput != nil, jobs: command.running.threads)
    ready = ready.noting(request.calendar.decisions)
    ready.tell()
    if let advice { ready.console.note(advice.line) }
    if let known { ready.console.note(known) }
    unused.forEach(ready.console.warn)
    // Until the first series is forecast there is nothing to keep, and Ctrl-C ends the run at once.
    try await learn()
    try outputs.begin(table.columns)
    try details.begin(keyColumns: ready.panel.keyColumns)
    Interruption.keepRows()
    do {
      try await forecastAll()
    } catch is CancellationError {
      throw try interrupted()
    }
    watch.end("forecast")
    try finish()
    if let line = anomalies.line { ready.console.note(line) }
    tally.tell(ready.console, noun: "series", briefly: outputs.showsView)
    try tally.enforce(strict: command.running.strict)
  }

  /// What came of one series, with its rows as text for every place they go to.
  private struct Answer: Sendable {
    let outcome: SeriesOutcome<SeriesForecast>
    let texts: [String]
  }

  /// Lets an automatic model learn from the panel.
  private func learn() async throws {
    guard var lessons = request.model.lessons(for: ready.panel) else { return }
    let bar = ProgressBar(
      "learning from the panel", total: 100,
      isShown: ready.showsProgress && outputs.leavesRoomForBar)
    try await request.calendar.learn(
      &lessons, from: ready.panel, ranges, isTested: request.accounts > 0,
      jobs: command.running.threads, bar: bar)
    request.model = request.model.with(lessons)
    watch.end("learn")
  }

  private func forecastAll() async throws {
    let (entries, request, table) = (ready.panel.entries, request, table)
    let formatters = outputs.formatters
    let work = SeriesWork(
      "forecasting", count: entries.count, jobs: command.running.threads,
      showsBar: ready.showsProgress && outputs.leavesRoomForBar,
      hasLargeResults: request.paths > 0)
    try await work.run { index in
      let outcome = request.answer(entries[index], at: index)
      let rows = formatters.isEmpty ? [] : table.rows(entries[index].key, outcome)
      return Answer(outcome: outcome, texts: formatters.map { $0(rows) })
    } deliver: { index, answer in
      try self.outputs.write(texts: answer.texts)
      try self.take(entries[index], answer.outcome)
    }
  }

  private func take(
    _ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>
  ) throws {
    tally.add(outcome)
    try details.write(entry, outcome)
    if case .refused(let reason) = outcome { try record?.skip(entry.key, reason) }
    view?.add(entry, outcome)
    try explanations?.add(entry, outcome)
    try anomalies.add(entry.key, outcome)
  }

  private func finish() throws {
    try outputs.finish()
    try details.finish()
    if let text = view?.text(next: proposals) { try StandardStream.output.write(text) }
    try explanations?.finish()
    try anomalies.finish()
    watch.end("write")
    let manifest = manifest(counts: [.init("series", .int(tally.total))])
    try ready.conclude(&record, manifest, in: outputs.folder, watch)
  }

  /// Keeps the rows of the series that are finished in files that are marked as partial.
  private func interrupted() throws -> CommandFailure {
    watch.end("forecast")
    let total = ready.panel.entries.count
    guard tally.total > 0 else { return PartialResult.nothing }
    var manifest = manifest(
      counts: [.init("series", .int(tally.total)), .init("series_total", .int(total))])
    manifest.isComplete = false
    var files = try outputs.finishPartial() + details.finishPartial()
    try explanations?.close()
    try anomalies.finish()
    watch.end("write")
    if let table = try record?.finishPartial(manifest, durations: watch.durations) {
      files.append(table)
    }
    return PartialResult(
      done: tally.total, total: total, files: files,
      isOnStandardOutput: !outputs.leavesStandardOutput
    ).failure
  }

  private func manifest(counts: [JSONValue.Member]) -> Manifest {
    Manifest(
      command: .forecast, options: settings, seed: command.running.seed, reading: ready.reading,
      counts: counts + tally.members)
  }

  private var settings: [JSONValue.Member] {
    let given =
      command.data.settings + command.periods.settings + command.regression.settings
      + RangeArgument.setting(command.forecast.range)
    let events = eventsInput.map { [JSONValue.Member("events_sha256", .string($0.sha256))] } ?? []
    return given.map(\.member) + ready.projectMembers + events + [
      .init("model", .string(modelName)),
      .init("horizon", .int(request.horizon)),
      .init("season_length", .int(ready.seasonLength)),
      .init("level", .array(command.forecast.level.percents.map { .number($0) })),
      .init("paths", .int(request.paths)),
      .init("outliers", .string((command.cleaning.outliers ?? .robust).rawValue)),
      .init("shifts", .string((command.cleaning.shifts ?? .adjust).rawValue)),
      .init("components", .bool(command.forecast.components)),
      .init("explain_model", .bool(command.forecast.explainModel)),
    ]
  }

  /// What a user may want to do next.
  private var proposals: [String] {
    let files = command.data.files.map(ShellWord.quoted)
    guard !files.contains("-") else { return [] }
    let given =
      command.data.settings + command.periods.settings + command.regression.settings
      + command.cleaning.settings + RangeArgument.setting(command.forecast.range)
    let settings = given.map(\.typed)
    let backtest = (["kpi-forecast backtest"] + files + settings + ["--summary"]).joined(
      separator: " ")
    return [coarser(files, given), backtest].compactMap { $0 }
  }

  /// The same forecast at the grain that fits the beat of the values.
  private func coarser(_ files: [String], _ given: [OptionSetting]) -> String? {
    guard let advice else { return nil }
    let others = given.map(\.typed).filter { !$0.hasPrefix("--grain") }
    return (["kpi-forecast"] + files + others + ["--grain \(advice.grain)"]).joined(separator: " ")
  }
}
