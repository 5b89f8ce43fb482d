/// The answer of a server.
final class ServerResult {
  /// What the values of a column are, as far as their text depends on it.
  enum Kind { case boolean, fraction, binary, other }

  let rowCount: Int
  let columnCount: Int
  private let handle: OpaquePointer
  private let library: PostgresLibrary
  private let kinds: [Kind]

  init(_ handle: OpaquePointer, _ library: PostgresLibrary) {
    (self.handle, self.library) = (handle, library)
    rowCount = Int(library.rowCount(handle))
    columnCount = Int(library.columnCount(handle))
    kinds = (0..<library.columnCount(handle)).map { column in
      switch library.columnType(handle, column) {
      case 16: .boolean
      case 17: .binary
      case 700, 701, 1700: .fraction
      default: .other
      }
    }
  }

  deinit { library.clear(handle) }

  /// Whether the command succeeded (`PGRES_COMMAND_OK` or `PGRES_TUPLES_OK`).
  var isGood: Bool { [1, 2].contains(library.resultStatus(handle)) }

  /// What went wrong, as the five characters of SQLSTATE; empty if nothing did.
  var state: String {
    library.errorPart(handle, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
  }

  func kind(of column: Int) -> Kind { kinds[column] }

  func name(of column: Int) -> String {
    library.columnName(handle, Int32(column)).map { String(cString: $0) } ?? ""
  }

  /// The text of a value; nil for none.
  func text(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    let (row, column) = (Int32(row), Int32(column))
    guard library.isNull(handle, row, column) == 0 else { return nil }
    return UnsafeBufferPointer(
      start: library.value(handle, row, column), count: Int(library.length(handle, row, column)))
  }

  func string(_ row: Int, _ column: Int) -> String? {
    text(row, column).map { String(decoding: $0, as: UTF8.self) }
  }
}
