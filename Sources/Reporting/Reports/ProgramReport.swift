import Forecasting
import PartnerKPI
import TemporalData

/// The forecast of a program as a person reads it first: one line per KPI, beside the year before.
///
/// Flows are added up over the periods ahead, at most a year of them, and over all series; stocks are
/// added up over the series at the last of these periods. What does not add up is the mean over the
/// series at that period, by the denominators of the year before where they are known. Means add up;
/// ranges of single series do not, so none is given.
public struct ProgramReport: Sendable {
  private let style: ReportStyle
  private let yearLag: Int?
  /// The periods that are compared: those after the last one of the panel.
  private let window: PeriodRange
  private var lines: [Line] = []
  private var places: [KPI.ID: Int] = [:]

  /// What is known of one KPI.
  fileprivate struct Line: Sendable {
    let kpi: KPI
    var series = 0
    var refused = 0
    var ahead = 0.0
    var before = 0.0
    var weight = 0.0
    var hasBefore = false
  }

  /// A report on a panel that is forecast this many periods ahead.
  public init(panel: KPIPanel, horizon: Int, seasonLength: Int?, style: ReportStyle) {
    self.style = style
    yearLag = ForecastSection.yearLag(panel.frequency, seasonLength: seasonLength)
    let end =
      panel.entries.map(\.series.values.end).max() ?? Period(panel.frequency, ordinal: 0)
    window = PeriodRange(start: end, count: max(1, min(horizon, yearLag ?? horizon)))
    for entry in panel.entries where places[entry.key.kpi] == nil {
      places[entry.key.kpi] = lines.count
      lines.append(Line(kpi: entry.series.kpi))
    }
  }

  /// Adds the outcome of one entry of the panel.
  public mutating func add(_ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>) {
    guard let place = places[entry.key.kpi] else { return }
    lines[place].series += 1
    guard let forecast = outcome.value?.forecast else {
      lines[place].refused += 1
      return
    }
    let isFlow = entry.series.kpi.kind == .flow
    for period in isFlow ? Array(window) : Array(window.suffix(1)) {
      let step = period.distance(from: forecast.periods.start)
      guard forecast.distributions.indices.contains(step) else { continue }
      lines[place].add(
        forecast.distributions[step].mean, entry.series, yearLag.map { period.advanced(by: -$0) })
    }
  }

  /// The text, ended by a line feed.
  public func text(heading: [String]) -> String {
    let refused = lines.reduce(0) { $0 + $1.refused }
    let all = lines.reduce(0) { $0 + $1.series }
    var text = style.heading(heading)
    text += table.text(width: style.width, colour: style.colour)
    if refused > 0 {
      text += style.paragraph(
        "\(counted(refused, "series")) of \(NumberStyle.whole.text(Double(all))) could not be "
          + "forecast: skipped.csv says why")
    }
    return text
  }

  private var table: TextTable {
    TextTable(
      columns: [
        .init("KPI", shortest: 12), .init("series", .trailing, priority: 3),
        .init("forecast", .trailing), .init("year before", .trailing, priority: 1),
        .init("change", .trailing, priority: 2), .init("of", priority: 4),
      ], rows: lines.map(row))
  }

  private func row(_ line: Line) -> [TextTable.Entry] {
    let (ahead, before) = line.values
    let numbers = NumberStyle(
      fitting: [ahead, before].compactMap { $0 }, isShare: line.kpi.kind.isDivided, scaled: false)
    let unit = numbers.unit.map { " " + $0 } ?? ""
    let show = { (value: Double?) in
      TextTable.Entry(value.map { numbers.text($0) + unit } ?? NumberStyle.missing)
    }
    let change = Change(inPoints: numbers.isPercent, direction: line.kpi.direction)
    return [
      .init(line.kpi.id), .init(NumberStyle.whole.text(Double(line.series))), show(ahead),
      show(before), change.entry(ahead, before), .init(span(line.kpi)),
    ]
  }

  /// What the numbers of a KPI are of.
  private func span(_ kpi: KPI) -> String {
    guard let first = window.first, let last = window.last else { return "" }
    let end = PeriodLabel.text(last)
    switch kpi.kind {
    case .flow: return first == last ? end : "\(PeriodLabel.text(first)) to \(end), added up"
    case .stock: return end
    default: return "\(end), mean of series"
    }
  }
}

extension ProgramReport.Line {
  /// Adds a forecast of a period and what was a year before it.
  fileprivate mutating func add(_ mean: Double, _ series: KPISeries, _ past: Period?) {
    let value = past.flatMap { series.values[$0] }.flatMap { $0.isFinite ? $0 : nil }
    if let value {
      hasBefore = true
      let share = kpi.kind.addsUp ? 1 : weightOf(series, past)
      before += share * value
    }
    let share = kpi.kind.addsUp ? 1 : weightOf(series, past)
    ahead += share * mean
    weight += share
  }

  private func weightOf(_ series: KPISeries, _ past: Period?) -> Double {
    guard let exposure = series.exposure else { return 1 }
    return past.flatMap { exposure[$0] }.flatMap { $0.isFinite ? max($0, 0) : nil } ?? 0
  }

  /// The forecast and the year before; nil where there is nothing to add up.
  fileprivate var values: (ahead: Double?, before: Double?) {
    guard series > refused else { return (nil, nil) }
    guard !kpi.kind.addsUp else { return (ahead, hasBefore ? before : nil) }
    guard weight > 0 else { return (nil, nil) }
    return (ahead / weight, hasBefore ? before / weight : nil)
  }
}

extension KPI.Kind {
  /// Whether values are parts of a whole, to be shown in percent.
  fileprivate var isDivided: Bool {
    if case .ratio = self { return true }
    return self == .share
  }
}
