/// Seasonal-trend decomposition with several seasons, each found by ``STL`` in turn.
///
///     y(t) = T(t) + S₁(t) + … + S_k(t) + R(t)
///
/// From the shortest season to the longest, each is taken out of what the others leave. With several
/// seasons the round is made twice: the second time each season is put back, and found anew in a
/// series without the longer ones. The trend is that of the last season found.
///
/// A season longer than half of the series is left out, with the reason. Missing values are first
/// interpolated over the longest season kept; their remainder is missing.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `seasonLengths` | | slots per season; sorted, each once | at least 2 |
/// | `seasonal` | windows of 11, 15, 19 … seasons | how fast each season may change, shortest first | |
/// | `isRobust` | false | whether outliers lose their weight | |
/// | `passes` | 2, for one season 1 | rounds over the seasons | at least 1 |
///
/// Defaults are those of the authors' program, and so are the results.
///
///     let parts = try MSTL(seasonLengths: [24, 168]).decompose(hourly)
///     parts.seasonals[1]     // the weekly pattern
///
/// Reference: K. Bandara, R. J. Hyndman and C. Bergmeir, *MSTL: a seasonal-trend decomposition
/// algorithm for time series with multiple seasonal patterns* (2021), arXiv:2107.13462.
public struct MSTL: Hashable, Sendable {
  /// How each season is found, the shortest first.
  public let methods: [STL]
  /// Rounds over the seasons.
  public let passes: Int

  /// A decomposition; see the table for the meaning of the parameters.
  ///
  /// - Throws: ``DecompositionError/seasonTooShort(needed:found:)`` without a season, or for one below
  ///   2 slots.
  public init(
    seasonLengths: [Int], seasonal: [STL.Seasonal] = [], isRobust: Bool = false,
    passes: Int? = nil
  ) throws(DecompositionError) {
    var methods: [STL] = []
    for (index, length) in Set(seasonLengths).sorted().enumerated() {
      let change = index < seasonal.count ? seasonal[index] : .changing(window: 11 + 4 * index)
      methods.append(try STL(seasonLength: length, seasonal: change, isRobust: isRobust))
    }
    try self.init(methods, passes: passes)
  }

  /// A decomposition with every option of each season's own; of two for one season length the first is
  /// taken.
  ///
  /// - Throws: ``DecompositionError/seasonTooShort(needed:found:)`` without a method.
  public init(_ methods: [STL], passes: Int? = nil) throws(DecompositionError) {
    guard !methods.isEmpty else { throw .seasonTooShort(needed: 2, found: 0) }
    let each = Dictionary(methods.map { ($0.seasonLength, $0) }) { first, _ in first }
    self.methods = each.values.sorted { $0.seasonLength < $1.seasonLength }
    self.passes = max(1, passes ?? (each.count > 1 ? 2 : 1))
  }

  /// Slots per season, ascending.
  public var seasonLengths: [Int] { methods.map(\.seasonLength) }

  /// Takes a series apart; O(n · window) per season and round.
  ///
  /// - Throws: ``DecompositionError/tooFewObservations(needed:found:)`` if no season can be kept,
  ///   ``DecompositionError/unobservedSeason(slot:)`` for a series without any value.
  public func decompose(_ series: TimeSeries) throws(DecompositionError) -> MultipleDecomposition {
    let lengths = seasonLengths
    let kept = lengths.filter { $0 <= series.count / 2 }
    guard let longest = kept.last else {
      let (needed, overflow) = lengths[0].multipliedReportingOverflow(by: 2)
      throw .tooFewObservations(needed: overflow ? .max : needed, found: series.count)
    }
    guard series.observedCount > 0 else { throw .unobservedSeason(slot: 1) }
    var adjusted = series.interpolated(seasonLength: longest).storage
    let none = [Double](repeating: 0, count: adjusted.count)
    var seasons = kept.map { _ in none }
    var trend = none
    let methods = methods.prefix(kept.count)
    for _ in 0..<passes {
      for (index, method) in methods.enumerated() {
        for slot in adjusted.indices { adjusted[slot] += seasons[index][slot] }
        (trend, seasons[index]) = method.parts(of: adjusted)
        for slot in adjusted.indices { adjusted[slot] -= seasons[index][slot] }
      }
    }
    return MultipleDecomposition(
      seasonLengths: kept, dropped: Array(lengths.dropFirst(kept.count)), observed: series,
      trend: trend, seasonals: seasons,
      shares: methods.map { $0.lastCycleVariance(count: series.count) })
  }
}
