import PartnerKPI
import TemporalData

/// Makes a panel of what was collected.
struct PanelAssembler {
  private(set) var collector: PanelCollector
  let inputs: [InputFile]
  let path: String
  var decisions: [Decision]
  var warnings: [String] = []
  /// The series that add up others, which are left out.
  private(set) var totals: Set<Int> = []
  /// Whether the KPIs are those of a project.
  private(set) var isMeasured = false
  /// Which names are one partner.
  private(set) var names = PartnerNames()
  /// The incomplete last period, if there is one.
  private(set) var partial: PartialReport?
  /// The group of each series of the collector.
  let groups: SeriesGroups

  init(_ collector: PanelCollector, inputs: [InputFile], decisions: [Decision]) {
    (self.collector, self.inputs) = (collector, inputs)
    self.decisions = decisions + collector.layout.decisions
    path = inputs.first?.path ?? "-"
    let found = collector.groups.found()
    groups = found?.groups ?? SeriesGroups()
    if let found { self.decisions.append(Self.decision(found.columns, groups, collector.layout)) }
  }

  /// Whom the series of an entity are compared with.
  private static func decision(
    _ columns: [Int], _ groups: SeriesGroups, _ layout: TableLayout
  ) -> Decision {
    let names = columns.map { layout.columns[$0] }
    return Decision(
      "peers",
      "same \(names.joined(separator: " and ")) (\(groups.names.count.of("group", "groups")))",
      flag: "--peers \(names.joined(separator: ","))")
  }

  var schema: PanelSchema { collector.schema }
  var layout: TableLayout { collector.layout }

  /// The panel and its account.
  mutating func reading() throws(DataError) -> PanelReading {
    try collector.log.check(of: collector.tally.rows)
    try checkNames()
    guard collector.store.count > 0 else { throw nothingLeft() }
    let used = collector.store.usedSlots()
    let grain = try grain(used)
    let slots = slots(used, to: grain)
    describeExtraWeeks(slots, grain)
    describeFiscalYear(slots, grain)
    let farDates = farDates(slots)
    totals = try totalSeries()
    collector.seal()
    names = partnerNames(slots)
    describeNames()
    describeAttributes()
    suggestNames()
    let measured = measuredTracks(slots, grain)
    isMeasured = measured != nil
    if measured == nil, !schema.measures.isEmpty { warnings.append(Self.nothingMeasured) }
    var tracks = measured ?? grouped(joined(withoutAttributes(tracks(slots))))
    let partial = PartialPeriod(
      newest: slots.newestDays(), grain: grain, asOf: schema.asOf)
    let dropped = dropping(partial, slots, from: &tracks)
    if let first = incompleteFirst(slots, grain) { tracks = tracks.from(first + 1) }
    let ends = unfinal(tracks, grain, asOf: schema.asOf ?? slots.newestDay)
    if !ends.isEmpty { tracks = tracks.before(ends) }
    let entries = try entries(
      tracks, grain, credibleEnd: credibleEnd(slots, grain), unfinal: ends,
      unnamed: unnamedPeriods(slots))
    describeRows()
    describeEnds(entries)
    warnings += farDates
    collector.dropCells()
    tracks = TrackList([])
    if !isPrepared, let jump = ScaleJump(in: entries) { warnings.append(jump.message) }
    if dropped == nil && schema.asOf == nil && !schema.includePartial && !isPrepared {
      warnOfSuspiciousEnd(entries, grain)
    }
    return PanelReading(
      panel: try panel(entries), rejected: collector.log.rows, rejectedCount: collector.log.count,
      rowCount: collector.tally.rows, revisions: collector.revisions.revisions,
      inputs: inputs + besides,
      decisions: decisions, warnings: warnings,
      asOf: schema.asOf ?? slots.newestDay, droppedPartial: dropped, partial: self.partial,
      seasonLength: grain.seasonLength)
  }

  /// The tables beside the data.
  private var besides: [InputFile] {
    [schema.aliases?.input, schema.attributes?.input, schema.rates?.input].compactMap { $0 }
  }

