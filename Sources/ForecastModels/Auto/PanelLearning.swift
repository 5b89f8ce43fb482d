import Forecasting
import TemporalData

/// How `auto` learns from a panel.
///
/// The errors of a sample of at most 300 series (150 without a season), forecast from `horizon` periods before their ends, calibrate
/// the intervals. Demands and peers are learned from the histories as they are.
public struct PanelLearning: Sendable {
  private let pool: AutoPool
  private let seasonLength: Int
  private let horizon: Int

  /// The most series whose errors are measured; the precision of a quantile grows slowly with more.
  private static let mostSeries = 300
  /// The most without a season, whose members are the dearest to fit beside how short the histories are.
  private static let mostSeriesWithoutSeason = 150

  /// Learning for forecasts of this many periods.
  ///
  /// - Throws: `SpecificationError` for a season length or horizon below 1.
  public init(
    seasonLength: Int, otherSeasonLengths: [Int] = [], horizon: Int,
    cleaning: CleaningOptions = CleaningOptions()
  ) throws(SpecificationError) {
    pool = try AutoPool(
      seasonLength: seasonLength, otherSeasonLengths: otherSeasonLengths, horizon: horizon,
      cleaning: cleaning)
    (self.seasonLength, self.horizon) = (seasonLength, horizon)
  }

  /// Learns from the series of one quantity.
  ///
  /// O(the length of all histories), and at most 300 times the cost of a forecast.
  ///
  /// - Parameters:
  ///   - members: the series of the panel.
  ///   - work: how the work is divided; the result does not depend on it.
  ///   - progress: called with the share of the work that is done, 0…1.
  /// - Throws: `CancellationError`.
  public func knowledge(
    from members: [PanelKnowledge.Member], work: OrderedWork,
    progress: (_ share: Double) throws -> Void = { _ in }
  ) async throws -> PanelKnowledge {
    let places = sample(of: members.count)
    var errors: [StandardizedError] = []
    var series = 0
    try await work.run(places.count) { index in
      self.errors(of: members[places[index]])
    } deliver: { index, found in
      series += found.isEmpty ? 0 : 1
      errors += found
      try progress(Double(index + 1) / Double(places.count))
    }
    let amounts = members.filter { $0.context.range.upper == nil }
    var (peers, activity, rates) = (
      PeerKnowledge?.none, ActivityPrior.standard, RateKnowledge?.none
    )
    try await OrderedWork(jobs: work.jobs, chunk: 1).run(3) { index -> Lesson in
      switch index {
      case 0: .peers(self.peers(of: amounts))
      case 1: .activity(self.activity(of: amounts))
      default: .rates(RateKnowledge(of: members))
      }
    } deliver: { _, lesson in
      switch lesson {
      case .peers(let found): peers = found
      case .activity(let found): activity = found
      case .rates(let found): rates = found
      }
    }
    return PanelKnowledge(
      calibration: pool.calibration.adjusted(to: errors, series: series), peers: peers,
      activity: activity, rates: rates)
  }

  /// What the histories as they are teach, each by a task of its own.
  private enum Lesson: Sendable {
    case peers(PeerKnowledge?)
    case activity(ActivityPrior)
    case rates(RateKnowledge?)
  }

  /// What short histories need from the others; nil where none is short.
  private func peers(of members: [PanelKnowledge.Member]) -> PeerKnowledge? {
    guard
      members.contains(where: { member in
        let shortest = max(HistoryRoute.rampEnd(seasonLength: seasonLength), 2 * seasonLength)
        return member.history.observedCount < shortest
          || DemandKind(member.history)?.isDemand == true
          || HistoryRoute(member.history, seasonLength: seasonLength, knowledge: nil) != .own
      })
    else { return nil }
    return PeerKnowledge.learn(
      from: members.map { ($0.history, $0.context.group) }, seasonLength: seasonLength)
  }

  /// What demands of the panel have in common; what is usual where there are none.
  private func activity(of members: [PanelKnowledge.Member]) -> ActivityPrior {
    guard members.contains(where: { DemandKind($0.history)?.isDemand == true }) else {
      return .standard
    }
    return ActivityPrior.learned(from: members.map(\.history), seasonLength: seasonLength)
  }

  /// The places of the series whose errors are measured, evenly over a panel.
  private func sample(of count: Int) -> [Int] {
    let most = seasonLength > 1 ? Self.mostSeries : Self.mostSeriesWithoutSeason
    let size = min(count, most)
    return (0..<size).map { $0 * count / size }
  }

  /// The errors of one series over the last `horizon` periods; none for one that the pool would not
  /// forecast.
  private func errors(of member: PanelKnowledge.Member) -> [StandardizedError] {
    let range = member.context.range
    let isShare = range.lower != nil && range.upper != nil
    let history = member.history
    let known = history.prefix(history.count - horizon)
    // A history with a value outside of its range is refused, not forecast.
    guard history.storage.allSatisfy({ $0.isNaN || range.contains($0) }),
      HistoryRoute(known, seasonLength: seasonLength, knowledge: nil) == .own,
      known.observedCount >= (seasonLength > 1 ? 2 : 7),
      isShare || DemandKind(known)?.isDemand != true
    else { return [] }
    let model = pool.calibrated(nil, range: range)
    guard isShare else { return model.standardizedErrors(on: history, window: horizon) }
    let logits = RangedModel.onItsScale(history, range: range, exposure: member.context.exposure)
    return logits.map { model.standardizedErrors(on: $0, window: horizon) } ?? []
  }
}
