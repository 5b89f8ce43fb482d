import Statistics
import TemporalData

/// Futures simulated jointly; the only right source for the distribution of a quarter's or year's
/// total, since quantiles of single periods do not add up.
public struct SamplePaths: Hashable, Sendable {
  /// The periods of every path.
  public let periods: PeriodRange
  /// The values, path after path: `periods.count` values each.
  public let values: [Double]

  /// Paths over consecutive periods.
  ///
  /// Values beyond the range of doubles are brought to its end; NaN becomes 0.
  ///
  /// - Precondition: `values.count` is a multiple of `periods.count`.
  public init(periods: PeriodRange, values: [Double]) {
    precondition(periods.count > 0 && values.count % periods.count == 0, "paths are incomplete")
    self.periods = periods
    let furthest = Double.greatestFiniteMagnitude
    let isInRange = values.allSatisfy(\.isFinite)
    self.values =
      isInRange ? values : values.map { $0.isNaN ? 0 : min(max($0, -furthest), furthest) }
  }

  /// Paths drawn one after the other.
  ///
  /// - Parameter draw: appends the `horizon` values of one path.
  public init(
    from start: Period, horizon: Int, paths: Int, draw: (inout [Double]) -> Void
  ) {
    var values: [Double] = []
    values.reserveCapacity(horizon * paths)
    for _ in 0..<paths { draw(&values) }
    self.init(periods: PeriodRange(start: start, count: horizon), values: values)
  }

  /// The number of paths.
  public var count: Int { values.count / periods.count }

  /// One path, O(periods).
  public subscript(path: Int) -> ArraySlice<Double> {
    values[path * periods.count..<(path + 1) * periods.count]
  }

  /// The simulated values of one period.
  public func marginal(at position: Int) -> [Double] {
    stride(from: position, to: values.count, by: periods.count).map { values[$0] }
  }

  /// The distribution of each period.
  public var marginals: [ForecastDistribution] {
    periods.indices.map { .sample(marginal(at: $0)) }
  }

  /// The totals of every path over those of its periods that `window` holds.
  public func totals(over window: PeriodRange) -> [Double] {
    let offset = window.start.ordinal - periods.start.ordinal
    let from = Swift.max(0, offset)
    let to = Swift.max(from, Swift.min(periods.count, offset + window.count))
    return (0..<count).map { path in
      self[path].dropFirst(from).prefix(to - from).reduce(0, +)
    }
  }
}
