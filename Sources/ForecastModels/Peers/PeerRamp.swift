import Forecasting
import TemporalData

/// A series with little or no history, forecast from the beginnings of its peers.
///
/// The level is drawn toward that of the group by what the values so far say about it; the periods
/// ahead follow trajectories of peers from the same age on, those whose zeros fell alike first, on
/// the level of the series and with the season of its group. Without values the peers alone speak.
///
/// Without knowledge of peers the model is `ShortOwn`: the series' own mean with a wide interval.
public struct PeerRamp: ForecastModel {
  /// What the panel teaches; nil without a panel.
  public let knowledge: PeerKnowledge?
  /// The group of the series; nil without a label.
  public let group: String?

  /// The model of a series of this group.
  public init(knowledge: PeerKnowledge?, group: String?) {
    (self.knowledge, self.group) = (knowledge, group)
  }

  /// `PeerRamp`.
  public var name: String { "PeerRamp" }

  /// Weighs the peers and the series' own level; O(peers).
  ///
  /// - Throws: `ModelError.tooFewObservations` for an empty history without peers.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedPeerRamp {
    guard let knowledge else { return .own(try ShortOwn().fit(history)) }
    let own = ShortHistory(history, unit: knowledge.unit)
    guard own.isComparable, let level = PeerLevel(own, knowledge, group: group) else {
      return .own(try ShortOwn().fit(history))
    }
    return .peers(FittedPeerTracks(history, own, level, knowledge, group: group))
  }
}

/// What `PeerRamp` found: tracks of peers, or the series' own mean where no peer can help.
public enum FittedPeerRamp: FittedModel {
  /// The level and the trajectories of peers.
  case peers(FittedPeerTracks)
  /// The series' own mean.
  case own(FittedShortOwn)

  private var base: any FittedModel {
    switch self {
    case .peers(let it): it
    case .own(let it): it
    }
  }

  /// The name of the model found.
  public var name: String { base.name }
  /// The estimates and the measures of fit.
  public var summary: FitSummary { base.summary }
  /// One-step-ahead means.
  public var fittedValues: TimeSeries { base.fittedValues }
  /// The forecast of the model found.
  public func forecast(horizon: Int) -> Forecast { base.forecast(horizon: horizon) }
  /// The parts of the means of the model found.
  public func components(horizon: Int) -> ForecastComponents { base.components(horizon: horizon) }
  /// How the forecast came about.
  public func account(horizon: Int) -> ModelAccount? { base.account(horizon: horizon) }
  /// Paths of the model found.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    base.simulate(horizon: horizon, paths: paths, using: &generator)
  }
}
