extension LayoutRecognition {
  static let seriesNames = [
    "unique_id", "partner_id", "partner", "entity", "series", "id",
  ]

  /// The columns of `--by`; empty for one total, nil if it was not asked for.
  func byColumns() throws(DataError) -> [Int]? {
    guard !schema.by.isEmpty else { return nil }
    if schema.by == ["total"] { return [] }
    var columns: [Int] = []
    for name in schema.by { columns.append(try lookup.position(of: name, option: "--by")) }
    return columns
  }

  /// The columns that identify a series, a column that may label it, and why, if it was a guess.
  func seriesColumns(
    period: Int, taken: [Int]
  ) throws(DataError) -> (columns: [Int], label: Int?, note: String) {
    if !schema.series.isEmpty {
      var columns: [Int] = []
      for name in schema.series {
        columns.append(try lookup.position(of: name, option: "--series"))
      }
      return (columns, label(for: columns, taken: taken), "")
    }
    let named = Self.seriesNames.compactMap { lookup.find($0) }
      .filter {
        !taken.contains($0) && (columns[$0].lowercased() != "id" || isRepeated($0, period))
      }
    if let first = named.first { return ([first], label(for: [first], taken: taken), "") }
    let free = profiles.filter {
      !taken.contains($0.index) && !attributes.contains($0.index) && isRepeated($0.index, period)
    }
    if let key = free.first(where: { $0.isIdentifierByName && $0.text + $0.numeric > 0 }) {
      return ([key.index], label(for: [key.index], taken: taken), " (by its name)")
    }
    let texts = free.filter { !$0.isNumeric && $0.text > 0 && !$0.isUnmistakableDate }
    let note = texts.count > 1 ? " (every column of text)" : ""
    return (texts.map(\.index), nil, note)
  }

  /// Whether values come back, as those of a series must.
  ///
  /// A short table, or one that has not moved on from its first periods, says nothing against it.
  private func isRepeated(_ column: Int, _ period: Int) -> Bool {
    rows.count < 20 || profiles[column].distinct * 10 <= rows.count * 9
      || profiles[period].distinct * 10 <= rows.count
  }

  /// Another column that goes by an entity's name, if each key has one value of it in the head.
  func label(for keys: [Int], taken: [Int]) -> Int? {
    let candidates = profiles.filter { profile in
      profile.text > 0 && !keys.contains(profile.index) && !taken.contains(profile.index)
        && isLabelName(profile.name, keys: keys)
    }
    return candidates.first { isLabel($0.index, of: keys) }?.index
  }

  private func isLabelName(_ name: String, keys: [Int]) -> Bool {
    let name = name.lowercased()
    if Self.seriesNames.contains(name) || name == "name" { return true }
    return keys.contains { key in
      let key = columns[key].lowercased()
      return key.hasPrefix(name) || name.hasPrefix(key) || name.hasSuffix("_name")
    }
  }

  /// Whether each key has one label, and next to no label belongs to two keys.
  private func isLabel(_ column: Int, of keys: [Int]) -> Bool {
    var labels: [[String]: String] = [:]
    for row in rows {
      let label = row.values[column]
      if labels.updateValue(label, forKey: keys.map { row.values[$0] }) ?? label != label {
        return false
      }
    }
    return Set(labels.values).count * 10 >= labels.count * 9
  }
}
