import RealModule

/// What in a history does not follow from the rest of it: single values, levels that moved, stretches
/// that left the level and came back.
///
/// Found by ``TimeSeries/anomalies(seasonLength:outliers:shifts:knownShifts:knownOutliers:)``.
public struct Anomalies: Hashable, Sendable {
  /// One value far from what its neighbours and the season lead to expect.
  public struct Outlier: Hashable, Sendable {
    /// The slot, counted from the start of the series.
    public let slot: Int
    /// The value observed.
    public let value: Double
    /// What the others lead to expect.
    public let expected: Double
    /// Whether it was given and not found.
    public let isKnown: Bool
  }

  /// A level that moved and stayed.
  public struct LevelShift: Hashable, Sendable {
    /// The first slot on the new level.
    public let slot: Int
    /// How far the level moved there, in the unit of the series.
    public let change: Double
    /// Whether it was given and not found.
    public let isKnown: Bool
    /// What is added before it, on the scale of the search.
    let step: Double

    /// The logarithm of the ratio by which the level moved, where ratios were compared.
    public var logChange: Double { step }
  }

  /// A stretch that left the level and came back.
  public struct Shock: Hashable, Sendable {
    /// The slots, counted from the start of the series.
    public let slots: Range<Int>
    /// What they were expected to hold.
    public let expected: [Double]
    /// By how much they missed it on average; 0 where none was observed.
    public let change: Double
  }

  /// Single values, in the order of time.
  public var outliers: [Outlier] = []
  /// Levels that moved, in the order of time.
  public var shifts: [LevelShift] = []
  /// Stretches, in the order of time.
  public var shocks: [Shock] = []
  /// The last value where it stands out: an outlier, or the beginning of a new level.
  public var unsettled: Outlier?
  /// Whether ratios were compared, not differences.
  public let isMultiplicative: Bool
  private let scale: AnomalyScale

  init(scale: AnomalyScale) {
    (self.scale, isMultiplicative) = (scale, scale.isLogarithmic)
  }

  /// Whether nothing was found.
  public var isEmpty: Bool {
    outliers.isEmpty && shifts.isEmpty && shocks.isEmpty && unsettled == nil
  }

  /// The number of values that are replaced in a cleaned series.
  public var replacedCount: Int { outliers.count + shocks.reduce(0) { $0 + $1.slots.count } }

  /// A value moved to the level that holds after all shifts.
  public func moved(_ value: Double, from slot: Int) -> Double {
    moved(value, by: lift(at: slot))
  }

  /// A value on the level after all shifts, moved back to the level of its slot.
  public func movedBack(_ value: Double, to slot: Int) -> Double {
    moved(value, by: -lift(at: slot))
  }

  private func lift(at slot: Int) -> Double {
    shifts.reduce(0) { $1.slot > slot ? $0 + $1.step : $0 }
  }

  private func moved(_ value: Double, by step: Double) -> Double {
    guard step != 0, !value.isNaN else { return value }
    let result =
      scale.isLogarithmic ? value * Double.exp(step) : value + step * scale.unit
    let furthest = Double.greatestFiniteMagnitude
    return min(max(result, -furthest), furthest)
  }
}
