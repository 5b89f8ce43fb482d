/// The first records of a source, kept so that they can be looked at before they are read.
struct HeadRecords {
  /// One record in `bytes`.
  struct Record {
    let line: Int
    let followsGap: Bool
    let fields: RecordFields
  }

  private(set) var bytes: [UInt8] = []
  /// The records; the last one may lie beyond what is looked at.
  private(set) var records: [Record] = []
  /// The number of records that lie wholly in the head.
  private(set) var recognisable = 0

  /// Reads the head of a source.
  init(_ source: any RecordSource, limits: ReadingLimits) throws(DataError) {
    while recognisable < limits.sampleRows + Self.surplus, bytes.count <= limits.head,
      try source.advance()
    {
      append(source)
      if bytes.count <= limits.head { recognisable += 1 }
    }
  }

  /// How many records may stand above the rows that are sampled.
  private static let surplus = 100

  private mutating func append(_ source: any RecordSource) {
    var copy = RecordFields()
    let (text, fields) = (source.bytes, source.fields)
    for index in 0..<fields.count {
      let start = bytes.count
      bytes += text[fields[index]]
      copy.append(start, bytes.count, doubledQuotes: false)
      // A place for the delimiter, so that the length is about that of the text.
      bytes.append(0)
    }
    copy.isMalformed = fields.isMalformed
    records.append(Record(line: source.line, followsGap: source.followsGap, fields: copy))
  }

  /// The text of a field without outer spaces.
  func text(_ record: Int, _ field: Int) -> String {
    String(decoding: bytes[records[record].fields[field]], as: UTF8.self).trimmed
  }

  /// The texts of a record without outer spaces.
  func texts(_ record: Int) -> [String] {
    (0..<records[record].fields.count).map { text(record, $0) }
  }
}
