import TemporalData

/// Whether a history is one of single demands, with periods without one between them or at its end.
///
/// Only values of at least 0 count, from the first demand on. The history belongs to the models of
/// demands if
///
/// - it is *intermittent*: between the first and the last demand, a demand comes every 1.32 periods or
///   more rarely (Syntetos and Boylan's bound: a quarter of the periods is empty); or
/// - it is *silent*: it ends with two or more periods without a demand, and with longer a run than any
///   before.
///
/// So that a series near the bound does not change sides from one period to the next, the mean interval
/// is followed along the history: a series that was intermittent stays so down to 1.20.
///
/// A. A. Syntetos, J. E. Boylan, J. D. Croston, *On the categorization of demand patterns*, J. Oper.
/// Res. Soc. 56 (2005), doi:10.1057/palgrave.jors.2601841.
public struct DemandKind: Hashable, Sendable {
  /// The mean number of periods from one demand to the next, up to the last one; at least 1.
  public let meanInterval: Double
  /// The squared coefficient of variation of the sizes; 0 for fewer than two.
  public let squaredVariation: Double
  /// The number of periods without a demand at the end.
  public let silence: Int
  /// Whether periods without a demand lie between the demands.
  public let isIntermittent: Bool
  /// Whether the series ends in silence.
  public let isSilent: Bool

  /// Whether models of demands should answer.
  public var isDemand: Bool { isIntermittent || isSilent }

  /// The mean interval at which a series becomes intermittent.
  public static let upperInterval = 1.32
  /// The mean interval at which it ceases to be.
  public static let lowerInterval = 1.2
  /// The number of periods that are known before a series can be intermittent.
  static let leastPeriods = 4

  /// The kind of a history; nil with a negative value or without any demand, O(n).
  public init?(_ history: TimeSeries) {
    guard !history.storage.contains(where: { $0 < 0 }), let events = DemandEvents(history) else {
      return nil
    }
    let upToLast = events.events[...events.last]
    let known = upToLast.count { $0 != .unknown }
    meanInterval = Double(known) / Double(max(1, events.demands))
    silence = events.silence
    squaredVariation = Self.squaredVariation(history)
    isIntermittent = Self.isIntermittent(upToLast)
    isSilent = silence >= 2 && silence > Self.longestRun(upToLast)
  }

  /// Follows the mean interval along the history, from bound to bound.
  private static func isIntermittent(_ events: ArraySlice<DemandEvents.Event>) -> Bool {
    var (known, demands, isSo) = (0.0, 0.0, false)
    for event in events where event != .unknown {
      known += 1
      if event == .demand { demands += 1 }
      guard known >= Double(leastPeriods) else { continue }
      isSo = known / demands >= (isSo ? lowerInterval : upperInterval)
    }
    return known >= Double(leastPeriods) ? isSo : known / demands >= upperInterval
  }

  /// The longest run of periods without a demand.
  private static func longestRun(_ events: ArraySlice<DemandEvents.Event>) -> Int {
    var (run, longest) = (0, 0)
    for event in events {
      run = event == .none ? run + 1 : event == .demand ? 0 : run
      longest = max(longest, run)
    }
    return longest
  }

  private static func squaredVariation(_ history: TimeSeries) -> Double {
    let sizes = DemandHistory(history).sizes
    let count = Double(sizes.count)
    guard count > 1 else { return 0 }
    let mean = sizes.reduce(0) { $0 + $1 / count }
    return sizes.reduce(0) { $0 + ($1 / mean - 1) * ($1 / mean - 1) } / (count - 1)
  }
}
