import Optimization

/// Simple exponential smoothing of a short list of numbers, with a weight given or found.
///
///     level[i+1] = level[i] + a (x[i] − level[i])
struct LevelSmoothing {
  /// Where the level starts.
  enum Start {
    /// At the first number, as the published methods do.
    case first
    /// At the mean of all.
    case average
  }

  /// The weight a.
  let weight: Double
  /// The level before each number.
  let before: [Double]
  /// The level after the last number.
  let level: Double
  /// The sum of squared one-step errors.
  let sumOfSquares: Double

  /// Smooths at least one number; a weight to be estimated minimises the squared one-step errors.
  init(_ numbers: [Double], weight: ETS.Weight, start: Start = .first) {
    let first =
      start == .first ? numbers[0] : numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
    let found: Double
    switch weight {
    case .fixed(let value): found = value
    case .estimated(let range)
    where range.lowerBound < range.upperBound && numbers.count > (start == .first ? 2 : 1):
      found =
        Brent(tolerance: 1e-5).minimize(in: range) { weight in
          Self.sumOfSquares(numbers, weight, first)
        }.point
    // The first error does not depend on the weight.
    case .estimated(let range): found = (range.lowerBound + range.upperBound) / 2
    }
    var (level, sum) = (first, 0.0)
    before = numbers.map { number in
      let (old, error) = (level, number - level)
      sum += error * error
      level += found * error
      return old
    }
    (self.weight, self.level, sumOfSquares) = (found, level, sum)
  }

  private static func sumOfSquares(
    _ numbers: [Double], _ weight: Double, _ first: Double
  ) -> Double {
    var (level, sum) = (first, 0.0)
    for number in numbers {
      let error = number - level
      sum += error * error
      level += weight * error
    }
    return sum
  }
}

extension DemandHistory {
  /// The variance of a size around a smoothed level, in squared units.
  ///
  /// A quarter of one more demand, as far from the level as zero is, stands for what few demands
  /// cannot tell: a single one leaves a spread as large as itself.
  func sizeVariance(_ smoothed: LevelSmoothing) -> Double {
    let prior = 0.25
    let count = Double(sizes.count)
    return (smoothed.sumOfSquares + prior * smoothed.level * smoothed.level) / (count - 1 + prior)
  }

  /// The distribution with a mean above zero, a chance of demand and the variation of smoothed sizes.
  ///
  /// The chance comes from the periods with and without a demand alone, and is never sure. Sizes take
  /// what it leaves of the mean; whole ones are at least 1, and where the mean leaves less the chance
  /// gives way.
  func distribution(
    mean: Double, chance: Double, size: LevelSmoothing
  ) -> DemandDistribution {
    let possible = min(max(chance, 1e-12), largestProbability)
    let probability = isCount ? min(possible, mean) : possible
    let sizeMean = mean / probability
    let ratio = sizeMean / size.level
    return DemandDistribution(
      probability: probability,
      size: .size(
        mean: sizeMean, variance: sizeVariance(size) * ratio * ratio, isCount: isCount, unit: unit))
  }
}
