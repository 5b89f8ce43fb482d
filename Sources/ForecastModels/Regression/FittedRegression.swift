import Forecasting
import RealModule
import Statistics
import TemporalData

/// A regression estimated from one series, with its errors as a model of their own.
public struct FittedRegression: FittedModel {
  /// Such as `Regression with ETS(A,N,A) errors`; the errors' own name if no column was used.
  public let name: String
  /// The estimates and the measures of fit: weights, then coefficients, then first states.
  public let summary: FitSummary
  /// One-step-ahead means; missing where a column is not known.
  public let fittedValues: TimeSeries
  /// The coefficients by column, in the unit of the series per unit of the column.
  public let coefficients: [FitSummary.Parameter]
  /// The model of what the columns leave unexplained.
  public let errors: any FittedModel

  /// Whether `errors` knows the columns, and what they add is in its answers already.
  private let errorsAddEffects: Bool
  private let terms: [(column: Regressors.Column, coefficient: Double)]
  private let drivers: [(driver: FittedDriver, coefficients: [Double])]

  /// The estimate of a design whose columns are `regressors`, then every lag of every driver.
  init(
    _ estimate: RegressionEstimate, _ design: RegressionDesign, regressors: [Regressors.Column],
    drivers known: [FittedDriver], reason: String?
  ) {
    (errors, coefficients) = (estimate.errors, estimate.coefficients)
    if case .arima = estimate.form { errorsAddEffects = true } else { errorsAddEffects = false }
    name = errorsAddEffects ? errors.name : "Regression with \(errors.name) errors"
    var bySource = [Int: Double]()
    for (entry, parameter) in zip(design.columns, coefficients) {
      bySource[entry.source] = parameter.value
    }
    terms = regressors.enumerated().compactMap { source, column in
      bySource[source].map { (column, $0) }
    }
    var next = regressors.count
    drivers = known.map { driver in
      defer { next += driver.driver.lags.count }
      return (driver, driver.driver.lags.indices.map { bySource[next + $0] ?? 0 })
    }
    // What is known already is added 0 times, and is missing where a column is.
    let times = errorsAddEffects ? 0.0 : 1
    fittedValues = Self.fitted(
      errors.fittedValues, design, estimate.coefficients.map { times * $0.value })
    let own = errors.summary
    let weights = own.dynamicParameterCount
    summary = FitSummary(
      observations: own.observations,
      parameters: errorsAddEffects
        ? own.parameters
        : own.parameters.prefix(weights) + coefficients + own.parameters.dropFirst(weights),
      logLikelihood: own.logLikelihood, correctedAIC: own.correctedAIC,
      residualStandardDeviation: own.residualStandardDeviation, fallbackReason: reason)
  }

  /// The answer without any column.
  init(without plain: any FittedModel, reason: String?) {
    (errors, name, fittedValues) = (plain, plain.name, plain.fittedValues)
    (coefficients, terms, drivers, errorsAddEffects) = ([], [], [], false)
    let own = plain.summary
    let reasons = [reason, own.fallbackReason].compactMap { $0 }
    summary = FitSummary(
      observations: own.observations, parameters: own.parameters,
      logLikelihood: own.logLikelihood, correctedAIC: own.correctedAIC,
      residualStandardDeviation: own.residualStandardDeviation,
      fallbackReason: reasons.isEmpty ? nil : reasons.joined(separator: "; "))
  }

  private static func fitted(
    _ errors: TimeSeries, _ design: RegressionDesign, _ coefficients: [Double]
  ) -> TimeSeries {
    let first = errors.start.distance(from: design.history.start)
    return TimeSeries(
      start: errors.start,
      storage: errors.storage.indices.map { slot in
        zip(design.columns, coefficients).reduce(errors.storage[slot]) {
          $0 + $1.1 * $1.0.values[first + slot]
        }
      })
  }

  /// The errors' distributions moved by the effects, and wider by what is not known of drivers.
  ///
  /// Errors of a driver's forecast are taken to be independent of this series' own.
  public func forecast(horizon: Int) -> Forecast {
    let base = errors.forecast(horizon: horizon)
    guard !coefficients.isEmpty else { return base }
    let (all, deviations) = effects(base.periods)
    let means = errorsAddEffects ? all.map { _ in 0 } : all
    let distributions = base.distributions.indices.map { step -> ForecastDistribution in
      let own = base.distributions[step]
      return .normal(
        mean: own.mean + means[step],
        standardDeviation: Double.hypot(own.standardDeviation, deviations[step]))
    }
    return Forecast(model: name, start: base.periods.start, distributions: distributions)
  }

  /// The errors' parts, and the effects of the columns and drivers.
  public func components(horizon: Int) -> ForecastComponents {
    let base = errors.components(horizon: horizon)
    guard !coefficients.isEmpty, !errorsAddEffects else { return base }
    let periods = PeriodRange(start: fittedValues.end, count: horizon)
    return ForecastComponents(
      level: base.level, trend: base.trend, season: base.season, effects: effects(periods).means)
  }

  /// The errors' paths plus the effects; drivers are simulated jointly over the periods.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let base = errors.simulate(horizon: horizon, paths: paths, using: &generator)
    guard !coefficients.isEmpty else { return base }
    // Errors that know their columns have the means of drivers already, and lack only their spread.
    let periods = base.periods
    let moved =
      errorsAddEffects
      ? zip(certainEffects(periods), effects(periods).means).map { $0 - $1 }
      : certainEffects(periods)
    var values = base.values
    for index in values.indices { values[index] += moved[index % horizon] }
    for (driver, coefficients) in drivers {
      let added = driver.simulatedEffects(
        coefficients, periods: base.periods, paths: paths, using: &generator)
      for index in values.indices { values[index] += added[index] }
    }
    return SamplePaths(periods: base.periods, values: values)
  }

  /// Mean and standard deviation of all effects on some future periods.
  private func effects(_ periods: PeriodRange) -> (means: [Double], deviations: [Double]) {
    var means = certainEffects(periods)
    var deviations = means.map { _ in 0.0 }
    for (driver, coefficients) in drivers {
      let own = driver.effects(coefficients, periods: periods)
      for step in means.indices {
        means[step] += own.means[step]
        deviations[step] = Double.hypot(deviations[step], own.deviations[step])
      }
    }
    return (means, deviations)
  }

  private func certainEffects(_ periods: PeriodRange) -> [Double] {
    periods.map { period in
      terms.reduce(0) { $0 + $1.coefficient * $1.column.value(period) }
    }
  }
}
