import TemporalData

/// Events of a table: what happened or will happen, when, and for which series.
///
/// | Column | Meaning |
/// |---|---|
/// | `date` | first day, or a whole month, quarter, week or year such as `2026-03`; a number where periods are numbers |
/// | `event` | the name; one effect is estimated per name |
/// | `end` | last day; otherwise the end of `date` |
/// | `kind` | `pulse` (default) or `promo`, `shift`, `temporary`, or `holiday`: a day off that is no event; `level`: a shift, and `one-off`: a pulse, that say of the history alone what happened |
/// | `weight` | strength against others of the name; 1 by default |
///
/// Further columns bear the names of key columns or `kpi`, and restrict an event to the series with that
/// value; an empty field restricts nothing.
public struct EventTable: Sendable {
  /// One event and the series that it concerns.
  public struct Entry: Hashable, Sendable {
    /// What happened.
    public let event: CalendarEvent
    /// Values that the key of a series must have, by column.
    public let scope: [String: String]
    /// Whether it says that the level moved (`level`) or that values stand out (`one-off`), so that a
    /// history can be cleaned of it.
    public let cleansHistory: Bool
  }

  /// The events, in the order of the table.
  public let entries: [Entry]
  /// The days off.
  public let holidays: Holidays
  /// The file.
  public let input: InputFile

  /// Whether every row says only what a history can be cleaned of.
  public var cleansHistoryAlone: Bool {
    !entries.isEmpty && holidays == .none && entries.allSatisfy(\.cleansHistory)
  }

  /// Reads a table of events.
  ///
  /// - Parameters:
  ///   - scopeColumns: the names of columns that may restrict events.
  ///   - isIndexed: whether periods are numbers and not dates.
  /// - Throws: `missingInput` if the file cannot be read; `badData` with line and column for a missing
  ///   column, an unknown column, or a field that cannot be read.
  public static func read(
    _ source: InputSource, scopeColumns: [String], isIndexed: Bool = false
  ) throws(DataError) -> EventTable {
    var table = try TableInput(source, limits: ReadingLimits())
    let columns = try EventColumns(table, scopeColumns: scopeColumns, isIndexed: isIndexed)
    var (entries, holidays, rows) = ([Entry](), [CivilDate](), 0)
    while try table.advance() {
      rows += 1
      switch try columns.row(table) {
      case .event(let entry): entries.append(entry)
      case .holidays(let days): holidays += days
      }
    }
    return EventTable(
      entries: entries, holidays: Holidays(holidays),
      input: InputFile(
        path: table.name, bytes: table.byteCount, sha256: table.digest, rows: rows))
  }
}
