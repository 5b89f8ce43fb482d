import PartnerKPI
import TemporalData

/// How far a partial period is, compared with the same days of the periods before.
struct Pace {
  /// The KPI that is compared.
  let kpi: KPI.ID
  /// What the partial period holds over the mean of the same days of `periods` before.
  let share: Double
  /// The number of periods before, at most 3.
  let periods: Int

  /// Compares sums by period, the partial one last; nil without a positive sum before.
  init?(_ kpi: KPI.ID, sums: [Double]) {
    guard let last = sums.last, sums.count > 1 else { return nil }
    let before = sums.dropLast()
    let mean = before.reduce(0) { $0 + $1 / Double(before.count) }
    let share = last / mean
    guard mean > 0, share.isFinite, share < 1_000 else { return nil }
    (self.kpi, self.share, periods) = (kpi, share, before.count)
  }

  /// In words, such as `pace: revenue is at 103 % of the same days of the 3 months before`.
  func text(_ grain: Frequency) -> String {
    let percent = Int((share * 100).rounded())
    let span = periods == 1 ? "the \(grain.unitName)" : "the \(periods) \(grain.unitName)s"
    return "pace: \(kpi) is at \(percent) % of the same days of \(span) before"
  }
}

extension PanelAssembler {
  /// The pace of a partial period by the first KPI that adds up; nil where dates are no finer than
  /// periods.
  func pace(_ partial: PartialPeriod, _ slots: SlotMap) -> Pace? {
    guard slots.from != slots.to else { return nil }
    let store = collector.store
    let filled = (0..<store.seriesCount).filter { store.cellCount($0) > 0 }
    let kpis = trackKPIs(filled)
    guard let kpi = kpis.first(where: { $0.kind == .flow }) else { return nil }
    let period = partial.period
    let reach = partial.reachesTo.daysSince1970 - period.firstDay.daysSince1970
    let firstUsed = slots.usedDates.first.map { slots.ordinal(slots.slot($0)) } ?? period.ordinal
    let most = min(3, period.ordinal - firstUsed)
    guard most > 0 else { return nil }
    var sums = [Double](repeating: 0, count: most + 1)
    let isLong = layout.kpiColumn != nil
    var cells: [Int32] = []
    for (place, series) in filled.enumerated() {
      let offsets = layout.values.indices.filter { kpis[isLong ? place : $0].id == kpi.id }
      guard !offsets.isEmpty else { continue }
      cells.removeAll(keepingCapacity: true)
      store.ordered(series, into: &cells)
      for cell in cells.lazy.map(Int.init) {
        let slot = store.slot(of: cell)
        let back = period.ordinal - slots.ordinal(slot)
        guard 0...most ~= back else { continue }
        let day = slots.date(slot).firstDay.daysSince1970
        let start = period.advanced(by: -back).firstDay.daysSince1970
        guard day - start <= reach else { continue }
        for offset in offsets where !store.value(cell, offset).isNaN {
          sums[most - back] += store.value(cell, offset)
        }
      }
    }
    return Pace(kpi.id, sums: sums)
  }
}
