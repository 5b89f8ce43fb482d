/// A condition on the columns of a row, such as `type = 'VAR' and region != 'APAC'`.
public struct RowFilter: Hashable, Sendable {
  /// The condition as the user wrote it.
  public let text: String

  /// The condition in this text; throws `usage` with the position of the first mistake.
  public init(_ text: String) throws(DataError) {
    self.text = text
  }

  /// The condition with its columns found in a table.
  struct Bound {
    func holds(_ text: Span<UInt8>, _ fields: RecordFields) -> Bool { true }
  }

  /// Finds the columns of the condition; throws `usage` if one is not there.
  func bound(to lookup: ColumnLookup) throws(DataError) -> Bound { Bound() }
}
