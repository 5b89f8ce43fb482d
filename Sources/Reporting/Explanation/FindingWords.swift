import Forecasting
import TemporalData

/// What was found in a history, finding by finding, as sentences with a label each.
struct FindingWords: Sendable {
  let amounts: AmountWords
  let history: HistoryFindings?

  /// The extent of the history and the findings as lines: what concerns the whole first, then single
  /// events by date.
  func lines(_ findings: [Finding]) -> [ExplanationLine] {
    let extent = history.map { HistoryWords(history: $0, amounts: amounts) }
    var ranked = told(findings).map { (rank: $0.rank, line: line($0)) }
    ranked += [extent?.direction, extent?.season].enumerated().compactMap { place, line in
      line.map { (rank: Finding.trend(perPeriod: 0).rank + place, line: $0) }
    }
    let order = ranked.indices.sorted { a, b in
      ranked[a].rank == ranked[b].rank ? a < b : ranked[a].rank < ranked[b].rank
    }
    return (extent.map { [$0.extent] } ?? []) + order.map { ranked[$0].line } + hidden(findings)
  }

  /// The findings to be told, in order.
  private func told(_ findings: [Finding]) -> [Finding] {
    let events = findings.filter { $0.date != nil }
    let kept = Set(mostTelling(events))
    let shown = findings.indices
      .filter { findings[$0].date == nil || kept.contains(findings[$0]) }
      .sorted { first, second in
        let (a, b) = (findings[first], findings[second])
        if a.rank != b.rank { return a.rank < b.rank }
        guard let one = a.date, let other = b.date, one != other else { return first < second }
        return one < other
      }
    return shown.map { findings[$0] }
  }

  /// How many events are not told.
  private func hidden(_ findings: [Finding]) -> [ExplanationLine] {
    let more = findings.count { $0.date != nil } - Self.most
    return more > 0 ? [.init("more", "\(counted(more, "smaller event")) of these kinds")] : []
  }

  /// The most events that are told one by one.
  private static let most = 8

  private func mostTelling(_ events: [Finding]) -> [Finding] {
    let order = events.indices.sorted { a, b in
      events[a].size == events[b].size ? a < b : events[a].size > events[b].size
    }
    return order.prefix(Self.most).map { events[$0] }
  }

  /// One finding.
  func line(_ finding: Finding) -> ExplanationLine {
    switch finding {
    case .trend(let change): .init("trend", trend(change))
    case .season(let length, let strength): .init("season", season(length, strength))
    case .outlier(let period, let value, let expected):
      .init(
        "outlier",
        "\(amounts.text(period)): \(amounts.text(value)), where about \(amounts.text(expected)) was "
          + "to be expected")
    case .levelShift(let period, let change):
      .init(
        "shift", "from \(amounts.text(period)) on the level is \(moved(change, "higher", "lower"))")
    case .shock(let range, let change): .init("shock", shock(range, change))
    case .cadence(let periods, let share): .init("rhythm", cadence(periods, share))
    case .intermittent(let gap, let variation): .init("demand", intermittent(gap, variation))
    case .silence(let since, let probability):
      .init(
        "silence",
        "nothing since \(amounts.text(since)); \(Self.outlook(probability)) (the series is still active with "
          + "a chance of \(AmountWords.percent(probability)))")
    case .shortHistory(let count):
      .init(
        "short",
        "\(counted(count, "value")) \(count == 1 ? "is" : "are") too few for a model of "
          + "\(count == 1 ? "its" : "their") own")
    case .note(let text): .init("note", text)
    }
  }

  private static func outlook(_ probability: Double) -> String {
    if probability >= 0.9 { return "such a pause is nothing unusual" }
    return probability < 0.5
      ? "the series has more likely ended than not" : "the series may have ended"
  }

  private func moved(_ change: Double, _ up: String, _ down: String) -> String {
    change == 0 ? "the same" : "\(amounts.size(change)) \(change > 0 ? up : down)"
  }

  private func shock(_ range: PeriodRange, _ change: Double) -> String {
    let size = moved(change, "above", "below")
    let last = range.last ?? range.start
    guard range.count > 1 else {
      return "\(amounts.text(range.start)): \(size) its surroundings, and back"
    }
    return "\(amounts.text(range.start)) to \(amounts.text(last)): \(size) its surroundings on "
      + "average, and back"
  }

