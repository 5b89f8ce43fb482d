/// A distribution of finitely many values with their probabilities.
///
/// - Support: the values of positive probability.
/// - Quantiles: the smallest value whose distribution function reaches the probability.
/// - Mean and variance: the exact sums.
///
/// All questions are answered from cumulated sums, O(log *n*).
public struct Discrete: UnivariateDistribution {
  /// The values, ascending.
  public let values: [Double]
  /// Their probabilities; they add up to 1.
  public let probabilities: [Double]
  /// The expected value.
  public let mean: Double
  /// The root mean square deviation from the mean.
  public let standardDeviation: Double
  private let below: [Double]
  private let above: [Double]

  /// Makes the distribution; values of the same size are joined, probabilities divided by their sum.
  ///
  /// - Parameters:
  ///   - values: At least one, all finite, in any order.
  ///   - probabilities: One for each value, finite, at least 0, not all 0.
  /// - Throws: ``DistributionError``.
  /// - Complexity: O(*n* log *n*).
  public init(_ values: [Double], probabilities: [Double]) throws(DistributionError) {
    guard !values.isEmpty else { throw .empty(distribution: "a discrete distribution") }
    guard values.count == probabilities.count else {
      throw .countMismatch(components: values.count, weights: probabilities.count)
    }
    for index in values.indices where !values[index].isFinite {
      throw .notFinite(
        distribution: "a discrete distribution", index: index, value: values[index])
    }
    for probability in probabilities {
      try ParameterCheck(distribution: "discrete").nonNegative(probability, "probability")
    }
    let total = probabilities.reduce(0, +)
    guard total > 0, total.isFinite else { throw .noWeight }
    let order = values.indices.filter { probabilities[$0] > 0 }.sorted { values[$0] < values[$1] }
    var (points, shares) = ([Double](), [Double]())
    for index in order {
      if points.last == values[index] {
        shares[shares.count - 1] += probabilities[index] / total
      } else {
        points.append(values[index])
        shares.append(probabilities[index] / total)
      }
    }
    self.init(ascending: points, shares)
  }

  /// Distinct ascending values with probabilities that add up to 1.
  private init(ascending points: [Double], _ shares: [Double]) {
    (values, probabilities) = (points, shares)
    let middle = zip(points, shares).reduce(0) { $0 + $1.0 * $1.1 }
    let mean = min(max(middle, points[0]), points[points.count - 1])
    self.mean = mean
    standardDeviation =
      zip(points, shares).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }.squareRoot()
    var (lower, upper) = ([Double](), [Double](repeating: 0, count: points.count))
    var sum = 0.0
    for share in shares {
      sum += share
      lower.append(min(sum, 1))
    }
    sum = 0
    for index in points.indices.reversed() {
      upper[index] = min(sum, 1)
      sum += shares[index]
    }
    (below, above) = (lower, upper)
  }

  /// The probability of a value ≤ `x`.
  public func cdf(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    let count = Self.count(values) { $0 <= x }
    return count > 0 ? below[count - 1] : 0
  }

  /// The probability of a value > `x`, without cancellation.
  public func survival(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    let count = Self.count(values) { $0 <= x }
    return count > 0 ? above[count - 1] : 1
  }

  /// The smallest value not exceeded with probability `p` or more; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return values[min(Self.count(below) { $0 < p }, values.count - 1)]
  }

  /// The smallest value exceeded with probability `q` or less; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return values[min(Self.count(above) { $0 > q }, values.count - 1)]
  }

  /// The smallest value of the distribution at or above `x`.
  public func firstPossibleValue(from x: Double) -> Double {
    let count = Self.count(values) { $0 < x }
    return count < values.count ? values[count] : .infinity
  }

  /// Draws one value, O(log *n*).
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    quantile(generator.uniform())
  }

  /// The distribution of another value for each; of a map that keeps the order.
  public func mapped(_ change: (Double) -> Double) throws(DistributionError) -> Discrete {
    try Discrete(values.map(change), probabilities: probabilities)
  }

  /// How many of ascending (or descending) numbers fulfil a condition that the first ones fulfil.
  private static func count(_ all: [Double], where condition: (Double) -> Bool) -> Int {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if condition(all[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Discrete {
  private enum CodingKeys: String, CodingKey { case values, probabilities }

  /// Decodes and checks values and probabilities.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    let values = try parts.decode([Double].self, forKey: .values)
    let probabilities = try parts.decode([Double].self, forKey: .probabilities)
    self = try decoder.checked { () throws(DistributionError) in
      try Discrete(values, probabilities: probabilities)
    }
  }

  /// Encodes values and probabilities; the sums follow from them.
  public func encode(to encoder: any Encoder) throws {
    var parts = encoder.container(keyedBy: CodingKeys.self)
    try parts.encode(values, forKey: .values)
    try parts.encode(probabilities, forKey: .probabilities)
  }
}
