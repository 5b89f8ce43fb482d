/// What the slots of a season add to, or multiply, the level of a series.
public struct SeasonProfile: Hashable, Sendable {
  /// One effect per slot, by the period's ordinal modulo the season's length: factors with mean 1
  /// (amounts and counts) or amounts with mean 0 (panels with negative values).
  public let effects: [Double]
  /// The variance of a single series' effects around these.
  public let varianceBetween: [Double]
  /// The variance of one season's ratio around its own series' effect.
  public let varianceWithin: Double
  /// The number of series that the profile rests on.
  public let series: Int

  /// Whether some slot differs from the others.
  public var isFlat: Bool { effects.allSatisfy { abs($0 - effects[0]) < 1e-12 } }

  /// No season.
  static func flat(_ length: Int, _ scale: PeerScale) -> SeasonProfile {
    SeasonProfile(
      effects: Array(repeating: scale.neutral, count: length),
      varianceBetween: Array(repeating: 0, count: length), varianceWithin: 0, series: 0)
  }
}

/// The effects of the slots of a season in one history: values against the centred moving average.
struct SeasonRatios {
  /// The sum of the ratios (or differences) of each slot.
  private(set) var sums: [Double]
  /// The sum of their squares.
  private(set) var squares: [Double]
  /// How many there are.
  private(set) var counts: [Int]

  /// The ratios of consecutive values; slots without two half seasons around them have none.
  ///
  /// A single ratio beyond ±6 counts as ±6: one giant order, or credit, is not a season.
  init(_ values: ArraySlice<Double>, start: Int, length: Int, scale: PeerScale) {
    sums = Array(repeating: 0, count: length)
    (squares, counts) = (sums, Array(repeating: 0, count: length))
    guard length > 1, values.count > length else { return }
    let half = length / 2
    var total = values.prefix(length).reduce(0) { $0 + ($1.isNaN ? 0 : $1) }
    var observed = values.prefix(length).count { !$0.isNaN }
    // The window of `length + 1` values around the slot, its ends at half weight for even lengths.
    for first in values.startIndex..<(values.endIndex - length) {
      let (entering, leaving) = (values[first + length], values[first])
      let next = total + (entering.isNaN ? 0 : entering) - (leaving.isNaN ? 0 : leaving)
      let center = length % 2 == 0 ? (total + next) / 2 : total
      if observed == length, length % 2 == 1 || !entering.isNaN {
        let position = first + half
        add(
          values[position], center / Double(length), scale,
          slot: (start + position - values.startIndex) % length)
      }
      total += (entering.isNaN ? 0 : entering) - (leaving.isNaN ? 0 : leaving)
      observed += (entering.isNaN ? 0 : 1) - (leaving.isNaN ? 0 : 1)
    }
  }

  private mutating func add(_ value: Double, _ center: Double, _ scale: PeerScale, slot: Int) {
    guard !value.isNaN, scale == .additive || center > 0 else { return }
    let effect = scale == .additive ? value - center : max(-6, min(6, value / center))
    let place = slot < 0 ? slot + sums.count : slot
    sums[place] += effect
    squares[place] += effect * effect
    counts[place] += 1
  }

  /// The mean effect of a slot; nil where there is no ratio.
  func mean(_ slot: Int) -> Double? {
    counts[slot] > 0 ? sums[slot] / Double(counts[slot]) : nil
  }
}
