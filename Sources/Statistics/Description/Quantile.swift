/// Quantiles of a sample.
public enum Quantile {
  /// The `p` quantile of a sample in ascending order, by definition 7 of Hyndman and Fan (1996).
  ///
  /// Linear interpolation between the order statistics around position (n - 1)p, counted from 0.
  /// Never decreases with `p` and never leaves the range of the sample.
  ///
  /// - Parameters:
  ///   - sorted: Ascending, without NaN; this is not checked.
  ///   - p: The share of the sample below the quantile, in 0...1.
  /// - Returns: NaN for an empty sample and for `p` outside 0...1.
  /// - Complexity: O(1).
  public static func ofSorted(_ sorted: [Double], _ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return ofSorted(sorted, rank: Double(sorted.count - 1) * p)
  }

  /// The `p` quantile of a sample in any order.
  ///
  /// - Parameters:
  ///   - sample: Without NaN; this is not checked.
  ///   - p: In 0...1.
  /// - Returns: NaN for an empty sample and for `p` outside 0...1.
  /// - Complexity: O(*n* log *n*).
  public static func of(_ sample: some Sequence<Double>, _ p: Double) -> Double {
    ofSorted(Array(sample).sorted(), p)
  }

  static func ofSorted(_ sorted: [Double], rank: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let below = min(Int(rank), sorted.count - 1)
    let share = rank - Double(below)
    guard share > 0, below + 1 < sorted.count else { return sorted[below] }
    let (low, high) = (sorted[below], sorted[below + 1])
    let gap = high - low
    let value = gap.isFinite ? low + share * gap : (1 - share) * low + share * high
    return min(max(value, low), high)
  }
}
