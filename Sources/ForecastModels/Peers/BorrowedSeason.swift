import Forecasting
import RealModule
import Statistics
import TemporalData

/// A history of fewer than two seasons with the season of its peers around a model without one.
///
/// Each slot's effect is the group's, moved toward what the history itself shows of it by how well
/// either is known; the model is fitted to the history without the season, and forecasts get it back
/// with its error. Without peers that share a season the model takes the history as it is, and says
/// so.
public struct BorrowedSeason: ForecastModel {
  /// The model of the history without its season.
  public let base: any ForecastModel
  /// What the panel teaches; nil without a panel.
  public let knowledge: PeerKnowledge?
  /// The group of the series; nil without a label.
  public let group: String?
  /// Slots per season.
  public let seasonLength: Int

  /// The season of a group around a model without a season; lengths below 1 count as 1.
  public init(
    _ base: any ForecastModel, seasonLength: Int, knowledge: PeerKnowledge?, group: String?
  ) {
    (self.base, self.knowledge, self.group) = (base, knowledge, group)
    self.seasonLength = max(1, seasonLength)
  }

  /// Such as `Borrowed(12)+ETS`.
  public var name: String { "Borrowed(\(seasonLength))+\(base.name)" }

  /// Takes the season out and fits the model to the rest; O(n) beside the model.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedBorrowedSeason {
    let points = history.observedCount
    let count = "\(points) point\(points == 1 ? "" : "s")"
    guard let knowledge, knowledge.seasonLength == seasonLength, seasonLength > 1,
      let season = ShrunkSeason(history, knowledge, group: group)
    else {
      let reason =
        seasonLength > 1 && points < 2 * seasonLength
        ? "no season fitted: \(count) are fewer than two seasons of \(seasonLength)" : nil
      return FittedBorrowedSeason(plain: try base.fitAny(history), reason: reason)
    }
    let rest = TimeSeries(
      start: history.start,
      storage: history.storage.enumerated().map { slot, value in
        knowledge.scale.without(season.effect(history.start.ordinal &+ slot), value)
      })
    return FittedBorrowedSeason(
      name: "Borrowed(\(seasonLength))", base: try base.fitAny(rest), season: season,
      note: "\(count) cannot identify a season of \(seasonLength): season taken from "
        + "\(season.peers) peers")
  }
}

/// The season of a group, moved toward that of a short history.
struct ShrunkSeason: Sendable {
  let scale: PeerScale
  /// The effect of each slot, by ordinal modulo the length, in the unit of the series.
  let effects: [Double]
  /// The standard deviation of each.
  let deviations: [Double]
  /// The number of series it rests on.
  let peers: Int

  /// Nil where the peers share no season.
  init?(_ history: TimeSeries, _ knowledge: PeerKnowledge, group: String?) {
    let profile = knowledge.shape(of: group).season
    let wide = knowledge.all.season
    guard wide.series > 0, !profile.isFlat else { return nil }
    scale = knowledge.scale
    peers = profile.series > 1 ? profile.series : wide.series
    let length = profile.effects.count
    let values = history.trimmed()
    let unit = scale == .additive ? knowledge.unit : 1
    let own = SeasonRatios(
      values.storage.map { $0 / unit }[...], start: values.start.ordinal, length: length,
      scale: scale)
    var (effects, deviations) = ([Double](), [Double]())
    for slot in 0..<length {
      let prior = NormalShrinkage(
        center: profile.effects[slot], variance: profile.varianceBetween[slot])
      let noise = profile.varianceWithin / Double(max(1, own.counts[slot]))
      let posterior = prior.posterior(own.mean(slot) ?? .nan, variance: noise)
      effects.append(posterior.mean)
      deviations.append(posterior.variance.squareRoot() * unit)
    }
    let mean = effects.reduce(0, +) / Double(length)
    guard mean.isFinite, scale == .additive || mean > 0 else { return nil }
    let isAdditive = knowledge.scale == .additive
    self.effects = effects.map { isAdditive ? ($0 - mean) * unit : max(0.02, $0 / mean) }
    self.deviations = deviations
  }

  private func slot(_ ordinal: Int) -> Int {
    let slot = ordinal % effects.count
    return slot < 0 ? slot + effects.count : slot
  }

  /// The effect in a period.
  func effect(_ ordinal: Int) -> Double { effects[slot(ordinal)] }

  /// The standard deviation of the effect in a period.
  func deviation(_ ordinal: Int) -> Double { deviations[slot(ordinal)] }
}
