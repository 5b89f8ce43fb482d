import Forecasting
import PartnerKPI
import TemporalData

/// What a forecast report holds of one KPI: its largest series and counts of the others.
struct ForecastSection: Sendable {
  let kpi: KPI
  /// The first and last observed periods of all series.
  let first: Period
  let last: Period
  /// Whether no series has any value.
  let isEmpty: Bool
  /// Whether most series end at the last period, so that columns can be named by period.
  let isAligned: Bool
  /// Slots from a period to the one it is compared with; nil if there is no such period.
  let yearLag: Int?
  /// The largest series, in order.
  private(set) var lines: [ForecastLine] = []
  /// The number of series added.
  private(set) var added = 0
  /// Periods ahead, counted from the last period shown.
  private(set) var horizon = 0
  private(set) var fallbacks = ReasonCounts()
  private(set) var refusals = ReasonCounts()

  /// One section per KPI of a panel, in the order of the panel.
  static func sections(of panel: KPIPanel, seasonLength: Int?) -> [ForecastSection] {
    var order: [KPI] = []
    var spans: [KPI.ID: [PeriodRange]] = [:]
    for entry in panel.entries {
      let kpi = entry.series.kpi
      if spans[entry.key.kpi] == nil { order.append(kpi) }
      spans[entry.key.kpi, default: []].append(entry.series.values.trimmed().periods)
    }
    let lag = yearLag(panel.frequency, seasonLength: seasonLength)
    return order.compactMap { kpi in
      ForecastSection(kpi, spans[kpi.id]?.filter { !$0.isEmpty } ?? [], panel.frequency, lag)
    }
  }

  private init(_ kpi: KPI, _ spans: [PeriodRange], _ frequency: Frequency, _ yearLag: Int?) {
    let ends = spans.map { $0.start.ordinal + $0.count - 1 }
    let end = ends.max() ?? 0
    self.kpi = kpi
    first = Period(frequency, ordinal: spans.map(\.start.ordinal).min() ?? 0)
    last = Period(frequency, ordinal: end)
    isEmpty = spans.isEmpty
    isAligned = ends.count { $0 == end } * 2 >= ends.count
    self.yearLag = yearLag
  }

  /// The year before in slots of a calendar frequency, with weekdays in their places; the season
  /// before of an index.
  static func yearLag(_ frequency: Frequency, seasonLength: Int?) -> Int? {
    switch frequency.unit {
    case .day: 364
    case .week: 52
    case .month: 12
    case .quarter: 4
    case .year: 1
    case .step: seasonLength.flatMap { $0 > 1 ? $0 : nil }
    }
  }

  /// Adds a series and keeps the `rows` largest.
  mutating func add(
    _ entry: KPIPanel.Entry, _ outcome: SeriesOutcome<SeriesForecast>, level: Double, rows: Int
  ) {
    added += 1
    switch outcome {
    case .ok: break
    case .fallback(_, let reason): fallbacks.add(reason)
    case .refused(let reason): refusals.add(reason)
    }
    let line = ForecastLine(
      entry, outcome, last: isAligned ? last : nil, yearLag: yearLag, level: level)
    horizon = max(horizon, line.ahead.count)
    let place = lines.firstIndex { line.precedes($0) } ?? lines.endIndex
    guard place < rows else { return }
    lines.insert(line, at: place)
    if lines.count > rows { lines.removeLast() }
  }
}
