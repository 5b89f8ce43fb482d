import RealModule

extension Decomposition {
  /// How much of the detrended variation the season explains, 0 (none) to 1 (all).
  ///
  ///     max(0, 1 − var(R) / var(S + R))
  ///
  /// for an additive decomposition; a multiplicative one is measured on the logarithms of its parts.
  /// Nil if fewer than two remainders are known, or if what varies is no more than rounding: less
  /// than 1e-12 of the largest value. O(n).
  ///
  /// Reference: X. Wang, K. Smith and R. Hyndman, *Characteristic-based clustering for time series
  /// data*, Data Mining and Knowledge Discovery 13 (2006), doi:10.1007/s10618-005-0039-x.
  public var seasonalStrength: Double? { strength(of: seasonal) }

  /// How much of the seasonally adjusted variation the trend explains, 0 (none) to 1 (all).
  ///
  ///     max(0, 1 − var(R) / var(T + R))
  ///
  /// as ``seasonalStrength`` is measured. O(n).
  public var trendStrength: Double? { strength(of: trend) }

  private func strength(of part: TimeSeries) -> Double? {
    let known = observed.storage.indices.filter { !remainder.storage[$0].isNaN }
    let size = known.reduce(0) { max($0, measured(observed.storage[$1]).magnitude) }
    guard known.count > 1, size > 0 else { return nil }
    let rest = known.map { measured(remainder.storage[$0]) / size }
    let both = zip(known, rest).map { measured(part.storage[$0]) / size + $1 }
    let total = Self.variance(both)
    guard total > 1e-24 else { return nil }
    return max(0, 1 - Self.variance(rest) / total)
  }

  /// A part on the scale on which the parts add up.
  private func measured(_ value: Double) -> Double {
    composition == .additive ? value : .log(value)
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}

extension TimeSeries {
  /// The strength of a season of this length, 0 (none) to 1 (all), by a periodic ``STL``.
  ///
  /// Nil for a season below two slots, fewer than two seasons, or a series that does not vary.
  public func seasonalStrength(seasonLength: Int) -> Double? {
    let parts = try? STL(seasonLength: seasonLength).decompose(self)
    return parts?.seasonalStrength
  }
}
