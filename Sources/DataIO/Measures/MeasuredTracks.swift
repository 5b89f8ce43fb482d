import PartnerKPI
import TemporalData

/// The tracks of the KPIs that a project defines, added up to the columns of `--by` if that is asked for.
///
/// A KPI with a denominator has two tracks, one for each line of its fraction; every aggregate is the
/// quotient of their sums.
struct MeasuredTracks {
  /// The two lines of a fraction.
  enum Line: String {
    case above = "numerator"
    case below = "denominator"
  }

  /// The name of a track that is one line of a KPI's fraction.
  static func name(_ line: Line, of kpi: KPI.ID) -> String { "\(kpi)\u{1F}\(line.rawValue)" }

  /// The KPI of a name, which may be that of one line of its fraction.
  static func base(of name: String) -> KPI.ID {
    name.split(separator: "\u{1F}").first.map(String.init) ?? name
  }

  /// Whether a name is that of one line of a fraction.
  static func isLine(_ name: String) -> Bool { name.contains("\u{1F}") }

  let layout: TableLayout
  let collector: PanelCollector
  let slots: SlotMap
  let grain: Frequency
  let groups: SeriesGroups
  let names: PartnerNames
  /// The other series of the same partner, where it moved between groups.
  let siblings: [Int: [Int]]
  /// Of whom the KPIs are asked.
  let members: KPIMembers

  /// All tracks, those of one key together.
  ///
  /// - Parameter joining: makes the tracks of names those of partners.
  func tracks(_ plans: [MeasurePlan], joining: (TrackList) -> TrackList) -> TrackList {
    let own = layout.kpiColumn == nil ? wide(plans) : long(plans)
    let entities = Array(joining(TrackList(own)))
    let all = (layout.by == nil ? entities : grouped(entities)) + medians(plans)
    return TrackList(inOrderOfKeys(all, plans))
  }

  /// The KPI whose rules a line of a fraction follows.
  private func lineKPI(_ line: Line, _ kpi: KPI) -> KPI {
    KPI(
      id: Self.name(line, of: kpi.id), kind: kpi.aggregation == .ratioOfLast ? .stock : .flow)
  }

  private func label(_ series: Int) -> String? {
    let label = collector.labelOfSeries[series]
    return label < 0 ? nil : collector.labels.parts(label).first
  }

  /// The key of a series, without the KPI's name.
  private func key(_ series: Int) -> [String] {
    let key = collector.keys.parts(series)
    return layout.kpiColumn == nil ? key : Array(key.dropLast())
  }

  /// The positions in a key of the columns of `--by`.
  private var positions: [Int]? {
    layout.by.map { by in by.compactMap { layout.keys.firstIndex(of: $0) } }
  }

  /// The tracks of entities as one per group.
  private func grouped(_ tracks: [Track]) -> [Track] {
    let positions = positions ?? []
    var numbers: [SeriesKey: Int] = [:]
    var sums: [TrackSum] = []
    let levels = MovedLevels(
      tracks, width: layout.partnerKeys, isNeeded: layout.keys.count > layout.partnerKeys)
    for track in tracks {
      let key = SeriesKey(values: positions.map { track.key[$0] }, kpi: track.kpi.id)
      if numbers[key] == nil {
        numbers[key] = sums.count
        sums.append(TrackSum(key: key.values, kpi: track.kpi))
      }
      if let number = numbers[key] { sums[number].add(levels.carried(track)) }
    }
    return sums.map(\.track)
  }

  /// Tracks of one key together, in the order of keys and KPIs.
  private func inOrderOfKeys(_ tracks: [Track], _ plans: [MeasurePlan]) -> [Track] {
    var order: [[String]: Int] = [:]
    for track in tracks where order[track.key] == nil { order[track.key] = order.count }
    var rank: [String: Int] = [:]
    for (place, plan) in plans.enumerated() {
      let id = plan.measure.kpi.id
      for name in [id, Self.name(.above, of: id), Self.name(.below, of: id)] { rank[name] = place }
    }
    return tracks.enumerated().sorted { a, b in
      let (first, second) = (order[a.element.key] ?? 0, order[b.element.key] ?? 0)
      if first != second { return first < second }
      let (here, there) = (rank[a.element.kpi.id] ?? 0, rank[b.element.kpi.id] ?? 0)
      return here == there ? a.offset < b.offset : here < there
    }.map(\.element)
  }
}

