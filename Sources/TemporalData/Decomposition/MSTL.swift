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
  /// Slots per season, ascending.
  public let seasonLengths: [Int]
  /// How fast each season may change, in the order of ``seasonLengths``.
  public let seasonal: [STL.Seasonal]
  /// Whether outliers lose their weight.
  public let isRobust: Bool
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
    let lengths = Set(seasonLengths).sorted()
    guard let shortest = lengths.first, shortest >= 2 else {
      throw .seasonTooShort(needed: 2, found: lengths.first ?? 0)
    }
    self.seasonLengths = lengths
    self.seasonal = lengths.indices.map {
      $0 < seasonal.count ? seasonal[$0] : .changing(window: 11 + 4 * $0)
    }
    self.isRobust = isRobust
    self.passes = max(1, passes ?? (lengths.count > 1 ? 2 : 1))
  }

  /// Takes a series apart; O(n · window) per season and round.
  ///
  /// - Throws: ``DecompositionError/tooFewObservations(needed:found:)`` if no season can be kept,
  ///   ``DecompositionError/unobservedSeason(slot:)`` for a series without any value.
  public func decompose(_ series: TimeSeries) throws(DecompositionError) -> MultipleDecomposition {
    let kept = seasonLengths.filter { $0 <= series.count / 2 }
    guard let longest = kept.last else {
      let (needed, overflow) = seasonLengths[0].multipliedReportingOverflow(by: 2)
      throw .tooFewObservations(needed: overflow ? .max : needed, found: series.count)
    }
    guard series.observedCount > 0 else { throw .unobservedSeason(slot: 1) }
    var adjusted = series.interpolated(seasonLength: longest).storage
    let none = [Double](repeating: 0, count: adjusted.count)
    var seasons = kept.map { _ in none }
    var trend = none
    let methods = try methods(kept.count)
    for _ in 0..<passes {
      for (index, method) in methods.enumerated() {
        for slot in adjusted.indices { adjusted[slot] += seasons[index][slot] }
        (trend, seasons[index]) = method.parts(of: adjusted)
        for slot in adjusted.indices { adjusted[slot] -= seasons[index][slot] }
      }
    }
    return MultipleDecomposition(
      seasonLengths: kept, dropped: Array(seasonLengths.dropFirst(kept.count)), observed: series,
      trend: trend, seasonals: seasons,
      shares: methods.map { $0.lastCycleVariance(count: series.count) })
  }

  private func methods(_ count: Int) throws(DecompositionError) -> [STL] {
    var methods: [STL] = []
    for (length, change) in zip(seasonLengths, seasonal).prefix(count) {
      methods.append(try STL(seasonLength: length, seasonal: change, isRobust: isRobust))
    }
    return methods
  }
}
