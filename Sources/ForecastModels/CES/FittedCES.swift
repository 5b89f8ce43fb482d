import Forecasting
import RealModule
import Statistics
import TemporalData

/// Complex exponential smoothing estimated from one series.
public struct FittedCES: FittedModel {
  /// The specification.
  public let model: CES
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// One-step-ahead means; after the last observation, means further ahead.
  public let fittedValues: TimeSeries

  /// The states after the last observation.
  private let ended: CESRecursion<Double>
  private let scale: Double
  private let deviation: Double
  /// The number of slots without a value at the end of the history.
  private let gap: Int

  /// The name of the form.
  public var name: String { model.name }

  init(_ model: CES, _ history: SmoothingHistory, _ loss: CESLoss, weights: [Double]) {
    self.model = model
    (scale, gap) = (history.scale, history.gap)
    var recursion = loss.backcast(weights)
    var (means, sum): ([Double], Double) = ([], 0)
    means.reserveCapacity(loss.y.count + history.gap)
    for value in loss.y {
      means.append(recursion.mean)
      let error = value.isNaN ? 0 : value - recursion.mean
      sum += error * error
      recursion.move(error)
    }
    ended = recursion
    means += recursion.means(history.gap)
    let scale = scale
    fittedValues = TimeSeries(
      start: history.scaled.start, storage: means.map { $0 * scale })
    // States at the start are fitted too; more than half of the history is never spent on them.
    let count = Double(history.observedCount)
    deviation = Double.sqrt(
      sum / max(1, 0.5 * count, count - Double(model.form.parameterCount + model.stateCount)))
    summary = Self.summary(model, weights, history, sum: sum, deviation: deviation * scale)
  }

  private static func summary(
    _ model: CES, _ weights: [Double], _ history: SmoothingHistory, sum: Double, deviation: Double
  ) -> FitSummary {
    let (count, k) = (Double(history.observedCount), Double(model.form.parameterCount))
    let likelihood =
      -count * (0.5 * Double.log(max(sum, CESLoss.leastSum)) + Double.log(history.scale))
    return FitSummary(
      observations: history.observedCount,
      parameters: zip(["alpha0", "alpha1", "beta0", "beta1"], weights)
        .prefix(model.form.weightCount).map { .init($0, $1) },
      logLikelihood: likelihood,
      correctedAIC: -2 * likelihood + 2 * k + 2 * k * (k + 1) / (count - k - 1),
      residualStandardDeviation: deviation)
  }

  /// Normal distributions around the recursion without errors.
  ///
  /// An error of now moves the mean j steps later by cⱼ, which the recursion from zero gives; the
  /// variance h steps ahead is σ²(1 + c₁² + … + c²ₕ₋₁). Exact for given weights; O(horizon).
  public func forecast(horizon: Int) -> Forecast {
    let means = ended.means(gap + horizon)
    var variance = 0.0
    let deviations = ended.responses(gap + horizon).map { response in
      variance += response * response
      return deviation * Double.sqrt(variance)
    }
    let distributions = (gap..<gap + horizon).map { step in
      ForecastDistribution.normal(
        mean: means[step] * scale, standardDeviation: deviations[step] * scale)
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// The level at the end of the history, how it moves from there, and the slot of the season.
  ///
  /// In the simple form, which has no level beside its season, it is the mean over the slots.
  public func components(horizon: Int) -> ForecastComponents {
    var path = ended
    for _ in 0..<gap { path.move(0) }
    let level = path.standing
    var (trended, means): ([Double], [Double]) = ([], [])
    for _ in 0..<horizon {
      means.append(path.mean * scale)
      trended.append(path.standing * scale)
      path.move(0)
    }
    return ForecastComponents(level: level * scale, withTrend: trended, withSeason: means)
  }

  /// Paths of the recursion with normal errors.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      var path = ended
      for step in 0..<gap + horizon {
        let error = deviation * generator.normal()
        if step >= gap { values.append((path.mean + error) * scale) }
        path.move(error)
      }
    }
  }
}

extension CESRecursion<Double> {
  /// The means of the next steps.
  func means(_ steps: Int) -> [Double] {
    var path = self
    return (0..<steps).map { _ in
      defer { path.move(0) }
      return path.mean
    }
  }

  /// How much an error of 1 moves its own value and the next ones.
  func responses(_ steps: Int) -> [Double] {
    var path = zero
    path.move(1)
    return [1] + path.means(max(0, steps - 1))
  }

  /// Where the series stands apart from the slot of the season.
  fileprivate var standing: Double { form == .simple ? meanOfSeason : state.level }
}
