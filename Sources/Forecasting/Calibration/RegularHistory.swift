import RealModule
import TemporalData

/// A history that follows a rule to the last digit: one value, one change per period, one rate of growth
/// or one season again and again.
///
/// Such a history shows no error, which is not the same as that there will be none. With n values and none
/// off the rule, Jeffreys' prior for a probability, Beta(½, ½), leaves 1/(2(n + 1)) for the next one to be;
/// and one that is off it is taken to be as far off as values move:
///
///     variance h periods ahead = h · s² / (2(n + 1)),    s² = mean square change + (mean size / 10)²
///
/// A tenth of its level is what half of the series of public sets (M1, tourism) change by from one period,
/// or season, to the next, 6 % to 13 % from set to set; a history of one value has no change to go by.
struct RegularHistory: Hashable, Sendable {
  /// The standard deviation one period ahead.
  let deviation: Double

  /// What an unseen change is taken for, as a share of the level.
  private static let usualChange = 0.1
  /// Differences up to this share of the largest value are those of rounding.
  private static let tolerance = 1e-9

  /// A history of two values and more that follows a rule; nil for all others, and for nothing but zeros.
  ///
  /// - Parameter leastSize: the least that counts as the size of the values; 2 for logits, whose 0 is
  ///   nothing small. O(n).
  init?(_ history: TimeSeries, seasonLength: Int, leastSize: Double = 0) {
    let known = history.trimmed()
    let unit = known.binaryUnit
    let values = known.storage.map { $0 / unit }
    let observed = values.filter { !$0.isNaN }
    guard let lag = Self.lag(values, observed.count, seasonLength) else { return nil }
    let count = Double(observed.count)
    let size = max(leastSize / unit, observed.reduce(0) { $0 + $1.magnitude / count })
    let usual = size * Self.usualChange
    let variance = (Self.meanSquareChange(values, lag) + usual * usual) / (2 * (count + 1))
    deviation = unit * Double.sqrt(variance)
    guard deviation > 0, deviation.isFinite else { return nil }
  }

  /// The standard deviation so many periods ahead.
  func deviation(step: Int) -> Double { deviation * Double.sqrt(Double(step)) }

  /// The number of periods over which every change is the same; nil where none is.
  private static func lag(_ values: [Double], _ observed: Int, _ season: Int) -> Int? {
    guard observed > 1 else { return nil }
    if isStraight(values, observed) { return 1 }
    if values.allSatisfy({ $0.isNaN || $0 > 0 }),
      isStraight(values.map { Double.log($0) }, observed)
    {
      return 1
    }
    return season > 1 && observed >= 2 * season && isRepeated(values, season) ? season : nil
  }

  /// Whether values lie on a line, which two always do: two must be the same.
  private static func isStraight(_ values: [Double], _ observed: Int) -> Bool {
    guard let first = values.first, let last = values.last, values.count > 1 else { return false }
    let slope = (last - first) / Double(values.count - 1)
    guard observed > 2 || slope == 0 else { return false }
    return values.enumerated().allSatisfy { slot, value in
      value.isNaN || (value - first - slope * Double(slot)).magnitude <= tolerance
    }
  }

  private static func isRepeated(_ values: [Double], _ season: Int) -> Bool {
    let changes = changes(values, season)
    guard let first = changes.first, changes.count >= season else { return false }
    return changes.allSatisfy { ($0 - first).magnitude <= tolerance }
  }

  private static func changes(_ values: [Double], _ lag: Int) -> [Double] {
    stride(from: lag, to: values.count, by: 1).compactMap { slot in
      let change = values[slot] - values[slot - lag]
      return change.isNaN ? nil : change
    }
  }

  private static func meanSquareChange(_ values: [Double], _ lag: Int) -> Double {
    let changes = changes(values, lag)
    return changes.reduce(0) { $0 + $1 * $1 } / Double(max(1, changes.count))
  }
}
