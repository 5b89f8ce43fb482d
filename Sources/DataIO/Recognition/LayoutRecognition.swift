/// Finds out which column of a table plays which part, from its header, its first rows and what the
/// user said.
struct LayoutRecognition {
  let path: String
  let columns: [String]
  /// The lines of each column's header.
  let labels: [[String]]
  /// The lines above the table.
  let titles: [String]
  /// The line of the header.
  let headerLine: Int
  /// The columns whose cells stand for the rows below them too.
  let carried: [Int]
  let rows: [TableInput.SampleRow]
  let schema: PanelSchema
  let profiles: [ColumnProfile]
  let lookup: ColumnLookup
  /// The columns of attributes that stand in another table.
  let attributes: Range<Int>

  init(_ table: TableInput, schema: PanelSchema) throws(DataError) {
    var join = try schema.join(to: table)
    let columns = join?.columns ?? table.header
    (path, self.columns, self.schema) = (table.name, columns, schema)
    attributes = table.header.count..<columns.count
    labels = table.shape.labels + columns.dropFirst(table.header.count).map { [$0] }
    titles = table.titles
    headerLine = table.headerLines.upperBound
    let sample = try table.sample()
    carried = GroupCells.columns(in: table, sample)
    let own = GroupCells.filled(sample, carried)
    let filled = join?.extended(own) ?? own
    // Totals show nothing about the columns.
    let details = filled.filter { row in !row.values.contains { TotalName.kind($0) != nil } }
    let rows = details.isEmpty ? filled : details
    self.rows = rows
    profiles = columns.enumerated().map { index, name in
      ColumnProfile(name, index: index, rows: rows)
    }
    lookup = ColumnLookup(columns, path: path)
  }

  /// The layout; throws with the columns and the option to use if it cannot be told.
  func layout() throws(DataError) -> TableLayout {
    try checkShape()
    let across = try acrossColumns()
    var layout = try across.isEmpty ? columnLayout() : acrossLayout(across)
    layout.currency = currencyColumn()
    return layout
  }

  /// The column that holds nothing but codes of currencies.
  func currencyColumn() -> Int? {
    profiles.first { profile in
      profile.present > 0 && profile.numeric == 0
        && rows.allSatisfy { row in
          let text = row.values[profile.index]
          return text.isEmpty || Currency(code: text) != nil
        }
    }?.index
  }

  /// The layout of a table with a column of periods.
  private func columnLayout() throws(DataError) -> TableLayout {
    let period = try periodColumn()
    let kpiColumn = try kpiColumn()
    let by = try byColumns()
    let series = try seriesColumns(
      period: period, taken: [period] + [kpiColumn, currencyColumn()].compactMap { $0 })
    let keys = series.columns + (by ?? []).filter { !series.columns.contains($0) }
    let peers = try peerColumns()
    let taken = Set(keys + peers + [period] + [kpiColumn].compactMap { $0 })
    let measures = kpiColumn == nil ? try presentMeasures(taken) : []
    let values =
      measures.isEmpty
      ? try valueColumns(taken: taken, isLong: kpiColumn != nil)
      : (columns: try measuredColumns(measures, taken: taken), areChosen: true)
    let free = profiles.filter { !taken.contains($0.index) && !values.columns.contains($0.index) }
    let isNumber = { (profile: ColumnProfile) in profile.isNumeric && !profile.isIdentifierByName }
    let label = series.label.flatMap { values.columns.contains($0) ? nil : $0 }
    var layout = TableLayout(
      columns: columns, period: period, form: provisionalForm(period), keys: keys, by: by,
      label: label,
      groups: by == nil ? groupColumns(chosen: peers, taken: taken, values: values.columns) : [],
      kpiColumn: kpiColumn, values: values.columns,
      valueNames: values.columns.map { columns[$0] },
      numbers: values.columns.map { _ in NumberFormat(mark: nil) },
      details: free.filter { !isNumber($0) }.map(\.index),
      otherNumbers: free.filter(isNumber).map(\.index),
      otherDates: free.filter(\.isUnmistakableDate).map(\.index), valuesAreChosen: values.areChosen,
      across: nil,
      decisions: [
        seriesDecision(series.columns, by: by, note: series.note),
        measures.isEmpty
          ? valueDecision(values.columns, kpiColumn: kpiColumn) : measureDecision(measures),
      ])
    layout.partnerKeys = series.columns.count
    layout.plans =
      kpiColumn == nil
      ? plans(measures, values.columns.map { columns[$0] }) : schema.measures.map { .inRows($0) }
    return layout
  }

  func quoted(_ indices: [Int]) -> String { lookup.quoted(indices) }

  func seriesDecision(_ series: [Int], by: [Int]?, note: String) -> Decision {
    if let by {
      let names = by.map { columns[$0] }.joined(separator: ", ")
      return Decision(
        "series", by.isEmpty ? "one total" : "added up to \(names)",
        flag: "--by " + (by.isEmpty ? "total" : quoted(by)))
    }
    guard !series.isEmpty else { return Decision("series", "one series", flag: "--series COL") }
    let names = series.map { columns[$0] }.joined(separator: ", ")
    return Decision("series", names + note, flag: "--series \(quoted(series))")
  }

  private func valueDecision(_ values: [Int], kpiColumn: Int?) -> Decision {
    let names = values.map { columns[$0] }.joined(separator: ", ")
    guard let kpiColumn else { return Decision("kpi", names, flag: "--kpi \(quoted(values))") }
    return Decision(
      "kpi", "names in \(columns[kpiColumn]), values in \(names)",
      flag: "--kpi-column \(quoted([kpiColumn]))")
  }
}
