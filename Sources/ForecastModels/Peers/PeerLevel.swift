import RealModule
import Statistics

/// What is known of the level of a short series: its own evidence and that of its peers, weighed.
///
/// On the scale that levels are compared on (the logarithm, for amounts) the prior is that of the
/// group, N(μ, τ²). The level of the values so far is an estimate of the level to come with bias b
/// and variance v, those of the changes of the tracks that were selected. The posterior has mean
/// μ + (c + b − μ) τ²/(τ² + v) and variance τ² v/(τ² + v).
struct PeerLevel {
  /// The futures that the series may share.
  let selection: PeerSelection
  /// The mean level on the scale that levels are compared on.
  let mean: Double
  /// The standard deviation of the level on that scale.
  let deviation: Double
  /// The share of the series' own evidence in the mean, 0…1.
  let ownShare: Double
  /// How many periods of history the prior is worth.
  let priorExposure: Double
  /// The change of each track less its mean, over its standard deviation.
  private let residuals: [Double]

  /// The changes of level lie within this many robust deviations of their median, or count as if.
  static let reach = 2.5

  /// What the variance of a level is multiplied by.
  ///
  /// Peers of the past share what the future will not, such as the state of the market. Chosen on
  /// generated panels, so that totals of a year keep their coverage.
  static let caution = 1.15

  init?(_ own: ShortHistory, _ knowledge: PeerKnowledge, group: String?) {
    let (scale, shape) = (knowledge.scale, knowledge.shape(of: group))
    let level = own.level(knowledge, shape)
    let current = level.flatMap { scale.coordinate($0.level) }
    selection = PeerSelection(
      knowledge, age: own.age, pattern: own.pattern, group: group, hasValues: current != nil)
    guard selection.tracks.count(where: { $0.change != nil }) > 1 else { return nil }
    let raw = selection.tracks.compactMap(\.change)
    let usual = RobustLocation(raw)
    let reach = Self.reach * usual.standardDeviation
    let limited = selection.tracks.map { track in
      track.change.map { min(max($0, usual.median - reach), usual.median + reach) }
    }
    let changes = Moments(limited.compactMap(\.self))
    let noise = max(1e-12, changes.variance)
    let prior = NormalShrinkage(
      center: shape.levelMean, variance: max(1e-12, shape.levelVariance))
    // Few peers leave the mean of their changes uncertain.
    let doubt = Self.caution + 2 / max(1, selection.effectivePeers)
    if let current {
      let posterior = prior.posterior(current + changes.mean, variance: noise * doubt)
      (mean, deviation) = (posterior.mean, (posterior.variance * doubt).squareRoot())
      ownShare = prior.variance / (prior.variance + noise * doubt)
    } else {
      (mean, deviation) = (shape.levelMean + changes.mean, (noise * doubt).squareRoot())
      ownShare = 0
    }
    priorExposure = max(1e-3, level?.exposure ?? 1) * noise / prior.variance
    let spread = noise.squareRoot()
    residuals = limited.map { $0.map { ($0 - changes.mean) / spread } ?? 0 }
    guard mean.isFinite, deviation.isFinite else { return nil }
  }

  /// How far the level of a track is smoothed by a normal number, as a share of its deviation.
  ///
  /// Silverman's rule with the deviation kept: B. W. Silverman, *Density Estimation* (1986), section
  /// 6.4.
  private var smoothing: Double {
    min(0.7, 1.06 * Double.pow(max(1, selection.effectivePeers), -0.2))
  }

  /// The level of a track on the scale that levels are compared on.
  func coordinate(_ track: Int, normal: Double) -> Double {
    let kept = (1 - smoothing * smoothing).squareRoot()
    return mean + deviation * (kept * residuals[track] + smoothing * normal)
  }
}

extension ShortHistory {
  /// Whether the values are within the range of the peers' numbers.
  var isComparable: Bool { values.allSatisfy { $0.isNaN || $0.magnitude < 1e200 } }

  /// The level so far and the exposure it rests on; nil without observations.
  func level(_ knowledge: PeerKnowledge, _ shape: GroupShape) -> (level: Double, exposure: Double)?
  {
    guard hasValues else { return nil }
    var (sum, exposure) = (0.0, 0.0)
    for (age, value) in values.enumerated() where !value.isNaN {
      let effect = shape.effect(age: age, ordinal: start + age, knowledge.scale)
      sum += knowledge.scale == .proportional ? value : value - effect
      exposure += knowledge.scale == .proportional ? effect : 1
    }
    return exposure > 0 ? (sum / exposure, exposure) : nil
  }
}
