/// Where text goes, piece by piece; it throws what its destination throws, such as a full disk.
public typealias TextSink = (String) throws -> Void

/// Turns rows into text, wherever that is done; `TableWriter.write(text:)` puts it in its place.
public typealias RowFormatter = @Sendable ([ResultTable.Row]) -> String

/// Turns rows into text one by one, so that memory does not grow with the table.
///
/// Call `begin` once, `write` per row and `finish` once. Rows may also be made into text by `formatter`,
/// by several tasks at a time, and then be written as they are.
public protocol TableWriter {
  /// Starts a table with these columns.
  mutating func begin(_ columns: [ResultTable.Column]) throws
  /// Writes one row, with one cell per column.
  mutating func write(_ row: ResultTable.Row) throws
  /// What makes text of rows of this table; known once it has begun.
  var formatter: RowFormatter { get }
  /// Writes what `formatter` made of one or more rows.
  mutating func write(text: String) throws
  /// Ends the table and hands on what is still held.
  mutating func finish() throws
}

/// Gathers small pieces of text into larger ones before they go to a sink.
struct TextBuffer {
  /// The size of the pieces handed on, in bytes of UTF-8.
  private static let pieceSize = 32_768
  private let sink: TextSink
  private var held = ""

  init(_ sink: @escaping TextSink) {
    self.sink = sink
    held.reserveCapacity(Self.pieceSize + 1_024)
  }

  mutating func append(_ text: String) throws {
    held += text
    if held.utf8.count >= Self.pieceSize { try flush() }
  }

  mutating func flush() throws {
    guard !held.isEmpty else { return }
    try sink(held)
    held.removeAll(keepingCapacity: true)
  }
}
