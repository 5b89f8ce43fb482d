import RealModule

/// A distribution that draws from one of several components with given probabilities.
///
/// - Distribution function: the weighted mean of those of the components, exactly.
/// - Mean: the weighted mean μ. Variance: the weighted mean of σᵢ² + (μᵢ - μ)².
/// - Quantiles: by root finding on the distribution function, see ``quantile(_:)``.
///
/// This is the linear opinion pool of Stone, M. (1961), The opinion pool, *Annals of Mathematical
/// Statistics* 32(4), 1339–1342: it combines forecasts by their probabilities, not their numbers.
public struct Mixture<Component: UnivariateDistribution>: UnivariateDistribution {
  /// The components, without those of weight 0.
  public let components: [Component]
  /// The probability of each component; they add up to 1.
  public let weights: [Double]

  /// Makes a mixture; weights are divided by their sum.
  ///
  /// - Parameters:
  ///   - components: At least one. Components of weight 0 are left out.
  ///   - weights: One for each component, finite, at least 0, not all 0.
  /// - Throws: ``DistributionError``.
  public init(_ components: [Component], weights: [Double]) throws(DistributionError) {
    guard !components.isEmpty else { throw .empty(distribution: "a mixture") }
    guard components.count == weights.count else {
      throw .countMismatch(components: components.count, weights: weights.count)
    }
    for weight in weights {
      try ParameterCheck(distribution: "mixture").nonNegative(weight, "weight")
    }
    guard let largest = weights.max(), largest > 0 else { throw .noWeight }
    let kept = zip(components, weights).filter { $0.1 > 0 }
    // Weights that add up to one stay as they are; huge ones are brought into range first.
    let scale = largest > 1e290 ? largest : 1
    let total = kept.reduce(0) { $0 + $1.1 / scale }
    self.components = kept.map(\.0)
    self.weights = kept.map { $0.1 / scale / total }
  }

  /// Makes a mixture of components with equal weights.
  ///
  /// - Parameter components: At least one.
  public init(_ components: [Component]) throws(DistributionError) {
    try self.init(components, weights: components.map { _ in 1 })
  }

  /// The weighted mean of the means.
  public var mean: Double { weightedSum(\.mean) }

  /// The root of the weighted mean of σᵢ² + (μᵢ - μ)².
  public var standardDeviation: Double {
    let mean = mean
    let parts = components.flatMap { [$0.standardDeviation, $0.mean - mean] }
    guard let largest = parts.map(abs).max(), largest > 0, largest.isFinite else {
      return parts.reduce(0) { abs($0) + abs($1) }
    }
    let squares = weightedSum { component in
      let (spread, offset) = (component.standardDeviation, component.mean - mean)
      return (spread / largest) * (spread / largest) + (offset / largest) * (offset / largest)
    }
    return largest * squares.squareRoot()
  }

  /// The probability of a value ≤ `x`: the weighted mean of those of the components.
  public func cdf(_ x: Double) -> Double { weightedSum { $0.cdf(x) } }

  /// The probability of a value > `x`: the weighted mean of those of the components.
  public func survival(_ x: Double) -> Double { weightedSum { $0.survival(x) } }

  /// The smallest value at or above `x` that a component can take.
  public func firstPossibleValue(from x: Double) -> Double {
    components.reduce(.infinity) { min($0, $1.firstPossibleValue(from: x)) }
  }

  /// Draws a component by its weight, then a value from it.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    var rest = generator.uniform()
    for (component, weight) in zip(components, weights).dropLast() {
      if rest < weight { return component.sample(using: &generator) }
      rest -= weight
    }
    return components[components.count - 1].sample(using: &generator)
  }

  func weightedSum(_ value: (Component) -> Double) -> Double {
    guard components.count > 1 else { return value(components[0]) }
    var sum = 0.0
    for index in components.indices { sum += weights[index] * value(components[index]) }
    return sum
  }
}

extension Mixture: ContinuousDistribution where Component: ContinuousDistribution {
  /// The logarithm of the weighted mean of the densities, also where all of them underflow.
  public func logDensity(_ x: Double) -> Double {
    let parts = zip(components, weights).map { $0.logDensity(x) + Double.log($1) }
    guard let largest = parts.max(), largest.isFinite else {
      return parts.reduce(-.infinity) { $0.isNaN || $0 >= $1 ? $0 : $1 }
    }
    return largest + Double.log(parts.reduce(0) { $0 + Double.exp($1 - largest) })
  }
}

extension Mixture: ScalableDistribution where Component: ScalableDistribution {
  /// The distribution of `factor` times a value, for any finite factor.
  public func scaled(by factor: Double) throws(DistributionError) -> Mixture {
    try Mixture(
      components.map { component throws(DistributionError) in try component.scaled(by: factor) },
      weights: weights)
  }
}

extension Mixture: ShiftableDistribution where Component: ShiftableDistribution {
  /// The distribution of a value plus `offset`.
  public func shifted(by offset: Double) throws(DistributionError) -> Mixture {
    try Mixture(
      components.map { component throws(DistributionError) in try component.shifted(by: offset) },
      weights: weights)
  }
}

extension Mixture {
  private enum CodingKeys: String, CodingKey { case components, weights }

  /// Decodes and checks the components and weights.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let components = try values.decode([Component].self, forKey: .components)
    let weights = try values.decode([Double].self, forKey: .weights)
    self = try decoder.checked { () throws(DistributionError) in
      try Mixture(components, weights: weights)
    }
  }
}
