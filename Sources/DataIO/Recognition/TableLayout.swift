import PartnerKPI

/// Which column of a table plays which part.
struct TableLayout {
  /// The names of the columns.
  let columns: [String]
  /// The column of periods and how they are written.
  let period: Int
  var form: DateFormat
  /// The columns that identify a series, those of `--by` included.
  let keys: [Int]
  /// The columns to aggregate to; nil to keep the series.
  let by: [Int]?
  /// A column that may name the entity for people.
  let label: Int?
  /// The columns that may tell the group of a series: each entry one or more columns together.
  let groups: [[Int]]
  /// The column of KPI names in a long table.
  let kpiColumn: Int?
  /// The columns of values; with periods across the first column of each KPI.
  let values: [Int]
  /// The names of the values.
  let valueNames: [String]
  /// How each of them is written.
  var numbers: [NumberFormat]
  /// The columns of text that tell finer facts of one series and date apart.
  let details: [Int]
  /// The columns of numbers that are not read as values.
  let otherNumbers: [Int]
  /// The columns of dates that are not the period.
  let otherDates: [Int]
  /// Whether the user or a fixed name chose the value columns, rather than their being numeric.
  let valuesAreChosen: Bool
  /// The columns of periods, where they stand across; nil if one column holds them.
  let across: PeriodsAcross?
  /// The column of codes of currencies.
  var currency: Int?
  /// What was recognised.
  var decisions: [Decision]
  /// How many of the key columns, the first ones, identify a partner.
  var partnerKeys = 0
  /// The KPIs that are computed from the values; empty if each column of values is one.
  var plans: [MeasurePlan] = []

  /// The columns in which each value stands: one, or one per period and the totals of them.
  var valueColumns: [[Int]] {
    guard let across else { return values.map { [$0] } }
    return values.indices.map { value in
      across.slots.compactMap { $0.columns[value] < 0 ? nil : $0.columns[value] }
        + (value == 0 ? across.totals.map(\.column) : [])
    }
  }

  /// The layout of a further table with periods across, for the same keys and KPIs; throws if it has
  /// others.
  func matched(to first: TableLayout, path: String) throws(DataError) -> TableLayout {
    let names = { (layout: TableLayout) in
      (layout.keys + [layout.kpiColumn].compactMap { $0 }).map {
        ColumnLookup.folded(layout.columns[$0])
      }
    }
    guard across != nil, names(self) == names(first), values.count == first.values.count else {
      let expected = names(first).joined(separator: ", ")
      throw DataError(
        .usage, at: .init(path: path), "the table is not laid out as the first one",
        details: ["the first one has periods across and one row per \(expected)"],
        fix: "read the files one by one, or name the keys of both with --series")
    }
    var layout = TableLayout(
      columns: columns, period: period, form: form, keys: keys, by: by, label: label,
      groups: groups, kpiColumn: kpiColumn, values: values, valueNames: first.valueNames,
      numbers: numbers, details: details, otherNumbers: otherNumbers, otherDates: otherDates,
      valuesAreChosen: valuesAreChosen, across: across, decisions: decisions)
    layout.currency = currency
    layout.partnerKeys = partnerKeys
    layout.plans = plans
    return layout
  }

  /// The same layout in a table whose columns may stand in another order.
  func mapped(to header: [String], path: String) throws(DataError) -> TableLayout {
    if header == columns { return self }
    let lookup = ColumnLookup(header, path: path)
    var positions: [Int: Int] = [:]
    let optional = Set(details + otherNumbers + otherDates + groups.joined()).subtracting(
      keys + values + [period] + [kpiColumn].compactMap { $0 })
    for index in columns.indices {
      let isNeeded = !optional.contains(index)
      if isNeeded || lookup.find(columns[index]) != nil {
        positions[index] = try lookup.position(of: columns[index], option: "the first file")
      }
    }
    let place = { (index: Int) in positions[index] ?? 0 }
    var mapped = TableLayout(
      columns: header, period: place(period), form: form, keys: keys.map(place),
      by: by?.map(place), label: label.flatMap { positions[$0] },
      groups: groups.map { columns in
        columns.allSatisfy { positions[$0] != nil } ? columns.compactMap { positions[$0] } : []
      }, kpiColumn: kpiColumn.map(place),
      values: values.map(place), valueNames: valueNames, numbers: numbers,
      details: details.compactMap { positions[$0] },
      otherNumbers: otherNumbers.compactMap { positions[$0] },
      otherDates: otherDates.compactMap { positions[$0] }, valuesAreChosen: valuesAreChosen,
      across: nil, decisions: decisions)
    mapped.currency = currency.flatMap { lookup.find(columns[$0]) }
    mapped.partnerKeys = partnerKeys
    mapped.plans = plans
    return mapped
  }

  /// The same layout with its dates and numbers written in these formats.
  func written(in formats: TableFormats) -> TableLayout {
    var layout = self
    (layout.form, layout.numbers) = (formats.dates, formats.numbers)
    let periods = across == nil ? formats.decisions.prefix(1) : []
    layout.decisions = periods + decisions + formats.decisions.dropFirst()
    return layout
  }
}

extension TableLayout {
  /// Whether the columns are those of a tidy table of this program, or of series prepared by another.
  ///
  /// Programs write such tables with decimal points and without groups of digits.
  var isWrittenByPrograms: Bool {
    guard form.form == .day || form.form == .index else { return false }
    let isPrepared = ["unique_id", "ds", "y"].allSatisfy(columns.contains)
    return isPrepared || columns.suffix(3) == ["kpi", "period", "value"]
  }
}

extension TableLayout {
  /// The number of values of a row: those of the columns, and those computed from them.
  var width: Int { values.count + 2 * plans.count { $0.weighting != nil } }
}

/// Finds columns by name: exactly, or else without regard to case and to spaces for `_`.
struct ColumnLookup {
  let columns: [String]
  let path: String

  init(_ columns: [String], path: String) { (self.columns, self.path) = (columns, path) }

  /// The position of a column, or nil.
  func find(_ name: String) -> Int? {
    if let exact = columns.firstIndex(of: name) { return exact }
    let folded = columns.indices.filter { Self.folded(columns[$0]) == Self.folded(name) }
    return folded.count == 1 ? folded[0] : nil
  }

  /// The names of columns as one option value.
  func quoted(_ indices: [Int]) -> String {
    Self.quoted(indices.map { columns[$0] }.joined(separator: ","))
  }

  /// A text as one option value.
  static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "_-,.".contains($0) }
    guard !isPlain else { return text }
    // What a shell would take for a command or variable within double quotes.
    guard text.contains(where: { "\"$`\\!".contains($0) }) else { return "\"\(text)\"" }
    return "'" + text.replacing("'", with: #"'\''"#) + "'"
  }

  /// Whether a path may stand in a command for a shell as it is.
  static func isPlainPath(_ path: String) -> Bool {
    path != "-" && path.allSatisfy { $0.isLetter || $0.isNumber || "_-,./".contains($0) }
  }

  /// A name without the differences that do not matter: case, and spaces or hyphens for `_`.
  static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  /// The position of a column that an option names; throws `usage` if there is none.
  func position(of name: String, option: String) throws(DataError) -> Int {
    if let found = find(name) { return found }
    let guess = NameSuggestion.closest(to: name, among: columns)
    throw DataError(
      .usage, at: .init(path: path), "there is no column '\(name)' (\(option))",
      details: ["columns: " + columns.joined(separator: ", ")],
      fix: guess.map { "did you mean '\($0)'?" } ?? "name one of the columns")
  }
}
