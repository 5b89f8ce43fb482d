import Forecasting
import RealModule
import Statistics
import TemporalData

/// A positive ratio of sums, such as the mean size of what was counted, smoothed with weights that grow
/// with the denominator.
///
/// ``RatioLevel`` has the equations: a local level of the logarithm, whose observations vary by a part
/// that falls with the denominator and one that does not. Both shares, the mobility of the level and the
/// season are those of the highest likelihood. Forecasts are log-normal with the mean of the level and the
/// variance that the denominators expected leave.
///
/// | Name | Default | Meaning |
/// |---|---|---|
/// | `exposure` | | the denominator of every value |
/// | `seasonLength` | 1 | slots per season |
/// | `denominators` | nil | those ahead; nil for the usual one of the past |
///
/// A. C. Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter* (1989), section 3.2.
/// O(40 n).
public struct RatioSmoothing: ForecastModel {
  let exposure: TimeSeries
  let seasonLength: Int
  let denominators: DenominatorOutlook?

  /// The smoothing of ratios with these denominators.
  public init(
    exposure: TimeSeries, seasonLength: Int = 1, denominators: DenominatorOutlook? = nil
  ) {
    (self.exposure, self.seasonLength) = (exposure, max(1, seasonLength))
    self.denominators = denominators
  }

  /// `WeightedLevel`.
  public var name: String { "WeightedLevel" }

  /// Finds the most likely law.
  ///
  /// - Throws: `ModelError` below three observations and for a value or denominator not above 0.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedRatioSmoothing {
    guard history.observedCount >= 3 else {
      throw .tooFewObservations(needed: 3, found: history.observedCount)
    }
    let sizes = history.periods.map { exposure[$0] ?? .nan }
    let unit = history.binaryUnit
    guard let level = RatioLevel(history.storage.map { $0 / unit }, sizes: sizes) else {
      throw .nonPositiveValue(at: history.start)
    }
    return FittedRatioSmoothing(
      level, level.law(seasonLength: seasonLength), history: history, unit: unit,
      denominators: denominators)
  }
}

/// A smoothed ratio estimated from one series.
public struct FittedRatioSmoothing: FittedModel {
  /// `WeightedLevel`.
  public let name = "WeightedLevel"
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The ratio expected before each period.
  public let fittedValues: TimeSeries

  private let law: RatioLevel.Law
  private let end: RatioLevel.End
  private let unit: Double
  private let usual: Double
  private let slots: Int
  private let denominators: DenominatorOutlook?

  /// Beyond this variance of a logarithm nothing is known.
  private static let widest = 4.0

  init(
    _ level: RatioLevel, _ law: RatioLevel.Law, history: TimeSeries, unit: Double,
    denominators: DenominatorOutlook?
  ) {
    let end = level.run(law, bias: law.variance, keepsLevels: true)
    (self.law, self.end, self.unit, self.denominators) = (law, end, unit, denominators)
    (usual, slots) = (level.usual, level.sizes.count)
    let fitted = end.expected.map { $0.isNaN ? .nan : Double.exp($0) * unit }
    fittedValues = TimeSeries(start: history.start, storage: fitted)
    let errors = zip(history.storage, fitted).map { ($0 - $1) / unit }.filter { !$0.isNaN }
    let squares = errors.reduce(0) { $0 + $1 * $1 }
    summary = FitSummary(
      observations: history.observedCount,
      parameters: [
        .init("q", law.mobility), .init("lambda", law.share), .init("sigma2", law.variance),
        .init("level", Double.exp(end.level) * unit),
      ],
      logLikelihood: end.logLikelihood,
      residualStandardDeviation: unit * Double.sqrt(squares / Double(max(1, errors.count))))
  }

  /// Mean and variance of the logarithm a step ahead, 0 the first, its own variation included.
  private func moments(_ step: Int, size: Double) -> (mean: Double, level: Double, own: Double) {
    let offset = law.season.isEmpty ? 0 : law.season[(slots + step) % law.season.count]
    let level = law.variance * (end.uncertainty + Double(step) * law.mobility)
    let own = law.variance * law.relativeVariance(usual / size)
    return (end.level + offset, min(level, Self.widest), min(own, Self.widest))
  }

  private func sizes(horizon: Int) -> [Double] {
    denominators?.steps(horizon: horizon).map(\.effective)
      ?? [Double](repeating: usual, count: horizon)
  }

  /// Log-normal distributions with the mean of the level.
  public func forecast(horizon: Int) -> Forecast {
    let distributions = sizes(horizon: horizon).enumerated().map { step, size in
      let it = moments(step, size: size)
      let spread = Double.sqrt(it.level + it.own)
      let place = it.mean - (it.level + it.own) / 2 + Double.log(unit)
      let exact = try? LogNormal(logMean: place, logStandardDeviation: spread)
      return exact.map { .logNormal($0) }
        ?? ForecastDistribution.certain(Double.exp(it.mean) * unit)
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  /// The level, and what the season makes of it.
  public func components(horizon: Int) -> ForecastComponents {
    let means = forecast(horizon: horizon).means
    guard !law.season.isEmpty else { return ForecastComponents(level: means) }
    let level = Double.exp(end.level) * unit
    return ForecastComponents(
      level: means.map { _ in level }, trend: means.map { _ in 0 },
      season: means.map { $0 - level }, effects: means.map { _ in 0 })
  }

  /// Why the interval is as wide as it is: how much of it the denominator decides.
  public func account(horizon: Int) -> ModelAccount? {
    guard let size = sizes(horizon: horizon).first else { return ModelAccount() }
    let it = moments(0, size: size)
    let part = Int((100 * it.own / max(it.own + it.level, .leastNormalMagnitude)).rounded())
    return ModelAccount(intervalReasons: [
      "\(part) % of the spread one period ahead is that of single values around their level, less the "
        + "larger the denominator; the rest is that the level is not known exactly"
    ])
  }

  /// Paths of the level, and ratios around it.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let sizes = sizes(horizon: horizon)
    let step = Double.sqrt(min(law.variance * law.mobility, Self.widest))
    return SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { values in
      let first = moments(0, size: usual)
      var moved = Double.sqrt(first.level) * generator.normal()
      for index in 0..<horizon {
        if index > 0 { moved += step * generator.normal() }
        let it = moments(index, size: sizes[index])
        let own = Double.sqrt(it.own) * generator.normal()
        values.append(Double.exp(it.mean + moved + own - (it.level + it.own) / 2) * unit)
      }
    }
  }
}
