import TemporalData

extension PanelSchema {
  /// The join of a table with the attributes of its partners; nil without such.
  func join(to table: TableInput) throws(DataError) -> AttributeJoin? {
    guard let attributes else { return nil }
    return try AttributeJoin(attributes, header: table.header, path: table.name, schema: self)
  }
}

extension PanelCollector {
  /// Takes one record in with the attributes of its partner.
  mutating func takeJoined(
    _ text: [UInt8], _ record: RecordFields, line: Int
  ) throws(DataError) {
    guard var join else { return }
    guard record.count == join.width, !record.isMalformed else {
      return rejectShape(text.span, record, line: line, width: join.width)
    }
    let day = isAtTheTime ? self.day(text, record) : nil
    join.extend(text, record, on: day)
    let (bytes, fields) = (join.bytes, join.fields)
    withoutAttributes = join.missing
    self.join = join
    try take(bytes.span, fields, line: line)
  }

  /// Whether rows get the attributes of their dates: where they are added up to them or told apart by them.
  private var isAtTheTime: Bool {
    schema.attributeTime == .atTheTime && (layout.by != nil || schema.filter != nil)
  }

  /// The first day of a record's date; nil with periods across.
  private func day(_ text: [UInt8], _ record: RecordFields) -> Int? {
    guard layout.across == nil, layout.form.frequency != .index, layout.period < record.count,
      let slot = layout.form.ordinal(text.span, record[layout.period])
    else { return nil }
    return Period(layout.form.frequency, ordinal: slot).firstDay.daysSince1970
  }

  /// The series of one row with periods across, as attributes in its key change.
  struct DatedKeys {
    private let text: [UInt8]
    private let record: RecordFields
    private var known: [[UInt8]: Int] = [:]

    fileprivate init(_ text: [UInt8], _ record: RecordFields) {
      (self.text, self.record) = (text, record)
    }

    /// The series at a date.
    mutating func series(
      at slot: Int32, _ collector: inout PanelCollector, _ line: UInt32
    ) throws(DataError) -> Int? {
      guard var join = collector.join else { return nil }
      let frequency = collector.layout.form.frequency
      let day = Period(frequency, ordinal: Int(slot)).firstDay.daysSince1970
      join.extend(text, record, on: day)
      let (bytes, fields) = (join.bytes, join.fields)
      let state = Array(bytes[fields[join.width].lowerBound...])
      collector.join = join
      if let series = known[state] { return series }
      let series = collector.series(bytes.span, fields, line)
      known[state] = series
      return series
    }
  }

  /// The changing series of a row with periods across; nil if it has one throughout.
  mutating func datedKeys(_ text: Span<UInt8>, _ fields: RecordFields) -> DatedKeys? {
    guard isAtTheTime, layout.form.frequency != .index, var join,
      layout.keys.contains(where: { $0 >= join.width })
    else { return nil }
    var own = RecordFields()
    var bytes: [UInt8] = []
    for index in 0..<min(join.width, fields.count) {
      let start = bytes.count
      for position in fields[index] { bytes.append(text[position]) }
      own.append(start, bytes.count, doubledQuotes: false)
    }
    defer { self.join = join }
    return join.changes(bytes, own) ? DatedKeys(bytes, own) : nil
  }
}
