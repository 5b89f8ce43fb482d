extension TableInput {
  /// The names of the columns; throws if one comes twice.
  static func checked(
    _ names: [String], _ place: DataError.Location, isLaidOut: Bool
  ) throws(DataError) -> [String] {
    let named = names.enumerated().map { $1.isEmpty ? "column \($0 + 1)" : $1 }
    var seen: [String: Int] = [:]
    for (index, name) in named.enumerated() {
      if let first = seen.updateValue(index, forKey: name) {
        throw DataError(
          .badData, at: .init(path: place.path, line: place.line, column: index + 1),
          "column name '\(name)' comes twice, in fields \(first + 1) and \(index + 1)",
          fix: isLaidOut
            ? "rename one of them in the header"
            : "give each column a name of its own in --query, such as \(name) AS total")
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
    let first = shape.header.upperBound
    let range = first..<max(first, head.recognisable)
    let whole = range.filter { record in
      let fields = head.records[record].fields
      return fields.count >= header.count && !fields.isMalformed
        && fields.without(blankBeyond: header.count).count == header.count
    }
    if whole.isEmpty { try explainEmptySample(range.first) }
    return whole.prefix(limits.sampleRows).map { record in
      SampleRow(line: head.records[record].line, values: head.texts(record))
    }
  }

  /// Throws what keeps the first rows from being read, if anything does.
  private func explainEmptySample(_ ragged: Int?) throws(DataError) {
    if let ragged {
      throw DataError(
        .badData, at: .init(path: name, line: head.records[ragged].line),
        "the row has \(head.records[ragged].fields.count) fields where the header has "
          + "\(header.count)",
        details: ["columns: " + header.joined(separator: ", ").shortened],
        fix: "check the delimiter, and that the header stands above the rows")
    }
    guard head.recognisable < head.records.count else { return }
    throw DataError(
      .badData, at: .init(path: name, line: head.records[head.recognisable].line),
      "the first row is longer than \(limits.head) bytes", fix: "check that it has line ends")
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
