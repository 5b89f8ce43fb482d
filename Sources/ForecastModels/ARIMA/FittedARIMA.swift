import Forecasting
import LinearAlgebra
import RealModule
import Statistics
import TemporalData

/// An ARIMA model estimated from one series.
///
/// Forecasts are the best linear ones given every observation. Their variance is exact for the
/// estimated φ, θ and σ²: it holds the innovations ahead, what is not known of the innovations
/// behind, and the uncertainty of regression coefficients, constant and missing values, which are
/// one Gaussian whole. σ² is S / (n − k), with k the number of estimated coefficients.
public struct FittedARIMA: FittedModel {
  /// The name of the model, such as `ARIMA(0,1,1)(0,1,1)[12]`.
  public let name: String
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// One-step-ahead means; missing in the first slots, which differencing uses up.
  public let fittedValues: TimeSeries
  /// The orders.
  public let order: ARIMAOrder
  /// The coefficients of φ(B), Φ(Bᵐ), θ(B) and Θ(Bᵐ).
  public let coefficients:
    (
      autoregressive: [Double], seasonalAutoregressive: [Double], movingAverage: [Double],
      seasonalMovingAverage: [Double]
    )

  let problem: ARIMAProblem
  let extrapolation: ARIMAExtrapolation
  /// The history less its regression, and the innovations, at the solution.
  let rest: ARIMARest
  /// The same of each column of the regression.
  let columnRests: [ARIMARest]
  /// A lower triangle F; F Fᵀ is the covariance of the coefficients over σ².
  let columnFactor: Matrix
  /// How the past moves with independent unit errors in what was carried over from before it.
  let startDeviations: [ARIMARest]
  let regression: [Double]
  let deviation: Double
  var scale: Double { problem.history.scale }
  var gap: Int { problem.history.gap }

