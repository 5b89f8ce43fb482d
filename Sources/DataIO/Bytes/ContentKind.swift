/// What the first bytes of an input say it is.
enum ContentKind: Equatable {
  /// Text, in the encoding that its byte order mark tells; nil without one.
  case text(TextEncoding?)
  /// Something that is not a delimited table, by its name.
  case binary(String, remedy: String)

  /// Looks at the first bytes.
  init(_ head: [UInt8]) {
    if let known = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = .binary(known.name, remedy: known.remedy)
    } else {
      self = .text(.marked(head))
    }
  }

  private static let signatures: [(bytes: [UInt8], name: String, remedy: String)] = [
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel workbook (.xlsx)", saveAsCSV),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)", saveAsCSV),
    (
      Array("SQLite format 3".utf8), "an SQLite database",
      "sqlite3 -header -csv FILE 'select …' | kpi-forecast -"
    ),
    (
      Array("PAR1".utf8), "a Parquet file",
      "duckdb -csv -c \"from 'FILE'\" | kpi-forecast -"
    ),
    (Array("%PDF".utf8), "a PDF document", "export the table as CSV"),
    (Array("BZh".utf8), "a bzip2 archive", "bzcat FILE | kpi-forecast -"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive", "zstdcat FILE | kpi-forecast -"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive", "xzcat FILE | kpi-forecast -"),
  ]

  private static let saveAsCSV = "save the sheet as CSV (UTF-8)"
}
