import Forecasting

/// What the name of a model means, in plain words.
enum ModelWords {
  /// What a model does; nil for a name without words.
  static func meaning(_ name: String) -> String? {
    if let inner = argument(of: name, "log") {
      return meaning(inner).map { "\($0); on the scale of growth rates, so never below 0" }
    }
    if let inner = argument(of: name, "BoxCox") {
      return meaning(inner).map { "\($0); on a scale on which ups and downs are of one size" }
    }
    if let inner = argument(of: name, "logit") {
      return meaning(inner).map { "\($0); on a scale on which a share never leaves its bounds" }
    }
    if name.hasPrefix("Borrowed("), let plus = name.firstIndex(of: "+") {
      return meaning(String(name[name.index(after: plus)...])).map {
        "\($0); the season is that of similar series"
      }
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
    (
      "PeerRamp",
      "the way that similar series took at the same age, and as far as it reaches this one's"
    ),
    (
      "BetaBinomial",
      "so many of so many cases: the newest count most, and periods of many cases more than those of few"
    ),
    (
      "WeightedLevel",
      "a level in which the newest values count most, and those with large denominators more"
    ),
    ("ShortMean", "the mean of the few values, pulled towards what is usual"),
    (
      "Renewal",
      "when the next demand is due, by the time between demands so far, and how large it is"
    ),
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
}
