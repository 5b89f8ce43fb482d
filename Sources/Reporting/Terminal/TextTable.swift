/// A table for the terminal: aligned columns that fit a width.
///
/// All text is sanitised on entry. Where the width does not suffice, columns of less weight are left
/// out and long names are cut; numbers are never cut as long as one column of names remains.
public struct TextTable: Hashable, Sendable {
  /// The side at which the texts of a column begin.
  public enum Alignment: Hashable, Sendable {
    /// Left: names and words.
    case leading
    /// Right: numbers.
    case trailing
  }

  /// A column and what happens to it when room is short.
  public struct Column: Hashable, Sendable {
    /// The heading.
    public let title: String
    /// The side at which the texts begin.
    public let alignment: Alignment
    /// 0 for a column that always stays; of the others the highest leaves first.
    public let priority: Int
    /// The width down to which texts may be cut; nil if they must not.
    public let shortest: Int?

    /// A column; the title is sanitised.
    public init(
      _ title: String, _ alignment: Alignment = .leading, priority: Int = 0, shortest: Int? = nil
    ) {
      (self.title, self.alignment) = (TerminalText.sanitized(title), alignment)
      (self.priority, self.shortest) = (priority, shortest)
    }
  }

  /// The text of one cell and its style.
  public struct Entry: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The sanitised text.
    public let text: String
    /// How it looks in colour.
    public let style: TerminalStyle

    /// A cell with this text, which is sanitised.
    public init(_ text: String, _ style: TerminalStyle = .plain) {
      (self.text, self.style) = (TerminalText.sanitized(text), style)
    }

    /// A plain cell.
    public init(stringLiteral text: String) { self.init(text) }
  }

  /// The columns, the most telling first.
  public let columns: [Column]
  /// The rows, with one entry per column.
  public let rows: [[Entry]]

  /// A table of these columns and rows.
  ///
  /// - Precondition: every row has one entry per column.
  public init(columns: [Column], rows: [[Entry]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row needs an entry per column")
    (self.columns, self.rows) = (columns, rows)
  }
}
