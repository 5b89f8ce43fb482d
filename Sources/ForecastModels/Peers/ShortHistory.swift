import TemporalData

/// A history as the peers' shapes read it: from its first value that is not zero.
struct ShortHistory {
  /// The periods since the first value other than zero; without one, all periods.
  let age: Int
  /// The number of observed values since then.
  let observed: Int
  /// Which of the last periods were not zero.
  let pattern: UInt16
  /// The values over the unit of the peers, from the first that is not zero.
  let values: [Double]
  /// The ordinal of the first of them.
  let start: Int
  /// Whether some value is not zero.
  let hasValues: Bool

  init(_ history: TimeSeries, unit: Double) {
    let storage = history.storage
    let first = storage.firstIndex { !$0.isNaN && $0 != 0 }
    let begin = first ?? storage.firstIndex { !$0.isNaN } ?? storage.count
    hasValues = first != nil
    values = storage[begin...].map { $0 / unit }
    start = history.start.ordinal &+ begin
    age = values.count
    observed = values.count { !$0.isNaN }
    pattern = values.reduce(into: UInt16(0)) { $0 = $0 << 1 | ($1 == 0 ? 0 : 1) }
  }
}
