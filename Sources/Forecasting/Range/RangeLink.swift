import RealModule
import Statistics

/// A smooth one-to-one map of the real line onto the values that a quantity can take.
///
///     u = rate · (z − origin)
///     above lower:     y = lower + h(u),           h(u) = (u + √(u² + 4c²)) / 2
///     below upper:     y = upper − h(−u)
///     within both:     y = lower + (upper − lower) / (1 + exp(−u))
///
/// Beside one bound the map is the identity far inside (y − lower = u + c²/u − …, with the exact way
/// back u = h − c²/h), and bends within about 2c of the bound, the *softness*. Between two bounds it
/// is the scaled logistic function. `origin` and `rate` place and stretch z before it is mapped, so that a
/// distribution can be linked as it is.
public struct RangeLink: Hashable, Sendable {
  /// Where the values end.
  public enum Bounds: Hashable, Sendable, Codable {
    /// Values above `lower`; the map bends within about twice the softness of it.
    case above(_ lower: Double, softness: Double)
    /// Values below `upper`.
    case below(_ upper: Double, softness: Double)
    /// Values between two bounds.
    case within(_ lower: Double, _ upper: Double)
  }

  /// Where the values end.
  public let bounds: Bounds
  /// The z with u = 0.
  public let origin: Double
  /// The change of u per z; above 0.
  public let rate: Double

  /// A map onto the values inside of `bounds`.
  ///
  /// - Throws: `DistributionError.parameterOutOfRange` for bounds that are not finite or not apart, a
  ///   softness or rate that is not above 0, or an origin that is not finite.
  public init(
    _ bounds: Bounds, origin: Double = 0, rate: Double = 1
  ) throws(DistributionError) {
    let above = "finite and greater than 0"
    switch bounds {
    case .above(let bound, let softness), .below(let bound, let softness):
      try Self.require(bound.isFinite, "bound", bound, "finite")
      try Self.require(softness.isFinite && softness > 0, "softness", softness, above)
    case .within(let lower, let upper):
      try Self.require(lower.isFinite, "lower bound", lower, "finite")
      let isApart = lower < upper && (upper - lower).isFinite
      try Self.require(isApart, "upper bound", upper, "finite and greater than the lower bound")
    }
    try Self.require(origin.isFinite, "origin", origin, "finite")
    try Self.require(rate.isFinite && rate > 0, "rate", rate, above)
    (self.bounds, self.origin, self.rate) = (bounds, origin, rate)
  }

  private static func require(
    _ holds: Bool, _ parameter: String, _ value: Double, _ allowed: String
  ) throws(DistributionError) {
    guard !holds else { return }
    throw .parameterOutOfRange(
      distribution: "range link", parameter: parameter, value: value, allowed: allowed)
  }

  /// The end of the values below; minus infinity without one.
  public var lower: Double {
    switch bounds {
    case .above(let lower, _), .within(let lower, _): lower
    case .below: -.infinity
    }
  }

  /// The end of the values above; infinite without one.
  public var upper: Double {
    switch bounds {
    case .below(let upper, _), .within(_, let upper): upper
    case .above: .infinity
    }
  }

  /// The value that belongs to `z`; NaN for NaN.
  public func value(_ z: Double) -> Double { point(z).x }

  /// The `z` that belongs to a value strictly inside of the bounds.
  public func argument(_ value: Double) -> Double {
    origin + argumentOfBounds(value) / rate
  }

  /// The value at `z` and its derivative.
  func point(_ z: Double) -> SIMD2<Double> {
    let u = rate * (z - origin)
    switch bounds {
    case .above(let lower, let softness):
      let bend = Self.bend(u, softness)
      return SIMD2(lower + bend.x, bend.y * rate)
    case .below(let upper, let softness):
      let bend = Self.bend(-u, softness)
      return SIMD2(upper - bend.x, bend.y * rate)
    case .within(let lower, let upper):
      // From the nearer bound, so that values close to one keep their distance to it.
      let tail = Double.exp(-u.magnitude)
      let share = tail / (1 + tail)
      let width = upper - lower
      return SIMD2(
        u < 0 ? lower + width * share : upper - width * share,
        width * (share / (1 + tail)) * rate)
    }
  }

  /// h(u) and its derivative, without cancellation on the negative side.
  private static func bend(_ u: Double, _ softness: Double) -> SIMD2<Double> {
    let v = u / softness
    guard v.magnitude < 1e8 else {
      let share = 1 / v
      return v > 0
        ? SIMD2(u, 1) : SIMD2(softness * -share, v.isNaN ? .nan : share * share)
    }
    let root = Double.sqrt(v * v + 4)
    let height = v < 0 ? 2 / (root - v) : (v + root) / 2
    return SIMD2(softness * height, height / root)
  }

  /// u as a function of the value.
  private func argumentOfBounds(_ value: Double) -> Double {
    switch bounds {
    case .above(let lower, let softness):
      let height = value - lower
      return height - softness * (softness / height)
    case .below(let upper, let softness):
      let height = upper - value
      return softness * (softness / height) - height
    case .within(let lower, let upper):
      return Double.log((value - lower) / (upper - value))
    }
  }

  /// The same map placed at another origin.
  func placed(at origin: Double, rate: Double) throws(DistributionError) -> RangeLink {
    try RangeLink(bounds, origin: origin, rate: rate)
  }

  /// The map to `factor` times the value, of the same z; the factor is above 0.
  public func scaled(by factor: Double) throws(DistributionError) -> RangeLink {
    switch bounds {
    case .above(let lower, let softness):
      let bounds = Bounds.above(lower * factor, softness: softness * factor)
      return try RangeLink(bounds, origin: origin, rate: rate * factor)
    case .below(let upper, let softness):
      let bounds = Bounds.below(upper * factor, softness: softness * factor)
      return try RangeLink(bounds, origin: origin, rate: rate * factor)
    case .within(let lower, let upper):
      return try RangeLink(.within(lower * factor, upper * factor), origin: origin, rate: rate)
    }
  }

  /// The map to the value plus an amount, of the same z.
  public func shifted(by amount: Double) throws(DistributionError) -> RangeLink {
    switch bounds {
    case .above(let lower, let softness):
      try RangeLink(.above(lower + amount, softness: softness), origin: origin, rate: rate)
    case .below(let upper, let softness):
      try RangeLink(.below(upper + amount, softness: softness), origin: origin, rate: rate)
    case .within(let lower, let upper):
      try RangeLink(.within(lower + amount, upper + amount), origin: origin, rate: rate)
    }
  }
}

extension RangeLink: Codable {
  private enum CodingKeys: String, CodingKey { case bounds, origin, rate }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    do {
      try self.init(
        values.decode(Bounds.self, forKey: .bounds),
        origin: values.decode(Double.self, forKey: .origin),
        rate: values.decode(Double.self, forKey: .rate))
    } catch let error as DistributionError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(error)", underlyingError: error))
    }
  }
}
