/// Regularly spaced observations of one quantity, in its own unit.
///
/// A missing observation is nil at the surface and NaN in the contiguous storage, so that kernels
/// run over plain doubles. Infinite values cannot enter. Leading and trailing missing values are
/// kept: they are slots the data speaks about.
public struct TimeSeries: Hashable, Sendable {
  /// The period of the first value.
  public let start: Period
  /// One value per slot from `start` on; NaN where nothing was observed.
  public let storage: [Double]

  /// Consecutive values from `start` on; nil and values that are not finite are missing.
  public init(start: Period, values: [Double?]) {
    self.init(start: start, storage: values.map { $0 ?? .nan })
  }

  /// Consecutive values from `start` on; values that are not finite are missing.
  public init(start: Period, storage: [Double]) {
    self.start = start
    self.storage =
      storage.contains { $0.isInfinite } ? storage.map { $0.isFinite ? $0 : .nan } : storage
  }

  /// The number of slots, observed or not.
  public var count: Int { storage.count }
  /// The slots of the series.
  public var periods: PeriodRange { PeriodRange(start: start, count: count) }
  /// The frequency of the slots.
  public var frequency: Frequency { start.frequency }
  /// The period after the last one.
  public var end: Period { start.advanced(by: count) }
  /// The number of observed values, counted in O(n).
  public var observedCount: Int { storage.reduce(0) { $1.isNaN ? $0 : $0 + 1 } }
  /// Whether some slot has no value, found in O(n).
  public var hasMissing: Bool { storage.contains { $0.isNaN } }

  /// The value of a period; nil where it is missing or outside the series.
  public subscript(period: Period) -> Double? {
    let offset = period.distance(from: start)
    guard period.frequency == frequency, storage.indices.contains(offset),
      !storage[offset].isNaN
    else { return nil }
    return storage[offset]
  }

  /// The first `count` slots, or all if there are fewer.
  public func prefix(_ count: Int) -> TimeSeries {
    TimeSeries(start: start, storage: Array(storage.prefix(Swift.max(0, count))))
  }

  /// The last `count` slots, or all if there are fewer.
  public func suffix(_ count: Int) -> TimeSeries {
    let kept = Swift.max(0, Swift.min(count, self.count))
    return TimeSeries(
      start: start.advanced(by: self.count - kept), storage: Array(storage.suffix(kept)))
  }

  /// The same slots with each observed value transformed; missing values stay missing, and a
  /// result that is not finite is missing too.
  public func map(_ transform: (Double) -> Double) -> TimeSeries {
    TimeSeries(start: start, storage: storage.map { $0.isNaN ? $0 : transform($0) })
  }

  /// The series without missing values at its two ends.
  public func trimmed() -> TimeSeries {
    guard let first = storage.firstIndex(where: { !$0.isNaN }),
      let last = storage.lastIndex(where: { !$0.isNaN })
    else { return TimeSeries(start: start, storage: []) }
    return TimeSeries(
      start: start.advanced(by: first), storage: Array(storage[first...last]))
  }
}

extension TimeSeries {
  /// Equal when slots, missing places and values agree.
  public static func == (a: Self, b: Self) -> Bool {
    a.start == b.start && a.count == b.count
      && zip(a.storage, b.storage).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    for value in storage { hasher.combine(value.isNaN ? 0 : value) }
  }
}
