import Forecasting
import RealModule
import Statistics
import TemporalData

/// A smoothed count estimated from one series.
public struct FittedCountSmoothing: FittedModel {
  /// The name with the form, such as `NegativeBinomial(damped)`.
  public let name: String
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The mean before each period.
  public let fittedValues: TimeSeries

  private let estimate: CountEstimate
  /// The long-run mean.
  private let mean: Double
  /// The mean of the period after the last observed one.
  private let level: Double
  private let gap: Int
  private let count: Double

  init(_ demand: DemandHistory, _ estimate: CountEstimate) {
    let mean = demand.mean
    var level = mean
    let fitted = demand.values.map { value in
      let before = level
      level = max(
        mean * 1e-9,
        mean + estimate.persistence * (level - mean) + estimate.weight * (value - level))
      return before
    }
    self.estimate = estimate
    (self.mean, self.level, gap, count) = (mean, level, demand.gap, Double(demand.values.count))
    name = CountSmoothing(estimate.form).name
    fittedValues = demand.series(fitted)
    summary = FitSummary(
      observations: demand.values.count,
      parameters: [
        .init("alpha", estimate.weight), .init("rho", estimate.persistence),
        .init("kappa", estimate.ratio), .init("mu", mean), .init("level", level),
      ],
      logLikelihood: estimate.logLikelihood,
      correctedAIC: estimate.criterion.isFinite ? estimate.criterion : nil,
      residualStandardDeviation: demand.residualDeviation(fitted))
  }

  /// Mean and variance of the mean of each period ahead.
  ///
  ///     E μ' = μ + ρ (E μ − μ),   Var μ' = ρ² Var μ + α² κ E μ
  ///
  /// The first variance is that of the estimated long-run mean, κμ/n.
  private func moments(horizon: Int) -> [(mean: Double, variance: Double)] {
    var (expected, variance) = (level, startVariance)
    var all: [(mean: Double, variance: Double)] = []
    let (rho, alpha) = (estimate.persistence, estimate.weight)
    for step in 0..<(gap + horizon) {
      if step >= gap { all.append((expected, variance)) }
      variance = rho * rho * variance + alpha * alpha * estimate.ratio * expected
      if estimate.form == .static { variance = startVariance }
      expected = mean + rho * (expected - mean)
    }
    return all
  }

  private var startVariance: Double { estimate.ratio * level / count }

  /// Negative binomial distributions with the mean and variance of each period.
  public func forecast(horizon: Int) -> Forecast {
    Forecast(
      model: name, start: fittedValues.end,
      distributions: moments(horizon: horizon).map { moment in
        .count(
          mean: moment.mean, variance: moment.variance + estimate.ratio * moment.mean)
      })
  }

  /// The long-run mean as level, and what is left of the distance from it as trend.
  public func components(horizon: Int) -> ForecastComponents {
    let means = forecast(horizon: horizon).means
    return ForecastComponents(level: level, withTrend: means)
  }

  /// Paths on which the mean is drawn once and then follows the counts.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      let shape = level * level / startVariance
      let first = level * generator.gamma(shape: shape) / shape
      let (start, longRun) =
        estimate.form == .static ? (first, first) : (first, mean)
      var current = start
      for step in 0..<(gap + horizon) {
        let size = current / (estimate.ratio - 1)
        let drawn = Double(
          generator.negativeBinomial(mean: min(1e12, current), size: max(1e-300, size)))
        if step >= gap { values.append(drawn) }
        current = max(
          mean * 1e-9,
          longRun + estimate.persistence * (current - longRun)
            + estimate.weight * (drawn - current))
      }
    }
  }
}
