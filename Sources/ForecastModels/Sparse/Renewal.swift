import Forecasting
import TemporalData

/// Demands whose chance depends on how long ago the last one was, from a series that may have ended.
///
/// Each pattern that the demands may follow (any period alike, a beat of k periods since the last
/// demand or by the calendar, months of their own) weighs by how likely it makes the history; each says
/// how likely the series is still active. Sizes are log-normal around a level that may move, or 1 plus
/// a negative binomial number. Equations on docs/models/sparse.md.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `prior` | `.standard` | what to expect before the history is seen | |
/// | `seasonLength` | the frequency's | slots per season for months of their own | 1… |
///
/// Complexity: O(10 n + horizon · (age + horizon)).
public struct Renewal: ForecastModel, Hashable {
  /// What to expect of demands before the history is seen.
  public let prior: ActivityPrior
  /// Slots per season; nil for that of the frequency of the history.
  public let seasonLength: Int?

  /// What peers show of ramp, season and level; nil where they are not known.
  let shape: DemandShape?

  /// The model with a prior.
  public init(prior: ActivityPrior = .standard, seasonLength: Int? = nil) {
    self.init(prior: prior, seasonLength: seasonLength, shape: nil)
  }

  init(prior: ActivityPrior, seasonLength: Int?, shape: DemandShape?) {
    (self.prior, self.seasonLength, self.shape) = (prior, seasonLength, shape)
  }

  /// `Renewal`.
  public var name: String { "Renewal" }

  /// Weighs the patterns and learns the sizes.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    let demand = DemandHistory(history)
    let events = DemandEvents(history)
    if events == nil || history.storage.contains(where: { $0 < 0 }),
      let simpler = try demand.simplerAnswer(insteadOf: name)
    {
      return simpler
    }
    guard let events else { throw .tooFewObservations(needed: 1, found: 0) }
    let season = seasonLength ?? history.start.frequency.seasonLength
    let occurrence = Occurrence(events, prior: prior, seasonLength: season)
    return .renewal(
      FittedRenewal(demand, events, occurrence, shape, reason: reason(demand.values.count)))
  }

  /// Why a few observations alone are not enough; nil where a panel stands behind them.
  private func reason(_ count: Int) -> String? {
    guard count < Self.fewestObservations, shape == nil, prior == .standard else { return nil }
    return "\(count) observation\(count == 1 ? " is" : "s are") too few for \(name): "
      + "how often demands come is taken from what is usual"
  }

  /// The number of observations from which a history says how often demands come.
  private static let fewestObservations = 4
}
