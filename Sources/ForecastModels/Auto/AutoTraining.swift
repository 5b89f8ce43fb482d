import Forecasting
import TemporalData

/// What the learning of the numbers of `auto` needs to know of histories.
///
/// It says what the members of the pool forecast, before they are weighted, and how the weights see a
/// history. The numbers themselves are made from many such samples (docs/models/auto-training.md).
public struct AutoTraining: Sendable {
  /// Slots per season; 1 for none.
  public let seasonLength: Int
  /// The periods that are forecast.
  public let horizon: Int
  /// The names of the members, in the order of their weights.
  public let memberNames: [String]
  private let members: [any ForecastModel]

  /// The names of the numbers that describe a history.
  public static var featureNames: [String] { SeriesFeatures.names }

  /// The members of `auto` for a season length, or other ones that might become members; each behind the
  /// cleaning of the history.
  ///
  /// - Throws: `SpecificationError` for a season length or horizon below 1, or a name that is none.
  public init(
    seasonLength: Int, horizon: Int, members names: [String]? = nil
  ) throws(SpecificationError) {
    guard horizon >= 1 else {
      throw .outOfRange(parameter: "horizon", value: Double(horizon), allowed: "1...")
    }
    (self.seasonLength, self.horizon) = (seasonLength, horizon)
    memberNames = names ?? AutoParameters.of(seasonLength: seasonLength)?.members ?? []
    var models: [any ForecastModel] = []
    for name in memberNames {
      models.append(
        try CleanedModel(
          try ModelCatalog.model(named: name, seasonLength: seasonLength),
          seasonLength: seasonLength, expectsRecurrence: false))
    }
    members = models
  }

  /// What the weights and the members see at the end of a history; nil for one that `auto` leaves to
  /// another model than the pool, and where every member fell back to a simpler model.
  ///
  /// The cost is that of a fit of every member.
  public func sample(_ history: TimeSeries) -> AutoSample? {
    guard HistoryRoute(history, seasonLength: seasonLength, knowledge: nil) == .own,
      history.observedCount >= 4, DemandKind(history)?.isDemand != true,
      let scale = ErrorScale(history: history.storage, seasonLength: seasonLength)
    else { return nil }
    let forecasts = members.map { member -> Forecast? in
      guard let fitted = try? member.fitAny(history), fitted.summary.fallbackReason == nil else {
        return nil
      }
      return fitted.forecast(horizon: horizon)
    }
    guard forecasts.contains(where: { $0 != nil }) else { return nil }
    return AutoSample(
      observations: history.observedCount, scale: scale.absolute,
      features: SeriesFeatures(history, seasonLength: seasonLength).values, forecasts: forecasts)
  }
}

/// What the learning of `auto` sees at the end of one history.
public struct AutoSample: Sendable {
  /// The number of observed values.
  public let observations: Int
  /// The mean absolute change over a season, in the unit of the series; above 0.
  public let scale: Double
  /// The numbers that describe the history, in the order of ``AutoTraining/featureNames``.
  public let features: [Double]
  /// What each member forecasts; nil where it fell back to a simpler model.
  public let forecasts: [Forecast?]
}
