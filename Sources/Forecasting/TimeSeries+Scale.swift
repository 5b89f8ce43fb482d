import TemporalData

extension TimeSeries {
  /// The power of two below the largest size of an observed value; 1 if there is none.
  ///
  /// Dividing by it keeps sums within the range of numbers, and powers of two scale exactly.
  public var binaryUnit: Double {
    let largest = storage.reduce(0) { $1.isNaN ? $0 : Swift.max($0, $1.magnitude) }
    guard largest > 0 else { return 1 }
    let exponent = Swift.max(largest.exponent, Double.leastNormalMagnitude.exponent)
    return Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Whether two observed values differ, O(n).
  var varies: Bool {
    guard let first = storage.first(where: { !$0.isNaN }) else { return false }
    return storage.contains { !$0.isNaN && $0 != first }
  }
}