  init(_ model: ARIMA, _ problem: ARIMAProblem, _ estimate: ARIMAEstimate) {
    (self.problem, order, name) = (problem, model.order, model.name)
    let likelihood = estimate.likelihood
    let polynomials = likelihood.polynomials
    extrapolation = ARIMAExtrapolation(polynomials, model.order)
    coefficients = (
      polynomials.autoregressive.plain, polynomials.autoregressive.seasonal,
      polynomials.movingAverage.plain, polynomials.movingAverage.seasonal
    )
    regression = zip(problem.firstCoefficients, likelihood.coefficients).map { $0 + $1 }
    rest = ARIMARest(
      levels: problem.levels, columns: problem.levelColumns, regression,
      innovations: likelihood.innovations)
    columnRests = likelihood.columnInnovations().enumerated().map { index, innovations in
      ARIMARest(levels: problem.levelColumns[index], innovations: innovations)
    }
    columnFactor = likelihood.columnFactor
    startDeviations =
      estimate.isCertain
      ? [] : likelihood.startDeviations().map { ARIMARest(levels: [], innovations: $0) }
    let parameters = problem.parameterCount(model.order)
    let freedom = max(1, likelihood.observations - parameters + 1)
    let spread =
      estimate.isCertain ? 0 : Double.sqrt(likelihood.sumOfSquares / Double(freedom))
    deviation = spread
    fittedValues = Self.fitted(problem, rest, likelihood, regression, extrapolation)
    summary = FitSummary(
      observations: problem.history.observedCount,
      parameters: Self.parameters(
        problem, polynomials, regression,
        errors: problem.coefficientErrors(columnFactor)?.map { $0 * spread }),
      logLikelihood: estimate.isCertain
        ? nil : estimate.logLikelihood(scale: problem.history.scale),
      correctedAIC: estimate.isCertain
        ? nil
        : Self.finite(estimate.correctedAIC(parameters: parameters, scale: problem.history.scale)),
      residualStandardDeviation: spread * problem.history.scale)
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  private static func parameters(
    _ problem: ARIMAProblem, _ polynomials: ARMAPolynomials, _ regression: [Double],
    errors: [Double]?
  ) -> [FitSummary.Parameter] {
    func named(_ name: String, _ values: [Double]) -> [FitSummary.Parameter] {
      values.enumerated().map { .init("\(name)\($0 + 1)", $1) }
    }
    let coefficients = problem.regressionCoefficients(regression)
    let kept = problem.names.kept.indices.map { index in
      FitSummary.Parameter(
        problem.names.kept[index], coefficients[index], standardError: errors?[index])
    }
    return named("ar", polynomials.autoregressive.plain)
      + named("ma", polynomials.movingAverage.plain)
      + named("sar", polynomials.autoregressive.seasonal)
      + named("sma", polynomials.movingAverage.seasonal)
      + kept + problem.names.dropped.map { .init($0, 0) }
  }

  /// History less one-step errors, and then means further ahead over the slots without a value.
  private static func fitted(
    _ problem: ARIMAProblem, _ rest: ARIMARest, _ likelihood: ARMALikelihood,
    _ regression: [Double], _ extrapolation: ARIMAExtrapolation
  ) -> TimeSeries {
    let (lost, scale) = (problem.lostValues, problem.history.scale)
    let missing = problem.missing.enumerated().map { ($1 - lost, $0) }
    let errors = likelihood.oneStepErrors(
      missing: Dictionary(uniqueKeysWithValues: missing))
    let known = zip(problem.levels.indices, problem.filled(regression)).map { slot, value in
      slot < lost ? Double.nan : value - errors[slot - lost]
    }
    let gap = problem.history.gap
    let added = problem.added(regression, problem.columns(ahead: gap), steps: gap)
    let ahead = zip(rest.extended(by: extrapolation, gap), added).map { $0 + $1 }
    return TimeSeries(
      start: problem.history.scaled.start, storage: (known + ahead).map { $0 * scale })
  }

  /// Normal distributions around the best linear forecast.
  public func forecast(horizon: Int) -> Forecast {
    let parts = ahead(horizon: horizon)
    let deviations = spread(horizon: horizon, parts.columns)
    let distributions = (gap..<gap + horizon).map { step in
      ForecastDistribution.normal(
        mean: (parts.rest[step] + parts.regression[step]) * scale,
        standardDeviation: deviations[step] * scale)
    }
    return Forecast(model: name, start: start, distributions: distributions)
  }

  /// Whether a mean or drift was estimated.
  var hasConstant: Bool { problem.hasConstantColumn }

  /// The regressors without an effect of their own, because others imply them.
  var droppedColumns: [String] { problem.names.dropped }

  /// The period after the history.
  var start: Period { fittedValues.end }

  /// Means of the rest, what the regression adds, and the columns, over gap and horizon.
  func ahead(
    horizon: Int
  ) -> (rest: [Double], regression: [Double], columns: [[Double]]) {
    let steps = gap + horizon
    let columns = problem.columns(ahead: steps)
    let added = problem.added(regression, columns, steps: steps)
    return (rest.extended(by: extrapolation, steps), added, columns)
  }

  /// How forecasts move with independent unit errors in what is not known of the past: the start,
  /// the coefficients and the missing values.
  func unknownMoves(steps: Int, _ columns: [[Double]]) -> [[Double]] {
    guard deviation > 0 else { return [] }
    let moves = zip(columns, columnRests).map { column, rest in
      zip(column, rest.extended(by: extrapolation, steps)).map { $0 - $1 }
    }
    // The covariance of the coefficients is F Fᵀ with this lower triangle F.
    let independent = moves.indices.map { j in
      (0..<steps).map { step in
        (j..<moves.count).reduce(0.0) { $0 + columnFactor[$1, j] * moves[$1][step] }
      }
    }
    return startDeviations.map { $0.extended(by: extrapolation, steps) } + independent
  }

  /// Standard deviations over gap and horizon, in units of the scaled history.
  private func spread(horizon: Int, _ columns: [[Double]]) -> [Double] {
    let steps = gap + horizon
    let responses = extrapolation.responses(horizon: steps)
    let moves = unknownMoves(steps: steps, columns)
    var sum = 0.0
    return (0..<steps).map { step in
      sum += responses[step] * responses[step]
      return deviation * Double.sqrt(moves.reduce(sum) { $0 + $1[step] * $1[step] })
    }
  }
}
