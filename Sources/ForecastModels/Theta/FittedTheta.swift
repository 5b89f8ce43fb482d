import Forecasting
import Optimization
import RealModule
import Statistics
import TemporalData

/// The theta method estimated from one series.
public struct FittedTheta: FittedModel {
  /// The name of the method.
  public let name: String
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// One-step-ahead means; after the last observation, means further ahead.
  ///
  /// Missing at the first three slots of a form whose line moves.
  public let fittedValues: TimeSeries

  private let smoothing: ThetaSmoothing
  private let season: ThetaSeason
  private let scale: Double
  private let deviation: Double
  private let count: Int
  /// The number of slots without a value at the end of the history.
  private let gap: Int

  init(
    _ model: Theta, _ history: SmoothingHistory, observedCount: Int, _ season: ThetaSeason,
    gap: Int, reason: String?
  ) {
    name = model.name
    self.season = season
    self.gap = gap
    scale = history.scale
    count = season.adjusted.count
    let smoothing = ThetaSmoothing(
      season.adjusted, form: model.form, estimation: model.estimation)
    self.smoothing = smoothing
    let spent = smoothing.skipped + (model.form.isOptimized ? 3 : 2)
    deviation = Double.sqrt(smoothing.sumOfSquares / Double(max(1, observedCount - spent)))
    let scale = scale
    let adjusted = smoothing.fitted(season.adjusted) + smoothing.path.means(gap)
    fittedValues = TimeSeries(
      start: history.scaled.start,
      storage: adjusted.enumerated().map { slot, value in
        (value * season.factor(at: slot) + season.amount(at: slot)) * scale
      })
    summary = FitSummary(
      observations: observedCount,
      parameters: [
        .init("alpha", smoothing.alpha), .init("theta", smoothing.theta),
        .init("l0", smoothing.firstLevel * scale), .init("slope", smoothing.slope * scale),
      ],
      residualStandardDeviation: deviation * scale, fallbackReason: reason)
  }

  /// Normal distributions around the smoothed level and its line.
  ///
  /// The variance is that of the errors to come and that of the first level and the share of the
  /// line, which the history tells only so well.
  public func forecast(horizon: Int) -> Forecast {
    let future = ThetaFuture(smoothing, deviation: deviation, steps: gap + horizon)
    let distributions = (gap..<gap + horizon).map { step in
      ForecastDistribution.normal(
        mean: inUnits(future.means[step], step),
        standardDeviation: future.deviation(step) * season.factor(at: count + step) * scale)
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// The level of the adjusted series at the end of the history, what the share of the line adds to
  /// it, and what the season adds to both.
  public func components(horizon: Int) -> ForecastComponents {
    let path = smoothing.path.means(gap + horizon)
    let ended = gap > 0 ? path[gap - 1] : path[0] - smoothing.lineShare * smoothing.slope
    return ForecastComponents(
      level: ended * scale, withTrend: path.dropFirst(gap).map { $0 * scale },
      withSeason: (gap..<gap + horizon).map { inUnits(path[$0], $0) })
  }

  /// Paths of the recursion with normal errors; first level and share are drawn once per path.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let future = ThetaFuture(smoothing, deviation: deviation, steps: gap + horizon)
    return SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      let (first, second) = (generator.normal(), generator.normal())
      var path = smoothing.path
      for step in 0..<gap + horizon {
        let value =
          path.next(error: deviation * generator.normal())
          + future.estimationError(step, first, second)
        if step >= gap { values.append(inUnits(value, step)) }
      }
    }
  }

  /// A value of the adjusted series, steps after the last observation, in the unit of the series.
  private func inUnits(_ adjusted: Double, _ step: Int) -> Double {
    (adjusted * season.factor(at: count + step) + season.amount(at: count + step)) * scale
  }
}

/// Means and variances of the adjusted series after its last value.
private struct ThetaFuture {
  let means: [Double]
  private let noise: [Double]
  private let byFirstLevel: [Double]
  private let byShare: [Double]
  private let variance: Double
  private let uncertainty: ThetaUncertainty

  init(_ smoothing: ThetaSmoothing, deviation: Double, steps: Int) {
    let path = smoothing.path
    means = path.means(steps)
    noise = path.noise(steps)
    byFirstLevel = path.answersToFirstLevel(steps)
    byShare = path.answersToShare(steps)
    variance = deviation * deviation
    uncertainty = smoothing.uncertainty(variance: variance)
  }

  /// What two standard normal errors of estimation add to a step.
  func estimationError(_ step: Int, _ first: Double, _ second: Double) -> Double {
    (uncertainty.level * first + uncertainty.tilt * second) * byFirstLevel[step]
      + uncertainty.share * second * byShare[step]
  }

  /// The standard deviation of a step.
  func deviation(_ step: Int) -> Double {
    let (first, second) = (estimationError(step, 1, 0), estimationError(step, 0, 1))
    return Double.sqrt(variance * noise[step] + first * first + second * second)
  }
}
