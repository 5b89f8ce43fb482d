import Forecasting
import PartnerKPI
import TemporalData

/// The forecast as a person reads it on a terminal: per KPI the largest series, each with its history
/// as a sparkline, where it stands, and what is expected.
///
/// Of every KPI only the rows to be shown are held, so memory does not grow with the panel.
public struct ForecastReport: Sendable {
  let style: ReportStyle
  let level: Double
  let keyColumns: [String]
  let hasLabels: Bool
  private var sections: [ForecastSection]
  private var places: [KPI.ID: Int]

  /// A report on a panel.
  ///
  /// - Parameters:
  ///   - level: the probability of the range shown, 0 < level < 1.
  ///   - seasonLength: slots per season of index periods, for the comparison with the season before;
  ///     other periods are compared with the year before.
  public init(
    panel: KPIPanel, level: Double = 0.8, seasonLength: Int? = nil,
    style: ReportStyle = ReportStyle()
  ) {
    (self.style, self.level, keyColumns) = (style, level, panel.keyColumns)
    hasLabels = panel.entries.contains { $0.label != nil }
    sections = ForecastSection.sections(of: panel, seasonLength: seasonLength)
    places = Dictionary(
      sections.enumerated().map { ($1.kpi.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds the outcome of one entry of the panel.
  public mutating func add(_ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>) {
    guard let place = places[entry.key.kpi] else { return }
    sections[place].add(entry, outcome, level: level, rows: style.rows)
  }

  /// The whole text, ended by a line feed.
  ///
  /// - Parameter next: commands to propose at the end.
  public func text(next: [String] = []) -> String {
    let parts = sections.map(text(of:)) + [outcomes, style.proposals(next)]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func text(of section: ForecastSection) -> String {
    let view = ForecastSectionView(section: section, report: self)
    var text = style.heading(view.heading)
    text += view.table.text(width: style.width, colour: style.colour)
    let hidden = section.added - section.lines.count
    if hidden > 0 {
      text += style.paragraph(
        "… \(NumberStyle.whole.text(Double(hidden))) more series; use --format csv or -o FILE for all",
        .faint)
    }
    return text
  }

  /// How many series got a simpler model or none, and why.
  private var outcomes: String {
    let series = sections.reduce(0) { $0 + $1.added }
    var (fallbacks, refusals) = (ReasonCounts(), ReasonCounts())
    for section in sections {
      fallbacks.add(section.fallbacks)
      refusals.add(section.refusals)
    }
    return part("with a simpler model", fallbacks, of: series)
      + part("refused", refusals, of: series)
  }

  private func part(_ what: String, _ reasons: ReasonCounts, of series: Int) -> String {
    guard reasons.total > 0 else { return "" }
    let (count, all) = (NumberStyle.whole.text(Double(reasons.total)), counted(series, "series"))
    return style.paragraph("\(count) of \(all) \(what)")
      + reasons.lines().map { "  " + style.paragraph($0, indent: 2) }.joined()
  }
}