// MARK: - One column per KPI

extension MeasuredTracks {
  private func wide(_ plans: [MeasurePlan]) -> [Track] {
    var tracks: [Track] = []
    var cells: [Int32] = []
    for series in 0..<collector.store.seriesCount where collector.store.cellCount(series) > 0 {
      cells.removeAll(keepingCapacity: true)
      collector.store.ordered(series, into: &cells)
      for plan in plans where !plan.isSampled && members.isAsked(plan.measure.kpi.id, series) {
        tracks += self.tracks(plan, series, cells)
      }
    }
    return tracks
  }

  private func tracks(_ plan: MeasurePlan, _ series: Int, _ cells: [Int32]) -> [Track] {
    let kpi = plan.measure.kpi
    guard kpi.aggregation != .activeCount else { return [active(plan, series, cells)] }
    guard let above = plan.numerator else { return [] }
    if let weighting = plan.weighting {
      let product = MeasurePlan.Form(terms: [(weighting.product, 1)])
      let weight = MeasurePlan.Form(terms: [(weighting.present, 1)])
      return [
        track(product, plan.needed, lineKPI(.above, kpi), series, cells),
        track(weight, plan.needed, lineKPI(.below, kpi), series, cells),
      ]
    }
    guard let below = plan.denominator else {
      return [track(above, plan.needed, kpi, series, cells)]
    }
    return [
      track(above, plan.needed, lineKPI(.above, kpi), series, cells),
      track(below, plan.needed, lineKPI(.below, kpi), series, cells),
    ]
  }

  /// The values of a form in the periods of a series.
  ///
  /// A cell with one part of a formula and not the other is no evidence for either.
  private func track(
    _ form: MeasurePlan.Form, _ needed: [Int], _ kpi: KPI, _ series: Int, _ cells: [Int32]
  ) -> Track {
    let store = collector.store
    var track = Track(
      key: key(series), label: label(series), kpi: kpi, points: [], group: groups[series])
    for cell in cells.lazy.map(Int.init) {
      let ordinal = slots.ordinal(store.slot(of: cell))
      if needed.contains(where: { store.value(cell, $0).isNaN }) {
        track.append(ordinal, .nan, 0)
      } else {
        let count = form.terms.first.map { store.observations(cell, $0.offset) } ?? 1
        track.append(ordinal, form.value { store.value(cell, $0) }, count)
      }
    }
    return kpi.aggregation == .average ? track.averaged : track
  }

  /// 1 in the periods in which an entity was active within the window behind them, else 0.
  private func active(_ plan: MeasurePlan, _ series: Int, _ cells: [Int32]) -> Track {
    let elsewhere = (siblings[series] ?? []).flatMap { other -> [Int] in
      var cells: [Int32] = []
      collector.store.ordered(other, into: &cells)
      return acts(plan, cells)
    }
    return active(
      plan, series, periods: acts(plan, cells), elsewhere: elsewhere.sorted())
  }

  /// The periods of cells in which there was activity.
  private func acts(_ plan: MeasurePlan, _ cells: [Int32]) -> [Int] {
    let store = collector.store
    let offsets = layout.values.indices
    return cells.lazy.map(Int.init).filter { cell in
      if let form = plan.numerator {
        let value = form.value { store.value(cell, $0) }
        return !value.isNaN && value != 0
      }
      return offsets.contains { !store.value(cell, $0).isNaN && store.value(cell, $0) != 0 }
    }.map { slots.ordinal(store.slot(of: $0)) }.filter { $0 != SlotMap.outside }
  }

