import Forecasting
import RealModule
import Statistics
import TemporalData

/// How well the members of the choice for sparse histories did at earlier origins of one history.
struct DemandTrial: Sendable {
  /// The weight of the renewal model and of each other model.
  private(set) var weights: [Double]
  /// The weights without a back-test: the renewal model is best on most series.
  static let start = [0.94, 0.03, 0.03]
  /// The logarithm of the ratio of weights for a loss that is lower by its own size at one origin.
  static let sharpness = 2.0
  static let levels = [0.1, 0.3, 0.5, 0.7, 0.9]
  static let paths = 60

  /// Tries the members on a history from its first observed value on.
  init(_ whole: TimeSeries, renewal: Renewal) {
    let history = whole.suffix(whole.storage.drop(while: \.isNaN).count)
    let horizon = min(6, history.count / 5)
    var evidence = Self.start.map { _ in 0.0 }
    var windows = 0
    for window in 1...3 {
      let length = history.count - window * horizon
      guard horizon >= 2, length >= 16 else { break }
      let actual = Array(history.storage[length..<length + horizon])
      guard let members = Self.members(history.prefix(length), renewal),
        !actual.contains(where: \.isNaN)
      else { continue }
      let losses = members.map { Self.loss($0, actual) }
      windows += 1
      guard losses[0] > 0 else { continue }
      for index in losses.indices {
        evidence[index] += min(1, max(-1, 1 - losses[index] / losses[0]))
      }
    }
    guard windows > 0 else {
      weights = Self.start.indices.map { $0 == 0 ? 1 : 0 }
      return
    }
    weights = zip(Self.start, evidence).map { $0 * Double.exp(Self.sharpness * $1) }
    let total = weights.reduce(0, +)
    weights = weights.map { $0 / total }
  }

  /// The renewal model and the others, fitted to one past; nil if one of them fell back.
  private static func members(_ past: TimeSeries, _ renewal: Renewal) -> [DemandMember]? {
    guard let fitted = try? renewal.fit(past), case .renewal(let base) = fitted else { return nil }
    let others = DemandMember.others.compactMap { model in
      (try? model.fit(past)).flatMap { DemandMember($0, activity: base.occurrence) }
    }
    return others.count == DemandMember.others.count ? [.renewal(base)] + others : nil
  }

  /// Half the quantile losses of single periods, and of their total.
  private static func loss(_ member: DemandMember, _ actual: [Double]) -> Double {
    var loss = 0.0
    for (value, distribution) in zip(actual, member.demand(horizon: actual.count)) {
      for level in levels { loss += pinball(value, distribution.quantile(level), level) }
    }
    var stream = RandomStream(seed: 1, key: "demand trial")
    let drawn = member.simulate(horizon: actual.count, paths: paths, using: &stream)
    let totals = drawn.totals(over: drawn.periods).sorted()
    let total = actual.reduce(0, +)
    for level in levels {
      loss += pinball(total, totals[Int(level * Double(paths))], level)
    }
    return loss
  }

  private static func pinball(_ value: Double, _ quantile: Double, _ level: Double) -> Double {
    max(level * (value - quantile), (level - 1) * (value - quantile))
  }
}
