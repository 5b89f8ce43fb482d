import RealModule

/// The distribution that gives every member of a finite sample the same probability.
///
/// - Support: the members of the sample.
/// - Distribution function: the share of members ≤ x, a step function.
/// - Quantiles: definition 7 of Hyndman, R. J. and Fan, Y. (1996), Sample quantiles in statistical
///   packages, *The American Statistician* 50(4), 361–365: linear between the order statistics at
///   1 + (n - 1)p. Between two members the quantile is therefore not one of them, and
///   `cdf(quantile(p))` differs from `p` by up to 1/n.
/// - Variance: that of this distribution, with divisor n.
public struct Empirical: ScalableDistribution, ShiftableDistribution {
  /// The members in ascending order.
  public let sorted: [Double]

  /// Makes the distribution of a sample, in any order.
  ///
  /// - Parameter sample: At least one member, all finite.
  /// - Throws: ``DistributionError/empty(distribution:)``,
  ///   ``DistributionError/notFinite(distribution:index:value:)`` with the index in `sample`.
  /// - Complexity: O(*n* log *n*).
  public init(_ sample: some Collection<Double>) throws(DistributionError) {
    var members = Array(sample)
    guard !members.isEmpty else { throw .empty(distribution: "an empirical sample") }
    for index in members.indices where !members[index].isFinite {
      throw .notFinite(
        distribution: "an empirical sample", index: index, value: members[index])
    }
    members.sort()
    sorted = members
  }

  /// The number of members, at least 1.
  public var count: Int { sorted.count }

  /// The mean of the members, O(*n*).
  public var mean: Double { Moments(sorted).mean }

  /// The root mean square deviation from the mean, O(*n*).
  public var standardDeviation: Double { Moments(sorted).standardDeviation }

  /// The share of members ≤ `x`, O(log *n*).
  public func cdf(_ x: Double) -> Double {
    x.isNaN ? .nan : Double(countOfMembers { $0 <= x }) / Double(count)
  }

  /// The share of members > `x`, O(log *n*).
  public func survival(_ x: Double) -> Double {
    x.isNaN ? .nan : Double(count - countOfMembers { $0 <= x }) / Double(count)
  }

  /// The interpolated quantile (definition 7), O(1).
  public func quantile(_ p: Double) -> Double { Quantile.ofSorted(sorted, p) }

  /// The interpolated quantile of `1 - q`, O(1).
  public func upperQuantile(_ q: Double) -> Double { quantile(1 - q) }

  /// The smallest member at or above `x`, O(log *n*).
  public func firstPossibleValue(from x: Double) -> Double {
    let below = countOfMembers { $0 < x }
    return below < count ? sorted[below] : .infinity
  }

  /// One member, each with the same probability.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    sorted[Int.random(in: 0..<count, using: &generator)]
  }

  /// The distribution of `factor` times a member, for any finite factor, O(*n* log *n*).
  public func scaled(by factor: Double) throws(DistributionError) -> Empirical {
    try Empirical(sorted.map { $0 * factor })
  }

  /// The distribution of a member plus `offset`, O(*n* log *n*).
  public func shifted(by offset: Double) throws(DistributionError) -> Empirical {
    try Empirical(sorted.map { $0 + offset })
  }

  /// How many members fulfil a condition that the smallest ones fulfil.
  private func countOfMembers(where condition: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if condition(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Empirical {
  private enum CodingKeys: String, CodingKey { case sorted }

  /// Decodes and checks the sample.
  public init(from decoder: any Decoder) throws {
    let sample = try decoder.container(keyedBy: CodingKeys.self)
      .decode([Double].self, forKey: .sorted)
    self = try decoder.checked { () throws(DistributionError) in try Empirical(sample) }
  }
}
