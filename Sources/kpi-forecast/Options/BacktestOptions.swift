import ArgumentParser
import DataIO
import ForecastModels

/// Which models to score, and on which past periods.
struct BacktestOptions: ParsableArguments {
  /// The models scored if none is named.
  static let usualModels = ["auto", "ets", "theta", "seasonal-naive"]

  @Option(
    help: ArgumentHelp(
      "Models to score, by their names or full names such as 'ETS(A,N,A)'. "
        + "(default: \(usualModels.joined(separator: ",")))", valueName: "name,…"),
    completion: .list(ModelName.all))
  var models: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Periods scored per window, or a span such as 2q; otherwise a season, but at most a third "
        + "of the typical history.", valueName: "n"),
    transform: Horizon.parse)
  var horizon: Horizon?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Past origins to forecast from. (default: 3)", valueName: "n"),
    transform: OptionValue.whole(1...1000))
  var windows = 3

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Periods from one origin to the next. (default: 1)", valueName: "n"),
    transform: OptionValue.whole(1...1000))
  var step = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Levels of the intervals whose coverage is counted, in percent. (default: 80,95)",
      valueName: "p,…"),
    transform: IntervalLevels.parse)
  var level = IntervalLevels.usual

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Values that are possible, such as 0:1, 0: or :100; 'any' for no bound. Otherwise inferred "
        + "for each KPI from its kind, name and history.", valueName: "min:max"),
    transform: RangeArgument.parse)
  var range: RangeArgument?

  @Flag(help: "One row per model over all series.")
  var summary = false

  /// The models to score, each once; throws `usage` for a name that is no model's.
  func modelNames(_ regression: RegressionOptions) throws(DataError) -> [String] {
    let named = Self.split(models)
    let usual = Self.usualModels + (regression.isGiven ? [RegressionPlan.modelName] : [])
    var names: [String] = []
    for name in named.isEmpty ? usual : named where !names.contains(name) {
      try ModelName.check(name, option: "--models", regression)
      names.append(name)
    }
    return names
  }

  /// Names between the commas that stand outside parentheses: `ets,ETS(A,N,A)` is two.
  static func split(_ texts: [String]) -> [String] {
    texts.flatMap { text in
      var depth = 0
      return text.split { character in
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        return character == "," && depth <= 0
      }
      .map { $0.filter { $0 != " " } }
    }
  }
}
