import TemporalData

/// Whose history a forecast of a series should rest on.
///
/// | periods since the first value that is not zero | route | model |
/// |---|---|---|
/// | 0 or 1 observed | `peers` | `PeerRamp` |
/// | 2 up to one season, at most 12 (5 where a season has fewer than 5 slots) | `ramp` | `PeerRamp` |
/// | from there up to two seasons | `season` | `BorrowedSeason` |
/// | two seasons and more, or one slot per season | `own` | any |
///
/// A season is never fitted to less than two of it. Without knowledge of peers the first two routes
/// are `own`, and `season` stays: it then says that no season was fitted.
public enum HistoryRoute: Hashable, Sendable {
  /// The history carries a model of its own.
  case own
  /// The level and the season need peers.
  case ramp
  /// The season needs peers.
  case season
  /// There is no history to speak of.
  case peers

  /// The number of observed periods from which the level needs no peers.
  public static func rampEnd(seasonLength: Int) -> Int { max(5, min(12, seasonLength)) }

  /// The route of a history.
  public init(_ history: TimeSeries, seasonLength: Int, knowledge: PeerKnowledge?) {
    let first = history.storage.firstIndex { !$0.isNaN && $0 != 0 }
    let since = history.storage[(first ?? 0)...]
    let observed = since.count { !$0.isNaN }
    let isShort = observed < Self.rampEnd(seasonLength: seasonLength)
    if knowledge != nil, first == nil, isShort || observed == 0 {
      self = .peers
    } else if knowledge != nil, isShort {
      self = observed < 2 ? .peers : .ramp
    } else if seasonLength > 1, observed < 2 * seasonLength {
      self = .season
    } else {
      self = .own
    }
  }
}
