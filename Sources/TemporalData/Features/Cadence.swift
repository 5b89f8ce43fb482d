/// The number of periods from one value above zero to the next that most gaps of a history have.
///
/// Someone who orders once a quarter leaves two of three months empty: such a series is easier to
/// foretell over a coarser period, which `coarser(than:)` names.
public struct Cadence: Hashable, Sendable {
  /// The gaps that count, in periods: one number, or a few where calendar periods differ in length.
  public let periods: ClosedRange<Int>
  /// The share of the gaps that are exactly so long, 0…1.
  public let share: Double
  /// The number of gaps.
  public let gaps: Int

  /// The least share of gaps that makes a cadence of one history.
  public static let leastShare = 0.6
  /// The least share of the gaps of all histories that makes a cadence of a panel.
  public static let leastPooledShare = 0.8

  /// The cadence of one history, O(n).
  ///
  /// Nil with fewer than 3 gaps, for one of a single period, and where no gap has a share of 60 %.
  public init?(_ history: TimeSeries) {
    let gaps = history.gapsBetweenValues
    self.init(gaps, fewest: 3, leastShare: Self.leastShare)
  }

  /// The cadence of all histories together, O(values).
  ///
  /// Nil with fewer than 20 gaps, for one of a single period, and where no gap has a share of 80 %.
  public init?(pooledOver histories: some Sequence<TimeSeries>) {
    var counts: [Int: Int] = [:]
    for history in histories {
      for (gap, count) in history.gapsBetweenValues { counts[gap, default: 0] += count }
    }
    self.init(counts, fewest: 20, leastShare: Self.leastPooledShare)
  }

  private init?(_ counts: [Int: Int], fewest: Int, leastShare: Double) {
    let all = counts.values.reduce(0, +)
    guard all >= fewest else { return nil }
    func count(_ window: ClosedRange<Int>) -> Int {
      window.reduce(0) { $0 + (counts[$1] ?? 0) }
    }
    // Months have four or five weeks, and 28 to 31 days; quarters 90 to 92.
    let windows = counts.keys.sorted().map { $0...$0 } + [4...5, 28...31, 90...92, 52...53]
    var best = (window: 1...1, count: 0)
    for window in windows where count(window) > best.count { best = (window, count(window)) }
    guard best.window.lowerBound > 1, Double(best.count) >= leastShare * Double(all) else {
      return nil
    }
    (periods, gaps) = (best.window, all)
    share = Double(best.count) / Double(all)
  }

  /// The frequency whose periods are as long as the cadence; nil if there is none.
  public func coarser(than fine: Frequency) -> Frequency? {
    let candidates: [(lengths: ClosedRange<Int>, frequency: Frequency)] =
      switch fine.unit {
      case .day: [(7...7, .week), (28...31, .month), (90...92, .quarter), (365...366, .year)]
      case .week: [(4...5, .month), (13...13, .quarter), (52...53, .year)]
      case .month: [(3...3, .quarter), (12...12, .year)]
      case .quarter: [(4...4, .year)]
      case .year, .step: []
      }
    return candidates.first {
      $0.lengths.lowerBound <= periods.lowerBound && periods.upperBound <= $0.lengths.upperBound
    }?.frequency
  }
}

extension TimeSeries {
  /// How often each number of slots lies from one value above zero to the next.
  fileprivate var gapsBetweenValues: [Int: Int] {
    var counts: [Int: Int] = [:]
    var previous: Int?
    for (slot, value) in storage.enumerated() where value > 0 {
      if let previous { counts[slot - previous, default: 0] += 1 }
      previous = slot
    }
    return counts
  }
}
