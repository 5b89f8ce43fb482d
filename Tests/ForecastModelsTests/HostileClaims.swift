import ForecastModels
import Forecasting
import Statistics
import TemporalData

/// What every model owes to every history, however bad.
struct HostileClaims {
  let model: any ForecastModel
  let history: HostileHistory
  private(set) var failures: [String] = []

  /// Fits and asks everything of the fit twice; what does not hold stands in `failures`.
  init(_ model: any ForecastModel, _ history: HostileHistory) {
    (self.model, self.history) = (model, history)
    do {
      let fitted = try model.fitAny(history.series)
      check(fitted, again: try model.fitAny(history.series))
    } catch {
      checkRefusal("\(error)")
    }
  }

  private mutating func claim(_ holds: Bool, _ failure: @autoclosure () -> String) {
    if !holds { failures.append(failure()) }
  }

  /// Only a history without values, or at the end of the range of numbers, gives no answer.
  private mutating func checkRefusal(_ reason: String) {
    claim(!reason.isEmpty, "refused without a reason")
    let isFixedForm = model is StructuralModel || model.name.contains("(")
    claim(
      isFixedForm || history.series.observedCount == 0 || history.largest > 1e300,
      "refused: \(reason)")
  }

  private mutating func check(_ fitted: any FittedModel, again: any FittedModel) {
    let horizon = history.horizon
    checkFit(fitted)
    let request = ForecastRequest(model: model, horizon: horizon, paths: 3, seed: 5)
    let outcome = request.answer(history.series, key: "k")
    guard let answer = outcome.value else { return checkRefusal(outcome.reason ?? "") }
    let forecast = fitted.forecast(horizon: horizon)
    claim(outcome.status == "ok" || outcome.reason?.isEmpty == false, "fallback without a reason")
    claim(forecast == again.forecast(horizon: horizon), "another forecast from the same values")
    claim(forecast == answer.forecast, "another forecast at the second call")
    claim(
      forecast.periods == PeriodRange(start: history.series.end, count: horizon)
        && forecast.distributions.count == horizon, "forecast of \(forecast.periods)")
    checkOrder(forecast)
    checkShorterHorizon(fitted, forecast)
    checkComponents(fitted.components(horizon: horizon), forecast.means)
    claim(
      fitted.components(horizon: horizon) == again.components(horizon: horizon),
      "other components from the same values")
    checkPaths(fitted, answer.paths)
  }

  private mutating func checkFit(_ fitted: any FittedModel) {
    let (series, values) = (history.series, fitted.fittedValues)
    claim(values.end == series.end, "fitted values end at \(values.end), not \(series.end)")
    claim(
      values.start.ordinal >= series.start.ordinal && values.frequency == series.frequency,
      "fitted values begin at \(values.start), before \(series.start)")
    let summary = fitted.summary
    claim(
      summary.residualStandardDeviation.isFinite && summary.residualStandardDeviation >= 0
        || history.largest > 1e300,
      "residual standard deviation \(summary.residualStandardDeviation)")
    claim(
      summary.parameters.allSatisfy { $0.value.isFinite }
        && (summary.logLikelihood ?? 0).isFinite && (summary.correctedAIC ?? 0).isFinite,
      "summary \(summary)")
    claim(
      summary.observations <= series.observedCount,
      "\(summary.observations) observations of \(series.observedCount)")
    claim(!fitted.name.isEmpty, "a fitted model without a name")
  }

  private mutating func checkOrder(_ forecast: Forecast) {
    for (distribution, level) in forecast.distributions.flatMap({ [($0, 0.8), ($0, 0.95)] }) {
      let (mean, interval) = (distribution.mean, distribution.interval(level: level))
      let isFinite = mean.isFinite && interval.lower.isFinite && interval.upper.isFinite
      claim(isFinite, "\(mean) in \(interval) is not finite")
      claim(interval.lower <= mean, "mean \(mean) below \(interval)")
      claim(
        mean <= interval.upper || distribution.hasLongTail, "mean \(mean) above \(interval)")
      // A spread of a few units in the last place, or below the smallest number, cannot be exact.
      let rounding = max(1e-12 * max(abs(interval.lower), abs(interval.upper)), 1e-290)
      let tail = (1 - level) / 2 + 1e-6
      claim(
        distribution.cdf(interval.lower - rounding) <= tail
          && distribution.survival(interval.upper + rounding) <= tail,
        "\(interval) leaves out more than it says")
      let median = distribution.quantile(0.5)
      claim(
        interval.lower <= median && median <= interval.upper, "median \(median) in \(interval)")
    }
  }

  /// Means may only differ by what a simulation of them leaves open.
  private mutating func checkShorterHorizon(_ fitted: any FittedModel, _ forecast: Forecast) {
    let shorter = fitted.forecast(horizon: (forecast.means.count + 1) / 2).means
    let intervals = forecast.intervals(level: 0.95)
    for (step, mean) in shorter.enumerated() where mean != forecast.means[step] {
      let width = intervals[step].upper - intervals[step].lower
      claim(
        abs(mean - forecast.means[step]) <= max(0.1 * width, 1e-12 * abs(mean)),
        "mean \(step + 1) is \(forecast.means[step]), but \(mean) for a shorter horizon")
    }
  }

  private mutating func checkComponents(_ parts: ForecastComponents, _ means: [Double]) {
    guard parts.level.count == means.count else {
      return claim(false, "\(parts.level.count) components of \(means.count)")
    }
    let all = parts.level + parts.trend + parts.season + parts.effects
    claim(all.allSatisfy(\.isFinite), "components that are not finite")
    let tolerance = 1e-9 * max(history.largest, means.reduce(0) { max($0, abs($1)) })
    for (sum, mean) in zip(parts.sums, means) {
      claim(abs(sum - mean) <= tolerance, "components add up to \(sum), not \(mean)")
    }
  }

  private mutating func checkPaths(_ fitted: any FittedModel, _ answered: SamplePaths?) {
    var stream = RandomStream(seed: 5, key: "k")
    let paths = fitted.simulate(horizon: history.horizon, paths: 3, using: &stream)
    claim(paths == answered, "other paths from the same values and seed")
    claim(
      paths.periods == PeriodRange(start: history.series.end, count: history.horizon)
        && paths.count == 3, "\(paths.count) paths over \(paths.periods)")
    claim(paths.values.allSatisfy(\.isFinite), "paths that are not finite")
  }
}

extension ForecastDistribution {
  /// Whether the mean can rightly stand above an interval: rare large values, often beside zeros.
  fileprivate var hasLongTail: Bool {
    switch self {
    case .normal: false
    case .mixture(let it):
      it.components.contains { $0.hasLongTail || $0.standardDeviation == 0 }
    default: true
    }
  }
}
