import ArgumentParser

/// `kpi-forecast import`: read, clean and explain an export.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read, clean and explain an export; write the tidy long table.",
    discussion: """
      Reads exactly as 'forecast' does and shows what it read: one row per series and period, with \
      the columns KEYS…, kpi, period, value. An empty value is not known.

      See how a file is understood, and which options pin each decision:

        kpi-forecast import history.csv --explain

      Write the tidy table of one KPI, and the rows that could not be used, into a folder:

        kpi-forecast import history.csv --kpi revenue --series partner_id --out clean
      """)

  @OptionGroup(title: "Input") var data: DataOptions
  @Flag(help: "Say on standard error what was decided and which options pin it.")
  var explain = false
  @OptionGroup(title: "Periods") var periods: PeriodOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Run") var running: RunOptions

  func run() async throws {
    let project = try ProjectSettings(running)
    var command = self
    try project?.complete(&command.data)
    let run = try ImportRun(command, project)
    try run.perform()
  }
}
