import TemporalData

/// The records of a small table beside the data, whose columns are known by their names.
struct NamedRecords {
  private(set) var table: TableInput
  private let kind: String
  private let places: [String: Int]
  /// The number of records so far.
  private(set) var count = 0

  /// Opens a table.
  ///
  /// - Parameters:
  ///   - kind: what errors call it: `a table of old names`.
  ///   - columns: the names that each column may have, the usual one first.
  ///   - needed: the columns that have to be there.
  ///   - others: whether further columns may stand beside them.
  init(
    _ source: InputSource, _ kind: String, columns: [[String]], needed: [String],
    others: Bool = false
  ) throws(DataError) {
    let table = try TableInput(source, limits: ReadingLimits())
    var places: [String: Int] = [:]
    for (place, name) in table.header.enumerated() {
      let word = ColumnLookup.folded(name)
      if let names = columns.first(where: { $0.contains(word) }), places[names[0]] == nil {
        places[names[0]] = place
      } else if !others {
        throw DataError(
          .badData,
          at: .init(path: table.name, line: table.headerLines.upperBound, column: place + 1),
          "the column '\(name.shortened)' has no meaning in \(kind)",
          details: ["columns are " + columns.map { $0[0] }.joined(separator: ", ")],
          fix: "rename the column or remove it")
      }
    }
    for name in needed where places[name] == nil {
      throw DataError(
        .badData, at: .init(path: table.name, line: table.headerLines.upperBound),
        "\(kind) needs a column '\(name)'",
        details: ["columns: " + table.header.joined(separator: ", ").shortened],
        fix: "name the columns in the first line: " + columns.map { $0[0] }.joined(separator: ","))
    }
    (self.table, self.kind, self.places) = (table, kind, places)
  }

  /// Whether the table has a column.
  func has(_ column: String) -> Bool { places[column] != nil }

  /// The place of a column.
  func place(_ column: String) -> Int? { places[column] }

  /// Moves to the next record; throws if it is not as wide as the header.
  mutating func advance() throws(DataError) -> Bool {
    guard try table.advance() else { return false }
    count += 1
    guard table.fields.count == table.header.count, !table.fields.isMalformed else {
      throw DataError(
        .badData, at: .init(path: table.name, line: table.line),
        "the row has \(table.fields.count) fields where the header has \(table.header.count)",
        fix: "give every row a field per column, or quote fields with commas")
    }
    return true
  }

  /// Where the current record begins.
  var location: DataError.Location { .init(path: table.name, line: table.line) }

  /// The text of a column in the current record; empty without the column.
  func text(_ column: String) -> String {
    places[column].map { FoldedName.spaced(table.text($0)) } ?? ""
  }

  /// The first and the last day that a date or period names, counted since 1970; nil for an empty field.
  func days(_ column: String) throws(DataError) -> ClosedRange<Int>? {
    let text = text(column)
    guard !text.isEmpty else { return nil }
    let bytes = Array(text.utf8)
    guard let days = DateForm.days(bytes.span, 0..<bytes.count) else {
      throw fault(column, "is not a date", details: [DateForm.supported])
    }
    return days
  }

  /// The error of a field of the current record.
  func fault(_ column: String, _ what: String, details: [String] = []) -> DataError {
    DataError(
      .badData,
      at: .init(path: table.name, line: table.line, column: places[column].map { $0 + 1 }),
      "'\(column)' \"\(text(column).shortened)\" \(what)", details: details,
      fix: "correct the field, or remove the row")
  }

  /// The file; to be asked for at the end.
  var input: InputFile {
    InputFile(path: table.name, bytes: table.byteCount, sha256: table.digest, rows: count)
  }
}
