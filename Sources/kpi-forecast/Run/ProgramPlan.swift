import DataIO
import KPIProject
import Reporting

/// What one run of a project makes: what its file says, unless the command line says otherwise.
struct ProgramPlan {
  let settings: ProjectSettings
  /// The folder of results.
  let folder: String
  let horizon: Horizon?
  let levels: IntervalLevels
  /// Whether the models are scored on the past.
  let scoresPast: Bool
  let keepsHistory: Bool
  let data: DataOptions
  let periods: PeriodOptions
  let style: ReportStyle
  let noColour: Bool

  var project: Project { settings.project }

  /// Reads the project file; throws what is wrong with it or with the options.
  init(_ command: RunCommand) throws {
    settings = try Self.settings(command)
    let project = settings.project
    let plan = project.run
    folder = command.out ?? project.path(plan.out)
    horizon = try command.horizon ?? Self.parsed(plan.horizon, "horizon", Horizon.parse)
    levels =
      try command.level
      ?? Self.parsed(plan.level, "level", IntervalLevels.parse) ?? .usual
    scoresPast = command.backtest || plan.scoresPast
    keepsHistory = plan.keepsHistory && !command.noHistory
    noColour = command.noColor
    style = ReportStyle(
      width: StandardStream.output.width,
      colour: StandardStream.output.isTerminal && !noColour && RunOptions.coloursAllowed)
    var data = try DataOptions.parse([])
    data.kpi = command.kpi.isEmpty ? plan.kpis.map(\.value) : command.kpi
    data.by = command.by.isEmpty ? plan.by.map(\.value) : command.by
    try settings.complete(&data)
    guard !data.files.isEmpty || data.source != nil else {
      throw ProjectError(
        at: .init(path: project.path), "the project names no files of data",
        fix: "add to it: data: {files: [exports/*.csv]}")
    }
    self.data = data
    var periods = try PeriodOptions.parse([])
    periods.asOf = command.asOf
    self.periods = periods
  }

  private static func settings(_ command: RunCommand) throws -> ProjectSettings {
    if let file = command.file, let config = command.running.config, file != config {
      throw DataError(
        .usage, "two project files are named: \(file) and \(config)",
        fix: "name one of them: kpi-forecast run \(ShellWord.quoted(file))")
    }
    var options = command.running
    options.config = command.file ?? options.config
    if let settings = try ProjectSettings(options) { return settings }
    throw ProjectError(
      .missing, at: .init(path: Project.usualName), "there is no project file to run",
      fix: "kpi-forecast init writes one to start from; or name another: kpi-forecast run FILE")
  }

  /// The value of a key, as an option of that name is read; throws at its place.
  private static func parsed<Value>(
    _ text: Project.Located<String>?, _ key: String, _ parse: (String) throws -> Value
  ) throws -> Value? {
    guard let text else { return nil }
    do {
      return try parse(text.value)
    } catch {
      throw ProjectError(
        at: text.place, "'\(key)' of 'run' is '\(text.value)'", details: ["\(error)"],
        fix: "write it as the option --\(key) takes it")
    }
  }

  /// What the manifest says of the plan.
  var members: [JSONValue.Member] {
    let given = data.settings + periods.settings
    return given.map(\.member) + settings.members
  }
}
