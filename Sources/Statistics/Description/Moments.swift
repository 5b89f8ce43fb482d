/// Mean and spread of a sample, computed so that neither rounding nor range spoils them.
///
/// The sums are compensated (Neumaier, A. (1974), *Zeitschrift für angewandte Mathematik und
/// Mechanik* 54, 39–51), the squares are taken of deviations from the mean divided by the largest
/// one, and the mean is corrected by the sum of the deviations (Chan, T. F., Golub, G. H. and
/// LeVeque, R. J. (1983), *The American Statistician* 37(3), 242–247). Samples with a scale of
/// 1e±300 give finite, accurate results.
public struct Moments: Hashable, Sendable {
  /// The number of values.
  public let count: Int
  /// The arithmetic mean; NaN without values.
  public let mean: Double
  /// The root mean square deviation from the mean, divisor *n*; NaN without values.
  public let standardDeviation: Double
  /// The third standardized moment; NaN when all values agree.
  public let skewness: Double
  /// The fourth standardized moment, 3 for a normal distribution; NaN when all values agree.
  public let kurtosis: Double

  /// Summarizes a sample in a few passes over it.
  ///
  /// - Parameter values: Finite; a NaN or infinite value makes the results NaN.
  /// - Complexity: O(*n*).
  public init(_ values: some Collection<Double>) {
    let values = Array(values)
    count = values.count
    mean = Self.mean(ofArray: values)
    let raw = RawMoments(values, around: mean)
    let (first, second) = (raw.first, raw.second - raw.first * raw.first)
    guard second > 0 else {
      standardDeviation = mean.isFinite && !second.isNaN ? 0 : .nan
      (skewness, kurtosis) = (.nan, .nan)
      return
    }
    standardDeviation = 2 * (raw.scale * second.squareRoot())
    skewness =
      (raw.third - first * (3 * raw.second - 2 * first * first)) / (second * second.squareRoot())
    kurtosis =
      (raw.fourth - first * (4 * raw.third - first * (6 * raw.second - 3 * first * first)))
      / (second * second)
  }

  /// The square of the standard deviation, divisor *n*.
  public var variance: Double { standardDeviation * standardDeviation }

  /// The standard deviation with divisor *n* - 1; NaN for fewer than two values.
  public var sampleStandardDeviation: Double {
    guard count > 1 else { return .nan }
    return standardDeviation * (Double(count) / Double(count - 1)).squareRoot()
  }

  /// The arithmetic mean of values, to nearly full precision; NaN without values.
  ///
  /// - Complexity: O(*n*).
  public static func mean(of values: some Collection<Double>) -> Double {
    mean(ofArray: Array(values))
  }

  private static func mean(ofArray values: [Double]) -> Double {
    var sum = CompensatedSum()
    for value in values { sum.add(value) }
    let mean = sum.total.isFinite ? sum.total / Double(values.count) : meanOfShares(values)
    // A mean lies between the extremes, also after rounding: a constant has its own value as mean.
    guard let low = values.min(), let high = values.max(), !mean.isNaN else { return .nan }
    return min(max(mean, low), high)
  }

  /// The mean where the sum leaves the range of a Double although the mean cannot.
  private static func meanOfShares(_ values: [Double]) -> Double {
    var shares = CompensatedSum()
    for value in values { shares.add(value / Double(values.count)) }
    return shares.total
  }
}

/// Mean powers of u = (x - centre) / (2 · largest deviation), which lies within -1...1.
///
/// The first is not quite zero, because the centre is rounded; the caller corrects for it.
private struct RawMoments {
  let scale: Double
  let first: Double
  let second: Double
  let third: Double
  let fourth: Double

  init(_ values: [Double], around center: Double) {
    let largest = values.reduce(0.0) { largest, value in
      let deviation = abs(value / 2 - center / 2)
      return deviation <= largest ? largest : deviation
    }
    var sums = (CompensatedSum(), CompensatedSum(), CompensatedSum(), CompensatedSum())
    for value in values {
      let u = largest > 0 ? (value / 2 - center / 2) / largest : largest
      sums.0.add(u)
      sums.1.add(u * u)
      sums.2.add(u * u * u)
      sums.3.add(u * u * u * u)
    }
    let count = Double(values.count)
    scale = largest
    first = sums.0.total / count
    second = sums.1.total / count
    third = sums.2.total / count
    fourth = sums.3.total / count
  }
}
