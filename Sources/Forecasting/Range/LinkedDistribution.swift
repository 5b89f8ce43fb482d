import RealModule
import Statistics

/// The distribution of a value whose `z`, by a ``RangeLink``, has another distribution.
///
/// - Support: the values inside of the bounds of the link.
/// - Quantiles and probabilities: exact, those of the other distribution through the map.
/// - Mean and standard deviation: by quadrature over the other distribution, to about six digits of
///   its spread; see `ForecastDistribution.expectation(width:_:)`.
public struct LinkedDistribution: Sendable {
  /// The distribution of z.
  public let base: ForecastDistribution
  /// The map from z to the value.
  public let link: RangeLink
  /// The expected value.
  public let mean: Double

  /// The distribution of the values of a link.
  public init(_ base: ForecastDistribution, _ link: RangeLink) {
    (self.base, self.link) = (base, link)
    let expected = base.expectation(width: link.resolution) { link.point($0) }.x
    // Rounding must not carry a mean over a bound.
    mean = expected.isNaN ? expected : min(max(expected, link.lower), link.upper)
  }

  /// The distribution with this expected value that results from moving the origin of the link.
  ///
  /// The mean of a quantity with bounds is not the image of the mean of z; the origin is solved for, by
  /// Newton's method within a bracket.
  ///
  /// - Parameter mean: strictly inside of the bounds.
  /// - Returns: nil if there is no such origin within the range of numbers.
  public init?(_ base: ForecastDistribution, _ bounds: RangeLink.Bounds, rate: Double, mean: Double)
  {
    guard let start = try? RangeLink(bounds, origin: base.mean, rate: rate),
      mean > start.lower, mean < start.upper,
      let origin = OriginSearch(base, start, target: mean).origin,
      let link = try? RangeLink(bounds, origin: origin, rate: rate)
    else { return nil }
    let found = LinkedDistribution(base, link)
    // The search ends within rounding errors of the mean: it is the one asked for.
    let error = (found.mean - mean).magnitude
    guard error <= 1e-6 * (mean.magnitude + base.standardDeviation * rate) else { return nil }
    (self.base, self.link, self.mean) = (base, link, mean)
  }
}

extension LinkedDistribution: UnivariateDistribution {
  /// The standard deviation, in the unit of the values.
  public var standardDeviation: Double {
    let moments = base.expectation(width: link.resolution) { z in
      let offset = link.value(z) - mean
      return SIMD2(1, offset * offset)
    }
    return Double.sqrt(max(0, moments.y))
  }

  /// The probability of a value ≤ `x`.
  public func cdf(_ x: Double) -> Double {
    guard x > link.lower else { return x.isNaN ? .nan : 0 }
    return x < link.upper ? base.cdf(link.argument(x)) : 1
  }

  /// The probability of a value > `x`, without cancellation.
  public func survival(_ x: Double) -> Double {
    guard x > link.lower else { return x.isNaN ? .nan : 1 }
    return x < link.upper ? base.survival(link.argument(x)) : 0
  }

  /// The value not exceeded with probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double { image(base.quantile(p)) }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double { image(base.upperQuantile(q)) }

  /// The argument inside of the bounds, the lower bound below it.
  public func firstPossibleValue(from x: Double) -> Double {
    guard x < link.upper else { return x > link.upper ? .infinity : x }
    guard x > link.lower else { return max(x, image(base.quantile(0))) }
    return max(x, image(base.firstPossibleValue(from: link.argument(x))))
  }

  /// Draws one value: one of the other distribution, through the map.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    link.value(base.sample(using: &generator))
  }

  private func image(_ z: Double) -> Double {
    guard z.isInfinite else { return link.value(z) }
    return z < 0 ? link.lower : link.upper
  }

  /// The distribution of `factor` times a value; the factor is above 0.
  public func scaled(by factor: Double) throws(DistributionError) -> LinkedDistribution {
    LinkedDistribution(base, try link.scaled(by: factor))
  }

  /// The distribution of a value plus an amount.
  public func shifted(by amount: Double) throws(DistributionError) -> LinkedDistribution {
    LinkedDistribution(base, try link.shifted(by: amount))
  }
}

extension LinkedDistribution {
  private enum CodingKeys: String, CodingKey { case base, link, mean }

  /// Decodes the parts and checks that the mean lies inside of the bounds.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    base = try values.decode(ForecastDistribution.self, forKey: .base)
    link = try values.decode(RangeLink.self, forKey: .link)
    mean = try values.decode(Double.self, forKey: .mean)
    guard mean >= link.lower, mean <= link.upper else {
      throw DecodingError.dataCorruptedError(
        forKey: .mean, in: values, debugDescription: "the mean lies outside of the range")
    }
  }

  /// Encodes the parts.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(base, forKey: .base)
    try values.encode(link, forKey: .link)
    try values.encode(mean, forKey: .mean)
  }
}

extension RangeLink {
  /// The distance in z over which the map can be told from a straight line.
  var resolution: Double {
    switch bounds {
    case .above(_, let softness), .below(_, let softness): 2 * softness / rate
    case .within: Double.pi / rate
    }
  }
}

extension LinkedDistribution {
  /// The distribution with the same mean and about this error added; nil if there is none.
  ///
  /// The error is carried to the scale of z by the slope of the map at the middle.
  func widened(by deviation: Double) -> LinkedDistribution? {
    let slope = link.point(base.median).y
    guard slope > 0, (deviation / slope).isFinite else { return nil }
    return LinkedDistribution(
      base.widened(by: deviation / slope), link.bounds, rate: link.rate, mean: mean)
  }
}