  /// - Parameter elsewhere: when the same partner acted in another group, from which on it counts there.
  private func active(
    _ plan: MeasurePlan, _ series: Int, periods: [Int], elsewhere: [Int]
  ) -> Track {
    let window = plan.measure.activeWithin.map { $0.periods(of: grain) } ?? 1
    var track = Track(
      key: key(series), label: label(series), kpi: plan.measure.kpi, points: [],
      group: groups[series])
    guard let first = periods.first, let end = lastPeriod else { return track }
    var (next, latest) = (0, first)
    var (other, left) = (0, Int.min)
    for ordinal in first...max(first, end) {
      while next < periods.count, periods[next] <= ordinal {
        latest = periods[next]
        next += 1
      }
      while other < elsewhere.count, elsewhere[other] <= ordinal {
        left = elsewhere[other]
        other += 1
      }
      track.append(ordinal, ordinal - latest < window && left <= latest ? 1 : 0, 1)
    }
    return track
  }

  /// The panel's last period.
  private var lastPeriod: Int? {
    collector.store.usedSlots().last { slots.ordinal($0) != SlotMap.outside }
      .map { slots.ordinal($0) }
  }
}

// MARK: - Names of KPIs in rows

extension MeasuredTracks {
  private func long(_ plans: [MeasurePlan]) -> [Track] {
    var order: [[String]] = []
    var entities: [[String]: [String: Int]] = [:]
    for series in 0..<collector.store.seriesCount where collector.store.cellCount(series) > 0 {
      let name = collector.keys.parts(series).last?.lowercased() ?? ""
      let key = key(series)
      if entities[key] == nil { order.append(key) }
      entities[key, default: [:]][name] = series
    }
    return order.flatMap { key in
      let series = entities[key] ?? [:]
      let first = series.values.min() ?? 0
      return plans.filter {
        !$0.isSampled && members.isAsked($0.measure.kpi.id, first)
      }.flatMap { tracks($0.measure, series) }
    }
  }

  private func tracks(_ measure: KPIMeasure, _ series: [String: Int]) -> [Track] {
    let kpi = measure.kpi
    guard kpi.aggregation != .activeCount else {
      return active(measure, series).map { [$0] } ?? []
    }
    guard let quotient = measure.quotient else { return [] }
    if let weight = measure.weight, let column = quotient.numerator.columns.first {
      return weighted(kpi, series[column.lowercased()], by: series[weight.lowercased()])
    }
    guard let below = quotient.denominator else {
      return sum(quotient.numerator, series, kpi).map { [$0] } ?? []
    }
    return [
      sum(quotient.numerator, series, lineKPI(.above, kpi)),
      sum(below, series, lineKPI(.below, kpi)),
    ].compactMap { $0 }
  }

  /// The sum of a form over the tracks of its names; a name without a row in a period counts 0.
  private func sum(_ form: LinearForm, _ series: [String: Int], _ kpi: KPI) -> Track? {
    var points: [Int: Track.Point] = [:]
    var shared: Track?
    for term in form.terms {
      guard let number = series[term.column.lowercased()] else { continue }
      let track = own(number, kpi)
      shared = shared ?? track
      for point in track.points {
        let value = term.factor * point.value
        let count = kpi.entityRule == .mean ? point.count : 1
        if var known = points[point.ordinal] {
          known.value += value
          points[point.ordinal] = known
        } else {
          points[point.ordinal] = Track.Point(ordinal: point.ordinal, value: value, count: count)
        }
      }
    }
    shared?.points = points.values.sorted { $0.ordinal < $1.ordinal }
    return shared
  }

  /// The track of one series of the table.
  private func own(_ series: Int, _ kpi: KPI) -> Track {
    var cells: [Int32] = []
    collector.store.ordered(series, into: &cells)
    return track(.init(terms: [(0, 1)]), [], kpi, series, cells)
  }

  /// Values times weights, date by date, and the weights of dates that have a value.
  private func weighted(_ kpi: KPI, _ values: Int?, by weights: Int?) -> [Track] {
    guard let values, let weights else { return [] }
    let store = collector.store
    func cells(_ series: Int) -> [Int32] {
      var cells: [Int32] = []
      store.ordered(series, into: &cells)
      return cells
    }
    var known: [Int32: Double] = [:]
    for cell in cells(weights).map(Int.init) { known[store.slot(of: cell)] = store.value(cell, 0) }
    func track(_ line: Line) -> Track {
      Track(
        key: key(values), label: label(values), kpi: lineKPI(line, kpi), points: [],
        group: groups[values])
    }
    var (above, below) = (track(.above), track(.below))
    for cell in cells(values).map(Int.init) {
      let slot = store.slot(of: cell)
      let (value, weight) = (store.value(cell, 0), known[slot] ?? .nan)
      let isKnown = !value.isNaN && !weight.isNaN
      above.append(slots.ordinal(slot), isKnown ? value * weight : .nan, isKnown ? 1 : 0)
      below.append(slots.ordinal(slot), isKnown ? weight : .nan, isKnown ? 1 : 0)
    }
    return [above, below]
  }

