import PartnerKPI
import TemporalData

/// The forecasts of an earlier run beside what a later one knows, and the values that were revised meanwhile.
///
/// Only what both have is compared; the rest is counted.
public struct Comparison: Sendable {
  /// One value that was expected and has become known.
  public struct Row: Hashable, Sendable {
    /// The series.
    public let key: SeriesKey
    /// The number of the period.
    public let period: Int
    /// What was expected, with the ends of its intervals.
    public let expected: KeptRun.Step
    /// What happened.
    public let actual: Double
    /// The forecast to which it belongs.
    public let forecast: KeptRun.Forecast

    /// What happened less what was expected.
    public var error: Double { actual - expected.mean }

    /// Whether the interval of a level holds what happened, its ends included.
    public func isInside(level place: Int) -> Bool? {
      guard expected.bounds.indices.contains(2 * place + 1) else { return nil }
      let (low, high) = (expected.bounds[2 * place], expected.bounds[2 * place + 1])
      guard low.isFinite, high.isFinite else { return nil }
      return actual >= low && actual <= high
    }
  }

  /// A value of the past that the later run tells otherwise.
  public struct Revision: Hashable, Sendable {
    /// The series.
    public let key: SeriesKey
    /// The number of the period.
    public let period: Int
    /// What the earlier run knew; nil if nothing.
    public let old: Double?
    /// What the later run knows; nil if nothing.
    public let new: Double?
  }

  /// What could not be compared, in numbers of series or of values.
  public struct Rest: Hashable, Sendable {
    /// Values ahead whose periods the later run does not know yet.
    public var pending = 0
    /// Values ahead of periods that the later run covers, but has no value for.
    public var unknown = 0
    /// Series that the earlier run refused to forecast.
    public var refused = 0
    /// Series of the earlier run alone.
    public var gone = 0
    /// Series of the later run alone.
    public var new = 0
    /// KPIs that stand in one of the runs alone, in alphabetical order.
    public var otherKPIs: [String] = []
  }

  /// The length of the periods.
  public let frequency: Frequency
  /// The names of the key columns.
  public let keyColumns: [String]
  /// The levels of the intervals, in percent.
  public let levels: [Double]
  /// What was expected and has become known, in the order of the earlier run.
  public private(set) var rows: [Row] = []
  /// What was revised, in the order of the earlier run.
  public private(set) var revisions: [Revision] = []
  /// How many values of the past both runs know, revised or not.
  public private(set) var knownTwice = 0
  /// What could not be compared.
  public private(set) var rest = Rest()
  /// What kind of number each KPI is.
  public let kinds: [KPI.ID: String]

  /// Compares an earlier run with a later one.
  ///
  /// - Throws: `ComparisonError` if their periods or key columns differ. O(values).
  public init(earlier: KeptRun, later: KeptRun) throws(ComparisonError) {
    guard earlier.frequency == later.frequency else {
      throw .frequencies(earlier.frequency, later.frequency)
    }
    guard let order = Self.order(of: later.keyColumns, as: earlier.keyColumns) else {
      throw .keyColumns(earlier.keyColumns, later.keyColumns)
    }
    (frequency, keyColumns) = (earlier.frequency, earlier.keyColumns)
    (levels, kinds) = (earlier.levels, later.kinds.merging(earlier.kinds) { _, old in old })
    var after: [SeriesKey: [Int: Double]] = [:]
    for series in later.series {
      let values = order.map { series.key.values[$0] }
      after[SeriesKey(values: values, kpi: series.key.kpi)] = series.values
    }
    let last = later.series.lazy.compactMap { $0.values.keys.max() }.max()
    for series in earlier.series { take(series, after.removeValue(forKey: series.key), last) }
    rest.new = after.count
    rest.otherKPIs = Set(earlier.kinds.keys).symmetricDifference(later.kinds.keys).sorted()
  }

  /// The places of columns in another order; nil if they are not the same columns.
  private static func order(of columns: [String], as wanted: [String]) -> [Int]? {
    let places = wanted.compactMap { columns.firstIndex(of: $0) }
    return places.count == wanted.count && columns.count == wanted.count ? places : nil
  }

  private mutating func take(
    _ series: KeptRun.Series, _ known: [Int: Double]?, _ last: Int?
  ) {
    if let forecast = series.forecast, forecast.steps.isEmpty { rest.refused += 1 }
    guard let known else {
      rest.gone += 1
      return
    }
    for step in series.forecast?.steps ?? [] {
      guard let forecast = series.forecast, series.values[step.period] == nil else { continue }
      if let actual = known[step.period] {
        rows.append(
          Row(
            key: series.key, period: step.period, expected: step, actual: actual,
            forecast: forecast))
      } else if let last, step.period <= last {
        rest.unknown += 1
      } else {
        rest.pending += 1
      }
    }
    revise(series, known)
  }

  /// Notes what the later run tells otherwise up to the end of what the earlier one knew.
  private mutating func revise(_ series: KeptRun.Series, _ known: [Int: Double]) {
    guard let end = series.values.keys.max() else { return }
    let periods = Set(series.values.keys).union(known.keys.filter { $0 <= end })
    for period in periods.sorted() {
      let (old, new) = (series.values[period], known[period])
      if old != nil, new != nil { knownTwice += 1 }
      guard old != new else { continue }
      revisions.append(Revision(key: series.key, period: period, old: old, new: new))
    }
  }
}

/// Why two runs cannot be compared at all.
public enum ComparisonError: Error, Hashable, Sendable {
  /// Their periods are of different lengths.
  case frequencies(Frequency, Frequency)
  /// Their series are identified by different columns.
  case keyColumns([String], [String])
}
