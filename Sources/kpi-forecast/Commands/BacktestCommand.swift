import ArgumentParser

/// `kpi-forecast backtest`: how well each model would have forecast the past.
struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Score models on the past: accuracy, interval coverage, skill.",
    discussion: """
      Each model is fitted on what was known at several past periods and scored on what came \
      after. The skill compares its mean absolute error with that of the seasonal naive method: \
      above 0 is better.

      Which model is best for these series, over all of them:

        kpi-forecast backtest history.csv --summary

      Two models on six origins a quarter apart, one row per series and model:

        kpi-forecast backtest history.csv --models ets,naive --windows 6 --step 3

      The result table has the columns KEYS…, kpi, model, n_windows, horizon, mae, rmse, smape, \
      mase, rmsse, bias, wql, msis, coverage_80, coverage_95 (or those of --level), skill_vs_snaive, status, reason.
      """)

  @OptionGroup(title: "Input") var data: DataOptions
  @OptionGroup(title: "Backtest") var backtest: BacktestOptions
  @OptionGroup(title: "History") var cleaning: CleaningArguments
  @OptionGroup(title: "Regression") var regression: RegressionOptions
  @OptionGroup(title: "Periods") var periods: PeriodOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Run") var running: RunOptions

  func run() async throws {
    let project = try ProjectSettings(running)
    var command = self
    try project?.complete(&command.data)
    let run = try BacktestRun(command, project)
    try await run.perform()
  }
}
