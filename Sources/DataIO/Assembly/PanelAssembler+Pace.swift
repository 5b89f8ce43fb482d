import PartnerKPI
import TemporalData

extension PanelAssembler {
  /// How far each KPI is in a partial period, beside the same part of the three periods before and of the
  /// one a year before; nothing where dates are no finer than periods.
  func paces(
    _ period: Period, _ part: PartOfPeriod, _ slots: SlotMap, _ grain: Frequency
  ) -> [Pace] {
    guard slots.from != slots.to,
      let first = slots.usedDates.first.map({ slots.ordinal(slots.slot($0)) })
    else { return [] }
    let lastYear = period.ordinal - grain.slotsPerYear
    let recent = (period.ordinal - 3..<period.ordinal).filter { $0 >= first }
    let ends = Dictionary(
      uniqueKeysWithValues: Set(recent + [lastYear, period.ordinal]).map {
        ($0, part.lastDay(of: Period(grain, ordinal: $0)))
      })
    let toDate = slots.keeping { date, ordinal in ends[ordinal].map { date.lastDay <= $0 } ?? false
    }
    return totals(toDate, grain).compactMap { kpi, values in
      values[period.ordinal].flatMap { value in
        Pace(
          kpi, toDate: value, lastYear: lastYear >= first ? values[lastYear] : nil,
          recent: recent.compactMap { values[$0] })
      }
    }
  }

  /// What each KPI is over all series, period by period.
  private func totals(
    _ slots: SlotMap, _ grain: Frequency
  ) -> [(kpi: KPI.ID, values: [Int: Double])] {
    var maker = self
    let tracks =
      maker.measuredTracks(slots, grain) ?? maker.withoutAttributes(maker.tracks(slots))
    var order: [KPI.ID] = []
    var sums: [KPI.ID: PeriodTotals] = [:]
    for track in tracks where !isSampled(track.kpi.id) {
      if sums[track.kpi.id] == nil { order.append(track.kpi.id) }
      sums[track.kpi.id, default: PeriodTotals(track.kpi)].add(track)
    }
    return ratios(of: order).compactMap { name, above, below in
      guard let above = sums[above] else { return nil }
      guard let below else { return (name, above.values) }
      guard let below = sums[below] else { return nil }
      return (name, above.values(over: below))
    }
  }

  /// The KPIs with the names of their sums, ratios with both.
  private func ratios(of names: [KPI.ID]) -> [(name: KPI.ID, above: KPI.ID, below: KPI.ID?)] {
    if let numerator = schema.numerator, let denominator = schema.denominator, !isMeasured {
      let find = { (word: String) in names.first { $0.lowercased() == word.lowercased() } }
      guard let above = find(numerator), let below = find(denominator) else { return [] }
      let free = schema.kpis.first { find($0) == nil }
      return [(free ?? "\(above)/\(below)", above, below)]
        + names.filter { !isOnlyPart($0) }.map { ($0, $0, nil) }
    }
    var told: Set<KPI.ID> = []
    return names.compactMap { name in
      let kpi = MeasuredTracks.base(of: name)
      guard told.insert(kpi).inserted else { return nil }
      guard MeasuredTracks.isLine(name) else { return (kpi, name, nil) }
      return (kpi, MeasuredTracks.name(.above, of: kpi), MeasuredTracks.name(.below, of: kpi))
    }
  }

  /// Whether a KPI is a median of single values, which no sum over series tells.
  private func isSampled(_ name: KPI.ID) -> Bool {
    layout.plans.contains { $0.isSampled && $0.measure.kpi.id == name }
  }
}

/// What the series of one KPI hold together in each period.
private struct PeriodTotals {
  private let kpi: KPI
  private var sums: [Int: (value: Double, count: Int)] = [:]

  init(_ kpi: KPI) { self.kpi = kpi }

  mutating func add(_ track: Track) {
    for point in track.points where !point.value.isNaN {
      let known = sums[point.ordinal] ?? (0, 0)
      sums[point.ordinal] = (known.value + point.value, known.count + point.count)
    }
  }

  /// Sums, or means of what is averaged.
  var values: [Int: Double] {
    kpi.entityRule == .mean
      ? sums.compactMapValues { $0.count > 0 ? $0.value / Double($0.count) : nil }
      : sums.mapValues(\.value)
  }

  /// One sum over another; nothing over 0.
  func values(over below: PeriodTotals) -> [Int: Double] {
    Dictionary(
      uniqueKeysWithValues: below.sums.compactMap { ordinal, sum in
        sum.value == 0 ? nil : (ordinal, (sums[ordinal]?.value ?? 0) / sum.value)
      })
  }
}
