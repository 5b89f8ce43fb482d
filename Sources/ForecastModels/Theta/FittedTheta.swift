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
  public let fittedValues: TimeSeries

  private let smoothing: ThetaSmoothing
  private let season: ThetaSeason
  private let scale: Double
  private let deviation: Double
  private let count: Int
  /// The number of slots without a value at the end of the history.
  private let gap: Int

  init(
    name: String, form: Theta.Form, _ history: SmoothingHistory, observedCount: Int,
    _ season: ThetaSeason, gap: Int
  ) {
    self.name = name
    self.season = season
    scale = history.scale
    count = season.adjusted.count
    self.gap = gap
    let smoothing = ThetaSmoothing(season.adjusted, form: form)
    self.smoothing = smoothing
    let freedom = Double(max(1, observedCount - (form == .standard ? 2 : 3)))
    deviation = Double.sqrt(smoothing.sumOfSquares / freedom)
    let scale = scale
    let adjusted = smoothing.fitted(season.adjusted) + (0..<gap).map { smoothing.mean(ahead: $0) }
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
      residualStandardDeviation: deviation * scale)
  }

  /// Normal distributions around the smoothed level and drift.
  public func forecast(horizon: Int) -> Forecast {
    let distributions = (gap..<gap + horizon).map { step in
      let slot = count + step
      let spread = Double.sqrt(1 + Double(step) * smoothing.alpha * smoothing.alpha)
      let factor = season.factor(at: slot)
      return ForecastDistribution.normal(
        mean: (smoothing.mean(ahead: step) * factor + season.amount(at: slot)) * scale,
        standardDeviation: deviation * spread * factor * scale)
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// Paths of the smoothed level with normal errors.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      var moved = 0.0
      for step in 0..<gap + horizon {
        let slot = count + step
        let error = deviation * generator.normal()
        let adjusted = smoothing.mean(ahead: step) + moved + error
        moved += smoothing.alpha * error
        guard step >= gap else { continue }
        values.append((adjusted * season.factor(at: slot) + season.amount(at: slot)) * scale)
      }
    }
  }
}
