import Forecasting

/// What the name of a model and its parameters mean, in plain words.
enum ModelWords {
  /// What a model does; nil for a name without words.
  static func meaning(_ name: String) -> String? {
    if let inner = argument(of: name, "log") {
      return meaning(inner).map { "\($0); on the scale of growth rates, so never below 0" }
    }
    if let inner = argument(of: name, "boxcox") {
      return meaning(inner).map { "\($0); on a scale on which ups and downs are of one size" }
    }
    if let form = argument(of: name, "ETS") { return smoothing(form) }
    let words = known.first { name.hasPrefix($0.name) }?.words
    return words
  }

  private static func argument(of name: String, _ function: String) -> String? {
    guard name.hasPrefix(function + "("), name.hasSuffix(")") else { return nil }
    return String(name.dropFirst(function.count + 1).dropLast())
  }

  /// The letters of an exponential smoothing model: error, trend, season.
  private static func smoothing(_ form: String) -> String? {
    let parts = form.split(separator: ",").map { $0.filter { $0 != " " } }
    guard parts.count == 3 else { return nil }
    let trend = ["N": "", "A": ", a trend", "Ad": ", a trend that levels off"][parts[1]]
    let season = [
      "N": "", "A": ", a season of constant size", "M": ", a season that grows with the level",
    ][parts[2].prefix(1).description]
    guard let trend, let season else { return nil }
    return "averages in which the newest values count most: a level\(trend)\(season)"
  }

  private static let known: [(name: String, words: String)] = [
    (
      "Regression with", "a line through what may explain the values, with memory of its own errors"
    ),
    ("Regression", "a line through what may explain the values, with memory of its own errors"),
    ("ARIMA", "a recurrence: each value from the values and errors just before it"),
    ("SeasonalNaive", "the values of the last season again"),
    ("Naive", "the last value again"),
    ("Drift", "the last value, moved on by the average change"),
    ("Mean", "the mean of the history"),
    ("CES", "averages in which the newest values count most, with a memory for swings"),
    ("MSTL", "the seasons taken out, the rest continued, the seasons put back"),
    ("BSM", "level, slope and season that each wander a little"),
    ("Structural", "level, slope and season that each wander a little"),
    ("LocalLevel", "a level that wanders a little"),
    ("LocalLinearTrend", "a level and a slope that wander a little"),
    ("SmoothTrend", "a slope that wanders a little"),
    ("Croston", "the average order divided by the average time between orders"),
    ("SBA", "the average order divided by the average time between orders, corrected for its bias"),
    ("TSB", "the chance of an order in a period times its average size"),
    ("ADIDA", "the demand of several periods at once, smoothed and spread evenly"),
    ("IMAPA", "the demand of several spans of time at once, smoothed, spread evenly and averaged"),
    ("Hurdle", "the chance of any demand, and the size of it if there is some"),
    ("NegativeBinomial", "a rate of counts that follows the newest values"),
    ("Theta", thetaWords), ("OptimizedTheta", thetaWords), ("DynamicTheta", thetaWords),
    ("DynamicOptimizedTheta", thetaWords), ("AutoTheta", thetaWords),
  ]

  private static let thetaWords =
    "averages in which the newest values count most, with part of the long-run slope added"

  /// What an estimate says, for the estimates that can be said in a sentence.
  static func sentence(_ parameter: FitSummary.Parameter, _ amounts: AmountWords) -> String? {
    let value = parameter.value
    let percent = value < 0.005 ? "next to nothing" : AmountWords.percent(value)
    switch parameter.name {
    case "alpha" where (0...1).contains(value):
      return "of what a new value was off by, the level takes up \(percent)"
    case "beta" where value >= 0 && value <= 1:
      return "the slope takes up \(percent)"
    case "gamma" where (0...1).contains(value):
      return "the season takes up \(percent)"
    case "phi" where value > 0 && value < 1:
      return "each \(amounts.period) keeps \(percent) of the growth of the one before"
    case "drift":
      return "the average change is \(amounts.signed(value)) a \(amounts.period)"
    case "probability" where (0...1).contains(value):
      return "a \(amounts.period) has some demand with a chance of \(percent)"
    case "size":
      return "a demand is \(amounts.fine(value)) on average"
    case "interval" where value >= 1:
      return "a demand comes every \(NumberStyle.decimals(1).text(value)) \(amounts.period)s"
    default:
      return nil
    }
  }
}
