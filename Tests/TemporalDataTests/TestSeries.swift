import TemporalData

/// A small seeded generator (SplitMix64), so that these tests depend on nothing but their target.
struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Roughly normal: twelve uniform draws, less 6.
  mutating func bell() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
  }

  /// A trend with a season and noise, some of it missing.
  mutating func series(
    count: Int, seasonLength: Int = 1, level: Double = 100, missing: Double = 0
  ) -> TimeSeries {
    let slope = bell()
    let figure = (0..<max(1, seasonLength)).map { _ in 10 * bell() }
    let values: [Double?] = (0..<count).map { slot in
      let value = level + slope * Double(slot) + figure[slot % figure.count] + bell()
      return Double.random(in: 0..<1, using: &self) < missing ? nil : value
    }
    return TimeSeries(
      start: Period(.month, ordinal: Int.random(in: -500..<900, using: &self)), values: values)
  }
}

extension TimeSeries {
  /// Monthly values from January 2001 on.
  static func monthly(_ values: [Double?]) -> TimeSeries {
    TimeSeries(start: Period(.month, ordinal: 372), values: values)
  }
}

/// The largest |a − b| / max(1, |b|) of two equally long lists; infinite if they differ in length
/// or if only one of two values is NaN.
func greatestDifference(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).reduce(0) { worst, pair in
    if pair.0.isNaN && pair.1.isNaN { return worst }
    let difference = (pair.0 - pair.1).magnitude / max(1, pair.1.magnitude)
    return difference.isNaN ? .infinity : max(worst, difference)
  }
}
