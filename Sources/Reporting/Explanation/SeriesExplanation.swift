import Forecasting
import PartnerKPI
import TemporalData

/// How the forecast of one series came about, in plain words: what was found, how it was forecast, how
/// sure it is, and what to mind.
public struct SeriesExplanation: Sendable {
  /// What the series is called, and the unit of its amounts.
  public let heading: [String]
  /// The forecast in a sentence.
  public let summary: String
  /// The parts, those without content left out.
  public let sections: [ExplanationSection]

  /// The explanation of one entry of a panel.
  ///
  /// - Parameter level: the probability of the range that is explained, 0 < level < 1.
  public init(
    _ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>, level: Double = 0.8
  ) {
    let names = entry.label.map { [$0] } ?? entry.key.values
    guard let result = outcome.value else {
      heading = names + [entry.key.kpi]
      summary = "No forecast: \(outcome.reason ?? "the reason is not known")."
      sections = []
      return
    }
    let words = Words(entry, result, outcome, level: level)
    heading = names + [entry.key.kpi] + (words.amounts.unit.map { ["in \($0)"] } ?? [])
    summary = words.summary
    sections = [words.found, words.method, words.certainty, words.warnings]
      .filter { !$0.lines.isEmpty || $0.table != nil }
  }
}

/// The parts of an explanation in the making.
private struct Words {
  let entry: KPIPanel.Entry
  let result: SeriesForecast
  let outcome: SeriesOutcome<SeriesForecast>
  let level: Double
  let amounts: AmountWords

  init(
    _ entry: KPIPanel.Entry, _ result: SeriesForecast, _ outcome: SeriesOutcome<SeriesForecast>,
    level: Double
  ) {
    (self.entry, self.result, self.outcome, self.level) = (entry, result, outcome, level)
    let seen = entry.series.values.storage + result.forecast.means
    var isShare = false
    if case .ratio = entry.series.kpi.kind { isShare = true }
    amounts = AmountWords(seen, isShare: isShare, frequency: entry.series.values.frequency)
  }

  private var forecast: Forecast { result.forecast }
  private var account: ModelAccount { result.account ?? ModelAccount() }
  private var isTotal: Bool { entry.series.kpi.kind == .flow }
  private var test: PastTestWords {
    PastTestWords(account: account, amounts: amounts, horizon: forecast.periods.count)
  }

  var summary: String {
    guard let first = forecast.periods.first, let distribution = forecast.distributions.first
    else { return "" }
    let range = distribution.interval(level: level)
    let percent = ForecastTable.percentText(level)
    var text =
      "\(amounts.text(distribution.mean)) expected \(amounts.during(first)), \(percent) % range "
      + "\(amounts.text(range.lower)) to \(amounts.text(range.upper))"
    let count = forecast.periods.count
    if count > 1, let whole = MemberTable.whole(forecast.means, isTotal: isTotal) {
      text +=
        "; \(amounts.text(whole)) \(isTotal ? "in total" : "on average") over the next "
        + amounts.periods(count)
    }
    return text + "."
  }

  var found: ExplanationSection {
    let history = account.history
    let findings = FindingWords(amounts: amounts, history: history).lines(account.findings)
    return ExplanationSection("What was found", findings)
  }

  var method: ExplanationSection {
    var lines: [ExplanationLine] = []
    if account.members.count > 1 {
      lines.append(.init("models", "\(account.members.count) models, averaged by weight"))
      lines += meanings
    } else {
      let words = ModelWords.meaning(forecast.model).map { ": \($0)" } ?? ""
      lines.append(.init("model", forecast.model + words))
    }
    let estimates = EstimateWords(
      model: forecast.model, parameters: result.summary.parameters, amounts: amounts)
    lines += [source].compactMap { $0 } + estimates.lines + [parts].compactMap { $0 }
    let table = MemberTable(
      account: account, forecast: forecast, amounts: amounts, isTotal: isTotal
    ).table
    return ExplanationSection("How it was forecast", lines + test.lines, table: table)
  }

  /// What each model does, those that do the same in one line.
  private var meanings: [ExplanationLine] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for member in account.members {
      guard let words = ModelWords.meaning(member.name) else { continue }
      if names[words] == nil { order.append(words) }
      if names[words]?.contains(member.name) != true {
        names[words, default: []].append(member.name)
      }
    }
    return order.map { words in
      .init("", "\(EstimateWords.list(names[words] ?? [])): \(words)")
    }
  }

  private var source: ExplanationLine? {
    switch result.summary.source {
    case .own: nil
    case .blended: .init("source", "this history, its weak parts taken from similar series")
    case .peers: .init("source", "other series of the same kind, for want of a history")
    }
  }

  /// What the means are made of.
  private var parts: ExplanationLine? {
    guard let it = account.components, let level = it.level.first, let trend = it.trend.last
    else { return nil }
    let last = forecast.periods.last.map(amounts.text) ?? ""
    var said: [String] = []
    if !amounts.isSmall(trend) { said.append("growth adds \(amounts.signed(trend)) until \(last)") }
    if let low = it.season.min(), let high = it.season.max(), !amounts.isSmall(high - low) {
      said.append("the season adds \(amounts.signed(low)) to \(amounts.signed(high))")
    }
    if let low = it.effects.min(), let high = it.effects.max(),
      !amounts.isSmall(max(low.magnitude, high.magnitude))
    {
      said.append("events and drivers add \(amounts.signed(low)) to \(amounts.signed(high))")
    }
    guard !said.isEmpty else { return nil }
    return .init("made of", "a level of \(amounts.text(level)); " + said.joined(separator: "; "))
  }

  var certainty: ExplanationSection {
    let words = IntervalWords(
      forecast: forecast, level: level, noise: result.summary.residualStandardDeviation,
      account: result.account, amounts: amounts)
    return ExplanationSection("How sure it is", words.lines)
  }

  var warnings: ExplanationSection {
    ExplanationSection("To keep in mind", [simpler, stale, far, negative].compactMap { $0 })
  }

  private var simpler: ExplanationLine? {
    guard case .fallback(_, let reason) = outcome else { return nil }
    return .init("simpler", "a simpler model than the one asked for: \(reason)", .bad)
  }

  private var stale: ExplanationLine? {
    guard let missing = account.history?.missingAtEnd, missing > 0 else { return nil }
    let periods = missing == 1 ? "\(amounts.period) has" : "\(missing) \(amounts.period)s have"
    return .init(
      "gap", "the last \(periods) no value, so the forecast starts from older ones", .bad)
  }

  private var far: ExplanationLine? {
    guard let known = account.history?.observations, known < forecast.periods.count else {
      return nil
    }
    return .init(
      "distance",
      "the forecast reaches further ahead (\(amounts.periods(forecast.periods.count))) than the history "
        + "reaches back (\(counted(known, "value")))", .bad)
  }

  private var negative: ExplanationLine? {
    guard let extent = account.history?.extent, extent.lowerBound >= 0 else { return nil }
    func isBelow(_ value: Double) -> Bool { value < 0 && !amounts.isNothing(value) }
    if forecast.means.contains(where: isBelow) {
      return .init(
        "below 0",
        "the forecast itself goes below 0, where the history never was: this model does not suit such "
          + "values", .bad)
    }
    guard forecast.intervals(level: level).contains(where: { isBelow($0.lower) }) else {
      return nil
    }
    return .init(
      "below 0",
      "the range reaches below 0, where the history never was; read its lower end as 0", .bad)
  }
}
