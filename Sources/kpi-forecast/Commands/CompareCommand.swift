import ArgumentParser
import TemporalData

/// `kpi-forecast compare`: earlier forecasts against what happened since.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare earlier forecasts with what happened since.",
    discussion: """
      Two folders that 'kpi-forecast run' wrote, the earlier one first: the forecasts of the one \
      beside the values of the other, and the values that were revised meanwhile.

        kpi-forecast compare out-2026-03 out-2026-06

      Without folders, the last two vintages of the history beside the project file:

        kpi-forecast compare
        kpi-forecast compare --list
        kpi-forecast compare --from 3 --to 7 --summary --format csv

      The result table has the columns KEYS…, kpi, period, mean, lo_80, hi_80, lo_95, hi_95, \
      actual, error, inside_80, inside_95, model, source, status; with --summary kpi, n, n_series, \
      forecast, actual, mae, rmse, bias, wape, inside_80, coverage_80, inside_95, coverage_95; \
      with --revisions KEYS…, kpi, period, old, new, change.
      """)

  @Argument(
    help: ArgumentHelp(
      "The earlier and the later folder of results; the history without them.",
      valueName: "folders"),
    completion: .directory)
  var folders: [String] = []

  @Flag(help: "List the vintages of the history.")
  var list = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The vintage whose forecasts are looked at.", valueName: "id"),
    transform: OptionValue.whole(1...Int.max))
  var from: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The vintage whose values are what happened.", valueName: "id"),
    transform: OptionValue.whole(1...Int.max))
  var to: Int?

  @Option(
    help: ArgumentHelp(
      "Look at the forecasts as they stood on this day: the last vintage not after it.",
      valueName: "date"),
    transform: PeriodOptions.date)
  var asOf: CivilDate?

  @Flag(help: "One row per KPI instead of one per value.")
  var summary = false

  @Flag(help: "The values of the past that were revised meanwhile.")
  var revisions = false

  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Project file beside whose .kpi the history stands. (default: kpis.yml)", valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var config: String?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    if list {
      try VintageListing(self).write()
    } else {
      try CompareRun(self).perform()
    }
  }
}
