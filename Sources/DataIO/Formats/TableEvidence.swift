/// What the fields of one table show about how its dates and numbers are written.
struct TableEvidence: Sendable {
  /// The column of periods.
  private(set) var period = DateEvidence()
  /// The columns of values, in the order of the layout.
  private(set) var values: [NumberEvidence]
  /// Other columns of dates and of numbers, by their names.
  private(set) var otherDates: [(name: String, evidence: DateEvidence)]
  private(set) var otherNumbers: [(name: String, evidence: NumberEvidence)]
  /// The numbers of each KPI of a long table, in the order in which these appear.
  private(set) var kpis: [NumberEvidence] = []
  private var kpiNumbers: [String: Int] = [:]
  let path: String

  /// No evidence yet.
  init(_ layout: TableLayout, path: String) {
    self.path = path
    values = layout.values.map { _ in NumberEvidence() }
    otherDates = layout.otherDates.map { (layout.columns[$0], DateEvidence()) }
    otherNumbers = layout.otherNumbers.map { (layout.columns[$0], NumberEvidence()) }
  }

  /// The evidence of the first rows.
  init(_ rows: [TableInput.SampleRow], _ layout: TableLayout, path: String) {
    self.init(layout, path: path)
    for row in rows {
      var bytes: [UInt8] = []
      let fields = row.values.map { value in
        let start = bytes.count
        bytes += value.utf8
        return start..<bytes.count
      }
      note(bytes.span, layout, line: row.line) { fields[$0] }
    }
  }

  /// Takes in a record as wide as the table.
  mutating func note(
    _ bytes: [UInt8], _ fields: RecordFields, _ layout: TableLayout, line: Int
  ) {
    note(bytes.span, layout, line: line) { fields[$0] }
  }

  private mutating func note(
    _ text: Span<UInt8>, _ layout: TableLayout, line: Int, field: (Int) -> Range<Int>
  ) {
    if layout.across == nil { period.note(text, field(layout.period), line: line) }
    let kpi = layout.kpiColumn.map { kpiNumber(text, KeyTable.trimmed(text, field($0))) }
    for (place, columns) in layout.valueColumns.enumerated() {
      for column in columns {
        values[place].note(text, field(column), line: line)
        if let kpi { kpis[kpi].note(text, field(column), line: line) }
      }
    }
    for (place, column) in layout.otherDates.enumerated() {
      otherDates[place].evidence.note(text, field(column), line: line)
    }
    for (place, column) in layout.otherNumbers.enumerated() {
      otherNumbers[place].evidence.note(text, field(column), line: line)
    }
  }

  /// The place of a KPI in `kpis`; of the last one if there are unusually many.
  private mutating func kpiNumber(_ text: Span<UInt8>, _ field: Range<Int>) -> Int {
    let name = NumberField.string(text, field.lowerBound, field.upperBound)
    if let known = kpiNumbers[name] { return known }
    if kpis.count < 1_000 {
      kpiNumbers[name] = kpis.count
      kpis.append(NumberEvidence())
    }
    return kpis.count - 1
  }

  /// Whether the dates and numbers leave nothing open that other columns or more rows could tell.
  var isSettled: Bool { period.isSettled && values.allSatisfy(\.isSettled) }
}

extension TableEvidence {
  /// The decimal marks of all columns but one, with words that name them.
  func marks(but place: Int?, names: [String]) -> [(mark: DecimalMark, name: String)] {
    let own = values.indices.filter { $0 != place }.compactMap { index in
      values[index].ownMark.map { (mark: $0, name: "'\(names[index])'") }
    }
    return own
      + otherNumbers.compactMap { other in
        other.evidence.ownMark.map { (mark: $0, name: "'\(other.name)'") }
      }
  }

  /// The orders of day and month of the other columns of dates, with words that name them.
  var orders: [(order: DateOrder, name: String)] {
    otherDates.compactMap { other in
      guard other.evidence.isSettled, let decided = try? other.evidence.format(name: other.name)
      else { return nil }
      return decided.format.form.order.map { ($0, "'\(other.name)'") }
    }
  }
}
