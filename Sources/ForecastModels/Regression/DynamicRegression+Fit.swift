import Forecasting
import Optimization
import TemporalData

extension DynamicRegression {
  /// Estimates coefficients, first states and weights together; the form of the errors has the
  /// smallest AICc of those in which every column that stays can be told from the states.
  ///
  /// A history that is too short for the columns, or whose values are all the same, is answered
  /// without them, with a reason. About 20 evaluations per form, each O(n · p²) for p columns and first
  /// states.
  ///
  /// - Throws: `ModelError.unknownRegressor` for a column that is not known over `horizon`,
  ///   `.tooFewObservations` for an empty history.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedRegression {
    try checkFuture(of: history)
    if history.isConstant {
      return FittedRegression(without: try Naive().fitConstant(history), reason: nil)
    }
    var reasons: [String] = []
    let known = fittedDrivers(until: history.end, reasons: &reasons)
    let columns = regressors.columns + known.flatMap(Self.columns)
    var design = RegressionDesign(history, columns, seasonLength: errorSeason(history))
    reasons += design.reasons
    let reason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    if !design.columns.isEmpty {
      if let estimate = selected(&design) {
        return FittedRegression(
          estimate, design, regressors: regressors.columns, drivers: known, reason: reason)
      }
      let count = design.columns.count
      let short =
        "\(history.observedCount) observations are too few for a regression on \(count) column"
      reasons.append(short + (count == 1 ? "" : "s"))
    }
    let plain = try ETSSearch(unchecked: seasonLength).fit(history)
    return FittedRegression(
      without: plain, reason: reasons.isEmpty ? nil : reasons.joined(separator: "; "))
  }

  private func checkFuture(of history: TimeSeries) throws(ModelError) {
    let periods = PeriodRange(start: history.end, count: horizon)
    for column in regressors.columns {
      for period in periods where !column.value(period).isFinite {
        throw .unknownRegressor(name: column.name, at: period)
      }
    }
  }

  private func fittedDrivers(until end: Period, reasons: inout [String]) -> [FittedDriver] {
    var fitted: [FittedDriver] = []
    for driver in drivers {
      do {
        fitted.append(try FittedDriver(driver, until: end, seasonLength: seasonLength))
      } catch {
        reasons.append("driver '\(driver.name)' was left out: \(error)")
      }
    }
    return fitted
  }

  private static func columns(_ known: FittedDriver) -> [Regressors.Column] {
    known.driver.lags.map { lag in
      Regressors.Column(FittedDriver.columnName(known.driver, lag)) {
        known.observed($0.advanced(by: -lag))
      }
    }
  }

  /// Slots per season of the errors; 1 where the history shows no whole season or it is too long.
  private func errorSeason(_ history: TimeSeries) -> Int {
    let isUsable = 2...Self.maximumSeason ~= seasonLength && history.count > seasonLength
    return isUsable ? seasonLength : 1
  }

  /// The best estimate, without the optional columns that AICc is better without.
  ///
  /// Columns go one at a time, the one whose absence helps most first, under the form of errors that was
  /// best with all of them; the form is then chosen anew.
  private func selected(_ design: inout RegressionDesign) -> RegressionEstimate? {
    let all = estimate(design)
    guard var best = all?.criterion, let form = all?.errors.model else { return all }
    var kept = design
    while kept.columns.count > 1 {
      let fewer = kept.columns.indices.filter { kept.columns[$0].isOptional }
        .map { kept.without($0) }
      let found = fewer.map { (design: $0, criterion: estimate($0, of: form)?.criterion) }
      guard let next = found.min(by: { $0.criterion ?? .infinity < $1.criterion ?? .infinity }),
        let criterion = next.criterion, criterion < best
      else { break }
      (best, kept) = (criterion, next.design)
    }
    guard kept.columns.count < design.columns.count else { return all }
    design = kept
    return estimate(kept)
  }

  private func estimate(_ design: RegressionDesign, of model: ETS) -> RegressionEstimate? {
    let history = SmoothingHistory(design.history)
    return RegressionEstimate(model, design, history, ScaledColumns(design, history))
  }

  /// The estimate of the best form; nil if none can be estimated.
  private func estimate(_ design: RegressionDesign) -> RegressionEstimate? {
    let history = SmoothingHistory(design.history)
    let scaled = ScaledColumns(design, history)
    let season = errorSeason(design.history)
    var best: RegressionEstimate?
    for pattern in season > 1 ? [ETS.Season.none, .additive(period: season)] : [.none] {
      for trend in [ETS.Trend.none, .additive(damped: false), .additive(damped: true)] {
        let model = ETS(unchecked: .additive, trend, pattern, estimation: .regularized)
        guard let found = RegressionEstimate(model, design, history, scaled) else { continue }
        if found.criterion < (best?.criterion ?? .infinity) { best = found }
      }
    }
    return best
  }
}

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
  /// One coefficient per column of the design.
  let coefficients: [Double]
  /// What the columns leave unexplained.
  let errors: FittedETS
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
    coefficients = zip(estimates, scaled.units).map { $0 / $1 * history.scale }
    var states = likelihood.firstStates
    for (estimate, mean) in zip(estimates, scaled.means) { states.level -= estimate * mean }
    errors = FittedETS(
      model, design.remainder(coefficients), weights: found.point, box.units, states,
      unit: history.scale, regressors: scaled.values.count)
  }
}

extension RegressionDesign {
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
