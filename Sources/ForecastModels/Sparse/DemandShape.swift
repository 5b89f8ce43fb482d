import RealModule
import TemporalData

/// What the periods of a series are expected to bring beside each other, as its peers show it: the ramp
/// of a young series, the season of its group, and half of the growth of its group.
struct DemandShape: Hashable, Sendable {
  private let shape: GroupShape
  /// The ordinal of the first period of the ramp; nil where the series may have begun before its
  /// history.
  private let birth: Int?
  /// The ordinal of the first period after the history, for whose size the level stands.
  private let end: Int
  /// What is expected of the logarithm of the series' level per period, in its own unit.
  let level: NormalPrior

  /// What the peers of a history's group show; nil without a value above 0, and where peers are
  /// compared by differences.
  init?(_ history: TimeSeries, _ knowledge: PeerKnowledge, group: String?) {
    guard knowledge.scale == .proportional,
      let source = PeerSource(history, group: group)
    else { return nil }
    shape = knowledge.shape(of: group)
    end = history.end.ordinal
    birth = source.isLaunch(panelStart: knowledge.panelStart) ? source.start : nil
    level = NormalPrior(
      mean: shape.levelMean + Double.log(knowledge.unit), variance: shape.levelVariance)
  }

  /// The expected share of a period in the level; above 0.
  func effect(_ ordinal: Int) -> Double {
    let growth = Self.trust * shape.growth * Double(ordinal - end)
    let season =
      max(Self.least, shape.season(ordinal))
      * Double.exp(min(Self.furthest, max(-Self.furthest, growth)))
    guard let birth else { return season }
    return season * max(Self.least, shape.ramp(age: ordinal - birth, .proportional))
  }

  /// How much of the growth of a group is passed on: that of its survivors flatters a series.
  private static let trust = 0.5
  /// The logarithm of the most that a level grows or shrinks over a history.
  private static let furthest = 0.7

  /// No period counts for less than this share of the others.
  private static let least = 0.1
}

/// A normal distribution of what is not known yet.
struct NormalPrior: Hashable, Sendable {
  let mean: Double
  let variance: Double
}
