import Forecasting
import TemporalData

/// Why the range of a forecast is as wide as it is.
struct IntervalWords: Sendable {
  let forecast: Forecast
  /// The probability of the range, 0 < level < 1.
  let level: Double
  /// The standard deviation of errors one period ahead, in the unit of the series.
  let noise: Double
  let account: ModelAccount?
  let amounts: AmountWords

  private var percent: String { ForecastTable.percentText(level) + " %" }
  private var last: Int { forecast.distributions.count - 1 }

  /// The range and its causes.
  var lines: [ExplanationLine] {
    guard let first = ends(0), let far = ends(last) else { return [] }
    guard !amounts.isNothing(width(first)) || !amounts.isNothing(width(far)) else {
      return [
        .init(
          "range", "no width: nothing in the history shows how far values can be off", .bad)
      ]
    }
    let own = [range, single, growth, disagreement, calibration].compactMap { $0 }
    let given = (account?.intervalReasons ?? []).map { ExplanationLine("why", $0) }
    return own + given + [coverage].compactMap { $0 }
  }

  /// The range of the first and of the last period.
  private var range: ExplanationLine? {
    guard let first = ends(0), let far = ends(last) else { return nil }
    var text =
      "with a chance of \(percent), \(words(of: first)) \(amounts.during(forecast.periods[0]))"
    if last > 0 { text += " and \(words(of: far)) \(amounts.during(forecast.periods[last]))" }
    return .init("range", text)
  }

  /// What the noise of one period makes of the first range.
  private var single: ExplanationLine? {
    let spread = forecast.distributions[0].standardDeviation
    guard !amounts.isNothing(noise), spread > 0, spread.isFinite, noise.isFinite else { return nil }
    if let known = account?.history?.observations, known < 3 {
      return .init(
        "noise",
        "\(counted(known, "value")) cannot show how far the next one may be off; the range assumes "
          + "\(amounts.size(noise)) as a rule")
    }
    var text =
      "one \(amounts.period) ahead, values of the history were missed by \(amounts.size(noise)) as a rule"
    let alone = ForecastDistribution.normal(mean: 0, standardDeviation: noise).interval(
      level: level)
    // A range that ends at 0, or of rare values, is not that of a symmetric error.
    guard let first = ends(0), 2 * alone.upper <= 1.2 * width(first) else {
      return .init("noise", text)
    }
    text += "; that alone makes a range of ±\(amounts.size(alone.upper))"
    let rest = 1 - min(1, (noise / spread) * (noise / spread))
    if rest >= 0.1 {
      text += "; the other \(AmountWords.percent(rest)) of the spread is there because \(excess)"
    }
    return .init("noise", text)
  }

  /// Why the first range is wider than the noise of the history.
  private var excess: String {
    let names = account?.members.map(\.name) ?? [forecast.model]
    let isProportional = names.contains {
      $0.hasPrefix("ETS(M") || $0.hasPrefix("log(") || $0.hasPrefix("boxcox(")
    }
    let cause =
      isProportional ? "errors grow with the level" : "the present level is not known exactly"
    return names.count > 1 ? cause + " and models differ" : cause
  }

  /// How the range grows with the distance.
  private var growth: ExplanationLine? {
    guard last > 0, let first = ends(0), let far = ends(last), width(first) > 0 else { return nil }
    let ratio = width(far) / width(first)
    let place = "the range of \(name(last))"
    if ratio > 1.05 {
      let times =
        ratio < 2
        ? "\(AmountWords.percent(ratio - 1)) wider than"
        : "\(NumberStyle.decimals(1).text(ratio)) times as wide as"
      return .init(
        "distance",
        "\(place) is \(times) that of \(name(0)): the further ahead, the more can change "
          + "on the way")
    }
    if ratio < 0.95 {
      return .init(
        "distance",
        "\(place) is \(AmountWords.percent(1 - ratio)) narrower than that of \(name(0)): how far "
          + "off it may be depends on the \(amounts.period) and not only on the distance")
    }
    return .init(
      "distance",
      "\(place) is as wide as that of \(name(0)): by this model, one is as sure as the "
        + "other")
  }

  /// How much of the spread in the last period comes from members that differ.
  private var disagreement: ExplanationLine? {
    guard let members = account?.members, members.count > 1,
      members.allSatisfy({ $0.means.indices.contains(last) })
    else { return nil }
    let spread = forecast.distributions[last].standardDeviation
    guard !amounts.isNothing(spread) else { return nil }
    let total = members.reduce(0) { $0 + $1.weight }
    let center = members.reduce(0) { $0 + $1.weight / total * $1.means[last] }
    let square = members.reduce(0) {
      let offset = ($1.means[last] - center) / spread
      return $0 + $1.weight / total * offset * offset
    }
    guard square.isFinite else { return nil }
    let means = members.map { $0.means[last] }
    let text =
      "for \(name(last)) the models say \(amounts.text(means.min())) to \(amounts.text(means.max())); "
      + "their disagreement is \(AmountWords.percent(min(1, square))) of the spread there"
    return .init("differ", text)
  }

  /// What errors of the past made of the range, and whose errors.
  private var calibration: ExplanationLine? {
    guard let calibration = account?.calibration else { return nil }
    let reach = calibration.reach(level: level)
    let steps = [reach.first, reach.last].map { ($0 - 1).magnitude < 0.05 ? 1 : $0 }
    let origin =
      calibration.series > 0
      ? "measured on \(counted(calibration.series, "series")) of this input and, "
        + "before, on many series of other data"
      : "measured before on many series of other data, for want of series in this input to measure on"
    let near = last > 0 ? " one \(amounts.period) ahead" : ""
    guard steps != [1, 1] else {
      return .init(
        "past",
        "errors of past forecasts were as large as the models expect (\(origin)); the width stays "
          + "as it is")
    }
    var text = "errors of past forecasts reached \(Self.times(steps[0])) the models expect\(near)"
    if last > 0 {
      text += " and \(Self.times(steps[1])) \(amounts.periods(last + 1)) ahead"
    }
    return .init("past", "\(text) (\(origin)); the range is set accordingly")
  }

  private static func times(_ factor: Double) -> String {
    factor == 1
      ? "as far as" : "\(NumberStyle.decimals(1).text(min(factor, 1e6))) times as far as"
  }

  /// How often ranges held the truth in the test.
  private var coverage: ExplanationLine? {
    guard let account, let share = account.coverage80, account.windows > 0 else { return nil }
    let count = account.windows * max(1, account.testHorizon)
    var text =
      "in the test, \(AmountWords.percent(share)) of \(counted(count, "value")) lay inside the "
      + "80 % range"
    if count < 10 {
      text += "; too few to judge"
    } else if share < 0.65 {
      text += ": expect it to be too narrow"
    } else if share > 0.95, count >= 30 {
      text += ": it may be wider than needed"
    }
    return .init("check", text)
  }

  private func ends(_ step: Int) -> PredictionInterval? {
    guard forecast.distributions.indices.contains(step) else { return nil }
    return forecast.distributions[step].interval(level: level)
  }

  private func width(_ interval: PredictionInterval) -> Double { interval.upper - interval.lower }

  private func words(of interval: PredictionInterval) -> String {
    "\(amounts.text(interval.lower)) to \(amounts.text(interval.upper))"
  }

  private func name(_ step: Int) -> String { amounts.text(forecast.periods[step]) }
}
