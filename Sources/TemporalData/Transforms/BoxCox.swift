import RealModule

/// The power transformation that makes variation independent of the level.
///
///     w = (yᵏ − 1) / k   for k ≠ 0,      w = log y   for k = 0
///
/// where k is `lambda`. 1 leaves the shape as it is, 0.5 is a square root, 0 a logarithm. Defined for
/// positive values. Where yᵏ is near 1 both directions are computed through exp(k·log y) − 1 without
/// cancellation, so that a small k goes over into the logarithm smoothly.
///
/// Reference: G. E. P. Box and D. R. Cox, *An analysis of transformations*, Journal of the Royal
/// Statistical Society B 26 (1964), 211–252.
public struct BoxCox: Hashable, Sendable {
  /// Why a transformation cannot be made or used.
  public enum TransformError: Error, Hashable {
    /// The power is outside −2...2.
    case powerOutOfRange(found: Double)
    /// A value is zero or negative.
    case nonPositiveValue(at: Period)
  }

  /// The power, in −2...2.
  public let lambda: Double

  /// The logarithm.
  public static let logarithm = BoxCox(checkedLambda: 0)

  /// A power transformation; throws if the power is not a number in −2...2.
  public init(lambda: Double) throws(TransformError) {
    guard -2...2 ~= lambda else { throw .powerOutOfRange(found: lambda) }
    self.lambda = lambda
  }

  init(checkedLambda: Double) { lambda = checkedLambda }

  /// The transform of a positive value; NaN for others.
  public func transform(_ value: Double) -> Double {
    guard value > 0 else { return .nan }
    if lambda == 0 { return .log(value) }
    let exponent = lambda * .log(value)
    let rise = exponent.magnitude < 0.5 ? .expMinusOne(exponent) : .pow(value, lambda) - 1
    return rise / lambda
  }

  /// The value with this transform.
  ///
  /// No value has a transform beyond −1/lambda: there it is the end that the values run to, 0 for a
  /// positive power, infinity for a negative one.
  public func inverse(_ transformed: Double) -> Double {
    if lambda == 0 { return .exp(transformed) }
    let share = lambda * transformed
    if share <= -1 { return lambda > 0 ? 0 : .infinity }
    return share.magnitude < 0.5
      ? .exp(.log(onePlus: share) / lambda) : .pow(1 + share, 1 / lambda)
  }

  /// The series of transforms; throws at the first value that is not positive.
  public func transform(_ series: TimeSeries) throws(TransformError) -> TimeSeries {
    if let slot = series.storage.firstIndex(where: { $0 <= 0 }) {
      throw .nonPositiveValue(at: series.start.advanced(by: slot))
    }
    return series.map { transform($0) }
  }

  /// The series with these transforms; a value that would be infinite is missing.
  public func inverse(_ transformed: TimeSeries) -> TimeSeries {
    transformed.map { inverse($0) }
  }
}

extension BoxCox.TransformError: CustomStringConvertible {
  /// What is wrong, the value found and what is allowed.
  public var description: String {
    switch self {
    case .powerOutOfRange(let found): "the power is \(found) but must lie in -2...2"
    case .nonPositiveValue(let period):
      "the value at \(period) is not above 0, which a power transformation needs"
    }
  }
}
