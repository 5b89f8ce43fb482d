import ArgumentParser

/// The root of the command line: it names the commands and does nothing else.
@main
struct KPIForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpi-forecast",
    abstract: "Forecast the KPIs of a partner program from an exported history.",
    usage: """
      kpi-forecast [forecast] <files> ... [<options>]
      kpi-forecast import     <files> ... [<options>]
      kpi-forecast backtest   <files> ... [<options>]
      kpi-forecast catalog    list|show|check|export
      kpi-forecast init       [<options>]
      kpi-forecast run        [kpis.yml] [<options>]
      kpi-forecast compare    [<old> <new>] [<options>]
      """,
    discussion: """
      Give it a CSV file and it answers: columns are recognised, every series is forecast with \
      intervals, and what was recognised is printed on standard error.

        kpi-forecast history.csv
        kpi-forecast history.csv --kpi revenue --by partner_type -o forecast.csv

      Results go to standard output, everything else to standard error. Exit codes: 0 done, \
      1 unexpected failure, 2 a check failed, 3 some series were refused (with --strict), \
      64 wrong usage, 65 bad data, 66 input missing, 73 cannot write, 78 bad project file, \
      130 interrupted, 143 terminated.
      """,
    version: ProgramVersion.text,
    subcommands: [
      ForecastCommand.self, ImportCommand.self, BacktestCommand.self, CatalogCommand.self,
      InitCommand.self, RunCommand.self, CompareCommand.self,
    ],
    defaultSubcommand: ForecastCommand.self)

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let task = Task { await CommandRunner(arguments: arguments).run() }
    Interruption.watch(task)
    await task.value.end()
  }
}