  private func active(_ measure: KPIMeasure, _ series: [String: Int]) -> Track? {
    let wanted = measure.quotient.map { Set($0.columns.map { $0.lowercased() }) }
    let used = series.filter { wanted?.contains($0.key) ?? true }.values.sorted()
    guard let first = used.first else { return nil }
    let store = collector.store
    func periods(_ series: [Int]) -> [Int] {
      var periods: Set<Int> = []
      var cells: [Int32] = []
      for number in series {
        store.ordered(number, into: &cells)
        for cell in cells.lazy.map(Int.init) {
          let value = store.value(cell, 0)
          let ordinal = slots.ordinal(store.slot(of: cell))
          if !value.isNaN, value != 0, ordinal != SlotMap.outside { periods.insert(ordinal) }
        }
      }
      return periods.sorted()
    }
    let plan = MeasurePlan(measure: measure, numerator: nil, denominator: nil, weighting: nil)
    return active(
      plan, first, periods: periods(used),
      elsewhere: periods(used.flatMap { siblings[$0] ?? [] }))
  }
}

// MARK: - Medians

extension MeasuredTracks {
  /// The medians over all rows of a key and period.
  private func medians(_ plans: [MeasurePlan]) -> [Track] {
    let samples = collector.samples
    return samples.plans.enumerated().flatMap { number, plan -> [Track] in
      let kpi = layout.plans[plan].measure.kpi
      guard plans.contains(where: { $0.measure.kpi.id == kpi.id }) else { return [] }
      var order: [(key: [String], series: Int)] = []
      var values: [[String]: [Int: [Double]]] = [:]
      for sample in samples.values[number]
      where members.isAsked(kpi.id, Int(sample.series))
        && slots.ordinal(sample.slot) != SlotMap.outside
      {
        let own = names.key(key(Int(sample.series)))
        let key = positions.map { $0.map { own[$0] } } ?? own
        if values[key] == nil { order.append((key, Int(sample.series))) }
        values[key, default: [:]][slots.ordinal(sample.slot), default: []].append(sample.value)
      }
      return order.map { key, series in
        let points = (values[key] ?? [:]).map { ordinal, values in
          Track.Point(
            ordinal: ordinal, value: AggregationRule.median.combine(values) ?? .nan,
            count: values.count)
        }
        return Track(
          key: key, label: layout.by == nil ? label(series) : nil, kpi: kpi,
          points: points.sorted { $0.ordinal < $1.ordinal },
          group: layout.by == nil ? groups[series] : nil)
      }
    }
  }
}

extension Track {
  /// A stock that is averaged over time, with the mean of each period in place of its sum.
  var averaged: Track {
    var result = self
    result.points = points.map { point in
      Point(
        ordinal: point.ordinal, value: point.count > 0 ? point.value / Double(point.count) : .nan,
        count: 1)
    }
    return result
  }

  /// A level with its gaps filled, so that a sum over entities counts all of them.
  var carried: Track {
    guard kpi.kind == .stock, let first = points.first else { return self }
    var result = self
    var rule = GapRule(asked: .carry, isPrepared: false, silenceEnd: nil)
    result.points = rule.storage(self).enumerated().map { offset, value in
      Point(ordinal: first.ordinal + offset, value: value, count: 1)
    }
    return result
  }
}

extension KPIWindow {
  /// The number of periods that the window covers, at least one; without a calendar its count.
  func periods(of grain: Frequency) -> Int {
    let days: Double? =
      switch grain.unit {
      case .step: nil
      case .day: 1
      case .week: 7
      case .month: 365.25 / 12
      case .quarter: 365.25 / 4
      case .year: 365.25
      }
    guard let days else { return count }
    return max(1, Int((self.days / days).rounded()))
  }
}
