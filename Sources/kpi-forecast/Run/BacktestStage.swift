import DataIO
import Forecasting
import PartnerKPI
import Reporting

/// The scores of a run of a project: the usual models on the past of every series.
struct BacktestStage {
  private let plan: Backtest
  private let candidates: [(name: String, model: SeriesModel)]
  private let reference: any ForecastModel
  private let ranges: RangePlan
  private let table: BacktestTable
  private let seasonLength: Int
  private let panel: KPIPanel
  private var file: TableFile
  private var summary: BacktestSummary

  init(
    _ program: ProgramPlan, _ ready: Preparation, _ ranges: RangePlan, in folder: OutputFolder
  ) throws {
    panel = ready.panel
    self.ranges = ranges
    seasonLength = ready.seasonLength
    let seasons = ready.seasons
    let horizon = Horizon.scorable(in: panel, seasonLength: seasonLength)
    plan = try Backtest(
      horizon: horizon, windows: 3, step: 1, seasonLength: seasonLength,
      levels: program.levels.shares)
    let cleaning = try CleaningArguments.parse([])
    candidates = try BacktestOptions.usualModels.map { name in
      let model = try SeriesModel(
        name, plan: nil, cleaning: cleaning, seasons: seasons, horizon: horizon)
      return (name, model)
    }
    reference = try ModelName.model("seasonal-naive", seasons: seasons)
    table = BacktestTable(keyColumns: panel.keyColumns, levels: plan.levels)
    summary = BacktestSummary(levels: plan.levels)
    file = try TableFile("backtest.csv", in: folder)
    try file.begin(table.columns)
  }

  /// Scores every model on every series.
  mutating func perform(
    _ ready: Preparation, _ calendar: CalendarPlan, jobs: Int
  ) async throws {
    let (plan, reference, candidates, ranges) = (plan, reference, candidates, ranges)
    let entries = panel.entries
    let work = SeriesWork(
      "backtesting", count: entries.count, jobs: jobs, showsBar: ready.showsProgress)
    try await work.run { index -> [SeriesOutcome<BacktestScores>] in
      candidates.map { candidate in
        do {
          let model = try calendar.model(candidate.model, of: entries[index], ranges)
          return plan.evaluate(model, against: reference, on: entries[index].series.values)
        } catch {
          return .refused(reason: "\(error)")
        }
      }
    } deliver: { index, outcomes in
      for (candidate, outcome) in zip(candidates, outcomes) {
        summary.add(entries[index].key, model: candidate.name, outcome)
        try file.write(table.row(entries[index].key, model: candidate.name, outcome))
      }
    }
  }

  /// Ends the table.
  mutating func finish() throws { try file.finish() }

  /// What the scores say, for a person.
  func report(_ style: ReportStyle) -> String {
    BacktestReport(
      summary: summary, frequency: panel.frequency, seasonLength: seasonLength, style: style
    ).text()
  }
}
