import TemporalData

/// Gives the records of a table further fields: the attributes of the partner that they name.
struct AttributeJoin {
  /// What stands in the fields of a partner of which nothing is known.
  static let unknown = Array("(unknown)".utf8)

  let attributes: AttributeTable
  /// The number of columns of the table itself.
  let width: Int
  /// The column of the table that names the partner.
  let column: Int
  /// The names of all columns.
  let columns: [String]
  /// The day whose attributes are the current ones.
  private let today: Int
  private let aliases: AliasTable?
  private var folded: [[UInt8]: String] = [:]
  /// Partners that the table of attributes lacks, as rows name them.
  private(set) var missing: [String] = []
  private var isMissing: Set<String> = []
  /// The current record with its attributes.
  private(set) var bytes: [UInt8] = []
  private(set) var fields = RecordFields()

  /// - Throws: `usage` if the table has no column of partners as the attributes have.
  init(
    _ attributes: AttributeTable, header: [String], path: String, schema: PanelSchema
  ) throws(DataError) {
    let lookup = ColumnLookup(header, path: path)
    let candidates = schema.series + [attributes.key] + LayoutRecognition.seriesNames
    guard let column = candidates.compactMap({ lookup.find($0) }).first else {
      throw DataError(
        .usage, at: .init(path: path),
        "there is no column '\(attributes.key)', by which \(attributes.input.path) names partners",
        details: ["columns: " + header.joined(separator: ", ").shortened],
        fix: "name that column as the table does, or say which one it is with --series")
    }
    let own = header.map { name in
      attributes.names.contains { ColumnLookup.folded($0) == ColumnLookup.folded(name) }
        ? name + " (data)" : name
    }
    (self.attributes, self.column, width) = (attributes, column, header.count)
    columns = own + attributes.names
    today = schema.asOf?.daysSince1970 ?? .max
    aliases = schema.asReported ? nil : schema.aliases
  }

  /// The columns of attributes.
  var added: Range<Int> { width..<columns.count }

  /// Adds the attributes of a day to a record; those that are current without a day.
  ///
  /// A record that is not as wide as the table is left as it is.
  mutating func extend(_ text: [UInt8], _ record: RecordFields, on day: Int?) {
    bytes.removeAll(keepingCapacity: true)
    fields.reset()
    for index in 0..<record.count {
      let start = bytes.count
      bytes += text[record[index]]
      fields.append(start, bytes.count, doubledQuotes: false)
    }
    fields.isMalformed = record.isMalformed
    guard record.count == width, !fields.isMalformed else { return }
    let name = name(text, record)
    let isBlank = name.isEmpty
    let values = isBlank ? nil : values(name, on: day)
    for place in attributes.names.indices {
      let start = bytes.count
      if !isBlank {
        let value = values?[place] ?? Self.unknown
        bytes += value.isEmpty ? Self.unknown : value
      }
      fields.append(start, bytes.count, doubledQuotes: false)
    }
  }

  /// Whether the attributes of a record's partner change.
  mutating func changes(_ text: [UInt8], _ record: RecordFields) -> Bool {
    let name = name(text, record)
    return attributes.changes(name) || chain(name).contains { attributes.changes($0) }
  }

  private mutating func name(_ text: [UInt8], _ record: RecordFields) -> String {
    let written = Array(text[record[column]])
    if let known = folded[written] { return known }
    let name = FoldedName.fold(String(decoding: written, as: UTF8.self))
    if folded.count < 1_000_000 { folded[written] = name }
    let isKnown = attributes.knows(name) || chain(name).contains { attributes.knows($0) }
    if !isKnown, !name.isEmpty, TotalName.kind(name) == nil, isMissing.insert(name).inserted {
      missing.append(FoldedName.spaced(String(decoding: written, as: UTF8.self)))
    }
    return name
  }

  /// The names under which a partner goes on.
  private func chain(_ name: String) -> [String] {
    (aliases?.chain(name) ?? []).map { FoldedName.fold($0.new) }
  }

  private func values(_ name: String, on day: Int?) -> [[UInt8]]? {
    let day = day ?? today
    for own in [name] + chain(name) {
      if let state = attributes.state(of: own, on: day) { return state.values }
    }
    return nil
  }
}

extension AttributeJoin {
  /// Rows of the head with the current attributes.
  mutating func extended(_ rows: [TableInput.SampleRow]) -> [TableInput.SampleRow] {
    rows.map { row in
      guard row.values.count == width else { return row }
      let name = FoldedName.fold(row.values[column])
      let values = values(name, on: nil)
      let added = attributes.names.indices.map { place in
        let value = values?[place] ?? []
        return String(decoding: value.isEmpty ? Self.unknown : value, as: UTF8.self)
      }
      return .init(
        line: row.line, values: row.values + (name.isEmpty ? added.map { _ in "" } : added))
    }
  }
}
