extension TableInput {
  /// The delimiter that a first line `sep=;` states, as spreadsheets write it, and what follows.
  static func statedDelimiter(
    _ text: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (Delimiter, next: Int)? {
    let prefix = Array("sep=".utf8)
    guard start + 6 <= end, (0..<4).allSatisfy({ text[start + $0] | 0x20 == prefix[$0] | 0x20 }),
      let delimiter = Delimiter(rawValue: text[start + 4])
    else { return nil }
    var next = start + 5
    if text[next] == Byte.carriageReturn { next += 1 }
    guard next < end, text[next] == Byte.lineFeed else { return nil }
    return (delimiter, next + 1)
  }

  /// The names of the columns; throws if there are none, or one comes twice.
  static func checked(
    _ names: [String], _ place: DataError.Location
  ) throws(DataError) -> [String] {
    guard !names.isEmpty else {
      throw DataError(
        .badData, at: .init(path: place.path), "the file has only blank lines",
        fix: "export the table again, with its header line")
    }
    let named = names.enumerated().map { $1.isEmpty ? "column \($0 + 1)" : $1 }
    var seen: [String: Int] = [:]
    for (index, name) in named.enumerated() {
      if let first = seen.updateValue(index, forKey: name) {
        throw DataError(
          .badData, at: .init(path: place.path, line: place.line, column: index + 1),
          "column name '\(name)' comes twice, in fields \(first + 1) and \(index + 1)",
          fix: "rename one of them in the header")
      }
    }
    return named
  }
}

extension TableInput {
  /// One row of the head, for recognition.
  struct SampleRow {
    let line: Int
    let values: [String]
  }

  /// The first rows that have as many fields as the header; nothing is consumed.
  ///
  /// Throws if there are rows below the header but none like it.
  func sample() throws(DataError) -> [SampleRow] {
    var rows: [SampleRow] = []
    var ragged: (line: Int, count: Int)?
    var fields = RecordFields()
    var (position, line) = (window.start, followingLine)
    while rows.count < limits.sampleRows, position < headEnd {
      guard
        case .record(let next, let lines) = scanner.scan(
          window.bytes.span, from: position, to: headEnd,
          isLast: window.isLast && headEnd == window.end, into: &fields)
      else { break }
      if !fields.isBlankLine {
        if fields.count == header.count, !fields.isMalformed {
          rows.append(SampleRow(line: line, values: (0..<fields.count).map { plain(fields, $0) }))
        } else if ragged == nil {
          ragged = (line, fields.count)
        }
      }
      (position, line) = (next, line + lines)
    }
    if rows.isEmpty { try explainEmptySample(ragged) }
    return rows
  }

  /// Throws what keeps the first rows from being read, if anything does.
  private func explainEmptySample(_ ragged: (line: Int, count: Int)?) throws(DataError) {
    if let ragged {
      throw DataError(
        .badData, at: .init(path: window.path, line: ragged.line),
        "the row has \(ragged.count) fields where the header has \(header.count)",
        details: ["columns: " + header.joined(separator: ", ").shortened],
        fix: "remove title lines above the header, and check the delimiter")
    }
    var rest = self
    guard try rest.advance() else { return }
    throw DataError(
      .badData, at: .init(path: window.path, line: rest.line),
      "the first row is longer than \(limits.head) bytes", fix: "check that it has line ends")
  }

  /// A field's text with doubled quotes made single, without outer spaces.
  private func plain(_ fields: RecordFields, _ index: Int) -> String {
    let text = String(decoding: window.bytes[fields[index]], as: UTF8.self).trimmed
    return fields.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
  }
}

extension TableInput {
  /// Refuses a record whose fields are too long.
  func checkLength(_ next: Int) throws(DataError) {
    guard next - window.start > limits.field else { return }
    for index in 0..<fields.count where fields[index].count > limits.field {
      throw tooLong(index)
    }
  }

  /// Refuses to gather more text for a field or record that is already too long.
  func checkOpenField(_ start: Int) throws(DataError) {
    if window.end - start > limits.field { throw tooLong(fields.count) }
    guard window.end - window.start <= limits.record else {
      throw DataError(
        .badData, at: .init(path: window.path, line: followingLine),
        "the line is longer than \(limits.record) bytes", fix: "check that it has line ends")
    }
  }

  private func tooLong(_ index: Int) -> DataError {
    DataError(
      .badData, at: .init(path: window.path, line: followingLine, column: index + 1),
      "a field is longer than \(limits.field) bytes",
      details: ["a quote that is never closed, or a missing line end, looks like this"],
      fix: "check the quotes and line ends around this line")
  }
}

extension String {
  /// The text without outer spaces and tabs.
  var trimmed: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    guard Self.isBlank(first) || Self.isBlank(last) else { return self }
    let kept = utf8.drop { Self.isBlank($0) }
    let end = kept.lastIndex { !Self.isBlank($0) }.map { kept.index(after: $0) }
    return String(self[kept.startIndex..<(end ?? kept.startIndex)])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == Byte.space || byte == Byte.tab }
}
