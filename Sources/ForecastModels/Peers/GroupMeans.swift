import Statistics

/// Weighted means of a quantity in several slots (of a season, of an age), for a panel and its groups.
struct GroupMeans {
  /// Sums of one set of series.
  struct Sums {
    var weights: [Double]
    var values: [Double]
    var squares: [Double]
    var squaredWeights: [Double]
    var counts: [Int]

    init(_ slots: Int) {
      weights = Array(repeating: 0, count: slots)
      (values, squares, squaredWeights) = (weights, weights, weights)
      counts = Array(repeating: 0, count: slots)
    }

    mutating func add(_ value: Double, weight: Double, to slot: Int) {
      weights[slot] += weight
      values[slot] += weight * value
      squares[slot] += weight * value * value
      squaredWeights[slot] += weight * weight
      counts[slot] += 1
    }

    /// The weighted mean of a slot; NaN without a value.
    func mean(_ slot: Int) -> Double { values[slot] / weights[slot] }

    /// The variance between series in a slot.
    func spread(_ slot: Int) -> Double {
      let mean = mean(slot)
      let count = Double(counts[slot])
      return max(0, squares[slot] / weights[slot] - mean * mean) * count / max(1, count - 1)
    }

    /// The variance of the mean of a slot, given that between series.
    func variance(_ slot: Int, spread: Double) -> Double {
      spread * squaredWeights[slot] / (weights[slot] * weights[slot])
    }
  }

  private(set) var all: Sums
  private(set) var groups: [Sums]
  private let slots: Int

  /// The fewest series that a mean is taken of.
  static let fewest = 5
  /// How many series' worth of the panel's variance a group's own is mixed with.
  static let priorSeries = 5.0

  init(slots: Int, groups: Int) {
    self.slots = slots
    all = Sums(slots)
    self.groups = Array(repeating: Sums(slots), count: groups)
  }

  mutating func add(_ value: Double, weight: Double = 1, to slot: Int, of group: Int?) {
    all.add(value, weight: weight, to: slot)
    if let group { groups[group].add(value, weight: weight, to: slot) }
  }

  /// The panel's means, drawn toward a common value; nil where a slot has too few series.
  func panel(toward center: Double) -> [Double]? {
    guard all.counts.allSatisfy({ $0 >= Self.fewest }) else { return nil }
    let estimates = (0..<slots).map { slot in
      (value: all.mean(slot), variance: all.variance(slot, spread: all.spread(slot)))
    }
    let shrinkage = NormalShrinkage(around: center, estimates)
    return estimates.map { shrinkage.posterior($0.value, variance: $0.variance).mean }
  }

  /// The means of every group, drawn toward the panel's.
  ///
  /// How far true means lie from the panel's is judged by the slots of the group; by the other groups
  /// where there is one slot only.
  ///
  /// O(slots) for each group.
  func groups(toward panel: [Double]) -> [[Double]] {
    let all = groups.indices.map { estimates($0, around: panel) }
    let shared = slots > 1 ? nil : NormalShrinkage(around: 0, all.flatMap(\.self))
    return all.map { Self.drawn($0, toward: panel, shared ?? NormalShrinkage(around: 0, $0)) }
  }

  private static func drawn(
    _ estimates: [(value: Double, variance: Double)], toward panel: [Double],
    _ shrinkage: NormalShrinkage
  ) -> [Double] {
    zip(panel, estimates).map { panel, own in
      own.value.isFinite
        ? panel + shrinkage.posterior(own.value, variance: own.variance).mean : panel
    }
  }

  private func estimates(
    _ group: Int, around panel: [Double]
  ) -> [(value: Double, variance: Double)] {
    let sums = groups[group]
    return (0..<slots).map { slot in
      guard sums.counts[slot] > 1 else { return (.nan, .nan) }
      let variance = sums.variance(slot, spread: spread(group, slot))
      return (sums.mean(slot) - panel[slot], variance)
    }
  }

  /// The variance between the series of a group, mixed with the panel's.
  func spread(_ number: Int, _ slot: Int) -> Double {
    let freedom = Double(max(0, groups[number].counts[slot] - 1))
    let own = freedom > 0 ? groups[number].spread(slot) : 0
    return (freedom * own + Self.priorSeries * all.spread(slot)) / (freedom + Self.priorSeries)
  }
}
