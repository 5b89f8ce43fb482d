/// What the first bytes of an input say it is.
enum ContentKind: Equatable {
  /// Text, in the encoding that its byte order mark tells; nil without one.
  case text(TextEncoding?)
  /// A zip archive, such as a workbook.
  case archive
  /// An SQLite database.
  case database
  /// Something that is not a table, by its name.
  case binary(String, remedy: String)

  /// Looks at the first bytes.
  init(_ head: [UInt8]) {
    if head.starts(with: Self.zip) || head.starts(with: Self.emptyZip) {
      self = .archive
    } else if head.starts(with: Self.sqlite) {
      self = .database
    } else if let known = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = .binary(known.name, remedy: known.remedy)
    } else {
      self = .text(.marked(head))
    }
  }

  /// What the bytes are called where only text can be read, and what to do; nil for text.
  var unlikeText: (name: String, remedy: String)? {
    switch self {
    case .text: nil
    case .archive:
      (
        "a zip archive or a workbook (.xlsx)",
        "name it as a file of its own, unpacked and not piped"
      )
    case .database:
      ("an SQLite database", "name it as a file of its own, unpacked and not piped")
    case .binary(let name, let remedy): (name, remedy)
    }
  }

  private static let signatures: [(bytes: [UInt8], name: String, remedy: String)] = [
    (
      [0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls) or one with a password",
      "save it as .xlsx without a password, or the sheet as CSV (UTF-8)"
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

  private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let emptyZip: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
  private static let sqlite = Array("SQLite format 3\0".utf8)
}
