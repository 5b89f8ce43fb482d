import DataIO
import ForecastModels
import Forecasting
import PartnerKPI

/// The values that each series of a run can take: those asked for, or those inferred KPI by KPI.
struct RangePlan: Sendable {
  private let given: ValueRange?
  private let inferred: [KPI.ID: ValueRange]
  /// The ranges that a project states.
  private let stated: [KPI.ID: ValueRange]
  /// What was taken for each KPI, in words.
  let decisions: [Decision]

  /// The ranges of the series of a panel.
  init(_ panel: KPIPanel, given: RangeArgument?) {
    self.given = given?.range
    if let given {
      (inferred, stated) = ([:], [:])
      decisions = [
        Decision("range", "\(given.range), as asked for", flag: "--range \(given.text)")
      ]
      return
    }
    var found: [KPI.ID: RangeInference] = [:]
    var order: [KPI.ID] = []
    var stated: [KPI.ID: ValueRange] = [:]
    for entry in panel.entries {
      let kpi = entry.series.kpi
      if stated[kpi.id] == nil, let range = kpi.range {
        stated[kpi.id] = ValueRange(lower: range.lower, upper: range.upper, isWhole: range.isWhole)
      }
      if found[kpi.id] == nil { order.append(kpi.id) }
      found[kpi.id, default: RangeInference(kpi)].add(entry.series)
    }
    inferred = found.mapValues(\.range)
    self.stated = stated
    decisions = order.compactMap { id in
      if let range = stated[id] {
        return Decision(
          "range", "\(id): \(range), as the project says",
          flag: "--range \(RangeArgument.text(range))")
      }
      return found[id].map { Self.decision(id, $0) }
    }
  }

  private static func decision(_ kpi: KPI.ID, _ found: RangeInference) -> Decision {
    let range = found.range
    let isMixed = range != .any && found.negativeSeries > 0
    let exception =
      isMixed
      ? "; any number in \(found.negativeSeries) of \(found.seriesCount) series, which fall below 0"
      : ""
    return Decision(
      "range", "\(kpi): \(range)\(exception)", flag: "--range \(RangeArgument.text(range))")
  }

  /// Whether the range was asked for.
  var isGiven: Bool { given != nil }

  /// What is known of one series besides its history.
  func context(of entry: KPIPanel.Entry) -> SeriesContext {
    let range = range(of: entry.series)
    let isRatio = if case .ratio = entry.series.kpi.kind { true } else { false }
    // What is counted from 0 on is smoothed by how much there was to count; other scales are not.
    let exposure = isRatio || range.lower == 0 ? entry.series.exposure : nil
    return SeriesContext(range: range, exposure: exposure, group: entry.group)
  }

  private func range(of series: KPISeries) -> ValueRange {
    if let given { return given }
    if let range = stated[series.kpi.id] {
      // A series with credits, or one that contradicts the project, is held in no range.
      return series.values.storage.allSatisfy { $0.isNaN || range.contains($0) } ? range : .any
    }
    guard let range = inferred[series.kpi.id] else { return .any }
    return series.values.storage.contains { $0 < 0 } ? .any : range
  }

  /// The model of one series.
  func model(
    _ model: SeriesModel, of entry: KPIPanel.Entry
  ) throws(SpecificationError) -> any ForecastModel {
    try model.model(for: entry, in: context(of: entry), isRangeGiven: isGiven)
  }
}
