import Statistics
import TemporalData

/// The forecast of one series, with what was estimated.
public struct SeriesForecast: Sendable {
  /// The distributions of the periods ahead.
  public let forecast: Forecast
  /// The estimates and measures of fit.
  public let summary: FitSummary
  /// Joint futures, if they were asked for.
  public let paths: SamplePaths?
  /// What the means are made of, if that was asked for.
  public let components: ForecastComponents?
  /// One-step-ahead means inside the history, if they were asked for.
  public let fittedValues: TimeSeries?
  /// What the one-step errors tell, if that was asked for.
  public let diagnostics: ResidualDiagnostics?
  /// How the forecast came about, if that was asked for.
  public let account: ModelAccount?
  /// Outliers, level shifts and shocks that the fit found in the history, in the order of time.
  public let findings: [Finding]

  /// A forecast with what was asked for besides.
  init(
    forecast: Forecast, summary: FitSummary, paths: SamplePaths? = nil,
    components: ForecastComponents? = nil, fittedValues: TimeSeries? = nil,
    diagnostics: ResidualDiagnostics? = nil, account: ModelAccount? = nil,
    findings: [Finding] = []
  ) {
    (self.forecast, self.summary, self.paths) = (forecast, summary, paths)
    (self.components, self.fittedValues) = (components, fittedValues)
    (self.diagnostics, self.account, self.findings) = (diagnostics, account, findings)
  }
}

/// What to ask of one series: a model, how far ahead, and how many simulated paths.
public struct ForecastRequest: Sendable {
  /// The model.
  public let model: any ForecastModel
  /// The number of periods ahead, at least 1.
  public let horizon: Int
  /// The number of joint paths; 0 for none.
  public let paths: Int
  /// The seed of the paths.
  public let seed: UInt64
  /// What is wanted besides.
  public let details: Set<Detail>
  /// Slots per season, for the diagnostics and the account.
  public let seasonLength: Int
  /// What an account compares the model with, usually the seasonal naive method.
  public let reference: (any ForecastModel)?
  /// The model as it was before the windows of the past that an account tries it on; nil where it is the
  /// same, as it learned from nothing but the history.
  public let pastModel: (any ForecastModel)?

  /// What a forecast can come with.
  public enum Detail: Hashable, Sendable {
    /// What the means are made of.
    case components
    /// One-step-ahead means inside the history.
    case fittedValues
    /// What the one-step errors tell.
    case diagnostics
    /// How the forecast came about; costs a few more fits.
    case account
  }

  /// A request; a horizon below 1 counts as 1.
  public init(
    model: any ForecastModel, horizon: Int, paths: Int = 0, seed: UInt64 = 1,
    details: Set<Detail> = [], seasonLength: Int = 1, reference: (any ForecastModel)? = nil,
    pastModel: (any ForecastModel)? = nil
  ) {
    (self.model, self.horizon) = (model, max(1, horizon))
    (self.paths, self.seed) = (max(0, paths), seed)
    (self.details, self.seasonLength) = (details, max(1, seasonLength))
    (self.reference, self.pastModel) = (reference, pastModel)
  }

  /// Answers for one series; it never throws and never depends on another series.
  ///
  /// - Parameter key: what identifies the series; with the seed it fixes the random stream.
  public func answer(_ history: TimeSeries, key: String) -> SeriesOutcome<SeriesForecast> {
    do {
      let fitted = try model.fitAny(history)
      let forecast = fitted.forecast(horizon: horizon)
      if let fault = forecast.fault { return .refused(reason: fault) }
      let result = SeriesForecast(
        forecast: forecast, summary: fitted.summary, paths: simulate(fitted, key: key),
        components: details.contains(.components) ? fitted.components(horizon: horizon) : nil,
        fittedValues: details.contains(.fittedValues) ? fitted.fittedValues : nil,
        diagnostics: diagnostics(fitted, history),
        account: details.contains(.account) ? account(of: fitted, history) : nil,
        findings: fitted.findings)
      guard let reason = fitted.summary.fallbackReason else { return .ok(result) }
      return .fallback(result, reason: reason)
    } catch {
      return .refused(reason: "\(error)")
    }
  }

  private func diagnostics(
    _ fitted: any FittedModel, _ history: TimeSeries
  ) -> ResidualDiagnostics? {
    guard details.contains(.diagnostics) else { return nil }
    return ResidualDiagnostics(
      history: history, fittedValues: fitted.fittedValues, seasonLength: seasonLength,
      fittedParameters: fitted.summary.dynamicParameterCount)
  }

  private func simulate(_ fitted: any FittedModel, key: String) -> SamplePaths? {
    guard paths > 0 else { return nil }
    var stream = RandomStream(seed: seed, key: key)
    return fitted.simulate(horizon: horizon, paths: paths, using: &stream)
  }
}
