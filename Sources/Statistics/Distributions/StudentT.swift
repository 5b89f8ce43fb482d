import RealModule

/// Student's t distribution with a location and a scale.
///
/// - Support: all real numbers; a single value when the scale is 0.
/// - Parameters: ``degreesOfFreedom`` ν > 0, ``location``, ``scale`` ≥ 0.
/// - Mean: the location for ν > 1, else undefined (NaN).
/// - Variance: scale² ν/(ν - 2) for ν > 2, infinite for 1 < ν ≤ 2, else undefined (NaN).
/// - Distribution function: with t = (x - location)/scale < 0, ½ I_y(ν/2, ½) at y = ν/(ν + t²).
///
/// Source: Johnson, N. L., Kotz, S. and Balakrishnan, N. (1995), *Continuous Univariate
/// Distributions* 2, chapter 28.
public struct StudentT: ContinuousDistribution, ScalableDistribution, ShiftableDistribution {
  /// The degrees of freedom ν, any positive number.
  public let degreesOfFreedom: Double
  /// The centre of symmetry.
  public let location: Double
  /// The factor of the standard t variable; not the standard deviation.
  public let scale: Double

  /// Makes the distribution of location + scale · t.
  ///
  /// - Parameters:
  ///   - degreesOfFreedom: Finite, greater than 0.
  ///   - location: Finite.
  ///   - scale: Finite, at least 0. Zero gives the certain value `location`.
  /// - Throws: ``DistributionError/parameterOutOfRange(distribution:parameter:value:allowed:)``.
  public init(
    degreesOfFreedom: Double, location: Double = 0, scale: Double = 1
  ) throws(DistributionError) {
    let check = ParameterCheck(distribution: "Student t")
    try check.positive(degreesOfFreedom, "degrees of freedom")
    try check.finite(location, "location")
    try check.nonNegative(scale, "scale")
    self.degreesOfFreedom = degreesOfFreedom
    self.location = location
    self.scale = scale
  }

  /// The location for ν > 1, else NaN.
  public var mean: Double { degreesOfFreedom > 1 || scale == 0 ? location : .nan }

  /// The scale times √(ν/(ν - 2)); infinite for ν ≤ 2, NaN for ν ≤ 1.
  public var standardDeviation: Double {
    guard scale > 0 else { return 0 }
    guard degreesOfFreedom > 1 else { return .nan }
    guard degreesOfFreedom > 2 else { return .infinity }
    return scale * (degreesOfFreedom / (degreesOfFreedom - 2)).squareRoot()
  }

  /// The probability of a value ≤ `x`; full relative precision in the lower tail.
  public func cdf(_ x: Double) -> Double {
    guard scale > 0 else { return Degenerate.cdf(x, at: location) }
    let t = standardized(x)
    return t < 0 ? tail(-t) : 1 - tail(t)
  }

  /// The probability of a value > `x`; full relative precision in the upper tail.
  public func survival(_ x: Double) -> Double {
    guard scale > 0 else { return 1 - Degenerate.cdf(x, at: location) }
    let t = standardized(x)
    return t < 0 ? 1 - tail(-t) : tail(t)
  }

  /// The value not exceeded with probability `p`; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return value(at: p < 0.5 ? -tailQuantile(p) : tailQuantile(1 - p))
  }

  /// The value exceeded with probability `q`; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return value(at: q < 0.5 ? tailQuantile(q) : -tailQuantile(1 - q))
  }

  /// The argument, or the certain value when the scale is 0.
  public func firstPossibleValue(from x: Double) -> Double {
    scale > 0 ? x : Degenerate.firstPossibleValue(from: x, at: location)
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    guard scale > 0 else { return Degenerate.logDensity(x, at: location) }
    let ratio = abs(standardized(x)) / degreesOfFreedom.squareRoot()
    // log(1 + r²), also where r² overflows
    let growth = ratio < 1e150 ? Double.log(onePlus: ratio * ratio) : 2 * Double.log(ratio)
    return LogGamma.halfStep(degreesOfFreedom / 2) - 0.5 * Double.log(.pi * degreesOfFreedom)
      - (degreesOfFreedom + 1) / 2 * growth - Double.log(scale)
  }

  /// The distribution of `factor` times a value, for any finite factor.
  public func scaled(by factor: Double) throws(DistributionError) -> StudentT {
    try StudentT(
      degreesOfFreedom: degreesOfFreedom, location: location * factor, scale: scale * abs(factor))
  }

  /// The distribution of a value plus `offset`.
  public func shifted(by offset: Double) throws(DistributionError) -> StudentT {
    try StudentT(degreesOfFreedom: degreesOfFreedom, location: location + offset, scale: scale)
  }

  private func standardized(_ x: Double) -> Double {
    LocationScale.standardized(x, location: location, scale: scale)
  }

  private func value(at t: Double) -> Double {
    LocationScale.value(at: t, location: location, scale: scale)
  }
}

extension StudentT {
  private enum CodingKeys: String, CodingKey { case degreesOfFreedom, location, scale }

  /// Decodes and checks the parameters.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let degrees = try values.decode(Double.self, forKey: .degreesOfFreedom)
    let location = try values.decode(Double.self, forKey: .location)
    let scale = try values.decode(Double.self, forKey: .scale)
    self = try decoder.checked { () throws(DistributionError) in
      try StudentT(degreesOfFreedom: degrees, location: location, scale: scale)
    }
  }
}
