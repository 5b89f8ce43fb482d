import LinearAlgebra
import RealModule

/// What the Kalman filter says of a series, value by value, and of the states at its end.
public struct FilteredSeries: Hashable, Sendable {
  /// The expected value at each time given those before; NaN while it is diffuse.
  public let predictions: [Double]
  /// The variances of the predictions' errors; infinite while they are diffuse.
  public let predictionVariances: [Double]
  /// Observations less predictions; NaN where one of them is missing.
  public let innovations: [Double]
  /// The logarithm of the density of the series, diffuse states left out; see
  /// ``KalmanFilter/filtered(_:)``.
  public let logLikelihood: Double
  /// Σ v²/F over the innovations.
  public let sumOfSquares: Double
  /// The mean of the states at the last time given the whole series.
  public let mean: [Double]
  /// Their variance; without the diffuse part if one is left.
  public let variance: Matrix
  /// The directions in which nothing is known of the states at the end.
  public let diffuseCount: Int
}

extension KalmanFilter {
  /// Filters a series, NaN where nothing was observed.
  ///
  /// With d steps spent on diffuse directions among n observations the log-likelihood is
  ///
  ///     −½ ((n − d) log 2π + Σ log F∞ + Σ (log F + v²/F)),
  ///
  /// the density of n − d contrasts that no diffuse direction changes, up to the unit of these
  /// directions (Durbin and Koopman 2012, section 7.2.2, who count ½ log 2π for the d steps too).
  ///
  /// - Returns: nil if an observation has no variance at all, so that there is no density.
  public mutating func filtered(_ values: [Double]) -> FilteredSeries? {
    guard run(values) else { return nil }
    let m = stateCount
    let known = tape.steps.map { $0 == .known }
    let times = values.indices
    return FilteredSeries(
      predictions: times.map { isDiffuse($0) ? .nan : tape.predictions[$0] },
      predictionVariances: times.map { known[$0] ? tape.variances[$0] : .infinity },
      innovations: times.map { known[$0] ? tape.innovations[$0] : .nan },
      logLikelihood: sums.logLikelihood, sumOfSquares: sums.squares, mean: mean,
      variance: Matrix(rowCount: m, columnCount: m, columnMajor: variance),
      diffuseCount: diffuseRank)
  }

  /// Whether the prediction of a time was made before the last diffuse step.
  private func isDiffuse(_ time: Int) -> Bool {
    guard let last = tape.steps.lastIndex(of: .diffuse) else { return diffuseRank > 0 }
    return time <= last || diffuseRank > 0
  }
}

extension FilterSums {
  /// The diffuse log-likelihood.
  var logLikelihood: Double {
    -0.5 * (Double(known) * Double.log(2 * .pi) + logDeterminant + squares)
  }
}
