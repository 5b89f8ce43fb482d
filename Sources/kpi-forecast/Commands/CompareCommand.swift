import ArgumentParser

/// `kpi-forecast compare`: earlier forecasts against what happened since.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "compare", abstract: "TBD")
}
