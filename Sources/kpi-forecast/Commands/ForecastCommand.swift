import ArgumentParser

/// `kpi-forecast forecast`: forecast each series.
struct ForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast each series, with intervals.",
    discussion: """
      Every series of the input is forecast by itself. A series that cannot be forecast is a row \
      with the reason, never the end of the run.

      A first answer, with nothing but the file:

        kpi-forecast history.csv

      Revenue by partner type, two quarters ahead of a monthly history, into a folder:

        kpi-forecast history.csv --kpi revenue --by partner_type --horizon 2q --out q

      The result table has the columns KEYS…, kpi, period, mean, lo_80, hi_80, lo_95, hi_95, \
      model, source, status, reason. The status is 'ok', 'fallback' (a simpler answer, with the \
      reason) or 'refused' (no numbers, with the reason).
      """)

  @OptionGroup(title: "Input") var data: DataOptions
  @OptionGroup(title: "Forecast") var forecast: ForecastOptions
  @OptionGroup(title: "History") var cleaning: CleaningArguments
  @OptionGroup(title: "Regression") var regression: RegressionOptions
  @OptionGroup(title: "Periods") var periods: PeriodOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Run") var running: RunOptions

  func run() async throws {
    let project = try ProjectSettings(running)
    var command = self
    try project?.complete(&command.data)
    try forecast.checkModel(regression)
    let run = try ForecastRun(command, project)
    try await run.perform()
  }
}
