import ArgumentParser
import DataIO
import ForecastModels
import Forecasting

/// Which model, how far ahead, and what to give besides the mean.
struct ForecastOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Model: \(ModelName.all.joined(separator: ", ")), or a full name such as 'ETS(A,Ad,M)' or "
        + "'ARIMA(1,1,1)(0,1,1)'. "
        + "(default: auto)",
      valueName: "name"),
    completion: .list(ModelName.all))
  var model: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Periods ahead, or a span such as 30d, 8w, 6m, 2q, 1y. Otherwise 28 days, 13 weeks, "
        + "12 months, 4 quarters, 3 years.", valueName: "n"),
    transform: Horizon.parse)
  var horizon: Horizon?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Values that are possible, such as 0:1, 0: or :100; 'any' for no bound. Otherwise inferred "
        + "for each KPI from its kind, name and history.", valueName: "min:max"),
    transform: RangeArgument.parse)
  var range: RangeArgument?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Levels of prediction intervals, in percent. (default: 80,95)", valueName: "p,…"),
    transform: IntervalLevels.parse)
  var level = IntervalLevels.usual

  @Option(
    help: ArgumentHelp(
      "Also write N jointly simulated futures of every series to FILE, as CSV or JSON.",
      valueName: "n> <file"),
    transform: OptionValue.whole(1...100_000))
  var paths: Int?

  @Option(help: ArgumentHelp("The file of --paths.", visibility: .private))
  var pathsFile: String?

  @Flag(help: "Add columns of what each mean is made of: level, trend, season, effects.")
  var components = false

  @Flag(
    help: ArgumentHelp(
      "Say in plain words what was found in each series, how it was forecast and why the range is "
        + "as wide as it is; of the first 20 series, of all with --out."))
  var explainModel = false

  @Option(
    help: ArgumentHelp(
      "Also write actual, fitted value and residual of every period of the history to a file.",
      valueName: "file"),
    completion: .file(extensions: ["csv", "json"]))
  var fitted: String?

  @Option(
    help: ArgumentHelp(
      "Also write estimates and tests of the residuals, one row per series, to a file.",
      valueName: "file"),
    completion: .file(extensions: ["csv", "json"]))
  var diagnostics: String?

  /// The files of results beside the result table, with the options that name them.
  var files: [(option: String, path: String)] {
    [("--paths", pathsFile), ("--fitted", fitted), ("--diagnostics", diagnostics)].compactMap {
      option, path in path.map { (option, $0) }
    }
  }

  /// The tables of the output folder: the result, and those that an option asks for.
  var folderTables: [String] {
    ["forecast.csv", AnomaliesOutput.fileName] + (fitted == nil ? [] : ["fitted.csv"])
      + (diagnostics == nil ? [] : ["diagnostics.csv"])
      + (explainModel ? ["models.json", "models.md"] : [])
  }

  /// The tables of the output folder that some options ask for.
  static let allTables = [
    "forecast.csv", AnomaliesOutput.fileName, "fitted.csv", "diagnostics.csv", "models.json",
    "models.md",
  ]

  /// Throws `usage` for more simulated values per series than memory should hold.
  func checkPaths(horizon: Int) throws(DataError) {
    let most = 10_000_000
    guard let paths, paths > most / horizon else { return }
    throw DataError(
      .usage, "--paths \(paths) over \(horizon) periods is too much for one series",
      details: ["paths times periods may be at most \(most)"],
      fix: "ask for \(most / horizon) paths or fewer, or for a shorter horizon")
  }

  /// The model that is asked for, by its name or by options that only a regression can use.
  func modelName(_ regression: RegressionOptions) -> String {
    model ?? (regression.isGiven ? RegressionPlan.modelName : SeriesModel.automaticName)
  }

  /// The same with the events known: those that a history can be cleaned of need no regression; throws
  /// `usage` for `auto` with others.
  func modelName(
    _ regression: RegressionOptions, _ plan: RegressionPlan?
  ) throws(DataError) -> String {
    guard let plan else { return modelName(regression) }
    if plan.cleansHistoryAlone { return model ?? SeriesModel.automaticName }
    if isAutomatic { throw makesNoUse(regression) }
    return modelName(regression)
  }

  private var isAutomatic: Bool { model?.lowercased() == SeriesModel.automaticName }

  /// Throws `usage` for a name that is no model's, or that the options of a regression do not fit,
  /// before any input is read.
  func checkModel(_ regression: RegressionOptions) throws(DataError) {
    let name = modelName(regression)
    try ModelName.check(name, option: "--model", regression)
    guard regression.isGiven, RegressionPlan.errors(of: name) == nil else { return }
    // What events say is known once they are read.
    if isAutomatic, regression.isEventsAlone { return }
    throw makesNoUse(regression)
  }

  private func makesNoUse(_ regression: RegressionOptions) -> DataError {
    let name = modelName(regression)
    let options = regression.settings.map { "--" + $0.name }.joined(separator: ", ")
    return DataError(
      .usage, "--model \(name) makes no use of \(options)",
      fix: "leave --model out, or say --model regression")
  }
}

/// Names of models on the command line.
enum ModelName {
  /// Every name that is understood, besides full names.
  static let all = ModelCatalog.names + [RegressionPlan.modelName]

  /// The model of a name; throws `usage` with the names that exist.
  static func model(
    _ name: String, seasons: SeasonLengths, option: String = "--model"
  ) throws(DataError) -> any ForecastModel {
    do {
      return try ModelCatalog.model(
        named: name, seasonLength: seasons.main, otherSeasonLengths: seasons.others)
    } catch {
      throw DataError(.usage, "\(error)", fix: fix(error, option))
    }
  }

  private static func fix(_ error: SpecificationError, _ option: String) -> String {
    switch error {
    case .unknownModel: "leave \(option) out for the usual choice, or name another model"
    case .outOfRange("season length", _, _):
      "give another season length (--season-length, or in the name), or a model without one"
    case .outOfRange(let parameter, _, _): "change \(parameter) in the name of the model"
    case .madeByAuto: "say auto for it, or name one of the models it is made of"
    case .notAllowed: "change the name of the model, or give another --season-length"
    }
  }

  /// Throws if no season could make this name a model.
  static func check(
    _ name: String, option: String, _ regression: RegressionOptions
  ) throws(DataError) {
    if RegressionPlan.errors(of: name) != nil {
      guard regression.isGiven else { throw SeriesModel.nothingToRegressOn(option) }
      return
    }
    _ = try model(name, seasons: SeasonLengths(main: 12), option: option)
  }
}
