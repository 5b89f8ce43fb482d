import TemporalData

/// When an entity had values of a KPI, and what that makes of it at the end of a panel.
///
/// A value of a flow counts if it is not 0: zeros are what absent rows were taken for. Of other kinds every
/// known value counts.
public struct EntityActivity: Hashable, Sendable {
  /// What an entity is at the end of a panel; by the first rule that holds.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// Silent for more than two seasons and four of its usual gaps.
    case ended
    /// Silent for six months or more, and for more than two of its usual gaps.
    case dormant
    /// First seen within the last twelve months, and after the panel began.
    case new
    /// None of these.
    case active
  }

  /// What identifies the series.
  public let key: SeriesKey
  /// The first period with a value that counts; nil if there is none.
  public let first: Period?
  /// The last one.
  public let last: Period?
  /// The number of such values.
  public let values: Int
  /// The median number of periods from one of them to the next; nil with fewer than two.
  public let medianGap: Double?
  /// The number of periods from the last of them to the end of the panel.
  public let silence: Int
  /// What the entity is.
  public let status: Status

  /// The activity of one series of a panel.
  ///
  /// - Parameters:
  ///   - start: the panel's first period.
  ///   - end: the panel's last period.
  public init(_ entry: KPIPanel.Entry, from start: Period, to end: Period) {
    let series = entry.series.values
    let isFlow = entry.series.kpi.kind == .flow
    let seen = series.storage.indices.filter { place in
      let value = series.storage[place]
      return !value.isNaN && !(isFlow && value == 0)
    }
    key = entry.key
    values = seen.count
    let gaps = zip(seen.dropFirst(), seen).map { $0 - $1 }.sorted()
    let middle = gaps.count / 2
    medianGap =
      gaps.isEmpty
      ? nil
      : gaps.count % 2 == 1
        ? Double(gaps[middle]) : Double(gaps[middle - 1] + gaps[middle]) / 2
    guard let oldest = seen.first, let newest = seen.last else {
      (first, last, silence, status) = (nil, nil, end.distance(from: start) + 1, .ended)
      return
    }
    let birth = series.start.advanced(by: oldest)
    let latest = series.start.advanced(by: newest)
    (first, last, silence) = (birth, latest, max(0, end.distance(from: latest)))
    status = Self.status(
      silence: Double(silence), gap: medianGap ?? 1, age: end.distance(from: birth),
      isFromStart: birth <= start, frequency: start.frequency)
  }

  private static func status(
    silence: Double, gap: Double, age: Int, isFromStart: Bool, frequency: Frequency
  ) -> Status {
    let year = frequency.periodsPerYear
    if silence > max(4 * gap, Double(2 * year)) { return .ended }
    if silence >= Double(max(1, year / 2)), silence > 2 * gap { return .dormant }
    return age < year && !isFromStart ? .new : .active
  }
}

extension Frequency {
  /// About how many periods a year has; 12 without a calendar.
  fileprivate var periodsPerYear: Int {
    switch unit {
    case .day: 365
    case .week: 52
    case .month, .step: 12
    case .quarter: 4
    case .year: 1
    }
  }
}

extension KPIPanel {
  /// The activity of every series, in the order of the entries. O(values)
  public var activity: [EntityActivity] {
    let filled = entries.map(\.series.values).filter { $0.count > 0 }
    guard let start = filled.map(\.start).min(), let end = filled.map(\.end).max() else {
      return []
    }
    return entries.map { EntityActivity($0, from: start, to: end.advanced(by: -1)) }
  }

  /// How many entities are of each status, each by the liveliest of its KPIs.
  public var activityCounts: [EntityActivity.Status: Int] {
    let order: [EntityActivity.Status] = [.active, .new, .dormant, .ended]
    var best: [[String]: Int] = [:]
    for activity in activity {
      let rank = order.firstIndex(of: activity.status) ?? 0
      best[activity.key.values] = min(best[activity.key.values] ?? rank, rank)
    }
    return best.values.reduce(into: [:]) { $0[order[$1], default: 0] += 1 }
  }
}
