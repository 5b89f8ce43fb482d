/// A series taken apart into trend, several seasonal patterns and remainder, which add up to it.
public struct MultipleDecomposition: Hashable, Sendable {
  /// A season that the series is too short for.
  public struct DroppedSeason: Hashable, Sendable {
    /// Slots per season.
    public let seasonLength: Int
    /// What it would have needed, and what there is.
    public let reason: DecompositionError
  }

  /// Slots per season of the patterns found, ascending.
  public let seasonLengths: [Int]
  /// The seasons left out, ascending.
  public let dropped: [DroppedSeason]
  /// The series itself.
  public let observed: TimeSeries
  /// The slow part, in the unit of the series.
  public let trend: TimeSeries
  /// One pattern per season length, each in the unit of the series.
  public let seasonals: [TimeSeries]
  /// What trend and seasons leave over; missing where the series is.
  public let remainder: TimeSeries
  /// The standard deviation of a value in the last cycle of each pattern, as an estimate of the season.
  ///
  /// That of the remainder, times the root of the sum of squared weights with which the smoother over
  /// the seasons takes values into the last one: what independent remainders would do to it.
  public let seasonalErrors: [Double]

  /// The decomposition whose remainder follows from the other parts.
  init(
    seasonLengths: [Int], dropped: [Int], observed: TimeSeries, trend: [Double],
    seasonals: [[Double]], shares: [Double]
  ) {
    let start = observed.start
    self.seasonLengths = seasonLengths
    self.dropped = dropped.map { length in
      let (needed, overflow) = length.multipliedReportingOverflow(by: 2)
      return DroppedSeason(
        seasonLength: length,
        reason: .tooFewObservations(needed: overflow ? .max : needed, found: observed.count))
    }
    self.observed = observed
    self.trend = TimeSeries(start: start, storage: trend)
    self.seasonals = seasonals.map { TimeSeries(start: start, storage: $0) }
    let rest = observed.storage.indices.map { slot in
      seasonals.reduce(observed.storage[slot] - trend[slot]) { $0 - $1[slot] }
    }
    remainder = TimeSeries(start: start, storage: rest)
    let known = rest.filter(\.isFinite)
    let squares = known.reduce(0) { $0 + $1 * $1 / Double(known.count) }
    seasonalErrors = shares.map { ($0 * squares).squareRoot() }
  }

  /// The series without its seasonal patterns; missing where the series is.
  public var seasonallyAdjusted: TimeSeries {
    TimeSeries(
      start: observed.start,
      storage: observed.storage.enumerated().map { slot, value in value - seasonalValue(at: slot) })
  }

  /// The sum of the seasonal patterns of any slot, past the ends of the series too, O(seasons).
  ///
  /// Past an end each pattern has the value a whole number of its seasons away, in the season next to
  /// that end.
  ///
  /// - Parameter slots: slots after the first of the series; negative before it.
  public func seasonalValue(at slots: Int) -> Double {
    seasonLengths.indices.reduce(0) { sum, index in
      sum + seasonals[index].storage[position(of: slots, seasonLengths[index])]
    }
  }

  /// The slot of the series that stands for a slot: itself, or the nearest in the same place of the
  /// season.
  private func position(of slots: Int, _ seasonLength: Int) -> Int {
    let count = observed.count
    if slots >= count { return count - seasonLength + (slots - count) % seasonLength }
    return slots < 0 ? slots.flooredModulo(seasonLength) : slots
  }
}
