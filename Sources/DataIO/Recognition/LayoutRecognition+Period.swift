extension LayoutRecognition {
  private static let periodNames = [
    "period", "ds", "date", "month", "quarter", "week", "year", "day",
  ]

  /// The column of periods.
  func periodColumn() throws(DataError) -> Int {
    if let name = schema.period {
      return try checked(try lookup.position(of: name, option: "--period"))
    }
    let named = Self.periodNames.compactMap { lookup.find($0) }
    for column in named where isPeriod(column) {
      try refuseSplitDate(column)
      return try checked(column)
    }
    if let found = profiles.first(where: { $0.isUnmistakableDate }) {
      return found.index
    }
    if let column = named.first { return try checked(column) }
    throw DataError(
      .badData, at: .init(path: path, line: 1), "no column of dates or periods was recognised",
      details: ["columns: " + columns.joined(separator: ", "), DateForm.supported],
      fix: "name it with --period COL")
  }

  /// Refuses a table without rows.
  func checkShape() throws(DataError) {
    guard !rows.isEmpty else {
      throw DataError(
        .badData, at: .init(path: path), "there are no data rows below the header",
        details: ["columns: " + columns.joined(separator: ", ")],
        fix: "export the table again, with its rows")
    }
  }

  private func isPeriod(_ column: Int) -> Bool {
    guard let dates = profiles[column].dates else { return false }
    return dates.count * 2 >= profiles[column].present
  }

  /// A column of periods; throws with the first value if too few fields are dates.
  private func checked(_ column: Int) throws(DataError) -> Int {
    if isPeriod(column) { return column }
    try refuseMixedForms(column)
    let first = rows.first { !$0.values[column].isEmpty }
    let text = first?.values[column] ?? ""
    let counted = CountedTime.remedy(for: text, in: columns[column])
    throw DataError(
      .badData, at: .init(path: path, line: first?.line, column: column + 1),
      "'\(columns[column])' \"\(text.shortened)\" is not a date",
      details: [counted?.meaning ?? DateForm.supported],
      fix: counted?.fix ?? "name the column of dates with --period COL")
  }

  /// The form of most of the first dates of a column.
  func provisionalForm(_ column: Int) -> DateFormat {
    DateFormat(profiles[column].dates?.form ?? .day, fiscal: schema.fiscal)
  }

  /// Refuses a column whose dates are written in several forms, none of them that of half its rows.
  private func refuseMixedForms(_ column: Int) throws(DataError) {
    let dates = rows.compactMap { row in
      DateForm.of(row.values[column]).map { (row.line, row.values[column], form: $0) }
    }
    guard dates.count * 2 >= profiles[column].present, let first = dates.first,
      let other = dates.first(where: { $0.form != first.form })
    else { return }
    throw DataError(
      .badData, at: .init(path: path, line: other.0, column: column + 1),
      "'\(columns[column])' \"\(other.1.shortened)\" is \(other.form.name), but the column began "
        + "as \(first.form.name)",
      details: ["\(path):\(first.0): \"\(first.1.shortened)\"", DateForm.supported],
      fix: "write all dates of the column in one form")
  }

  /// Refuses a column of month numbers beside a column of years.
  private func refuseSplitDate(_ column: Int) throws(DataError) {
    guard profiles[column].dates?.form == .index, let year = lookup.find("year"), year != column,
      profiles[year].dates?.form == .year
    else { return }
    throw DataError(
      .badData, at: .init(path: path, line: 1),
      "the date is split over '\(columns[year])' and '\(columns[column])'",
      details: [DateForm.supported], fix: "join them in one column, such as 2026-03")
  }
}

extension String {
  /// At most 60 characters of the text.
  var shortened: String { count > 60 ? prefix(59) + "…" : self }
}
