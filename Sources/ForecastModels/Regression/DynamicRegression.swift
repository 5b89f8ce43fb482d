import Forecasting
import TemporalData

/// Regression on columns and on other series, with errors that follow a model of their own.
///
///     y[t] = β₁ x₁[t] + … + β_k x_k[t] + η[t]
///
/// where η follows exponential smoothing with additive noise, or an ARIMA model. Coefficients, first
/// states and weights are estimated jointly by maximum likelihood.
///
/// | Parameter | Default | Meaning |
/// |---|---|---|
/// | `regressors` | none | columns whose future is known: calendars, events, waves, plans |
/// | `drivers` | none | other series whose future is forecast, and their lags |
/// | `errors` | `.ets` | what η follows: `.ets` or `.arima` |
/// | `seasonLength` | | slots per season of η; 1 for none; 2…60 take part |
/// | `horizon` | 1 | periods after a history for which columns must be known |
///
/// A column that a history cannot tell from the others, from the level or from the season is left out,
/// by name in the summary's reason unless it is optional; optional columns are also left out where AICc
/// is better without them. A period for which a column is not known is
/// passed over like a missing value.
///
/// R. J. Hyndman, G. Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed. (2021), chapter
/// 10; R. J. Hyndman et al., *Forecasting with Exponential Smoothing* (2008), chapter 9,
/// doi:10.1007/978-3-540-71918-2.
public struct DynamicRegression: ForecastModel {
  /// The longest season of exponential smoothing errors; longer ones are left to Fourier terms.
  public static let maximumSeason = 60

  /// What regressors leave unexplained follows.
  public enum Errors: Hashable, Sendable {
    /// Exponential smoothing with additive noise, its form chosen by AICc.
    case ets
    /// An ARIMA model, found by a stepwise search. Its intervals hold what is not known of coefficients.
    case arima
  }

  /// Another series that drives this one, with the lags of its effect.
  public struct Driver: Sendable {
    /// The name, as coefficients are reported: `leads`, or `leads.2` at lag 2.
    public let name: String
    /// Its values; those at and after the end of a history are not looked at.
    public let series: TimeSeries
    /// How many periods later its effects come, each 0 or more.
    public let lags: [Int]
    /// What forecasts it.
    public let model: any ForecastModel

    /// A driver.
    public init(
      _ name: String, _ series: TimeSeries, lags: [Int] = [0], model: any ForecastModel
    ) {
      (self.name, self.series, self.model) = (name, series, model)
      self.lags = Set(lags.map { max(0, $0) }).sorted()
    }
  }

  /// Columns whose future is known.
  public let regressors: Regressors
  /// Series whose future is forecast.
  public let drivers: [Driver]
  /// What η follows.
  public let errors: Errors
  /// Slots per season of η.
  public let seasonLength: Int
  /// Periods after a history for which columns must be known.
  public let horizon: Int

  /// A regression on at least one column or driver.
  ///
  /// - Throws: `SpecificationError` for a season length or horizon below 1, or without columns and
  ///   drivers.
  public init(
    regressors: Regressors = .none, drivers: [Driver] = [], errors: Errors = .ets,
    seasonLength: Int, horizon: Int = 1
  ) throws(SpecificationError) {
    for (name, value) in [("season length", seasonLength), ("horizon", horizon)] where value < 1 {
      throw .outOfRange(parameter: name, value: Double(value), allowed: "1...")
    }
    guard !regressors.isEmpty || !drivers.isEmpty else {
      throw .notAllowed("a regression needs at least one column or driver")
    }
    (self.regressors, self.drivers, self.errors) = (regressors, drivers, errors)
    (self.seasonLength, self.horizon) = (seasonLength, horizon)
  }

  /// Another regression on other columns, at least one, with other errors.
  init(_ other: DynamicRegression, on regressors: Regressors, _ errors: Errors) {
    (self.regressors, drivers, self.errors) = (regressors, other.drivers, errors)
    (seasonLength, horizon) = (other.seasonLength, other.horizon)
  }

  /// `Regression`.
  public var name: String { "Regression" }
}
