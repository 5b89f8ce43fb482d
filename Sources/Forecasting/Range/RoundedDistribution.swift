import RealModule
import Statistics

/// The distribution of the multiple of a unit, such as the whole number, nearest to a value of another
/// distribution.
///
/// - Support: multiples of ``unit``.
/// - Probability of k units: that of the other distribution between k − ½ and k + ½ units.
/// - Quantiles and probabilities: exact.
/// - Mean and standard deviation: sums over the multiples where the spread is small; where it is not,
///   those of the other distribution, with unit²/12 added to its variance.
public struct RoundedDistribution: Sendable {
  /// The distribution that is rounded.
  public let base: ForecastDistribution
  /// The distance of two values.
  public let unit: Double
  /// The expected value.
  public let mean: Double
  /// The standard deviation.
  public let standardDeviation: Double

  /// Beyond this spread, in units, sums over multiples and integrals agree in every digit that matters.
  private static let widest = 12.0

  /// The distribution of the nearest multiple of a unit.
  ///
  /// - Throws: `DistributionError.parameterOutOfRange` for a unit that is not above 0.
  public init(_ base: ForecastDistribution, unit: Double = 1) throws(DistributionError) {
    guard unit.isFinite, unit > 0 else {
      throw .parameterOutOfRange(
        distribution: "rounded", parameter: "unit", value: unit,
        allowed: "finite and greater than 0")
    }
    (self.base, self.unit) = (base, unit)
    let (centre, spread) = (base.mean, base.standardDeviation)
    guard spread < Self.widest * unit, centre.magnitude < 1e12 * unit else {
      mean = Self.snapped(centre, unit)
      standardDeviation = Double.hypot(spread, unit * Double.sqrt(1.0 / 12))
      return
    }
    let moments = Self.moments(of: base, unit, around: (centre / unit).rounded())
    // A mean that rounding did not move, or moved onto a multiple, but for errors of the sums.
    let sum = unit * moments.mean
    let near = [Self.snapped(centre, unit), unit * moments.mean.rounded()]
    mean = near.first { ($0 - sum).magnitude < 1e-7 * unit } ?? sum
    standardDeviation = unit * moments.deviation
  }

  /// A number that is a multiple of a unit but for errors of rounding: that multiple.
  static func snapped(_ value: Double, _ unit: Double = 1) -> Double {
    let multiple = unit * (value / unit).rounded()
    let reach = min(1e-9 * value.magnitude, 1e-6 * unit)
    return (value - multiple).magnitude <= reach ? multiple : value
  }

  /// The moments in units.
  ///
  /// E(N − m) = Σ_{k ≥ m} P(N > k) − Σ_{k < m} P(N ≤ k), and E(N − m)² is the sum of (2|k − m| ± 1)
  /// times those probabilities.
  private static func moments(
    of base: ForecastDistribution, _ unit: Double, around middle: Double
  ) -> (mean: Double, deviation: Double) {
    var (first, second) = (0.0, 0.0)
    for distance in 0..<Int(10 * widest) {
      let offset = Double(distance)
      let above = base.survival(unit * (middle + offset + 0.5))
      let below = base.cdf(unit * (middle - offset - 0.5))
      first += above - below
      second += (2 * offset + 1) * (above + below)
      if above + below < 1e-13 { break }
    }
    return (middle + first, Double.sqrt(max(0, second - first * first)))
  }

  /// The nearest multiple of the unit, the lower one of two.
  func nearest(_ value: Double) -> Double {
    // 0 rather than −0, which would print its sign.
    unit * (value / unit - 0.5).rounded(.up) + 0
  }

  /// The middle between the last multiple not above `x` and the next.
  private func middle(after x: Double) -> Double {
    // A multiple that was itself computed may lie one rounding error below its place.
    unit * ((x / unit + 1e-9).rounded(.down) + 0.5)
  }
}

extension RoundedDistribution: UnivariateDistribution {
  /// The probability of a number ≤ `x`.
  public func cdf(_ x: Double) -> Double { base.cdf(middle(after: x)) }

  /// The probability of a number > `x`.
  public func survival(_ x: Double) -> Double { base.survival(middle(after: x)) }

  /// The smallest number not exceeded with probability `p` or more; NaN outside 0...1.
  public func quantile(_ p: Double) -> Double { nearest(base.quantile(p)) }

  /// The smallest number exceeded with probability `q` or less; NaN outside 0...1.
  public func upperQuantile(_ q: Double) -> Double { nearest(base.upperQuantile(q)) }

  /// The smallest possible number at or above `x`.
  public func firstPossibleValue(from x: Double) -> Double {
    let near = unit * (x / unit).rounded() + 0
    let first = near == x ? near : unit * (x / unit).rounded(.up) + 0
    guard first.isFinite else { return base.firstPossibleValue(from: x) }
    return max(first, nearest(base.firstPossibleValue(from: (first - unit / 2).nextUp)))
  }

  /// Draws one number.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    nearest(base.sample(using: &generator))
  }
}

extension RoundedDistribution {
  private enum CodingKeys: String, CodingKey { case base, unit }

  /// Decodes and checks the parts.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    do {
      try self.init(
        values.decode(ForecastDistribution.self, forKey: .base),
        unit: values.decode(Double.self, forKey: .unit))
    } catch let error as DistributionError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(error)", underlyingError: error))
    }
  }

  /// Encodes the parts; the moments follow from them.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(base, forKey: .base)
    try values.encode(unit, forKey: .unit)
  }
}
