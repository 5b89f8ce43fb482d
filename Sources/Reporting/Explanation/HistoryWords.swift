import Forecasting
import TemporalData

/// The extent of a history in words.
struct HistoryWords: Sendable {
  let history: HistoryFindings
  let amounts: AmountWords

  /// How long, how full and how varied it is.
  var extent: ExplanationLine {
    .init("history", history.extent.map { span + values($0) } ?? "no value at all")
  }

  private var span: String {
    let (first, last) = (history.periods.first, history.periods.last)
    let names = [first, last].compactMap { $0.map(amounts.text) }
    guard history.periods.count > 1 else { return "1 \(amounts.period), \(names.first ?? "")" }
    return "\(amounts.periods(history.periods.count)), \(names.joined(separator: " to "))"
      + (history.missing > 0
        ? ", \(history.missing == 1 ? "1 of them" : "\(history.missing) of them") without a value"
        : "")
  }

  private func values(_ extent: ClosedRange<Double>) -> String {
    let (low, high) = (extent.lowerBound, extent.upperBound)
    if history.observations == 1 { return ": \(amounts.text(low))" }
    guard history.varies else {
      return history.observations == 2
        ? "; both values are \(amounts.text(low))"
        : "; all \(history.observations) values are \(amounts.text(low))"
    }
    let zeros = history.zeros > 0 ? ", \(history.zeros) of them 0" : ""
    return "; values from \(amounts.text(low)) to \(amounts.text(high))\(zeros)"
  }

  /// Only where no trend could be looked for.
  var direction: ExplanationLine? {
    guard history.trend == nil, history.varies else { return nil }
    return .init("trend", "too few values to see one")
  }

  /// Only where no season was found.
  var season: ExplanationLine? {
    let length = history.seasonLength
    guard length > 1, history.varies, history.season?.isSure != true else { return nil }
    let span = amounts.periods(length)
    if history.observations < 2 * length {
      return .init(
        "season",
        "cannot be seen yet: a pattern of \(span) needs \(amounts.periods(3 * length)) of history")
    }
    if history.observations < 3 * length {
      return .init(
        "season",
        "too early to tell: \(amounts.periods(history.observations)) are less than three times "
          + span)
    }
    guard let season = history.season else {
      return .init("season", "no pattern of \(span) stands out")
    }
    guard season.strength > season.chanceStrength else {
      return .init("season", "no pattern of \(span) stands out")
    }
    return .init(
      "season",
      "not sure: a pattern of \(span) makes up \(AmountWords.percent(season.strength)) of the ups and "
        + "downs around the trend, and chance alone about \(AmountWords.percent(season.chanceStrength))"
    )
  }
}
