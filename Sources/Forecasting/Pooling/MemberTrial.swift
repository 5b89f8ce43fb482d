import TemporalData

/// How the members of a combination did on the last periods of a history, each fitted to what came
/// before them.
public struct MemberTrial: Sendable {
  /// The number of periods held back.
  public let window: Int
  /// Each member's mean absolute error; NaN for a member that could not be fitted.
  public let errors: [Double]
  /// The error of the seasonal naive method.
  public let naiveError: Double
  /// Each member's means of the periods held back; empty for a member that could not be fitted.
  private let means: [[Double]]
  private let actual: [Double]

  /// A trial; nil if no value of the window was observed.
  init?(
    _ members: [any ForecastModel], on history: TimeSeries, window: Int, seasonLength: Int
  ) {
    let known = history.prefix(history.count - window)
    let actual = Array(history.storage.suffix(window))
    guard known.observedCount > 0, actual.contains(where: { !$0.isNaN }) else { return nil }
    (self.window, self.actual) = (window, actual)
    means = members.map { (try? $0.fitAny(known))?.forecast(horizon: window).means ?? [] }
    errors = means.map { Self.error($0, actual) }
    naiveError = Self.error(Self.naive(known, window, seasonLength), actual)
  }

  /// The error of the members' means pooled with these weights.
  func error(of weights: [Double]) -> Double {
    let sound = weights.indices.filter { weights[$0] > 0 && !means[$0].isEmpty }
    guard !sound.isEmpty else { return .nan }
    let total = sound.reduce(0) { $0 + weights[$1] }
    let pooled = (0..<window).map { step in
      let drawn = StrayMembers.drawnIn(sound.map { SIMD2(means[$0][step], 1) })
      return zip(sound, drawn).reduce(0) { $0 + weights[$1.0] / total * $1.1.x }
    }
    return Self.error(pooled, actual)
  }

  private static func error(_ means: [Double], _ actual: [Double]) -> Double {
    PointAccuracy.meanAbsoluteError(actual, means) ?? .nan
  }

  /// The last observed value of the same slot of the season, or the last one at all.
  private static func naive(_ known: TimeSeries, _ window: Int, _ season: Int) -> [Double] {
    let values = known.storage
    let last = values.last { !$0.isNaN } ?? .nan
    return (0..<window).map { step in
      let slots = stride(from: values.count + step % season - season, through: 0, by: -season)
      return slots.lazy.map { values[$0] }.first { !$0.isNaN } ?? last
    }
  }
}
