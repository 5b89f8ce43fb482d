import RealModule
import TemporalData

/// Errors of point forecasts against what was observed.
///
/// Every function takes paired arrays of equal length; pairs with a missing (NaN) side are left
/// out, and without any pair the result is nil.
public enum PointAccuracy {
  /// The mean of absolute errors (MAE), in the unit of the series.
  public static func meanAbsoluteError(_ actual: [Double], _ forecast: [Double]) -> Double? {
    mean(actual, forecast) { abs($0 - $1) }
  }

  /// The root of the mean of squared errors (RMSE), in the unit of the series.
  public static func rootMeanSquaredError(_ actual: [Double], _ forecast: [Double]) -> Double? {
    guard let largest = pairs(actual, forecast).map({ abs($0 - $1) }).max() else { return nil }
    guard largest > 0 else { return 0 }
    return mean(actual, forecast) { ($0 - $1) / largest * (($0 - $1) / largest) }
      .map { .sqrt($0) * largest }
  }

  /// The symmetric mean absolute percentage error (sMAPE) of the M competitions, 0 to 200.
  ///
  /// A pair of zeros counts as no error. Makridakis (1993).
  public static func symmetricMeanAbsolutePercentageError(
    _ actual: [Double], _ forecast: [Double]
  ) -> Double? {
    mean(actual, forecast) {
      // Halves, since the sum or difference of values near the largest double overflows.
      let size = abs($0 / 2) + abs($1 / 2)
      return size > 0 ? 200 * (abs($0 / 2 - $1 / 2) / size) : 0
    }
  }

  /// The mean error, forecast minus actual: positive if forecasts are too high.
  public static func bias(_ actual: [Double], _ forecast: [Double]) -> Double? {
    mean(actual, forecast) { $1 - $0 }
  }

  /// The observed pairs.
  static func pairs(_ actual: [Double], _ forecast: [Double]) -> [(Double, Double)] {
    zip(actual, forecast).filter { !$0.0.isNaN && !$0.1.isNaN }
  }

  private static func mean(
    _ actual: [Double], _ forecast: [Double], of error: (Double, Double) -> Double
  ) -> Double? {
    let observed = pairs(actual, forecast)
    guard !observed.isEmpty else { return nil }
    return observed.reduce(0) { $0 + error($1.0, $1.1) / Double(observed.count) }
  }
}

/// How large the errors of the seasonal naive method are inside a history: the unit of scaled errors.
public struct ErrorScale: Hashable, Sendable {
  /// The mean of |y[t] − y[t−m]| inside the history.
  public let absolute: Double
  /// The root of the mean of (y[t] − y[t−m])² inside the history.
  public let rootSquared: Double

  /// The scale of a history; nil if all its seasonal differences are zero or there is none.
  ///
  /// With no more than one season of history the lag is 1. Hyndman and Koehler (2006), eq. 3.
  public init?(history: [Double], seasonLength: Int) {
    let lag = history.count > seasonLength ? seasonLength : 1
    var differences: [Double] = []
    for index in stride(from: lag, to: history.count, by: 1) {
      let difference = history[index] - history[index - lag]
      if !difference.isNaN { differences.append(abs(difference)) }
    }
    guard let largest = differences.max(), largest > 0, largest.isFinite else { return nil }
    let count = Double(differences.count)
    absolute = differences.reduce(0) { $0 + $1 / count }
    let squares = differences.reduce(0) { $0 + ($1 / largest) * ($1 / largest) / count }
    rootSquared = .sqrt(squares) * largest
  }
}
