import RealModule
import Statistics
import TemporalData

/// A model estimated from a cleaned history.
///
/// With k outliers among n values, a future value is one with probability k/n: its variance is then
/// that of the base model and the outliers' mean square together, with the same mean. With k level
/// shifts found, the level has moved h periods ahead with probability 1 − (1 − k/n)ʰ, by their mean
/// square. Shocks do not come again, nor does what was known. A last value that can be an
/// outlier or a new level gives two models, mixed in equal parts.
public struct FittedCleaned: FittedModel {
  /// The name of the model found.
  public let name: String
  /// The summary of the model of the cleaned history.
  public let summary: FitSummary
  /// One-step-ahead means, on the level of each period as it was observed.
  public let fittedValues: TimeSeries
  /// What was left out or moved; nil where the history was taken as it is.
  public let anomalies: Anomalies?
  /// The model, and the one with the last value as observed where that is unsettled.
  private let readings: [any FittedModel]
  private let cleaning: Cleaning?

  /// A model of the history as it is.
  init(plain base: any FittedModel) {
    (name, summary, fittedValues) = (base.name, base.summary, base.fittedValues)
    (readings, cleaning, anomalies) = ([base], nil, nil)
  }

  init(_ readings: [any FittedModel], _ cleaning: Cleaning) {
    self.readings = readings
    self.cleaning = cleaning
    anomalies = cleaning.anomalies
    let first = readings[0]
    (name, summary) = (first.name, first.summary)
    fittedValues = cleaning.movedBack(first.fittedValues)
  }

  /// The model of the cleaned history, without a last value that stands out.
  public var base: any FittedModel { readings[0] }

  /// The distributions of the model, with the chance of another outlier.
  public func forecast(horizon: Int) -> Forecast {
    let forecasts = readings.map { $0.forecast(horizon: horizon) }
    guard let cleaning else { return forecasts[0] }
    let (outliers, shifts) = (cleaning.outliers, cleaning.shifts)
    let distributions = (0..<horizon).map { step in
      let parts = forecasts.map { $0.distributions[step] }
      let mixed =
        parts.count == 1
        ? parts[0]
        : (try? Mixture(parts)).map(ForecastDistribution.mixture) ?? parts[0]
      return mixed.with(shifts, probability: shifts.probability(within: step + 1))
        .with(outliers, probability: outliers.rate)
    }
    return Forecast(
      model: name, start: forecasts[0].periods.start, distributions: distributions)
  }

  /// The parts of the model, their mean where there are two.
  public func components(horizon: Int) -> ForecastComponents {
    let all = readings.map { $0.components(horizon: horizon) }
    guard all.count > 1 else { return all[0] }
    func mean(_ part: (ForecastComponents) -> [Double]) -> [Double] {
      (0..<horizon).map { step in all.reduce(0) { $0 + part($1)[step] / Double(all.count) } }
    }
    return ForecastComponents(
      level: mean(\.level), trend: mean(\.trend), season: mean(\.season), effects: mean(\.effects))
  }

  /// What was found before the model was fitted.
  public var findings: [Finding] { cleaning?.findings ?? base.findings }

  /// The account of the model with what was found before it.
  public func account(horizon: Int) -> ModelAccount? {
    let account = base.account(horizon: horizon)
    guard let cleaning else { return account }
    var merged = account ?? ModelAccount()
    merged.findings = cleaning.findings + merged.findings
    merged.intervalReasons += reasons(cleaning)
    return merged
  }

  private func reasons(_ cleaning: Cleaning) -> [String] {
    let anomalies = cleaning.anomalies
    let observed = cleaning.original.observedCount
    let shifts = anomalies.shifts.filter { !$0.isKnown }.count
    var reasons: [String] = []
    let count = anomalies.outliers.filter { !$0.isKnown }.count
    if count > 0, cleaning.expectsRecurrence {
      reasons.append(
        "\(count) of \(observed) values \(count == 1 ? "was an outlier" : "were outliers"): "
          + "the interval allows for as many again")
    }
    if shifts > 0, cleaning.expectsRecurrence {
      reasons.append(
        "the level moved \(shifts == 1 ? "once" : "\(shifts) times") in \(observed) periods: "
          + "the interval allows for as much again")
    }
    if readings.count > 1 {
      reasons.append(
        "the last value may be an outlier or a new level: both are taken to be equally likely")
    }
    return reasons
  }

  /// Paths of the model, in equal numbers where there are two, with outliers and level shifts that come
  /// again.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    guard let cleaning else {
      return base.simulate(horizon: horizon, paths: paths, using: &generator)
    }
    var values: [Double] = []
    for (index, fitted) in readings.enumerated() {
      let share = paths / readings.count + (index < paths % readings.count ? 1 : 0)
      guard share > 0 else { continue }
      values += fitted.simulate(horizon: horizon, paths: share, using: &generator).values
    }
    recur(cleaning, in: &values, horizon: horizon, using: &generator)
    return SamplePaths(
      periods: PeriodRange(start: cleaning.original.end, count: horizon),
      values: values)
  }

  /// Lets outliers and level shifts come again in paths.
  private func recur(
    _ cleaning: Cleaning, in values: inout [Double], horizon: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    let (outliers, shifts) = (cleaning.outliers, cleaning.shifts)
    guard outliers.rate + shifts.rate > 0 else { return }
    for start in stride(from: 0, to: values.count, by: horizon) {
      var shift: Double?
      for index in start..<start + horizon {
        if shifts.rate > 0, shift == nil, generator.uniform() < shifts.rate {
          shift = generator.normal()
        }
        if let shift { values[index] = shifts.moved(values[index], by: shift) }
        if outliers.rate > 0, generator.uniform() < outliers.rate {
          values[index] = outliers.moved(values[index], by: generator.normal())
        }
      }
    }
  }
}
