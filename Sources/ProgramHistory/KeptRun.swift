import PartnerKPI
import TemporalData

/// What one run of a program read and forecast: a vintage of its data, and what was expected then.
public struct KeptRun: Hashable, Sendable {
  /// An input of the run.
  public struct Input: Hashable, Sendable {
    /// The path as the user wrote it.
    public let path: String
    /// The SHA-256 of its bytes in hexadecimal.
    public let sha256: String
    /// The number of its bytes.
    public let bytes: Int
    /// The number of its rows of data.
    public let rows: Int

    /// An input with what identifies its content.
    public init(path: String, sha256: String, bytes: Int, rows: Int) {
      (self.path, self.sha256, self.bytes, self.rows) = (path, sha256, bytes, rows)
    }
  }

  /// One future value as it was expected.
  public struct Step: Hashable, Sendable {
    /// The number of the period, as `Period.ordinal` counts.
    public let period: Int
    /// The mean, in the unit of the KPI.
    public let mean: Double
    /// The lower and the upper end of each level's interval, level by level.
    public let bounds: [Double]

    /// An expected value with the ends of its intervals.
    public init(period: Int, mean: Double, bounds: [Double]) {
      (self.period, self.mean, self.bounds) = (period, mean, bounds)
    }
  }

  /// The forecast of one series, or why there is none.
  public struct Forecast: Hashable, Sendable {
    /// `ok`, `fallback` or `refused`.
    public let status: String
    /// Why it is simpler or missing; nil if all was well.
    public let reason: String?
    /// The name of the model; nil if refused.
    public let model: String?
    /// Whose history it rests on; nil if refused.
    public let source: String?
    /// The periods ahead, in order; none if refused.
    public var steps: [Step]

    /// A forecast with its periods ahead.
    public init(
      status: String, reason: String? = nil, model: String? = nil, source: String? = nil,
      steps: [Step]
    ) {
      (self.status, self.reason, self.model) = (status, reason, model)
      (self.source, self.steps) = (source, steps)
    }
  }

  /// One series: what was known of it, and what was expected.
  public struct Series: Hashable, Sendable {
    /// What identifies it.
    public let key: SeriesKey
    /// The values that were known, by the number of the period; never NaN.
    public var values: [Int: Double]
    /// The forecast; nil if none was asked for.
    public var forecast: Forecast?

    /// A series with its values and its forecast.
    public init(key: SeriesKey, values: [Int: Double], forecast: Forecast? = nil) {
      (self.key, self.values, self.forecast) = (key, values, forecast)
    }
  }

  /// The day on which the analysis stood, as `2026-03-31`; nil for an index.
  public var asOf: String?
  /// The length of its periods.
  public var frequency: Frequency
  /// The names of the key columns.
  public var keyColumns: [String]
  /// What kind of number each KPI is, as `KPI.Kind.name` says it.
  public var kinds: [KPI.ID: String]
  /// The levels of the intervals, in percent.
  public var levels: [Double]
  /// The series, in the order of the run.
  public var series: [Series]

  /// A run with its series.
  public init(
    asOf: String?, frequency: Frequency, keyColumns: [String], kinds: [KPI.ID: String],
    levels: [Double], series: [Series]
  ) {
    (self.asOf, self.frequency, self.keyColumns) = (asOf, frequency, keyColumns)
    (self.kinds, self.levels, self.series) = (kinds, levels, series)
  }
}
