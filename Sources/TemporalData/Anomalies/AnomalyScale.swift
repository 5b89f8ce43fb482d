import RealModule

/// The scale on which the spread of a series is most alike at every level: its own, or logarithms.
struct AnomalyScale: Hashable, Sendable {
  /// Whether values are compared by their ratios.
  let isLogarithmic: Bool
  /// The power of two that values are divided by, so that no square leaves the range of numbers.
  let unit: Double

  /// The scale of a series; missing values are NaN.
  ///
  /// Logarithms need positive values, two or more stretches of a season (of eight slots without one)
  /// at levels that differ, and a spread that is more nearly proportional to the level than
  /// constant: the criterion of V. M. Guerrero, *Time-series analysis supported by power
  /// transformations*, J. Forecasting 12 (1993), doi:10.1002/for.3980120104, at its two ends, with
  /// medians in place of moments. O(n).
  init(_ y: [Double], seasonLength: Int) {
    var (largest, least) = (0.0, Double.infinity)
    for value in y where !value.isNaN {
      largest = max(largest, abs(value))
      least = min(least, value)
    }
    let exponent = max(largest.exponent, Double.leastNormalMagnitude.exponent)
    unit = largest > 0 ? Double(sign: .plus, exponent: exponent, significand: 1) : 1
    isLogarithmic =
      least > 0 && largest > 0 && Self.growsWithLevel(y, seasonLength, unit: unit)
  }

  private static func growsWithLevel(_ y: [Double], _ seasonLength: Int, unit: Double) -> Bool {
    let length = seasonLength > 3 && y.count >= 3 * seasonLength ? seasonLength : 8
    guard y.count >= 3 * length else { return false }
    var (plain, relative): ([Double], [Double]) = ([], [])
    for start in stride(from: y.count % length, to: y.count, by: length) {
      var (sum, count) = (0.0, 0.0)
      for slot in start..<(start + length) where !y[slot].isNaN {
        sum += y[slot] / unit
        count += 1
      }
      guard count > 3 else { continue }
      let mean = sum / count
      var spread = 0.0
      for slot in start..<(start + length) where !y[slot].isNaN {
        spread += abs(y[slot] / unit - mean)
      }
      plain.append(spread / count)
      relative.append(spread / count / mean)
    }
    guard plain.count > 2 else { return false }
    return unevenness(&relative) < unevenness(&plain)
  }

  /// The median distance from the median, over the median.
  private static func unevenness(_ values: inout [Double]) -> Double {
    let middle = OrderStatistics.median(of: &values)
    guard middle > 0 else { return .infinity }
    var distances = values.map { abs($0 - middle) }
    return OrderStatistics.median(of: &distances) / middle
  }

  /// A value on the scale.
  func forward(_ value: Double) -> Double {
    isLogarithmic ? Double.log(value / unit) : value / unit
  }

  /// The value of a point of the scale.
  func back(_ point: Double) -> Double {
    isLogarithmic ? Double.exp(point) * unit : point * unit
  }
}
