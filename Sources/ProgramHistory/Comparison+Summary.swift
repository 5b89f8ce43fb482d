import PartnerKPI

extension Comparison {
  /// So many of so many.
  public struct Share: Hashable, Sendable {
    /// How many are held.
    public let held: Int
    /// Of how many.
    public let of: Int
  }

  /// How the forecasts of one KPI did, over all of its series and periods.
  public struct Summary: Hashable, Sendable {
    /// The KPI; nil for all KPIs together.
    public let kpi: KPI.ID?
    /// The number of values that were compared.
    public var count = 0
    /// The number of series they belong to.
    public var series = 0
    /// The sum of what was expected, where that is a number of its own.
    public var expected: Double?
    /// The sum of what happened, where that is a number of its own.
    public var actual: Double?
    /// The mean absolute error, in the unit of the KPI; nil over several KPIs.
    public var meanAbsoluteError: Double?
    /// The square root of the mean squared error, in the unit of the KPI.
    public var rootMeanSquaredError: Double?
    /// The mean error, what happened less what was expected, in the unit of the KPI.
    public var bias: Double?
    /// The sum of absolute errors over the sum of absolute values; nil where these are all 0.
    public var weightedError: Double?
    /// How many values each level's interval holds, and of how many.
    public var inside: [Share] = []

    /// The share of values that a level's interval holds, 0 to 1; nil without any.
    public func coverage(level place: Int) -> Double? {
      guard inside.indices.contains(place), inside[place].of > 0 else { return nil }
      return Double(inside[place].held) / Double(inside[place].of)
    }
  }

  /// One summary per KPI in the order of the rows, and one of all KPIs if there are several.
  public var summaries: [Summary] {
    var order: [KPI.ID] = []
    var byKPI: [KPI.ID: [Row]] = [:]
    for row in rows {
      if byKPI[row.key.kpi] == nil { order.append(row.key.kpi) }
      byKPI[row.key.kpi, default: []].append(row)
    }
    let own = order.map { summary(byKPI[$0] ?? [], of: $0) }
    return own.count > 1 ? own + [summary(rows, of: nil)] : own
  }

  private func summary(_ rows: [Row], of kpi: KPI.ID?) -> Summary {
    var summary = Summary(kpi: kpi)
    summary.count = rows.count
    summary.series = Set(rows.map(\.key)).count
    summary.inside = levels.indices.map { level in
      let known = rows.compactMap { $0.isInside(level: level) }
      return Share(held: known.count { $0 }, of: known.count)
    }
    guard let kpi, !rows.isEmpty else { return summary }
    let count = Double(rows.count)
    let errors = rows.map(\.error)
    let absolute = errors.reduce(0) { $0 + $1.magnitude }
    let size = rows.reduce(0) { $0 + $1.actual.magnitude }
    summary.meanAbsoluteError = absolute / count
    summary.rootMeanSquaredError = (errors.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
    summary.bias = errors.reduce(0, +) / count
    summary.weightedError = size > 0 ? absolute / size : nil
    // Values of other kinds have no sum, and a stock has none over time.
    if kinds[kpi] == KPI.Kind.flow.name {
      summary.expected = rows.reduce(0) { $0 + $1.expected.mean }
      summary.actual = rows.reduce(0) { $0 + $1.actual }
    }
    return summary
  }

  /// What was revised in one KPI.
  public struct Revised: Hashable, Sendable {
    /// The KPI.
    public let kpi: KPI.ID
    /// How many values changed, came late or are known no more.
    public var changed = 0
    /// The sum of the earlier values of a flow; nil of other kinds.
    public var old: Double?
    /// The sum of the later values of a flow; nil of other kinds.
    public var new: Double?
  }

  /// What was revised, KPI by KPI in alphabetical order.
  public var revised: [Revised] {
    Dictionary(grouping: revisions, by: \.key.kpi).sorted { $0.key < $1.key }.map { kpi, list in
      let isFlow = kinds[kpi] == KPI.Kind.flow.name
      return Revised(
        kpi: kpi, changed: list.count,
        old: isFlow ? list.reduce(0) { $0 + ($1.old ?? 0) } : nil,
        new: isFlow ? list.reduce(0) { $0 + ($1.new ?? 0) } : nil)
    }
  }
}
