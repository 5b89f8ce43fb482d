import RealModule
import Statistics

/// The scale on which the spread of a series is most alike at every level: its own, or logarithms.
struct AnomalyScale: Hashable, Sendable {
  /// Whether values are compared by their ratios.
  let isLogarithmic: Bool
  /// The power of two that values are divided by, so that no square leaves the range of numbers.
  let unit: Double

  /// The scale of a series; missing values are NaN.
  ///
  /// Logarithms need positive values, three or more stretches of a season (of eight slots without one)
  /// at levels that differ, and a spread whose logarithm grows by half as much as that of the level to
  /// twice as much: that the spread be proportional to a power of the level is the criterion of
  /// V. M. Guerrero, *Time-series analysis supported by power transformations*, J. Forecasting 12
  /// (1993), doi:10.1002/for.3980120104. O(n).
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

  private init(isLogarithmic: Bool, unit: Double) {
    (self.isLogarithmic, self.unit) = (isLogarithmic, unit)
  }

  /// The scale of the values themselves.
  var plain: AnomalyScale { AnomalyScale(isLogarithmic: false, unit: unit) }

  /// The geometric mean of positive values, over the unit: what an error of logarithms is worth.
  ///
  /// It is the Jacobian that makes the two scales comparable: G. E. P. Box, D. R. Cox, *An analysis of
  /// transformations*, J. R. Stat. Soc. B 26 (1964), doi:10.1111/j.2517-6161.1964.tb00553.x.
  func meanSize(_ y: [Double]) -> Double {
    var (sum, count) = (0.0, 0.0)
    for value in y where value > 0 {
      sum += Double.log(value / unit)
      count += 1
    }
    return count > 0 ? Double.exp(sum / count) : 0
  }

  private static func growsWithLevel(_ y: [Double], _ seasonLength: Int, unit: Double) -> Bool {
    let length = seasonLength > 3 && y.count >= 3 * seasonLength ? seasonLength : 8
    guard y.count >= 3 * length else { return false }
    var points: [(level: Double, spread: Double)] = []
    for start in stride(from: y.count % length, to: y.count, by: length) {
      var (sum, count) = (0.0, 0.0)
      for slot in start..<(start + length) where !y[slot].isNaN {
        sum += y[slot] / unit
        count += 1
      }
      guard count > 3 else { continue }
      let mean = sum / count
      var (spread, furthest) = (0.0, 0.0)
      for slot in start..<(start + length) where !y[slot].isNaN {
        let distance = abs(y[slot] / unit - mean)
        spread += distance
        furthest = max(furthest, distance)
      }
      // Without the furthest value, which may be an outlier.
      guard spread > furthest, mean > 0 else { continue }
      points.append((Double.log(mean), Double.log(spread - furthest)))
    }
    return points.count > 2 && isProportional(points)
  }

  /// Whether the logarithm of the spread grows about as much as that of the level, over levels that
  /// differ enough to tell.
  private static func isProportional(_ points: [(level: Double, spread: Double)]) -> Bool {
    let sorted = points.sorted { $0.level < $1.level }
    let half = (sorted.count + 1) / 2
    // Medians over pairs of a low and a high level: one odd stretch does not decide.
    var (distances, slopes): ([Double], [Double]) = ([], [])
    for (low, high) in zip(sorted, sorted.dropFirst(half)) where high.level > low.level {
      distances.append(high.level - low.level)
      slopes.append((high.spread - low.spread) / (high.level - low.level))
    }
    guard OrderStatistics.median(of: &distances) > 0.25 else { return false }
    return 0.5...2 ~= OrderStatistics.median(of: &slopes)
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
