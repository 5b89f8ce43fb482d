import TemporalData

/// A table of results with typed cells: what every command hands to a writer or to the terminal.
public struct ResultTable: Hashable, Sendable {
  /// What a column holds.
  public enum Role: Hashable, Sendable {
    /// Names and words.
    case text
    /// Numbers in the unit of the KPI, or without a unit.
    case number
    /// Whole numbers that count something.
    case count
    /// Periods.
    case period
  }

  /// A column: its name and what it holds.
  public struct Column: Hashable, Sendable {
    /// The name in the header, as scripts rely on it.
    public let name: String
    /// What the cells hold.
    public let role: Role

    /// A column with this name and role.
    public init(_ name: String, _ role: Role) { (self.name, self.role) = (name, role) }
  }

  /// One value, or none.
  public enum Cell: Hashable, Sendable {
    /// A name or a word.
    case text(String)
    /// A number; nil, NaN and infinite values are written as not available.
    case number(Double?)
    /// A whole number.
    case count(Int)
    /// A period; written as the ISO date of its first day, or as the number of an index period.
    case period(Period)
    /// Not available.
    case missing

    /// A word, or not available.
    static func text(orMissing text: String?) -> Cell { text.map { .text($0) } ?? .missing }
  }

  /// The cells of one row, one per column.
  public typealias Row = [Cell]

  /// The columns, in order.
  public let columns: [Column]
  /// The rows, in order.
  public private(set) var rows: [Row]

  /// A table of these columns and rows.
  ///
  /// - Precondition: every row has one cell per column.
  public init(columns: [Column], rows: [Row] = []) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row needs a cell per column")
    (self.columns, self.rows) = (columns, rows)
  }

  /// Adds a row at the end.
  ///
  /// - Precondition: the row has one cell per column.
  public mutating func append(_ row: Row) {
    precondition(row.count == columns.count, "a row needs a cell per column")
    rows.append(row)
  }
}
