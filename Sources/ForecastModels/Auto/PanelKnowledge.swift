import Forecasting
import TemporalData

/// What `auto` has learned from the series of a panel before it forecasts each of them.
public struct PanelKnowledge: Sendable {
  /// How far errors of the past reached; nil for what was learned from other panels alone.
  public let calibration: SpreadCalibration?

  init(calibration: SpreadCalibration?) { self.calibration = calibration }

  /// Nothing was learned.
  public static let none = PanelKnowledge(calibration: nil)

  /// One series of a panel that is learned from.
  public struct Member: Sendable {
    /// Its history.
    public let history: TimeSeries
    /// What is known about it besides.
    public let context: SeriesContext

    /// A series and what is known about it.
    public init(history: TimeSeries, context: SeriesContext = .none) {
      (self.history, self.context) = (history, context)
    }
  }

  /// The most series whose errors are measured; more would not change the result.
  private static let mostSeries = 300

  /// The places of the series whose errors are measured, evenly over a panel of `count`.
  private static func sample(of count: Int) -> [Int] {
    let size = min(count, mostSeries)
    return (0..<size).map { $0 * count / size }
  }

  /// Learns from a panel: a sample of at most 300 series is forecast from `horizon` periods before
  /// its end, and the errors calibrate the intervals.
  ///
  /// - Parameters:
  ///   - count: the number of series of the panel.
  ///   - work: how the work is divided; the result does not depend on it.
  ///   - member: the series at a place.
  /// - Throws: `SpecificationError` for a season length or horizon below 1; `CancellationError`.
  public static func learn(
    count: Int, seasonLength: Int, otherSeasonLengths: [Int] = [], horizon: Int, work: OrderedWork,
    member: @escaping @Sendable (Int) -> Member, progress: (_ done: Int, _ total: Int) -> Void
  ) async throws -> PanelKnowledge {
    let pool = try AutoPool(
      seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths, horizon: horizon)
    let places = sample(of: count)
    var errors: [StandardizedError] = []
    var series = 0
    try await work.run(places.count) { index -> [StandardizedError] in
      let member = member(places[index])
      return Self.errors(of: member, pool, seasonLength: seasonLength, horizon: horizon)
    } deliver: { index, found in
      if !found.isEmpty { series += 1 }
      errors += found
      progress(index + 1, places.count)
    }
    return PanelKnowledge(calibration: pool.calibration.adjusted(to: errors, series: series))
  }

  /// The errors of one series over the last `horizon` periods.
  private static func errors(
    of member: Member, _ pool: AutoPool, seasonLength: Int, horizon: Int
  ) -> [StandardizedError] {
    let history = member.history.trimmed()
    let fewest = seasonLength > 1 ? 2 * seasonLength + 2 : 7
    guard history.prefix(history.count - horizon).observedCount >= fewest else { return [] }
    let model = pool.calibrated(.none, range: member.context.range)
    guard member.context.range.upper == nil else {
      let logits = RangedModel.onItsScale(
        history, range: member.context.range, exposure: member.context.exposure)
      return logits.map { model.standardizedErrors(on: $0, window: horizon) } ?? []
    }
    return model.standardizedErrors(on: history, window: horizon)
  }
}
