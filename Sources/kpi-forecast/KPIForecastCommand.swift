import ArgumentParser

@main
struct KPIForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpi-forecast", abstract: "Forecast partner-program KPIs.", version: "0.1.0")
}
