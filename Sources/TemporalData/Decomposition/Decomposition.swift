/// A series taken apart into trend, seasonal pattern and remainder.
///
/// The parts have the slots of the series. They add up to it (``Composition/additive``) or multiply
/// to it (``Composition/multiplicative``) wherever all of them are known.
public struct Decomposition: Hashable, Sendable {
  /// How the parts make up the series.
  public enum Composition: String, Hashable, Sendable, Codable, CaseIterable {
    /// Observed = trend + seasonal + remainder; all in the unit of the series.
    case additive
    /// Observed = trend × seasonal × remainder; the last two are factors around 1.
    case multiplicative
  }

  /// How the parts make up the series.
  public let composition: Composition
  /// Slots per season.
  public let seasonLength: Int
  /// The series itself.
  public let observed: TimeSeries
  /// The slow part, in the unit of the series; missing where the method cannot tell.
  public let trend: TimeSeries
  /// The part that repeats from season to season.
  public let seasonal: TimeSeries
  /// What trend and season leave over.
  public let remainder: TimeSeries

  /// The decomposition whose remainder follows from the other parts.
  init(
    _ composition: Composition, seasonLength: Int, observed: TimeSeries, trend: [Double],
    seasonal: [Double]
  ) {
    self.composition = composition
    self.seasonLength = seasonLength
    self.observed = observed
    self.trend = TimeSeries(start: observed.start, storage: trend)
    self.seasonal = TimeSeries(start: observed.start, storage: seasonal)
    remainder = TimeSeries(
      start: observed.start,
      storage: observed.storage.indices.map { slot in
        let adjusted = composition.removing(seasonal[slot], from: observed.storage[slot])
        return composition.removing(trend[slot], from: adjusted)
      })
  }

  /// The series without its seasonal part: observed − seasonal, or observed ÷ seasonal.
  public var seasonallyAdjusted: TimeSeries {
    TimeSeries(
      start: observed.start,
      storage: zip(observed.storage, seasonal.storage).map { composition.removing($1, from: $0) })
  }

  /// The seasonal value of any slot, past the ends of the series too.
  ///
  /// Past an end it is the value a whole number of seasons away, in the season next to that end.
  /// O(1).
  ///
  /// - Parameter slots: slots after the first of the series; negative before it.
  public func seasonalValue(at slots: Int) -> Double {
    let count = seasonal.count
    if slots >= count {
      return seasonal.storage[count - seasonLength + (slots - count) % seasonLength]
    }
    return seasonal.storage[slots < 0 ? slots.flooredModulo(seasonLength) : slots]
  }
}

extension Decomposition.Composition {
  /// A value without a part: their difference or their ratio.
  public func removing(_ part: Double, from value: Double) -> Double {
    switch self {
    case .additive: value - part
    case .multiplicative: value / part
    }
  }

  /// A value with a part put back: their sum or their product.
  public func adding(_ part: Double, to value: Double) -> Double {
    switch self {
    case .additive: value + part
    case .multiplicative: value * part
    }
  }
}
