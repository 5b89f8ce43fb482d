import Forecasting
import RealModule
import Statistics
import TemporalData

/// How well the members of the choice for sparse histories did at earlier origins of one history.
struct DemandTrial: Sendable {
  /// The weight of the renewal model and of each other model.
  private(set) var weights: [Double]
  /// The mean absolute error of each, in the unit of the series; nil where none was scored.
  private(set) var errors: [Double?]
  /// That of the last value of the same slot of the season.
  private(set) var naiveError: Double?
  /// The number of origins.
  private(set) var windows = 0

  /// The weights without a back-test: the renewal model is best on most series.
  static let start = [0.94, 0.03, 0.03]
  /// The logarithm of the ratio of weights for a loss that is lower by its own size at one origin.
  static let sharpness = 2.0
  static let levels = [0.1, 0.3, 0.5, 0.7, 0.9]
  static let paths = 60

  init(_ history: TimeSeries, renewal: Renewal, seasonLength: Int) {
    weights = Self.start
    errors = Self.start.map { _ in nil }
    let horizon = min(6, history.count / 5)
    var (losses, sums, naive, count) = ([Double](), [0.0, 0, 0], 0.0, 0.0)
    var evidence = [0.0, 0, 0]
    for window in 1...3 {
      let length = history.count - window * horizon
      guard horizon >= 2, length >= 16 else { break }
      let past = history.prefix(length)
      let actual = Array(history.storage[length..<length + horizon])
      guard let members = Self.members(past, renewal), !actual.contains(where: \.isNaN) else {
        continue
      }
      let scores = members.map { Self.score($0, actual) }
      losses = scores.map(\.loss)
      let best = losses[0]
      for index in losses.indices {
        sums[index] += scores[index].error
        if best > 0 { evidence[index] += min(1, max(-1, 1 - losses[index] / best)) }
      }
      for (step, value) in actual.enumerated() {
        let lag = max(1, min(seasonLength, length))
        let known = past.storage[length - lag + step % lag]
        if !known.isNaN {
          naive += abs(value - known)
          count += 1
        }
      }
      windows += 1
    }
    guard windows > 0 else {
      weights = Self.start.indices.map { $0 == 0 ? 1 : 0 }
      return
    }
    let steps = Double(windows * horizon)
    errors = sums.map { $0 / steps }
    naiveError = count > 0 ? naive / count : nil
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

  /// Twice the quantile losses of single periods, and of their total, per period; and the absolute
  /// errors of the means.
  private static func score(
    _ member: DemandMember, _ actual: [Double]
  ) -> (loss: Double, error: Double) {
    let demand = member.demand(horizon: actual.count)
    var (loss, error) = (0.0, 0.0)
    for (value, distribution) in zip(actual, demand) {
      for level in levels { loss += pinball(value, distribution.quantile(level), level) }
      error += abs(value - distribution.mean)
    }
    var stream = RandomStream(seed: 1, key: "demand trial")
    let drawn = member.simulate(horizon: actual.count, paths: paths, using: &stream)
    let totals = drawn.totals(over: drawn.periods).sorted()
    let total = actual.reduce(0, +)
    for level in levels {
      loss += pinball(total, totals[Int(level * Double(paths))], level)
    }
    return (loss, error)
  }

  private static func pinball(_ value: Double, _ quantile: Double, _ level: Double) -> Double {
    max(level * (value - quantile), (level - 1) * (value - quantile))
  }
}
