import Forecasting
import RealModule
import Statistics
import TemporalData

/// A mean of a short history in which later values count more, with an interval as wide as few values
/// justify.
///
///     m ← m + 0.3 (y − m)
///
/// The spread of the values around their mean is widened by Student's t over n − 1 degrees of
/// freedom, by 1 + 1/n for the mean, and by 0.09 a period for a level that moves. Amounts without a
/// negative value have a gamma distribution (0 with the share of zeros), counts a negative binomial
/// one, others a normal one.
public struct ShortOwn: ForecastModel, Hashable {
  /// `ShortMean`.
  public var name: String { "ShortMean" }

  /// The model; it has no options.
  public init() {}

  /// The weight of a new value.
  static let weight = 0.3

  /// Takes mean and spread; a single observation has a spread as large as the value; O(n).
  ///
  /// - Throws: `ModelError.tooFewObservations` without an observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedShortOwn {
    guard history.observedCount > 0 else { throw .tooFewObservations(needed: 1, found: 0) }
    return FittedShortOwn(history)
  }
}

/// The mean of a short history.
public struct FittedShortOwn: FittedModel {
  /// `ShortMean`.
  public var name: String { "ShortMean" }
  /// The estimates and the measures of fit.
  public let summary: FitSummary
  /// The means before each period.
  public let fittedValues: TimeSeries

  private let values: [Double]
  private let unit: Double
  private let mean: Double
  private let variance: Double
  private let isCount: Bool

  init(_ history: TimeSeries) {
    let prepared = SmoothingHistory(history)
    let observed = history.storage.filter { !$0.isNaN }
    let isCount = observed.allSatisfy { $0 >= 0 && $0 <= 1e6 && $0 == $0.rounded() }
    let unit = isCount ? 1 : prepared.scale
    let values = observed.map { $0 / unit }
    var mean = values[0]
    fittedValues = TimeSeries(
      start: history.start,
      storage: history.storage.map { value in
        let before = mean
        if !value.isNaN { mean += ShortOwn.weight * (value / unit - mean) }
        return before * unit
      })
    let spread =
      values.count > 1 ? Moments(values).sampleStandardDeviation : abs(values[0])
    let freedom = Double(max(1, values.count - 1))
    let tail = (try? StudentT(degreesOfFreedom: freedom).quantile(0.975)) ?? 2
    // No more than a factor of 3: one pair of values is worth a guess, not every number there is.
    let widening = min(3, tail / 1.96)
    (self.values, self.unit, self.mean, self.isCount) = (values, unit, mean, isCount)
    variance = spread * spread * widening * widening
    summary = FitSummary(
      observations: values.count, parameters: [.init("mean", mean * unit)],
      residualStandardDeviation: spread * unit,
      fallbackReason: values.count > 1
        ? "\(values.count) observations show a level and nothing more"
        : "one observation: the spread is taken to be as large as the value")
  }

  /// The distribution of each period, wider from period to period.
  public func forecast(horizon: Int) -> Forecast {
    let drift = ShortOwn.weight * ShortOwn.weight
    let distributions = (0..<horizon).map { step in
      distribution(variance * (1 + 1 / Double(values.count) + drift * Double(step)))
    }
    return Forecast(model: name, start: fittedValues.end, distributions: distributions)
  }

  private func distribution(_ variance: Double) -> ForecastDistribution {
    guard mean > 0, values.allSatisfy({ $0 >= 0 }) else {
      return .normal(mean: mean * unit, standardDeviation: variance.squareRoot() * unit)
    }
    let zeros = values.count { $0 == 0 }
    if isCount { return .count(mean: mean, variance: max(variance, mean)) }
    let chance = zeros == 0 ? 1 : 1 - (Double(zeros) + 0.5) / Double(values.count + 1)
    let size = mean / chance
    // The variance of the mixture is chance · size² · (cv² + 1 − chance).
    let rest = max(0.05 * size * size, variance / chance - size * size * (1 - chance))
    return DemandDistribution(
      probability: chance,
      size: .size(mean: size, variance: rest, isCount: false, unit: unit)
    ).marginal
  }

  /// Periods that share the error of the mean: normal numbers with that correlation, taken to the
  /// distribution of their period.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let distributions = forecast(horizon: horizon).distributions
    let shared = 1 / Double(values.count + 1)
    let (common, single) = (shared.squareRoot(), (1 - shared).squareRoot())
    return SamplePaths(from: fittedValues.end, horizon: horizon, paths: paths) { path in
      let level = generator.normal()
      for distribution in distributions {
        let normal = common * level + single * generator.normal()
        path.append(distribution.quantile(StandardNormal.cdf(normal)))
      }
    }
  }
}
