/// What the first bytes of an input say it is.
enum ContentKind: Equatable {
  /// Text in this encoding, after a byte order mark of this many bytes.
  case text(TextEncoding, mark: Int)
  /// Something that is not a delimited table, by its name.
  case binary(String, remedy: String)

  /// Looks at the first bytes.
  init(_ head: [UInt8]) {
    if let known = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = .binary(known.name, remedy: known.remedy)
    } else if let encoding = TextEncoding.marked(head) {
      self = .text(encoding, mark: encoding.mark.count)
    } else {
      self = .text(.utf8, mark: 0)
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

/// How characters are written as bytes.
///
/// Every encoding that can be told apart is named here; `isSupported` says which ones are read.
enum TextEncoding: String, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16 (little-endian)"
  case utf16BigEndian = "UTF-16 (big-endian)"

  /// Whether tables in this encoding can be read.
  var isSupported: Bool { self == .utf8 }

  /// The byte order mark.
  var mark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    }
  }

  /// The encoding whose byte order mark stands first.
  static func marked(_ head: [UInt8]) -> TextEncoding? {
    allCases.first { head.starts(with: $0.mark) }
  }
}
