import TemporalData

/// A model of a history without its outliers, level shifts and shocks.
///
/// The history is searched (``/TemporalData/TimeSeries/anomalies(seasonLength:outliers:shifts:knownShifts:knownOutliers:)``);
/// outliers and shocks are replaced by what level, slope and season of the rest lead to expect; what
/// stands before a level shift is moved to the level after it. Where enough history lies behind the
/// last shift, the model is fitted to that alone as well, and kept if its errors there are clearly
/// smaller. A last value that stands out may be an outlier or the beginning of a new level: the
/// forecast is the mixture of a model without it and one with it, in equal parts. What was left out
/// can happen again: see ``FittedCleaned``; a model whose intervals are made from errors that outliers
/// took part in (``CalibratedModel``) counts them already, and needs `expectsRecurrence` to be false.
///
/// A last value more than five times or less than a fifth of what was expected is an outlier: levels do
/// not move as far in one period as values go wrong.
///
/// A history without anomalies gives the base model itself.
public struct CleanedModel: ForecastModel {
  /// The model of the cleaned history.
  public let base: any ForecastModel
  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// What is done.
  public let options: CleaningOptions
  /// Whether the intervals are widened by outliers and shifts that may come again.
  public let expectsRecurrence: Bool

  /// A model of a cleaned history.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a season length below 1.
  public init(
    _ base: any ForecastModel, seasonLength: Int, options: CleaningOptions = CleaningOptions(),
    expectsRecurrence: Bool = true
  ) throws(SpecificationError) {
    guard seasonLength >= 1 else {
      throw .outOfRange(parameter: "season length", value: Double(seasonLength), allowed: "1...")
    }
    (self.base, self.seasonLength, self.options) = (base, seasonLength, options)
    self.expectsRecurrence = expectsRecurrence
  }

  /// The name of the base model.
  public var name: String { base.name }

  /// Cleans the history and fits the model to what is left.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedCleaned {
    guard !options.isNone else { return FittedCleaned(plain: try base.fitAny(history)) }
    let anomalies = history.anomalies(
      seasonLength: seasonLength, outliers: options.outliers, shifts: options.shifts,
      knownShifts: options.knownShifts, knownOutliers: options.knownOutliers)
    guard !anomalies.isEmpty else { return FittedCleaned(plain: try base.fitAny(history)) }
    let cleaning = Cleaning(history, anomalies, expectsRecurrence: expectsRecurrence)
    let base = try model(of: cleaning.history(withoutLast: true), cleaning)
    guard let last = anomalies.unsettled, Self.canBeLevel(last) else {
      return FittedCleaned([base], cleaning)
    }
    let asObserved = try model(of: cleaning.history(withoutLast: false), cleaning)
    return FittedCleaned([base, asObserved], cleaning)
  }

  /// Whether a last value that stands out can be the beginning of a new level.
  private static func canBeLevel(_ last: Anomalies.Outlier) -> Bool {
    guard last.value > 0, last.expected > 0 else { return true }
    return last.value <= 5 * last.expected && last.expected <= 5 * last.value
  }

  /// The model of the whole cleaned history, or of what lies behind the last shift where that
  /// describes the latter clearly better.
  private func model(
    of history: TimeSeries, _ cleaning: Cleaning
  ) throws(ModelError) -> any FittedModel {
    let whole = try base.fitAny(history)
    guard let first = cleaning.anomalies.shifts.last?.slot else { return whole }
    let behind = history.count - first
    guard behind >= 12, behind / 3 >= seasonLength,
      let short = try? base.fitAny(history.suffix(behind))
    else { return whole }
    // The first half of the window is left to what the shorter history has to learn.
    let scored = behind / 2
    let error = Self.error(of: whole, on: history, last: scored)
    return Self.error(of: short, on: history, last: scored) < 0.85 * error ? short : whole
  }

  /// The mean absolute one-step error over the last slots; infinite where there is none.
  private static func error(
    of fitted: any FittedModel, on history: TimeSeries, last count: Int
  ) -> Double {
    let (values, means) = (history.suffix(count), fitted.fittedValues.suffix(count))
    guard means.end == values.end else { return .infinity }
    let unit = values.binaryUnit
    var (sum, number) = (0.0, 0.0)
    for (value, mean) in zip(values.storage.reversed(), means.storage.reversed())
    where !value.isNaN && !mean.isNaN {
      sum += abs(value / unit - mean / unit)
      number += 1
    }
    return number > 0 ? sum / number : .infinity
  }
}
