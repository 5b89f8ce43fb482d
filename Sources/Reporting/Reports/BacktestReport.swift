import PartnerKPI
import TemporalData

/// The backtest as a person reads it on a terminal: per KPI one row per model, best first, and what
/// the scores mean in plain words.
public struct BacktestReport: Sendable {
  private let summary: BacktestSummary
  private let frequency: Frequency
  private let words: SkillWords
  private let style: ReportStyle

  /// A report on what was gathered.
  ///
  /// - Parameter seasonLength: the lag of the naive method that the skill compares with.
  public init(
    summary: BacktestSummary, frequency: Frequency, seasonLength: Int,
    style: ReportStyle = ReportStyle()
  ) {
    (self.summary, self.frequency, self.style) = (summary, frequency, style)
    words = SkillWords(frequency: frequency, seasonLength: seasonLength)
  }

  /// The whole text, ended by a line feed.
  ///
  /// - Parameter next: commands to propose at the end.
  public func text(next: [String] = []) -> String {
    let parts = summary.sections.map { text(of: $0.kpi, $0.models) } + [style.proposals(next)]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func text(of kpi: KPI.ID, _ models: [ModelScores]) -> String {
    let ordered = models.enumerated().sorted {
      ($0.element.error, $0.offset) < ($1.element.error, $1.offset)
    }.map(\.element)
    var text = style.heading(heading(kpi, models))
    text += table(ordered).text(width: style.width, colour: style.colour)
    if let best = ordered.first, best.scored > 0 { text += style.paragraph(words.verdict(best)) }
    for scores in ordered {
      guard let reason = scores.reason else { continue }
      text += style.paragraph("\(scores.model): \(reason)", .faint)
    }
    return text
  }

  private func heading(_ kpi: KPI.ID, _ models: [ModelScores]) -> [String] {
    let windows = models.map(\.mostWindows).max() ?? 0
    let horizon = models.map(\.horizon).max() ?? 0
    let plan = "\(counted(windows, "window")) of \(counted(horizon, frequency.unitName))"
    let series = counted(models.map(\.series).max() ?? 0, "series")
    return [kpi, series, windows > 0 ? plan : "nothing scored"]
  }

  private func table(_ models: [ModelScores]) -> TextTable {
    TextTable(
      columns: [
        .init("model", shortest: 10), .init("MASE", .trailing),
        .init("sMAPE", .trailing, priority: 2), .init("skill", .trailing, priority: 1),
      ]
        + summary.measures.levels.enumerated().map { place, level in
          .init("in \(ForecastTable.percentText(level)) %", .trailing, priority: 3 + place)
        } + [.init(words.title, shortest: 24)],
      rows: models.map(row))
  }

  private func row(_ scores: ModelScores) -> [TextTable.Entry] {
    let (two, one) = (NumberStyle.decimals(2), NumberStyle.decimals(1))
    let skill = scores.skill.map { ($0 > 0 ? "+" : "") + two.text($0) } ?? NumberStyle.missing
    return [
      .init(scores.model), .init(two.text(scores.mean("mase"))),
      .init(one.text(scores.mean("smape"))), .init(skill, words.style(scores)),
    ] + summary.measures.coverages.map { .init(Self.percent(scores.mean($0))) }
      + [.init(words.text(scores))]
  }

  private static func percent(_ share: Double?) -> String {
    share.map { NumberStyle.whole.text($0 * 100) + " %" } ?? NumberStyle.missing
  }
}

extension ModelScores {
  /// What models are ordered by: the scaled error, models without one last.
  fileprivate var error: Double { mean("mase") ?? .infinity }
}
