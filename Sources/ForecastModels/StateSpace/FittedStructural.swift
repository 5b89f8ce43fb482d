import Forecasting
import Optimization
import RealModule
import TemporalData

/// A structural time series model estimated from one series.
public struct FittedStructural: FittedModel {
  /// What was estimated.
  public let model: StructuralModel
  /// The variances, φ, coefficients and the measures of fit.
  public let summary: FitSummary
  /// One-step-ahead means; missing while nothing is known of some state they need.
  public let fittedValues: TimeSeries

  let layout: StructuralLayout
  let columns: RegressorColumns
  /// The filter at the end of the history, with variances relative to `variance`.
  let filter: KalmanFilter
  /// The history over `scale`, as it was filtered.
  let observed: [Double]
  /// The unit of the variances, over `scale` squared.
  let variance: Double
  /// The unit of the states.
  let scale: Double
  let phi: Double
  /// What the search compares.
  let predictionLoss: Double

  /// The name of the model, such as `LocalLevel` or `BSM`.
  public var name: String { model.name }

  init(
    _ model: StructuralModel, _ history: SmoothingHistory, _ columns: RegressorColumns,
    _ layout: StructuralLayout, _ likelihood: StructuralLikelihood, _ best: Minimum<[Double]>
  ) {
    (self.model, self.columns, self.layout) = (model, columns, layout)
    let filter = likelihood.filter
    (self.filter, observed, scale) = (filter, likelihood.observed, history.scale)
    phi = likelihood.isDamped ? filter.plan.moves[0].factor : 1
    let sums = filter.sums
    let known = Double(sums.known)
    let perfect = sums.squares <= likelihood.smallestSquare * known
    variance = perfect ? 0 : sums.squares / known
    let scale = scale
    let tape = filter.tape
    fittedValues = TimeSeries(
      start: history.scaled.start,
      storage: Self.predictions(filter).map { $0 * scale })
    let errors = tape.steps.indices.filter { tape.steps[$0] == .known }
    let squares = errors.reduce(0) { $0 + tape.innovations[$1] * tape.innovations[$1] / known }
    let criterion = StructuralCriterion(likelihood)
    predictionLoss = criterion.predictionLoss
    summary = FitSummary(
      observations: history.observedCount,
      parameters: Self.parameters(layout, columns, filter, variance: variance, scale, phi: phi),
      logLikelihood: criterion.logLikelihood(scale: scale, columns),
      correctedAIC: criterion.correctedAIC(
        parameters: model.parameterCount + model.diffuseCount + columns.kept.count, scale: scale),
      residualStandardDeviation: Double.sqrt(squares) * scale)
  }

  /// Predictions from the end of the diffuse part on.
  private static func predictions(_ filter: KalmanFilter) -> [Double] {
    let tape = filter.tape
    let last = tape.steps.lastIndex(of: .diffuse) ?? -1
    return tape.predictions.indices.map { $0 > last ? tape.predictions[$0] : .nan }
  }

  private static func parameters(
    _ layout: StructuralLayout, _ columns: RegressorColumns, _ filter: KalmanFilter,
    variance: Double, _ scale: Double, phi: Double
  ) -> [FitSummary.Parameter] {
    // Deviations rather than variances: the square of a scale can leave the range of numbers.
    let unit = Double.sqrt(variance) * scale
    var list = [
      FitSummary.Parameter(
        "sigma_irregular", Double.sqrt(filter.plan.observationVariance) * unit)
    ]
    for (name, value) in zip(layout.disturbanceNames, filter.plan.variances) {
      list.append(.init("sigma_\(name)", Double.sqrt(value) * unit))
    }
    if layout.trend == .damped { list.append(.init("phi", phi)) }
    for (offset, column) in columns.kept.enumerated() {
      let value = filter.mean[layout.firstColumn + offset] / column.size * scale
      list.append(.init(columns.regressors.names[column.position], value))
    }
    return list
  }
}

/// What compares structural models of one history.
struct StructuralCriterion: Sendable {
  private let sums: FilterSums
  private let squares: Double
  private let leastVariance: Double
  private let priorLoss: Double

  init(_ likelihood: StructuralLikelihood) {
    sums = likelihood.filter.sums
    squares = max(sums.squares, likelihood.smallestSquare * Double(sums.known))
    priorLoss = likelihood.priorLoss
    let tape = likelihood.filter.tape
    leastVariance = tape.steps.indices.reduce(Double.infinity) { least, time in
      tape.steps[time] == .known ? min(least, tape.variances[time]) : least
    }
  }

  /// The diffuse log-likelihood in the unit of the series.
  func logLikelihood(scale: Double, _ columns: RegressorColumns) -> Double {
    let known = Double(sums.known)
    let units = columns.kept.reduce(0) { $0 + Double.log($1.size) }
    return -0.5 * (known * (Double.log(2 * .pi * squares / known) + 1) + sums.logDeterminant)
      - known * Double.log(scale) + units
  }

  /// n log σ̃² for the error of a prediction once the states are known as well as they ever are, and
  /// what the prior takes off; in the unit of the scaled history.
  var predictionLoss: Double {
    let n = Double(sums.known + sums.diffuse)
    return n * Double.log(squares / n * leastVariance) + priorLoss
  }

  /// The same in the unit of the series with the usual penalty for k estimated quantities.
  func correctedAIC(parameters: Int, scale: Double) -> Double? {
    let n = Double(sums.known + sums.diffuse)
    let k = Double(parameters)
    guard n - k - 1 > 0 else { return nil }
    return predictionLoss + 2 * n * Double.log(scale) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
  }
}
