import PartnerKPI

/// The key columns of a result table, which keep the names they had in the input.
struct KeyColumns: Hashable, Sendable {
  let columns: [ResultTable.Column]

  /// Key columns beside the table's own ones.
  ///
  /// A name that the table itself uses gets `_key` appended: two columns of one name could not be
  /// told apart, and a JSON object would lose one of them.
  init(_ names: [String], beside own: [ResultTable.Column]) {
    var taken = Set(own.map(\.name))
    columns = names.map { name in
      var unique = name
      while !taken.insert(unique).inserted { unique += "_key" }
      return ResultTable.Column(unique, .text)
    }
  }

  /// The cells of a key.
  func cells(_ key: SeriesKey) -> [ResultTable.Cell] {
    precondition(key.values.count == columns.count, "a key needs a value per key column")
    return key.values.map { .text($0) }
  }
}
