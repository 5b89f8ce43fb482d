import ArgumentParser
import Forecasting

/// What `auto` does about outliers and level shifts of a history.
struct CleaningArguments: ParsableArguments {
  /// What happens to outliers.
  enum OutlierRule: String, CaseIterable, ExpressibleByArgument {
    case robust, keep
  }

  /// What happens to level shifts.
  enum ShiftRule: String, CaseIterable, ExpressibleByArgument {
    case adjust, keep
  }

  @Option(
    help: ArgumentHelp(
      "Outliers and shocks under auto: replaced by what was to be expected, or kept. "
        + "(default: robust)", valueName: "rule"))
  var outliers: OutlierRule?

  @Option(
    help: ArgumentHelp(
      "Level shifts under auto: what lies before is moved to the new level, or kept. "
        + "(default: adjust)", valueName: "rule"))
  var shifts: ShiftRule?

  /// As a model is told.
  var options: CleaningOptions {
    CleaningOptions(outliers: outliers != .keep, shifts: shifts != .keep)
  }

  /// The options that were given.
  var settings: [OptionSetting] {
    [
      OptionSetting("outliers", outliers?.rawValue), OptionSetting("shifts", shifts?.rawValue),
    ].compactMap { $0 }
  }
}
