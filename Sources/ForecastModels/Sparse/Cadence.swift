import TemporalData

/// The number of periods from one demand to the next that most gaps of a history have.
public struct Cadence: Hashable, Sendable {
  /// The most frequent gap, in periods.
  public let periods: Int
  /// The share of gaps that are exactly so long, 0…1.
  public let share: Double
  /// The number of gaps.
  public let gaps: Int

  /// The least share of gaps that makes a cadence of one history.
  static let leastShare = 0.6

  /// The cadence of these gaps; nil with fewer than 3 of them, for one of a single period, and below a
  /// share of 60 %.
  init?(gaps: [Int]) {
    var counts: [Int: Int] = [:]
    for gap in gaps { counts[gap, default: 0] += 1 }
    guard gaps.count >= 3, let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })
    else { return nil }
    let share = Double(most.value) / Double(gaps.count)
    guard most.key > 1, share >= Self.leastShare else { return nil }
    (periods, self.share, self.gaps) = (most.key, share, gaps.count)
  }
}
