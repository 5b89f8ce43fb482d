import DataIO
import Forecasting
import PartnerKPI
import Reporting

/// The tables that `forecast` writes beside its result: simulated futures, fitted values, diagnostics.
struct ForecastDetails {
  /// What forecasts must come with.
  let wanted: Set<ForecastRequest.Detail>
  private var paths: PathsOutput?
  private var fitted: SideTable?
  private var diagnostics: SideTable?
  private var fittedTable: FittedTable?
  private var diagnosticsTable: DiagnosticsTable?

  /// Opens every file that was asked for.
  init(_ options: ForecastOptions, output: OutputOptions, folder: OutputFolder?) throws {
    paths = try PathsOutput(options, output: output)
    fitted = try SideTable(options.fitted, in: folder, as: "fitted.csv")
    diagnostics = try SideTable(options.diagnostics, in: folder, as: "diagnostics.csv")
    var wanted: Set<ForecastRequest.Detail> = []
    if options.components { wanted.insert(.components) }
    if fitted != nil { wanted.insert(.fittedValues) }
    if diagnostics != nil { wanted.insert(.diagnostics) }
    self.wanted = wanted
  }

  mutating func begin(keyColumns: [String]) throws {
    try paths?.begin(keyColumns: keyColumns)
    let (fitting, testing) = (
      FittedTable(keyColumns: keyColumns), DiagnosticsTable(keyColumns: keyColumns)
    )
    try fitted?.begin(fitting.columns)
    try diagnostics?.begin(testing.columns)
    (fittedTable, diagnosticsTable) = (fitting, testing)
  }

  /// Writes what came of one series.
  mutating func write(_ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>) throws {
    if let simulated = outcome.value?.paths { try paths?.write(entry.key, simulated) }
    if let rows = fittedTable?.rows(entry.key, entry.series.values, outcome) {
      try fitted?.write(rows)
    }
    if let row = diagnosticsTable?.row(entry.key, outcome) { try diagnostics?.write([row]) }
  }

  /// Ends the tables where they stand; gives the names of the files.
  mutating func finishPartial() throws -> [String] {
    let paths = try paths?.finishPartial()
    let others = [try fitted?.finishPartial(), try diagnostics?.finishPartial()]
    return [paths].compactMap { $0 } + others.compactMap { $0 }.flatMap { $0 }
  }

  mutating func finish() throws {
    try paths?.finish()
    try fitted?.finish()
    try diagnostics?.finish()
  }
}
