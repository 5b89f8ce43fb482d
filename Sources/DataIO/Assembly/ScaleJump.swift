import PartnerKPI
import TemporalData

/// A series whose values lie on two levels about a thousand times apart.
///
/// So it looks when a decimal mark was lost on the way (`2,024,994` for 2024.994), or when thousands were
/// written in some rows and units in others. Each level spans a factor of at most 30, nothing lies
/// between, and the middles are 300 to 3,000 times apart. Either the higher level is the rarer one, or the
/// series moves from one to the other once: a few small values among large ones are only small orders.
/// O(values).
struct ScaleJump: Equatable {
  /// The series.
  let key: String
  /// A period on the other level than the one before, and the values of both.
  let period: Period
  let values: (before: Double, after: Double)
  /// How many series have such levels.
  let seriesCount: Int

  static func == (a: Self, b: Self) -> Bool {
    a.key == b.key && a.period == b.period && a.seriesCount == b.seriesCount
  }

  /// The first such series; nil if there is none.
  init?(in entries: [KPIPanel.Entry]) {
    var count = 0
    var first: (entry: KPIPanel.Entry, border: Double)?
    for entry in entries {
      if case .ratio = entry.series.kpi.kind { continue }
      guard let border = Self.border(entry.series.values.storage) else { continue }
      count += 1
      if first == nil { first = (entry, border) }
    }
    guard let (entry, border) = first,
      let (place, before) = Self.crossing(entry.series.values.storage, border)
    else { return nil }
    key = entry.key.description
    period = entry.series.values.start.advanced(by: place)
    values = (before, entry.series.values.storage[place])
    seriesCount = count
  }

  /// The size that parts the two levels; nil if there are no two.
  private static func border(_ values: [Double]) -> Double? {
    var (low, high, count) = (Double.infinity, 0.0, 0)
    for value in values where value != 0 && value.isFinite {
      let size = abs(value)
      (low, high, count) = (min(low, size), max(high, size), count + 1)
    }
    guard count >= 6, high >= 300 * low, high <= 1e6 * low else { return nil }
    let border = low.squareRoot() * high.squareRoot()
    var (lowest, highest) = (0.0, Double.infinity)
    for value in values where value != 0 && value.isFinite {
      let size = abs(value)
      if size < border { lowest = max(lowest, size) } else { highest = min(highest, size) }
    }
    guard lowest <= 30 * low, high <= 30 * highest, highest >= 10 * lowest else { return nil }
    let factor = highest / low * (high / lowest)
    guard 300 * 300...3_000 * 3_000 ~= factor else { return nil }
    return isUnlikely(values, border) ? border : nil
  }

  /// Whether the higher level is the rarer one, or each level is a half of the series by itself.
  private static func isUnlikely(_ values: [Double], _ border: Double) -> Bool {
    var (lows, highs, crossings) = (0, 0, 0)
    var wasHigh: Bool?
    for value in values where value != 0 && value.isFinite {
      let isHigh = abs(value) >= border
      if isHigh { highs += 1 } else { lows += 1 }
      if let wasHigh, wasHigh != isHigh { crossings += 1 }
      wasHigh = isHigh
    }
    return highs * 3 <= lows || crossings == 1 && min(lows, highs) >= 3
  }

  /// The first value on another level than the one before it.
  private static func crossing(_ values: [Double], _ border: Double) -> (place: Int, Double)? {
    var before: Double?
    for (place, value) in values.enumerated() where value != 0 && value.isFinite {
      if let before, (abs(before) < border) != (abs(value) < border) { return (place, before) }
      before = value
    }
    return nil
  }

  /// The line to print.
  var message: String {
    let others = seriesCount == 1 ? "" : " (\(seriesCount) series do so)"
    return "'\(key)' jumps about 1,000-fold, from \(values.before) to \(values.after) at \(period)"
      + "\(others): check the decimal mark and the unit"
  }
}
