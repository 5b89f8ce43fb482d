/// A table that is read record by record.
struct TableInput {
  private let source: any RecordSource
  let head: HeadRecords
  /// Where in the head the table begins.
  let shape: TableShape
  /// The names of the columns.
  let header: [String]
  let limits: ReadingLimits
  /// The record of the head that is the current one; beyond the head if it came straight from the source.
  private var position: Int
  /// What fills group cells in; nil in a table without them.
  private var carried: CarriedCells?

  /// Opens an input, whatever it is, and recognises its header.
  init(
    _ source: InputSource, limits: ReadingLimits, form: InputForm = InputForm()
  ) throws(DataError) {
    try self.init(source.records(form, limits), limits: limits)
  }

  /// Opens a delimited text and recognises its header.
  init(_ source: InputSource, limits: ReadingLimits, form: TextForm) throws(DataError) {
    try self.init(source, limits: limits, form: InputForm(text: form))
  }

  /// Recognises the header in the records of a source.
  init(_ source: any RecordSource, limits: ReadingLimits) throws(DataError) {
    (self.source, self.limits) = (source, limits)
    head = try HeadRecords(source, limits: limits)
    guard let first = head.records.first else {
      throw DataError(
        .badData, at: .init(path: source.name), "the file has only blank lines",
        fix: "export the table again, with its header line")
    }
    guard head.recognisable > 0 else {
      throw DataError(
        .badData, at: .init(path: source.name, line: first.line),
        "the header is longer than \(limits.head) bytes", fix: "check that it has a line end")
    }
    shape = source.isLaidOut ? TableShape(head) : TableShape(head, header: 0..<1)
    position = shape.header.upperBound - 1
    let place = DataError.Location(
      path: source.name, line: head.records[shape.header.upperBound - 1].line)
    header = try Self.checked(shape.names, place, isLaidOut: source.isLaidOut)
  }

  /// What errors call the table.
  var name: String { source.name }
  /// How its records are written.
  var form: String { source.form }
  /// The option that names the part of the input that was read; empty without one.
  var flag: String { source.flag }
  /// Whether a person may have laid the table out, with titles, groups and notes.
  var isLaidOut: Bool { source.isLaidOut }
  /// How many bytes were read so far.
  var byteCount: Int { source.byteCount }
  /// The SHA-256 of the bytes read so far.
  var digest: String { source.digest }

  private var isInHead: Bool { position < head.records.count }
  /// The fields of the current record, without empty ones beyond the header.
  var fields: RecordFields { carried?.fields ?? ownFields }

  private var ownFields: RecordFields {
    let fields = isInHead ? head.records[position].fields : source.fields
    return fields.count > header.count ? fields.without(blankBeyond: header.count) : fields
  }
  /// The text in which they lie.
  var bytes: [UInt8] { carried?.bytes ?? ownBytes }

  private var ownBytes: [UInt8] { isInHead ? head.bytes : source.bytes }
  /// The line on which the current record begins.
  var line: Int { isInHead ? head.records[position].line : source.line }
  /// Whether blank lines stand above the current record.
  var followsGap: Bool { isInHead ? head.records[position].followsGap : source.followsGap }

  /// The text of a field of the current record.
  func text(_ index: Int) -> String { String(decoding: bytes[fields[index]], as: UTF8.self) }

  /// Fills the cells of groups in from here on, in these columns.
  mutating func carry(_ columns: [Int]) {
    carried = columns.isEmpty ? nil : CarriedCells(columns)
  }

  /// Moves to the next record; false at the end.
  mutating func advance() throws(DataError) -> Bool {
    while try step() {
      guard carried != nil else { return true }
      let (text, fields) = (ownBytes, ownFields)
      if carried?.take(text, fields) == true { return true }
    }
    return false
  }

  private mutating func step() throws(DataError) -> Bool {
    position += 1
    if isInHead { return true }
    position = head.records.count
    return try source.advance()
  }
}