  /// Says so if the last period looks incomplete, for the first KPI that does.
  private mutating func warnOfSuspiciousEnd(_ entries: [KPIPanel.Entry], _ grain: Frequency) {
    var seen: Set<KPI> = []
    for kpi in entries.map(\.series.kpi) where seen.insert(kpi).inserted {
      let own = entries.filter { $0.series.kpi == kpi }
      if let end = SuspiciousEnd(kpi, own, seasonLength: grain.seasonLength) {
        warnings.append(end.message)
        return
      }
    }
  }

  /// The names of the key columns of the result.
  var keyColumns: [String] { (layout.by ?? layout.keys).map { layout.columns[$0] } }

  private func panel(_ entries: [KPIPanel.Entry]) throws(DataError) -> KPIPanel {
    do throws(PanelError) {
      return try KPIPanel(keyColumns: keyColumns, entries: entries)
    } catch {
      throw nothingLeft()
    }
  }

  private mutating func dropping(
    _ partial: PartialPeriod?, _ slots: SlotMap, from tracks: inout TrackList
  ) -> Period? {
    guard let partial else { return nil }
    let last = partial.period.ordinal
    let firsts = tracks.map { $0.points.first?.ordinal ?? .max }
    let remains = firsts.contains { $0 < last }
    let isKept = schema.includePartial || !remains
    let part = PartOfPeriod(
      of: partial.period, to: partial.reachesTo, dates: slots.from, holidays: schema.holidays)
    let report = PartialReport(
      partial, part, isKept: isKept,
      paces: paces(partial.period, part, slots, partial.period.frequency))
    self.partial = report
    warnings.append(report.message)
    guard !isKept else { return nil }
    tracks = tracks.before(last)
    let emptied = firsts.count { $0 >= last }
    if emptied > 0 {
      warnings.append("\(emptied.of("series", "series")) only in \(partial.period.name): left out")
    }
    return partial.period
  }

  private static let nothingMeasured =
    "none of the KPIs of the project is in the data: its columns are taken for what they look like"

  /// Refuses a name in `--kpi`, `--numerator` or `--denominator` that a long table does not hold.
  private func checkNames() throws(DataError) {
    guard let column = layout.kpiColumn, collector.keys.count > 0 else { return }
    let asked =
      schema.kpis.flatMap { name in schema.measure(of: name)?.columns ?? [name] }
      + [schema.numerator, schema.denominator].compactMap { $0 }
    guard !asked.isEmpty else { return }
    var names: [String] = []
    var known: Set<String> = []
    for series in 0..<collector.keys.count {
      guard let name = collector.keys.parts(series).last, known.insert(name).inserted else {
        continue
      }
      names.append(name)
    }
    let folded = Set(names.map { $0.lowercased() })
    let unknown = asked.filter { !folded.contains($0.lowercased()) }
    let namesRatio =
      schema.numerator != nil && unknown.count == 1 && schema.kpis.contains(unknown[0])
    guard let first = unknown.first, !namesRatio else { return }
    let guess = NameSuggestion.closest(to: first, among: names)
    let option = schema.option(naming: first)
    throw DataError(
      .usage, at: .init(path: path),
      "'\(layout.columns[column])' has no value '\(first)' (\(option))",
      details: ["values: " + names.prefix(20).joined(separator: ", ")],
      fix: guess.map { "did you mean '\($0)'?" } ?? "name one of these with \(option)")
  }

  private func nothingLeft() -> DataError {
    let tally = collector.tally
    let counts = [
      (collector.log.count, "rejected"), (tally.filtered, "left out by --where"),
      (tally.afterAsOf, "after --as-of"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let wanted = schema.kpis.isEmpty ? "" : " of " + schema.kpis.joined(separator: ", ")
    return DataError(
      .badData, at: .init(path: path), "no rows\(wanted) are left to read",
      details: [
        "\(tally.rows) rows" + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
      ],
      fix: "check --kpi, --where, --period and --as-of")
  }
}
