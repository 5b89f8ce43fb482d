import Forecasting
import TemporalData

extension DynamicRegression {
  /// Estimates coefficients and errors together; the form of the errors has the smallest AICc of those
  /// in which every column that stays can be told from the states.
  ///
  /// A history that is too short for the columns, or whose values are all the same, is answered
  /// without them, with a reason. About 20 evaluations per form, each O(n · p²) for p columns and first
  /// states; with ARIMA errors the cost of a search.
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
    let columns = regressors.columns + known.flatMap { Self.columns($0, until: history.end) }
    // The season of ARIMA errors need not be fixed: a column that repeats with it says something.
    let season = errors == .ets ? errorSeason(history) : 1
    var design = RegressionDesign(history, columns, seasonLength: season)
    reasons += design.reasons
    if !design.columns.isEmpty {
      if let estimate = selected(&design, columns) {
        reasons += estimate.reasons
        return FittedRegression(
          estimate, design, regressors: regressors.columns, drivers: known,
          reason: Self.joined(reasons))
      }
      let count = design.columns.count
      let short =
        "\(history.observedCount) observations are too few for a regression on \(count) column"
      reasons.append(short + (count == 1 ? "" : "s"))
    }
    let plain: any FittedModel =
      switch errors {
      case .ets: try ETSSearch(unchecked: seasonLength).fit(history)
      case .arima: try ARIMASearch(unchecked: errorSeason(history)).fit(history)
      }
    return FittedRegression(without: plain, reason: Self.joined(reasons))
  }

  private static func joined(_ reasons: [String]) -> String? {
    reasons.isEmpty ? nil : reasons.joined(separator: "; ")
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

  private static func columns(_ known: FittedDriver, until end: Period) -> [Regressors.Column] {
    known.driver.lags.map { lag in
      Regressors.Column(FittedDriver.columnName(known.driver, lag)) { period in
        let source = period.advanced(by: -lag)
        return period < end ? known.observed(source) : known.expected(source)
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
  private func selected(
    _ design: inout RegressionDesign, _ columns: [Regressors.Column]
  ) -> RegressionEstimate? {
    let all = estimate(design, columns)
    guard var best = all?.criterion, let form = all?.form else { return all }
    var kept = design
    while kept.columns.count > 1 {
      let fewer = kept.columns.indices.filter { kept.columns[$0].isOptional }
        .map { kept.without($0) }
      let found = fewer.map {
        (design: $0, criterion: estimate($0, columns, of: form)?.criterion)
      }
      guard let next = found.min(by: { $0.criterion ?? .infinity < $1.criterion ?? .infinity }),
        let criterion = next.criterion, criterion < best
      else { break }
      (best, kept) = (criterion, next.design)
    }
    guard kept.columns.count < design.columns.count else { return all }
    design = kept
    return estimate(kept, columns)
  }

  private func estimate(
    _ design: RegressionDesign, _ columns: [Regressors.Column], of form: RegressionEstimate.Form
  ) -> RegressionEstimate? {
    switch form {
    case .ets(let model):
      let history = SmoothingHistory(design.history)
      return RegressionEstimate(model, design, history, ScaledColumns(design, history))
    case .arima(let order, let constant):
      let model = ARIMA(
        unchecked: order, constant: constant, regressors: design.regressors(columns))
      return (try? model.fit(design.history)).map { RegressionEstimate($0, design) }
    }
  }

  /// The estimate of the best form; nil if none can be estimated.
  private func estimate(
    _ design: RegressionDesign, _ columns: [Regressors.Column]
  ) -> RegressionEstimate? {
    switch errors {
    case .ets: smoothingEstimate(design)
    case .arima: arimaEstimate(design, columns)
    }
  }

  private func arimaEstimate(
    _ design: RegressionDesign, _ columns: [Regressors.Column]
  ) -> RegressionEstimate? {
    let search = ARIMASearch(
      unchecked: errorSeason(design.history), regressors: design.regressors(columns))
    guard case .fitted(let found)? = try? search.fit(design.history) else { return nil }
    return RegressionEstimate(found, design)
  }

  private func smoothingEstimate(_ design: RegressionDesign) -> RegressionEstimate? {
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
