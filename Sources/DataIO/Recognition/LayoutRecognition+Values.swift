extension LayoutRecognition {
  /// The column of KPI names, if the table is long.
  func kpiColumn() throws(DataError) -> Int? {
    if let name = schema.kpiColumn { return try lookup.position(of: name, option: "--kpi-column") }
    let wanted = schema.kpis + [schema.numerator, schema.denominator].compactMap { $0 }
    let areColumns = !wanted.isEmpty && wanted.allSatisfy { lookup.find($0) != nil }
    guard !areColumns, !hasMeasureColumns() else { return nil }
    let named = ["kpi", "metric", "measure"].compactMap { lookup.find($0) }
    return named.first { !profiles[$0].isNumeric }
  }

  /// The columns of values, and whether they were chosen rather than found numeric.
  func valueColumns(
    taken: Set<Int>, isLong: Bool
  ) throws(DataError) -> (columns: [Int], areChosen: Bool) {
    if !isLong, let asked = try askedColumns() { return (asked, true) }
    let numeric = profiles.filter {
      !taken.contains($0.index) && !attributes.contains($0.index) && $0.isNumeric
    }
    if let usual = ["value", "y"].compactMap({ lookup.find($0) }).first(where: { column in
      !taken.contains(column)
    }) {
      try checkNumeric(usual)
      return ([usual], true)
    }
    let measured = numeric.filter { !$0.isIdentifierByName && $0.name.lowercased() != "year" }
    let found = measured.isEmpty ? numeric : measured
    guard !found.isEmpty else { throw noNumbers(taken) }
    guard !isLong || found.count == 1 else {
      throw DataError(
        .badData, at: .init(path: path, line: 1), "which column holds the values?",
        details: ["numeric columns: " + found.map(\.name).joined(separator: ", ")],
        fix: "rename it to 'value'")
    }
    return (found.map(\.index), isLong)
  }

  /// The columns that `--kpi`, `--numerator` and `--denominator` name.
  private func askedColumns() throws(DataError) -> [Int]? {
    var asked: [Int] = []
    let unknown = schema.kpis.filter { lookup.find($0) == nil }
    let ratioName = schema.numerator != nil && unknown.count == 1 ? unknown[0] : nil
    for name in schema.kpis where name != ratioName {
      asked.append(try lookup.position(of: name, option: schema.option(naming: name)))
    }
    if let numerator = schema.numerator {
      asked.append(try lookup.position(of: numerator, option: "--numerator"))
    }
    if let denominator = schema.denominator {
      asked.append(try lookup.position(of: denominator, option: "--denominator"))
    }
    for column in asked { try checkNumeric(column) }
    var seen: Set<Int> = []
    return asked.isEmpty ? nil : asked.filter { seen.insert($0).inserted }
  }

  /// Refuses a column of text where numbers are due.
  func checkNumeric(_ column: Int) throws(DataError) {
    let profile = profiles[column]
    guard profile.text > 0, profile.numeric * 2 < profile.text else { return }
    throw notNumeric(profile, fix: "name a numeric column with --kpi COL")
  }

  /// Names the first field of a column that is not a number.
  private func notNumeric(_ profile: ColumnProfile, fix: String) -> DataError {
    let column = profile.index
    let first = profile.numbers.firstText
    return DataError(
      .badData, at: .init(path: path, line: first?.line, column: column + 1),
      "'\(columns[column])' \"\(first?.text.shortened ?? "")\" is not a number",
      details: ["\(profile.text) of the first \(rows.count) rows have no number there"], fix: fix)
  }

  private func noNumbers(_ taken: Set<Int>) -> DataError {
    let free = profiles.filter { !taken.contains($0.index) && $0.numeric >= max(1, $0.text) }
    if let nearly = free.max(by: { $0.numeric < $1.numeric }) {
      return notNumeric(
        nearly, fix: "correct these fields, or name a numeric column with --kpi COL")
    }
    return DataError(
      .badData, at: .init(path: path, line: 1), "no column of numbers was recognised",
      details: ["columns: " + columns.joined(separator: ", ")],
      fix: "name the KPI with --kpi COL")
  }
}
