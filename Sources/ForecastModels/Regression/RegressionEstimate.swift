import Forecasting
import Optimization
import TemporalData

/// Columns as the likelihood reads them: centred and in units that are powers of two.
struct ScaledColumns {
  let values: [[Double]]
  let units: [Double]
  /// The means that were taken off, in units.
  let means: [Double]

  init(_ design: RegressionDesign, _ history: SmoothingHistory) {
    let observed = history.scaled
    let first = observed.start.distance(from: design.history.start)
    let slots = observed.storage.indices.filter { !observed.storage[$0].isNaN }
    let raw = design.columns.map { Array($0.values.dropFirst(first).prefix(observed.count)) }
    let units = raw.map { column in RegressionDesign.unit(slots.map { column[$0] }) }
    let means = zip(raw, units).map { column, unit in
      slots.reduce(0) { $0 + column[$1] / unit / Double(slots.count) }
    }
    values = raw.indices.map { index in
      observed.storage.indices.map { slot in
        observed.storage[slot].isNaN ? .nan : raw[index][slot] / units[index] - means[index]
      }
    }
    (self.units, self.means) = (units, means)
  }
}

/// Coefficients, and the errors that they leave as an estimated model.
struct RegressionEstimate {
  /// What errors follow.
  enum Form {
    case ets(ETS)
    case arima(ARIMAOrder, constant: Bool)
  }

  /// One coefficient per column of the design.
  let coefficients: [FitSummary.Parameter]
  /// What the columns leave unexplained; of an ARIMA model, which knows its columns, all there is.
  let errors: any FittedModel
  let form: Form
  /// Why columns of the design have no effect, each in words.
  private(set) var reasons: [String] = []
  /// AICc, coefficients counted.
  var criterion: Double { errors.summary.correctedAIC ?? .infinity }

  /// The estimate of one form of errors; nil with too few observations, or if a column cannot be told
  /// from the states of this form.
  init?(
    _ model: ETS, _ design: RegressionDesign, _ history: SmoothingHistory, _ scaled: ScaledColumns
  ) {
    let count = model.parameterCount + scaled.values.count
    guard history.observedCount > count + 1 else { return nil }
    let box = WeightBox(model)
    var likelihood = RegressionLikelihood(
      history.scaled.storage, scaled.values, model: model, units: box.units)
    guard likelihood.value(at: box.start).isFinite, !likelihood.hasRedundantColumn else {
      return nil
    }
    var minimizer = LBFGS(
      maximumIterations: 200, gradientTolerance: 2e-5, functionTolerance: 1e-9)
    let found = minimizer.minimize(
      &likelihood, from: box.start, lower: box.lower, upper: box.upper)
    guard found.value.isFinite, likelihood.value(at: found.point).isFinite else { return nil }
    likelihood.estimate()
    let estimates = likelihood.estimates.suffix(scaled.values.count)
    let values = zip(estimates, scaled.units).map { $0 / $1 * history.scale }
    coefficients = zip(design.columns, values).map { .init($0.name, $1) }
    form = .ets(model)
    var states = likelihood.firstStates
    for (estimate, mean) in zip(estimates, scaled.means) { states.level -= estimate * mean }
    errors = FittedETS(
      model, design.remainder(values), weights: found.point, box.units, states,
      unit: history.scale, regressors: scaled.values.count)
  }

  /// The estimate of an ARIMA model with the columns of a design.
  init(_ fitted: FittedARIMA, _ design: RegressionDesign) {
    (errors, form) = (fitted, .arima(fitted.order, constant: fitted.hasConstant))
    coefficients = design.columns.map { column in
      fitted.summary.parameters.last { $0.name == column.name } ?? .init(column.name, 0)
    }
    reasons = design.columns.map(\.name).filter(fitted.droppedColumns.contains).map {
      "column '\($0)' was left out: the constant, differences or other columns say the same"
    }
  }
}

extension RegressionDesign {
  /// The columns that stay, of all that were asked for.
  func regressors(_ all: [Regressors.Column]) -> Regressors {
    Regressors(columns.map { all[$0.source] })
  }

  /// The history less what the columns explain; missing where the design is.
  func remainder(_ coefficients: [Double]) -> TimeSeries {
    TimeSeries(
      start: history.start,
      storage: history.storage.indices.map { slot in
        zip(columns, coefficients).reduce(history.storage[slot]) { $0 - $1.1 * $1.0.values[slot] }
      })
  }
}

/// Bounds, units and the starting point of the search over weights.
struct WeightBox {
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  private(set) var units: [Double] = []
  private(set) var start: [Double] = []

  init(_ model: ETS) {
    let layout = SmoothingLayout(model)
    add(layout.alpha, 0.0001...0.9999, unit: 0.5, start: 0.3)
    add(layout.beta, 0.0001...0.9999, unit: 0.5, start: 0.1)
    add(layout.gamma, 0.0001...0.9999, unit: 0.5, start: 0.1)
    add(layout.phi, 0.8...0.98, unit: 0.1, start: 0.95)
  }

  private mutating func add(
    _ index: Int?, _ range: ClosedRange<Double>, unit: Double, start value: Double
  ) {
    guard index != nil else { return }
    lower.append(range.lowerBound / unit)
    upper.append(range.upperBound / unit)
    units.append(unit)
    start.append(value / unit)
  }
}

extension FittedETS {
  /// The model of given weights and first states on a series, as if it had been estimated there.
  ///
  /// - Parameters:
  ///   - weights: the minimiser's vector over `units`.
  ///   - states: the first states, over `unit`.
  ///   - regressors: the number of coefficients estimated besides.
  init(
    _ model: ETS, _ series: TimeSeries, weights: [Double], _ units: [Double],
    _ states: SmoothingStates, unit: Double, regressors: Int
  ) {
    let history = SmoothingHistory(series)
    let layout = SmoothingLayout(model)
    let ratio = unit / history.scale
    let slope = layout.trend ? [states.slope] : []
    let first = ([states.level] + slope + states.season).map { $0 * ratio }
    var likelihood = SmoothingLikelihood(
      history.scaled.storage, model: model, layout: layout,
      units: units + first.map { _ in 1 })
    let loss = likelihood.value(at: weights + first)
    self.init(model, history, likelihood, loss: loss, regressors: regressors)
  }
}
