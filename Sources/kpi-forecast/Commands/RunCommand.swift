import ArgumentParser
import TemporalData

/// `kpi-forecast run`: everything the project file asks for, into one output folder.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Do what the project file asks for, into one output folder.",
    discussion: """
      Reads the files of the project once, forecasts its KPIs and writes the folder: data.csv, \
      forecast.csv, backtest.csv where it is asked for, what was left out, and manifest.json. What \
      was read and forecast is kept beside the project file in .kpi/history.sqlite, for \
      'kpi-forecast compare'.

        kpi-forecast run
        kpi-forecast run program/kpis.yml --backtest --out results

      The section 'run' of the project file says the same once for all: out, kpis, by, horizon, \
      level, backtest, history.
      """)

  @Argument(
    help: ArgumentHelp(
      "Project file. (default: kpis.yml in the working folder)", valueName: "kpis.yml"),
    completion: .file(extensions: ["yml", "yaml"]))
  var file: String?

  @Option(
    help: ArgumentHelp("KPIs to forecast. (default: all of the project)", valueName: "name,…"))
  var kpi: [String] = []

  @Option(
    help: ArgumentHelp(
      "Add up to these columns or dimensions first; 'total' for one series.", valueName: "col,…"))
  var by: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Periods ahead, or a span such as 30d, 6m, 2q.", valueName: "n"),
    transform: Horizon.parse)
  var horizon: Horizon?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Levels of prediction intervals, in percent.", valueName: "p,…"),
    transform: IntervalLevels.parse)
  var level: IntervalLevels?

  @Flag(help: "Score the models on the past too: backtest.csv.")
  var backtest = false

  @Option(
    help: ArgumentHelp(
      "Day the analysis stands on, such as 2026-03-31; the newest in the data otherwise.",
      valueName: "date"),
    transform: PeriodOptions.date)
  var asOf: CivilDate?

  @Option(
    help: ArgumentHelp("Folder of the results. (default: out beside the file)", valueName: "dir"),
    completion: .directory)
  var out: String?

  @Flag(name: .customLong("no-history"), help: "Keep nothing in .kpi/history.sqlite.")
  var noHistory = false

  @Flag(help: "No colours; the environment variable NO_COLOR says the same.")
  var noColor = false

  @OptionGroup(title: "Run") var running: RunOptions

  func run() async throws {
    let plan = try ProgramPlan(self)
    try await ProgramRun(plan, running).perform()
  }
}
