import Forecasting
import TemporalData

/// The method of Teunter, Syntetos and Babai (TSB): the probability of a demand, smoothed in every
/// period, times the size of one, smoothed at every demand.
///
///     p ← p + α (o − p),   o = 1 with a demand, else 0;   at a demand  z ← z + β (y − z)
///     forecast p·z
///
/// Unlike Croston's ratio it has no bias to correct, and it falls while nothing comes, so that a
/// series that has ended fades out.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `occurrence` | estimated in 0.02...0.3 | α | 0...1 |
/// | `size` | estimated in 0.02...0.3 | β | 0...1 |
/// | `start` | `.average` | where both levels begin | first value, average |
///
/// Complexity: O(20 n).
///
/// R. H. Teunter, A. A. Syntetos, M. Z. Babai, *Intermittent demand: linking forecasting to inventory
/// obsolescence*, Eur. J. Oper. Res. 214 (2011), doi:10.1016/j.ejor.2011.05.018.
public struct TeunterSyntetosBabai: ForecastModel, Hashable {
  /// Where the smoothed levels begin.
  public enum Start: Hashable, Sendable {
    /// At the first value: a probability of 0 or 1.
    case firstValue
    /// At the mean over the history.
    case average
  }

  /// The weight of the newest period in the probability of a demand.
  public let occurrence: ETS.Weight
  /// The weight of the newest demand in the size.
  public let size: ETS.Weight
  /// Where both levels begin.
  public let start: Start

  /// The method with its weights.
  ///
  /// - Throws: `SpecificationError.outOfRange` for a weight outside 0...1.
  public init(
    occurrence: ETS.Weight = .estimated(within: 0.02...0.3),
    size: ETS.Weight = .estimated(within: 0.02...0.3), start: Start = .average
  ) throws(SpecificationError) {
    try occurrence.checkShare("occurrence weight")
    try size.checkShare("size weight")
    (self.occurrence, self.size, self.start) = (occurrence, size, start)
  }

  /// `TSB`.
  public var name: String { "TSB" }

  /// Smooths occurrence and size.
  ///
  /// - Throws: `ModelError.tooFewObservations` without any observation.
  public func fit(_ history: TimeSeries) throws(ModelError) -> FittedIntermittent {
    let demand = DemandHistory(history)
    if let simpler = try demand.simplerAnswer(insteadOf: name) { return simpler }
    let from: LevelSmoothing.Start = start == .average ? .average : .first
    let events = demand.values.map { $0 > 0 ? 1.0 : 0 }
    let chance = LevelSmoothing(events, weight: occurrence, start: from)
    let sizes = LevelSmoothing(demand.sizes, weight: size, start: from)
    var seen = 0
    let fitted = zip(demand.values, chance.before).map { value, chance in
      let size = seen < sizes.before.count ? sizes.before[seen] : sizes.level
      if value > 0 { seen += 1 }
      return chance * size
    }
    let probability = max(chance.level, 1e-12)
    return .demand(
      FittedDemand(
        name: name, demand,
        demand.distribution(
          mean: probability * sizes.level, chance: probability, size: sizes),
        fitted: fitted,
        parameters: [
          .init("alpha (occurrence)", chance.weight), .init("alpha (size)", sizes.weight),
        ]))
  }
}
