import TemporalData

/// Distributions of consecutive future periods, and the model they come from.
///
/// Only marginals: the distribution of a total over several periods needs `SamplePaths`.
public struct Forecast: Hashable, Sendable {
  /// The name of the fitted model, such as `ETS(A,N,A)`.
  public let model: String
  /// The periods ahead.
  public let periods: PeriodRange
  /// One distribution per period.
  public let distributions: [ForecastDistribution]

  /// A forecast from `start` on.
  public init(model: String, start: Period, distributions: [ForecastDistribution]) {
    self.model = model
    self.periods = PeriodRange(start: start, count: distributions.count)
    self.distributions = distributions
  }

  /// The expected value per period.
  public var means: [Double] { distributions.map(\.mean) }

  /// One central interval per period.
  public func intervals(level: Double) -> [PredictionInterval] {
    distributions.map { $0.interval(level: level) }
  }

  /// Whether every mean and every usual interval is finite.
  public var isFinite: Bool { distributions.allSatisfy(\.isFinite) }

  /// Why the forecast cannot be used; nil if it is finite.
  var fault: String? {
    isFinite ? nil : "the forecast of \(model) leaves the range of numbers"
  }
}
