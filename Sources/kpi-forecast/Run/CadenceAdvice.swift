import PartnerKPI
import Reporting
import TemporalData

/// A coarser grain for flows whose values come at a steady beat.
struct CadenceAdvice {
  /// The word after `--grain`.
  let grain: String
  /// What was found and which option follows from it.
  let line: String

  /// The advice for the first KPI of a panel whose values keep such a beat; nil if none does.
  init?(_ panel: KPIPanel) {
    var tried: Set<String> = []
    for kpi in panel.entries.map(\.series.kpi) where kpi.kind == .flow && !tried.contains(kpi.id) {
      tried.insert(kpi.id)
      let histories = panel.entries.lazy.filter { $0.series.kpi.id == kpi.id }.map(\.series.values)
      guard let cadence = Cadence(pooledOver: histories),
        let coarser = cadence.coarser(than: panel.frequency)
      else { continue }
      grain = coarser.unitName
      line = Self.line(cadence, kpi: kpi.id, unit: panel.frequency.unitName, grain: grain)
      return
    }
    return nil
  }

  private static func line(_ cadence: Cadence, kpi: String, unit: String, grain: String) -> String {
    let (few, most) = (cadence.periods.lowerBound, cadence.periods.upperBound)
    let length = few == most ? "\(few)" : "\(few) to \(most)"
    return "\(Int((cadence.share * 100).rounded(.down))) % of gaps between values of \(kpi) are "
      + "\(length) \(unit)s: --grain \(grain) fits them"
  }
}
