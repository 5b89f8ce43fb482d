/// Differences of a series: w(t) = (1 − Bᵐ)ᵈ y(t), with B the shift by one slot.
///
/// | Name | Default | Meaning | Range |
/// |---|---|---|---|
/// | `lag` | 1 | slots between the values that are subtracted, m | at least 1 |
/// | `times` | 1 | how often it is done, d | at least 0 |
///
/// Values outside a range are raised to the least allowed.
public struct Differencing: Hashable, Sendable {
  /// Slots between the values that are subtracted.
  public let lag: Int
  /// How often it is done.
  public let times: Int

  /// Differences at this lag, taken this often.
  public init(lag: Int = 1, times: Int = 1) {
    (self.lag, self.times) = (max(1, lag), max(0, times))
  }

  /// The differences of a series, which begin `lag`·`times` slots after it.
  ///
  /// A difference is missing where one of its two values is. A series that is not longer than
  /// `lag`·`times` has none. O(n·times).
  public func apply(to series: TimeSeries) -> TimeSeries {
    var result = series
    for _ in 0..<times where result.count > 0 { result = once(result) }
    return result
  }

  /// The values after the end of a series whose differences are given.
  ///
  /// Undoes ``apply(to:)``: `restore(apply(to: y), after: y.prefix(lag·times))` is y without that
  /// prefix. O(n·times).
  ///
  /// - Returns: As many values as there are differences; NaN where a value they build on is missing,
  ///   all NaN if the history is shorter than `lag`·`times`.
  public func restore(_ differences: [Double], after history: TimeSeries) -> [Double] {
    var levels = [history]
    for _ in 0..<times { levels.append(once(levels[levels.count - 1])) }
    var values = differences
    for level in levels.dropLast().reversed() {
      guard level.count >= lag else { return values.map { _ in .nan } }
      var extended = Array(level.storage.suffix(lag))
      for difference in values { extended.append(difference + extended[extended.count - lag]) }
      values = Array(extended.dropFirst(lag))
    }
    return values
  }

  private func once(_ series: TimeSeries) -> TimeSeries {
    let step = min(lag, series.count)
    let values = series.storage.indices.dropFirst(step).map {
      series.storage[$0] - series.storage[$0 - step]
    }
    return TimeSeries(start: series.start.advanced(by: step), storage: values)
  }
}