  private func cadence(_ periods: Int, _ share: Double) -> String {
    let unit = amounts.period
    let every = periods == 1 ? "every \(unit)" : "every \(amounts.periods(periods))"
    return "a value \(every), in \(AmountWords.percent(share)) of the gaps"
  }

  private func intermittent(_ gap: Double, _ variation: Double) -> String {
    let sizes =
      variation < 0.2
      ? "of much the same size" : variation < 0.5 ? "of changing size" : "of very different size"
    let periods = NumberStyle.decimals(1).text(gap)
    return "only now and then: every \(periods) \(amounts.period)s on average, \(sizes)"
  }

  /// The direction: how much a period, how much a year, and how steadily.
  private func trend(_ change: Double) -> String {
    let steadiness = history?.trend.map(\.steadiness)
    if change == 0 || (steadiness ?? 1) < 0.1 { return "no lasting rise or fall" }
    let unit = amounts.period
    var text = "\(change > 0 ? "up" : "down") by \(amounts.size(change)) a \(unit)"
    if let years = amounts.frequency.perYear, years > 1 {
      text += ", \(amounts.size(change * Double(years))) a year"
    }
    if let mean = history?.mean, let extent = history?.extent, extent.lowerBound >= 0, mean > 0 {
      let years = Double(amounts.frequency.perYear ?? 1)
      text += " (\(AmountWords.percent(change * years / mean)) of the mean)"
    }
    text += " over the whole history"
    switch steadiness {
    case .some(0.7...): return text + ", steadily"
    case .some(..<0.4): return text + ", with wide swings around that line"
    default: return text
    }
  }

  private func season(_ length: Int, _ strength: Double) -> String {
    let share = AmountWords.percent(strength)
    let word = strength >= 0.8 ? "strong" : strength >= 0.5 ? "clear" : "weak"
    let text =
      "\(word): a pattern of \(amounts.periods(length)) makes up \(share) of the ups and downs around "
      + "the trend"
    guard let season = history?.season, season.length == length else { return text }
    return text + ", highest \(extreme(season.highest, length)), lowest "
      + extreme(season.lowest, length)
  }

  private func extreme(_ extreme: HistoryFindings.Extreme, _ length: Int) -> String {
    "\(SlotName.text(extreme.period, seasonLength: length)) (\(amounts.signed(extreme.effect)))"
  }
}

extension Frequency {
  /// Slots in a year; nil without a calendar.
  var perYear: Int? {
    switch unit {
    case .day: 365
    case .week: 52
    case .month: 12
    case .quarter: 4
    case .year: 1
    case .step: nil
    }
  }
}

extension Finding {
  /// When it happened; nil for what concerns the whole history.
  var date: Period? {
    switch self {
    case .outlier(let period, _, _), .levelShift(let period, _): period
    case .shock(let range, _): range.start
    case .trend, .season, .cadence, .intermittent, .silence, .shortHistory, .note: nil
    }
  }

  /// How large an event is, in the unit of the series.
  var size: Double {
    switch self {
    case .outlier(_, let value, let expected): (value - expected).magnitude
    case .levelShift(_, let change): change.magnitude * 2
    case .shock(let range, let change): change.magnitude * Double(range.count)
    default: 0
    }
  }

  /// Where it stands among others: what decides about the model first.
  var rank: Int {
    switch self {
    case .silence: 0
    case .shortHistory: 1
    case .intermittent: 2
    case .cadence: 3
    case .trend: 4
    case .season: 5
    case .levelShift, .shock, .outlier: 6
    case .note: 7
    }
  }

  /// The word for its kind in JSON.
  public var kind: String {
    switch self {
    case .trend: "trend"
    case .season: "season"
    case .outlier: "outlier"
    case .levelShift: "level_shift"
    case .shock: "shock"
    case .cadence: "cadence"
    case .intermittent: "intermittent"
    case .silence: "silence"
    case .shortHistory: "short_history"
    case .note: "note"
    }
  }
}
