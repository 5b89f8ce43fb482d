import DataIO
import Forecasting
import PartnerKPI
import ProgramHistory
import Reporting

/// The forecasts of a run of a project: `auto` on every series, into the folder and the summary.
struct ForecastStage {
  let horizon: Int
  private(set) var tally = OutcomeTally()
  private(set) var report: ProgramReport
  private(set) var anomalies: AnomaliesOutput
  /// What the history keeps, one per series; empty without a history.
  private(set) var kept: [KeptRun.Forecast] = []
  private let levels: [Double]
  private let keepsHistory: Bool
  private var request: SeriesRequest
  private let table: ForecastTable
  private var file: TableFile

  init(
    _ plan: ProgramPlan, _ ready: Preparation, _ ranges: RangePlan, seed: UInt64,
    in folder: OutputFolder
  ) throws {
    let panel = ready.panel
    horizon =
      try plan.horizon?.periods(of: panel.frequency)
      ?? Horizon.usual(panel.frequency, seasonLength: ready.seasonLength)
    let model = try SeriesModel(
      SeriesModel.automaticName, plan: nil, cleaning: try CleaningArguments.parse([]),
      seasons: ready.seasons, horizon: horizon)
    request = SeriesRequest(
      model: model, ranges: ranges, horizon: horizon, paths: 0, seed: seed, details: [],
      seasonLength: ready.seasonLength)
    (levels, keepsHistory) = (plan.levels.shares, plan.keepsHistory)
    table = ForecastTable(keyColumns: panel.keyColumns, levels: levels)
    file = try TableFile("forecast.csv", in: folder)
    anomalies = AnomaliesOutput(keyColumns: panel.keyColumns, folder: folder)
    report = ProgramReport(
      panel: panel, horizon: horizon, seasonLength: ready.seasonLength, style: plan.style)
  }

  /// Lets the model learn from the panel as the calendar shows it.
  mutating func learn(
    _ ready: Preparation, _ calendar: CalendarPlan, jobs: Int
  ) async throws {
    request.calendar = calendar
    guard var lessons = request.model.lessons(for: ready.panel) else { return }
    let bar = ProgressBar("learning from the panel", total: 100, isShown: ready.showsProgress)
    try await calendar.learn(&lessons, from: ready.panel, request.ranges, jobs: jobs, bar: bar)
    request.model = request.model.with(lessons)
  }

  /// What came of one series.
  private struct Answer: Sendable {
    let outcome: SeriesOutcome<SeriesForecast>
    let text: String
    let kept: KeptRun.Forecast?
  }

  /// Forecasts every series.
  mutating func perform(
    _ ready: Preparation, jobs: Int, skip: (SeriesKey, String) throws -> Void
  ) async throws {
    try file.begin(table.columns)
    let (entries, request, table) = (ready.panel.entries, request, table)
    let (levels, keepsHistory) = (levels, keepsHistory)
    let format = file.formatter
    let work = SeriesWork(
      "forecasting", count: entries.count, jobs: jobs, showsBar: ready.showsProgress)
    try await work.run { index in
      let outcome = request.answer(entries[index], at: index)
      return Answer(
        outcome: outcome, text: format(table.rows(entries[index].key, outcome)),
        kept: keepsHistory ? KeptRun.Forecast(outcome, levels: levels) : nil)
    } deliver: { index, answer in
      let (outcome, text) = (answer.outcome, answer.text)
      if let own = answer.kept { kept.append(own) }
      try file.write(text: text)
      tally.add(outcome)
      report.add(entries[index], outcome)
      try anomalies.add(entries[index].key, outcome)
      if case .refused(let reason) = outcome { try skip(entries[index].key, reason) }
    }
  }

  /// Ends the tables.
  mutating func finish() throws {
    try file.finish()
    try anomalies.finish()
  }
}
