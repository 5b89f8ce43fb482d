import DataIO
import ForecastModels
import Forecasting
import PartnerKPI
import TemporalData

/// How the calendar enters the models: flows in proportion to the weeks or working days of a period, and
/// weeks in step with years of 52.
struct CalendarPlan: Sendable {
  private var lengths: [KPI.ID: Length] = [:]
  /// The years that weeks are kept in step with.
  private var year: WeekYear?
  /// What was decided, in words.
  private(set) var decisions: [Decision] = []

  /// What the values of a KPI are in proportion to.
  private enum Length: Sendable {
    case weeks
    case workingDays(HolidayPlan)
  }

  /// A plan in which nothing depends on the calendar.
  init() {}

  /// The plan of a run.
  ///
  /// Months of 4 and 5 weeks are always modelled per week. Working days are tried where holidays are known,
  /// and kept for a KPI whose past they would have forecast better.
  init(_ ready: Preparation, hasEvents: Bool = false, jobs: Int) async throws {
    let panel = ready.panel
    let frequency = panel.frequency
    if case .week = frequency, let own = ready.weekYear, own.extraWeek != .keep, !hasEvents,
      frequency == own.week
    {
      year = own
      decisions.append(Self.aligned(own, panel))
    }
    let kpis = panel.entries.map(\.series.kpi).reduce(into: [KPI]()) { kpis, kpi in
      if !kpis.contains(kpi) { kpis.append(kpi) }
    }
    let flows = kpis.filter { $0.kind == .flow }
    if frequency.retailCalendar != nil {
      for kpi in flows { lengths[kpi.id] = .weeks }
      if !flows.isEmpty {
        decisions.append(
          Decision(
            "calendar",
            "\(flows.map(\.id).joined(separator: ", ")) modelled per week, then times the weeks of each "
              + frequency.unitName))
      }
    }
    guard let holidays = ready.holidays, [.month, .quarter, .year].contains(frequency.unit) else {
      return
    }
    let plan = try HolidayPlan(holidays, panel)
    for kpi in flows {
      let trial = WorkingDayTrial(
        entries: panel.entries.filter { $0.series.kpi == kpi && Self.isDense($0.series.values) },
        plan: plan, weeks: frequency.retailCalendar != nil, seasonLength: ready.seasonLength)
      let result = try await trial.run(jobs: jobs)
      if result.isBetter { lengths[kpi.id] = .workingDays(plan) }
      decisions.append(result.decision(kpi.id, frequency))
    }
  }

  private static func aligned(_ year: WeekYear, _ panel: KPIPanel) -> Decision {
    let last = panel.entries.map(\.series.values.end).max() ?? Period(year.week, ordinal: 0)
    let current = year.week(of: last.advanced(by: -1).firstDay).year
    let long = (current - 6...current + 6).filter { year.weekCount(ofYear: $0) == 53 }
    let names = long.map { String(year.name(ofYear: $0)) }
    return Decision(
      "week 53",
      "weeks 1 to 52 of each year compare; the \(year.extraWeek == .dropFirst ? "first" : "53rd") of "
        + "\(names.joined(separator: ", ")) is left out of the fit",
      flag: "--week53 \(year.extraWeek.rawValue)")
  }

  /// Whether demand is too regular for models of single demands, which count in whole numbers.
  private static func isDense(_ values: TimeSeries) -> Bool {
    let observed = values.storage.filter { !$0.isNaN }
    return observed.count { $0 == 0 } * 10 <= observed.count && !observed.isEmpty
  }

  /// What the values of a series are in proportion to; nil for nothing.
  func length(of entry: KPIPanel.Entry, _ ranges: RangePlan) -> PeriodLength? {
    guard let length = lengths[entry.key.kpi], Self.isDense(entry.series.values),
      ranges.context(of: entry).range.upper == nil
    else { return nil }
    return switch length {
    case .weeks: .weeks
    case .workingDays(let plan): .workingDays(plan.holidays(of: entry))
    }
  }

