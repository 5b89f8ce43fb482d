import Statistics
import TemporalData

/// A model specification: a value that says what to estimate and holds no data.
///
/// A specification that exists is valid; `fit` never checks options again. Backtests, accuracy,
/// combination and panel runs work with any conforming type and name none.
public protocol ForecastModel: Sendable {
  /// What `fit` returns.
  associatedtype Fitted: FittedModel

  /// The name in the field's notation, such as `ETS(A,Ad,M)`.
  var name: String { get }

  /// Estimates the model from one history.
  ///
  /// - Throws: `ModelError` if this history cannot carry this model.
  func fit(_ history: TimeSeries) throws(ModelError) -> Fitted
}

/// What was estimated from one series; it can only come from `fit`.
public protocol FittedModel: Sendable {
  /// The name of the model that was found, such as `ETS(A,Ad,M)` after a search.
  var name: String { get }

  /// The estimates and the measures of fit.
  var summary: FitSummary { get }

  /// One-step-ahead means inside the history; missing where the model has none.
  var fittedValues: TimeSeries { get }

  /// The distribution of each of the next `horizon` periods.
  ///
  /// - Precondition: `horizon >= 1`.
  func forecast(horizon: Int) -> Forecast

  /// What the means of `forecast(horizon:)` are made of.
  ///
  /// A model without parts has everything in the level.
  ///
  /// - Precondition: `horizon >= 1`.
  func components(horizon: Int) -> ForecastComponents

  /// How the forecast of the next `horizon` periods came about; nil for a model with nothing to tell.
  ///
  /// - Precondition: `horizon >= 1`.
  func account(horizon: Int) -> ModelAccount?

  /// Outliers, level shifts and shocks that the fit found in the history, in the order of time; without
  /// any further computation.
  var findings: [Finding] { get }

  /// Joint futures, whose dependence over the periods is the model's own.
  ///
  /// - Precondition: `horizon >= 1` and `paths >= 1`.
  func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths
}

extension ForecastModel {
  /// Fits the model and gives the result without its static type.
  public func fitAny(_ history: TimeSeries) throws(ModelError) -> any FittedModel {
    try fit(history)
  }
}

extension FittedModel {
  /// Everything in the level.
  public func components(horizon: Int) -> ForecastComponents {
    ForecastComponents(level: forecast(horizon: horizon).means)
  }

  /// Nothing to tell.
  public func account(horizon: Int) -> ModelAccount? { nil }

  /// None.
  public var findings: [Finding] { [] }
}

/// The estimates of a fitted model and how well it fits.
public struct FitSummary: Hashable, Sendable {
  /// One estimated quantity.
  public struct Parameter: Hashable, Sendable {
    /// The usual symbol, such as `alpha`.
    public let name: String
    /// The estimate.
    public let value: Double
    /// The standard error of the estimate; nil where it is not known.
    public let standardError: Double?

    /// A parameter with its estimate; one beyond the range of doubles is brought to its end.
    public init(_ name: String, _ value: Double, standardError: Double? = nil) {
      self.standardError = standardError
      let furthest = Double.greatestFiniteMagnitude
      self.name = name
      self.value = value.isInfinite ? (value < 0 ? -furthest : furthest) : value
    }
  }

  /// The number of observed values used.
  public let observations: Int
  /// The estimated quantities, smoothing parameters first, then initial states.
  public let parameters: [Parameter]
  /// The log-likelihood up to the constant that depends on the number of observations alone.
  public let logLikelihood: Double?
  /// Akaike's criterion with the small-sample correction; nil where it is not defined.
  public let correctedAIC: Double?
  /// The standard deviation of one-step errors, in the unit of the series.
  public let residualStandardDeviation: Double
  /// Why a simpler answer than the one asked for was given; nil if it was not.
  public let fallbackReason: String?
  /// Whose history the estimates rest on.
  public let source: ForecastSource

  /// A summary of these parts.
  public init(
    observations: Int, parameters: [Parameter] = [], logLikelihood: Double? = nil,
    correctedAIC: Double? = nil, residualStandardDeviation: Double, fallbackReason: String? = nil,
    source: ForecastSource = .own
  ) {
    (self.observations, self.parameters) = (observations, parameters)
    (self.logLikelihood, self.correctedAIC) = (logLikelihood, correctedAIC)
    self.residualStandardDeviation = residualStandardDeviation
    (self.fallbackReason, self.source) = (fallbackReason, source)
  }
}
