import Statistics

/// The seasonal figure of a series by medians: what each slot of the season adds to the level.
enum RobustSeason {
  /// The figure, one value per slot of the season from the first slot of the series on; nil without
  /// three seasons, or where it explains too little to be one.
  ///
  /// The level is a centred moving average over a season, carried on at the ends by `slope` per
  /// slot; the figure is the median of what it leaves in each slot of the season. A season is seen
  /// where it lowers the mean absolute remainder by more than its own freedom does. Missing values
  /// (NaN) take the level of the season before. O(n log(n/m)).
  static func figure(_ y: [Double], seasonLength m: Int, slope: Double) -> [Double]? {
    guard m > 1, y.count >= 3 * m else { return nil }
    let rest = withoutLevel(filled(y, m), original: y, m, slope)
    var figure = [Double](repeating: 0, count: m)
    var slots: [Double] = []
    for place in 0..<m {
      slots.removeAll(keepingCapacity: true)
      for slot in stride(from: place, to: y.count, by: m) where !rest[slot].isNaN {
        slots.append(rest[slot])
      }
      guard slots.count > 1 else { return nil }
      figure[place] = OrderStatistics.median(of: &slots)
    }
    var (before, after, count) = (0.0, 0.0, 0)
    for slot in rest.indices where !rest[slot].isNaN {
      before += abs(rest[slot])
      after += abs(rest[slot] - figure[slot % m])
      count += 1
    }
    guard count > m else { return nil }
    let freedom = (Double(count) / Double(count - m)).squareRoot()
    return after * freedom < 0.9 * before ? figure : nil
  }

  /// Missing values from a season before, or after; else from the neighbour.
  private static func filled(_ y: [Double], _ m: Int) -> [Double] {
    guard y.contains(where: \.isNaN) else { return y }
    var y = y
    for slot in m..<y.count where y[slot].isNaN { y[slot] = y[slot - m] }
    for slot in (0..<(y.count - m)).reversed() where y[slot].isNaN { y[slot] = y[slot + m] }
    for slot in 1..<y.count where y[slot].isNaN { y[slot] = y[slot - 1] }
    return y
  }

  /// What a centred moving average over a season leaves; missing where the value is.
  private static func withoutLevel(
    _ y: [Double], original: [Double], _ m: Int, _ slope: Double
  ) -> [Double] {
    let half = m / 2
    let ends = m % 2 == 0 ? 0.5 : 1
    var rest = original
    var sum = 0.0
    for slot in 0...(2 * half) { sum += y[slot] }
    var level = 0.0
    for slot in half..<(y.count - half) {
      if slot > half { sum += y[slot + half] - y[slot - half - 1] }
      level = (sum - (1 - ends) * (y[slot - half] + y[slot + half])) / Double(m)
      if slot == half {
        for early in 0..<half { rest[early] -= level - slope * Double(half - early) }
      }
      rest[slot] -= level
    }
    for late in (y.count - half)..<y.count {
      rest[late] -= level + slope * Double(late - (y.count - half - 1))
    }
    return rest
  }
}
