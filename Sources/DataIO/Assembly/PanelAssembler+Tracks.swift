import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// The KPI of a name, as part of a ratio or on its own.
  private func kpi(named name: String) -> KPI {
    let parts = [schema.numerator, schema.denominator].compactMap { $0?.lowercased() }
    return parts.contains(name.lowercased()) ? KPI(id: name) : .recognised(named: name)
  }

  /// One track per series and value column, in the order in which series appear.
  func tracks(_ slots: SlotMap) -> TrackList {
    let (store, keys, labels, parts) = (
      collector.store, collector.keys, collector.labels, ratioParts
    )
    let (labelOfSeries, groups, totals) = (collector.labelOfSeries, groups, totals)
    let filled = (0..<store.seriesCount).filter {
      store.cellCount($0) > 0 && !totals.contains($0)
    }
    let kpis = trackKPIs(filled)
    let (isLong, width) = (layout.kpiColumn != nil, layout.values.count)
    return TrackList(count: filled.count * width) { number in
      let (series, offset) = (filled[number / width], number % width)
      var key = keys.parts(series)
      if isLong { key.removeLast() }
      let label = labelOfSeries[series] < 0 ? nil : labels.parts(labelOfSeries[series]).first
      let kpi = isLong ? kpis[number] : kpis[offset]
      var track = Track(key: key, label: label, kpi: kpi, points: [], group: groups[series])
      var cells: [Int32] = []
      store.ordered(series, into: &cells)
      track.points.reserveCapacity(cells.count)
      for cell in cells.lazy.map(Int.init) {
        let ordinal = slots.ordinal(store.slot(of: cell))
        if parts.contains(offset), parts.contains(where: { store.value(cell, $0).isNaN }) {
          track.append(ordinal, .nan, 0)
        } else {
          track.append(ordinal, store.value(cell, offset), store.observations(cell, offset))
        }
      }
      return track
    }
  }

  /// The KPI of each value column; in a long table, the KPI of each of these series.
  func trackKPIs(_ series: [Int]) -> [KPI] {
    guard layout.kpiColumn != nil else {
      return layout.valueNames.map { kpi(ofColumn: $0) }
    }
    var known: [String: KPI] = [:]
    return series.map { number in
      let name = collector.keys.parts(number).last ?? ""
      let kpi = known[name] ?? kpi(ofColumn: name)
      known[name] = kpi
      return kpi
    }
  }

  /// The KPI that a column is, if a project says what its KPIs are; else the one it is taken for.
  private func kpi(ofColumn name: String) -> KPI {
    guard !layout.plans.isEmpty else { return kpi(named: name) }
    let own = layout.plans.map(\.measure).first { measure in
      measure.quotient?.denominator == nil && measure.weight == nil
        && measure.columns.map { $0.lowercased() } == [name.lowercased()]
    }
    return own?.kpi ?? KPI(id: name, kind: .mean)
  }

  /// The tracks of the KPIs of a project, as far as the data holds their columns; nil if it holds
  /// none of them.
  mutating func measuredTracks(_ slots: SlotMap, _ grain: Frequency) -> TrackList? {
    guard !layout.plans.isEmpty else { return nil }
    let present = presentPlans()
    guard !present.isEmpty else { return nil }
    let maker = MeasuredTracks(
      layout: layout, collector: collector, slots: slots, grain: grain, groups: groups,
      names: names, siblings: siblings(), members: askedMembers())
    return maker.tracks(present) { joined($0) }
  }

  /// The KPIs whose names the rows hold; in a table of columns all of them.
  private mutating func presentPlans() -> [MeasurePlan] {
    guard layout.kpiColumn != nil else { return layout.plans }
    var names: Set<String> = []
    for series in 0..<collector.keys.count {
      if let name = collector.keys.parts(series).last { names.insert(name.lowercased()) }
    }
    let known = layout.plans.filter { plan in
      plan.measure.columns.allSatisfy { names.contains($0.lowercased()) }
    }
    let plain = schema.kpis.filter { schema.measure(of: $0) == nil }.map { name in
      MeasurePlan.inRows(
        KPIMeasure(kpi: .recognised(named: name), quotient: KPIQuotient(column: name)))
    }
    let absent = layout.plans.map(\.measure.kpi.id).filter { id in
      !known.contains { $0.measure.kpi.id == id }
    }
    if !known.isEmpty, !absent.isEmpty {
      decisions.append(Decision("kpi", "not in the data: " + absent.joined(separator: ", ")))
    }
    return known + plain
  }

  /// The value columns of a ratio's parts, if rows hold both.
  ///
  /// A row with one part and not the other is no evidence for either sum: counted in one of them, it
  /// would move the ratio of every aggregate.
  private var ratioParts: [Int] {
    let parts = layout.values.indices.filter { isOnlyPart(layout.valueNames[$0]) }
    return parts.count == 2 ? parts : []
  }

  /// The tracks without numeric columns that describe an entity rather than measure it.
  ///
  /// Only columns that nobody asked for can be left out: those that are constant within every
  /// series, in at least 3 series of at least 2 periods, while another column is not.
  mutating func withoutAttributes(_ tracks: TrackList) -> TrackList {
    guard !layout.valuesAreChosen, layout.values.count > 1 else { return tracks }
    var long = 0
    var changing: Set<String> = []
    for track in tracks where track.points.count > 1 {
      long += 1
      if !changing.contains(track.kpi.id), !track.isConstant { changing.insert(track.kpi.id) }
    }
    let names = layout.valueNames
    guard !changing.isEmpty, long >= 3 * names.count else { return tracks }
    let attributes = names.filter { !changing.contains($0) }
    guard !attributes.isEmpty else { return tracks }
    decisions.append(
      Decision(
        "left out", attributes.joined(separator: ", ") + " (constant within each series)",
        flag: "--kpi " + names.joined(separator: ",")))
    return tracks.keeping(
      tracks.enumerated().compactMap { changing.contains($1.kpi.id) ? $0 : nil })
  }

  /// The tracks added up to the columns of `--by`.
  func grouped(_ tracks: TrackList) -> TrackList {
    guard let by = layout.by else { return tracks }
    let positions = by.compactMap { layout.keys.firstIndex(of: $0) }
    var groups: [SeriesKey: Int] = [:]
    var sums: [TrackSum] = []
    let levels = MovedLevels(
      tracks, width: layout.partnerKeys, isNeeded: layout.keys.count > layout.partnerKeys)
    for track in tracks {
      let key = SeriesKey(values: positions.map { track.key[$0] }, kpi: track.kpi.id)
      if groups[key] == nil {
        groups[key] = sums.count
        sums.append(TrackSum(key: key.values, kpi: track.kpi))
      }
      if let number = groups[key] { sums[number].add(levels.carried(track)) }
    }
    return TrackList(sums.map(\.track))
  }
}