  /// Whether nothing depends on the calendar.
  private var isEmpty: Bool { lengths.isEmpty && year == nil }

  /// The entry as the models of its series see it.
  private func seen(_ entry: KPIPanel.Entry, _ ranges: RangePlan) -> KPIPanel.Entry {
    guard !isEmpty else { return entry }
    let values = entry.series.values
    if let length = length(of: entry, ranges) {
      return entry.with(values: values.perUsual(length), exposure: entry.series.exposure)
    }
    guard let year else { return entry }
    return entry.with(
      values: AlignedWeeksModel.aligned(values, to: year),
      exposure: entry.series.exposure.map { AlignedWeeksModel.aligned($0, to: year) })
  }

  /// The panel as the models see it.
  func seen(_ panel: KPIPanel, _ ranges: RangePlan) throws -> KPIPanel {
    guard !isEmpty else { return panel }
    return try KPIPanel(
      keyColumns: panel.keyColumns, entries: panel.entries.map { seen($0, ranges) })
  }

  /// What is known of a series as its models see it.
  func context(of entry: KPIPanel.Entry, _ ranges: RangePlan) -> SeriesContext {
    let context = ranges.context(of: entry)
    guard !isEmpty else { return context }
    // Rates per day are no whole numbers; their forecasts are, once they are multiplied back.
    let range =
      length(of: entry, ranges) == nil ? context.range : ValueRange(lower: context.range.lower)
    return SeriesContext(
      range: range, exposure: seen(entry, ranges).series.exposure ?? context.exposure,
      group: context.group)
  }

  /// Lets an automatic model learn from the panel as the models see it.
  func learn(
    _ lessons: inout PanelLessons, from panel: KPIPanel, _ ranges: RangePlan,
    isTested: Bool = false,
    jobs: Int, bar: consuming ProgressBar
  ) async throws {
    let contexts = Dictionary(
      panel.entries.map { ($0.key, context(of: $0, ranges)) },
      uniquingKeysWith: { first, _ in first })
    try await lessons.learn(
      from: try seen(panel, ranges), context: { contexts[$0.key] ?? ranges.context(of: $0) },
      isTested: isTested, jobs: jobs, bar: bar)
  }

  /// The model of one series.
  func model(
    _ model: SeriesModel, of entry: KPIPanel.Entry, _ ranges: RangePlan
  ) throws(SpecificationError) -> any ForecastModel {
    guard !isEmpty, !model.isRegression(of: entry.key) else {
      return try ranges.model(model, of: entry)
    }
    return wrapped(
      try model.model(
        for: seen(entry, ranges), in: context(of: entry, ranges), isRangeGiven: ranges.isGiven),
      entry, ranges)
  }

  /// The model as it was before the windows on which an account tries it.
  func pastModel(
    _ model: SeriesModel, of entry: KPIPanel.Entry, _ ranges: RangePlan
  ) throws(SpecificationError) -> (any ForecastModel)? {
    guard !isEmpty, !model.isRegression(of: entry.key) else {
      return try model.pastModel(for: entry, in: ranges.context(of: entry))
    }
    let past = try model.pastModel(for: seen(entry, ranges), in: context(of: entry, ranges))
    return past.map { wrapped($0, entry, ranges) }
  }

  private func wrapped(
    _ base: any ForecastModel, _ entry: KPIPanel.Entry, _ ranges: RangePlan
  ) -> any ForecastModel {
    guard let length = length(of: entry, ranges) else {
      return year.map { AlignedWeeksModel(base, year: $0) } ?? base
    }
    let model = PerLengthModel(base, length: length)
    let range = ranges.context(of: entry).range
    return range.isWhole ? RangedModel(model, range: range) : model
  }
}

extension KPIPanel.Entry {
  /// The same series with other values.
  fileprivate func with(values: TimeSeries, exposure: TimeSeries?) -> KPIPanel.Entry {
    KPIPanel.Entry(
      key: key, label: label, group: group,
      series: KPISeries(kpi: series.kpi, values: values, exposure: exposure))
  }
}
