import Statistics
import TemporalData

/// The distribution of a number whose power transform is normal.
///
///     y = offset + unit · min(x, ceiling),   (xᵏ − 1)/k ~ N(μ, σ²),   log x ~ N(μ, σ²) for k = 0
///
/// A normal number can lie where no x has that transform. Beyond −1/k it stands for the end that x
/// runs to: 0 for a positive power, so that the probability of exactly 0 is that of the normal below
/// −1/k; the ceiling for a negative one. Without a ceiling the mean of a power in −1..<0 is infinite,
/// however small σ is: give one that no value of the quantity can pass.
///
/// - Support: `offset`...`offset + unit · ceiling`.
/// - Quantiles and probabilities: exact, those of the normal distribution transformed back.
/// - Mean and standard deviation: by Gauss–Legendre quadrature over the normal scale, to about ten
///   digits.
///
/// Reference: G. E. P. Box and D. R. Cox, *An analysis of transformations*, Journal of the Royal
/// Statistical Society B 26 (1964), 211–252.
public struct BoxCoxNormal: ScalableDistribution, ShiftableDistribution {
  /// The distribution of the transform.
  public let transformed: Normal
  /// The transformation.
  public let transform: BoxCox
  /// What x is counted in; above 0.
  public let unit: Double
  /// What is added to a value.
  public let offset: Double
  /// The largest x, in units; above 0.
  public let ceiling: Double

  /// A distribution of these parts.
  ///
  /// - Throws: `DistributionError.parameterOutOfRange` for a unit or ceiling that is not above 0, or
  ///   an offset that is not finite.
  public init(
    transformed: Normal, transform: BoxCox, unit: Double = 1, offset: Double = 0,
    ceiling: Double = .greatestFiniteMagnitude
  ) throws(DistributionError) {
    let above = "finite and greater than 0"
    try Self.require(unit.isFinite && unit > 0, "unit", unit, above)
    try Self.require(ceiling.isFinite && ceiling > 0, "ceiling", ceiling, above)
    try Self.require(offset.isFinite, "offset", offset, "finite")
    (self.transformed, self.transform) = (transformed, transform)
    (self.unit, self.offset, self.ceiling) = (unit, offset, ceiling)
  }

  private static func require(
    _ holds: Bool, _ parameter: String, _ value: Double, _ allowed: String
  ) throws(DistributionError) {
    guard !holds else { return }
    throw .parameterOutOfRange(
      distribution: "Box–Cox normal", parameter: parameter, value: value, allowed: allowed)
  }

  /// The expected value; infinite beyond the largest `Double`.
  public var mean: Double { offset + unit * PowerMoments(self).mean }

  /// The standard deviation; infinite beyond the largest `Double`.
  public var standardDeviation: Double { unit * PowerMoments(self).standardDeviation }

  /// The probability of a value ≤ `x`.
  public func cdf(_ x: Double) -> Double {
    place(of: x).map(transformed.cdf) ?? (x.isNaN ? .nan : x < offset ? 0 : 1)
  }

  /// The probability of a value > `x`, without cancellation.
  public func survival(_ x: Double) -> Double {
    place(of: x).map(transformed.survival) ?? (x.isNaN ? .nan : x < offset ? 1 : 0)
  }

  /// The value not exceeded with probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double { value(of: transformed.quantile(p)) }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double { value(of: transformed.upperQuantile(q)) }

  /// The argument inside the support, the support's lower end below it.
  public func firstPossibleValue(from x: Double) -> Double {
    if transformed.standardDeviation == 0 {
      let only = value(of: transformed.mean)
      return x <= only ? only : .infinity
    }
    return x > offset + unit * ceiling ? .infinity : max(x, offset)
  }

  /// Draws one value from one normal number.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    value(of: transformed.sample(using: &generator))
  }

  /// The distribution of `factor` times a value; the factor is above 0.
  public func scaled(by factor: Double) throws(DistributionError) -> BoxCoxNormal {
    try BoxCoxNormal(
      transformed: transformed, transform: transform, unit: unit * factor,
      offset: offset * factor, ceiling: ceiling)
  }

  /// The distribution of a value plus an amount.
  public func shifted(by amount: Double) throws(DistributionError) -> BoxCoxNormal {
    try BoxCoxNormal(
      transformed: transformed, transform: transform, unit: unit, offset: offset + amount,
      ceiling: ceiling)
  }

  /// The value that belongs to a transform.
  private func value(of transformed: Double) -> Double {
    transformed.isNaN ? .nan : offset + unit * units(of: transformed)
  }

  /// x as a function of its transform.
  func units(of transformed: Double) -> Double { min(transform.inverse(transformed), ceiling) }

  /// The transform of a value inside the support; nil outside.
  private func place(of value: Double) -> Double? {
    let x = (value - offset) / unit
    guard x >= 0, x < ceiling else { return nil }
    if x > 0 { return transform.transform(x) }
    return transform.lambda > 0 ? -1 / transform.lambda : -.infinity
  }
}

extension BoxCoxNormal {
  private enum CodingKeys: String, CodingKey { case transformed, power, unit, offset, ceiling }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    do {
      try self.init(
        transformed: values.decode(Normal.self, forKey: .transformed),
        transform: BoxCox(lambda: values.decode(Double.self, forKey: .power)),
        unit: values.decode(Double.self, forKey: .unit),
        offset: values.decode(Double.self, forKey: .offset),
        ceiling: values.decode(Double.self, forKey: .ceiling))
    } catch let error where error is DistributionError || error is BoxCox.TransformError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(error)", underlyingError: error))
    }
  }

  /// Encodes the parameters.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(transformed, forKey: .transformed)
    try values.encode(transform.lambda, forKey: .power)
    try values.encode(unit, forKey: .unit)
    try values.encode(offset, forKey: .offset)
    try values.encode(ceiling, forKey: .ceiling)
  }
}
