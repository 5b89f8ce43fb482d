import TemporalData

/// Columns that help to explain a series, with a value for each period, past and future.
///
/// Columns are functions of the period rather than arrays, so that one value serves histories of any
/// start and length: a backtest cuts the history, and the columns follow.
public struct Regressors: Sendable {
  /// One named column.
  public struct Column: Sendable {
    /// The name of the column, as coefficients are reported.
    public let name: String
    /// The value of a period; NaN where it is not known.
    public let value: @Sendable (Period) -> Double

    /// Whether the column may be left out without a word where a history does not bear its effect out.
    public let isOptional: Bool

    /// The fewest periods of history that show what the column says: a whole season for its waves.
    public let leastHistory: Int

    /// A column of values.
    public init(
      _ name: String, isOptional: Bool = false, leastHistory: Int = 1,
      value: @escaping @Sendable (Period) -> Double
    ) {
      (self.name, self.value, self.isOptional) = (name, value, isOptional)
      self.leastHistory = leastHistory
    }

    /// A column from a series that covers the periods asked for; NaN elsewhere.
    public init(_ name: String, _ series: TimeSeries) {
      self.init(name) { series[$0] ?? .nan }
    }
  }

  /// The columns, in the order of their coefficients.
  public let columns: [Column]

  /// No columns.
  public static let none = Regressors([])

  /// These columns.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Whether there is no column.
  public var isEmpty: Bool { columns.isEmpty }

  /// The names of the columns.
  public var names: [String] { columns.map(\.name) }

  /// The values of some periods, column after column: `periods.count` values each.
  public func values(of periods: PeriodRange) -> [[Double]] {
    columns.map { column in periods.map(column.value) }
  }
}
