import PartnerKPI
import TemporalData

/// Takes rows in and keeps what a panel needs of them.
struct PanelCollector {
  let schema: PanelSchema
  private(set) var layout: TableLayout
  private(set) var keys = KeyTable()
  private(set) var labels = KeyTable()
  var groups = GroupCollector()
  /// The attributes that say of whom KPIs are asked.
  var scopes = GroupCollector()
  /// The label of each series: none yet (-1), more than one (-2), or its number.
  private(set) var labelOfSeries: [Int] = []
  /// Whether each series is of a KPI that was asked for.
  private(set) var isWanted: [Bool] = []
  private(set) var store: CellStore
  private(set) var samples: ValueSamples
  var log = RejectionLog()
  var tally = Tally()
  /// What is kept while periods stand across.
  var across: AcrossState? {
    didSet { if let old = oldValue, old !== across { namedBefore.formUnion(old.named) } }
  }
  private var namedBefore: Set<Int> = []
  /// The periods that columns name; nil where periods stand in rows.
  var namedSlots: Set<Int>? { across.map { namedBefore.union($0.named) } }
  var totalsReport = TotalsReport()
  /// Adds up the rows of a table with a column of periods.
  var ledger = TotalsLedger(width: 0)
  /// The first currency of the inputs, and where it stood.
  var currency: (code: String, line: UInt32)?
  /// Gives rows the attributes of their partners; nil without a table of them.
  var join: AttributeJoin?
  /// Partners that a table of attributes lacks.
  var withoutAttributes: [String] = []
  /// Converts amounts of money; nil where all are taken as they are.
  var money: MoneyConverter?
  /// Which columns or KPIs are amounts of money, by their folded names, as far as that was asked.
  var moneyOfName: [String: Bool] = [:]
  private(set) var firstDated: DataError.Location?
  /// Whether a field does not fit the formats, so that these have to be decided from all fields.
  ///
  /// Never once they were.
  var hasDoubt = false

  /// What was counted on the way.
  struct Tally {
    var rows = 0
    var filtered = 0
    var afterAsOf = 0
    var duplicates = 0
    var addedUp = 0
    var replaced = 0
  }

  private var inputs: [(firstLine: UInt32, path: String)] = []
  private var keyColumns: [Int] = []
  var row: [Double] = []
  private var repeats: [UInt64: (line: UInt32, content: UInt64)] = [:]
  private var components: [UInt64: [Double]] = [:]
  private var condition: RowFilter.Bound?
  var numbers: [NumberFormat] = []
  let lastSlot: Int?
  let isSurveyed: Bool
  /// Whether each row of a cell is kept, so that a later one can take its place.
  private let keepsRows: Bool
  /// What later files tell otherwise than earlier ones.
  var revisions = RevisionLog()
  /// Whether something is computed of each row before rows are added up.
  let isWeighed: Bool

  /// - Parameters:
  ///   - isSurveyed: whether the formats of the layout come from all fields.
  ///   - hasSeveral: whether several files are to be read.
  init(
    layout: TableLayout, schema: PanelSchema, isSurveyed: Bool = false, hasSeveral: Bool = false
  ) {
    keepsRows = schema.onConflict == .last || hasSeveral
    (self.layout, self.schema, self.isSurveyed) = (layout, schema, isSurveyed)
    store = CellStore(width: layout.width)
    samples = ValueSamples(layout)
    row = Array(repeating: .nan, count: layout.width)
    isWeighed = layout.width > layout.values.count
    if let rates = schema.rates, let currency = schema.currency {
      money = MoneyConverter(
        rates, to: currency.uppercased(), constant: schema.constantDays, layout.form.frequency)
    }
    let isIndex = layout.form.frequency == .index
    lastSlot =
      isIndex
      ? nil : schema.asOf.map { Period(layout.form.frequency, containing: $0).ordinal }
  }

  /// Starts with another input whose columns stand as in `layout`.
  mutating func begin(_ layout: TableLayout, path: String) throws(DataError) {
    self.layout = layout
    let total = inputs.isEmpty ? 0 : linesSoFar
    inputs.append((total, path))
    numbers = layout.numbers
    keyColumns = layout.keys + [layout.kpiColumn].compactMap { $0 }
    groups.begin(layout.groups, areChosen: !schema.peers.isEmpty)
    let lookup = ColumnLookup(layout.columns, path: path)
    scopes.begin(
      schema.scopes.map { scope in lookup.find(scope.column).map { [$0] } ?? [] }, areChosen: true)
    across = layout.across.map { AcrossState($0, layout) }
    ledger = TotalsLedger(width: layout.width)
    totalsReport.columns = (layout.across?.totals ?? []).map { (layout.columns[$0.column], 0, 0) }
    condition = nil
    if let filter = schema.filter {
      condition = try filter.bound(to: layout, path: path)
    }
  }

  private var linesSoFar: UInt32 = 0

  /// Takes one record in.
  @inline(__always)
  mutating func take(
    _ text: Span<UInt8>, _ fields: RecordFields, line: Int
  ) throws(DataError) {
    tally.rows += 1
    let line = (inputs.last?.firstLine ?? 0) &+ UInt32(truncatingIfNeeded: line)
    linesSoFar = line
    guard fields.count == layout.columns.count, !fields.isMalformed else {
      return rejectShape(text, fields, line, width: layout.columns.count)
    }
    if let condition, !condition.holds(text, fields) {
      tally.filtered += 1
      ledger.isWhole = false
      return
    }
    if money == nil { try checkCurrency(text, fields, line) }
    if across != nil { return try takeAcross(text, fields, line) }
    guard let slot = layout.form.ordinal(text, fields[layout.period]),
      Int(CellStore.noSlot) + 1...Int(Int32.max) ~= slot
    else { return try rejectDate(text, fields, line) }
    if let lastSlot, slot > lastSlot {
      tally.afterAsOf += 1
      ledger.isWhole = false
      return
    }
    if firstDated == nil { firstDated = location(line, column: layout.period) }
    guard let series = series(text, fields, line), isWanted[series] else {
      ledger.isWhole = false
      return
    }
    groups.take(text, fields, series: series, slot: Int32(slot))
    scopes.take(text, fields, series: series, slot: Int32(slot))
    guard readValues(text, fields, line) else {
      ledger.isWhole = false
      return markUnknown(series, Int32(slot), line)
    }
    ledger.add(row)
    if money != nil {
      try convert(text, fields, columns: layout.values, slot: Int32(slot), line)
      if isWeighed { weigh() }
    }
    try enter(text, fields, series, Int32(slot), line)
  }

  /// The number of the record's series; nil if its key is empty.
  @inline(__always)
  mutating func series(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) -> Int? {
    if !keyColumns.isEmpty,
      keyColumns.allSatisfy({ KeyTable.trimmed(text, fields[$0]).isEmpty })
    {
      reject(line, keyColumns[0], "", "the key of the series is empty")
      return nil
    }
    let (number, isNew) = keys.number(text, fields, keyColumns)
    if isNew {
      store.addSeries()
      labelOfSeries.append(-1)
      isWanted.append(wants(number))
    }
    if let column = layout.label { note(labels.number(text, fields, [column]).number, of: number) }
    return number
  }

  private mutating func note(_ label: Int, of series: Int) {
    let known = labelOfSeries[series]
    labelOfSeries[series] = known == -1 || known == label ? label : -2
  }

  /// Whether a series of a long table is of a KPI that was asked for.
  private func wants(_ series: Int) -> Bool {
    let wanted = schema.wantedNames
    let isOpen = schema.kpis.isEmpty && schema.numerator == nil
    guard !wanted.isEmpty, !isOpen, !schema.wantsAllValues, layout.kpiColumn != nil,
      let name = keys.parts(series).last
    else { return true }
    return wanted.contains { $0.lowercased() == name.lowercased() }
  }

  /// Reads the values of a record; false if one of them is not a number.
  @inline(__always)
  private mutating func readValues(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) -> Bool {
    for offset in layout.values.indices {
      let column = layout.values[offset]
      switch numbers[offset].read(text, fields[column]) {
      case .value(let value): row[offset] = value
      case .missing: row[offset] = .nan
      case .invalid(let fault):
        if fault.concernsColumn, !isSurveyed { hasDoubt = true }
        reject(line, column, Self.string(text, fields[column]), fault.reason)
        return false
      }
    }
    if isWeighed { weigh() }
    return true
  }

  /// Puts the values in the cell of a series and date.
  mutating func enter(
    _ series: Int, _ slot: Int32, _ identity: UInt64, _ line: UInt32
  ) throws(DataError) {
    if let cell = store.find(series: series, slot: slot) {
      try merge(cell, identity, nil, line)
    } else {
      store.append(series: series, slot: slot, line: line, values: row, identity: identity)
      sample(series, slot)
    }
  }

  /// Computes what has to be computed before rows are added up.
  mutating func weigh() {
    for plan in layout.plans {
      guard let weighting = plan.weighting, let form = plan.numerator else { continue }
      let value = form.value { row[$0] }
      row[weighting.product] = value * row[weighting.weight]
      row[weighting.present] = value.isNaN ? .nan : row[weighting.weight]
    }
  }

  /// Keeps single values of a row that is used.
  private mutating func sample(_ series: Int, _ slot: Int32) {
    guard !samples.isEmpty else { return }
    let name = layout.kpiColumn == nil ? nil : keys.parts(series).last?.lowercased()
    samples.take(row, series: series, slot: slot, of: layout) { plan in
      name == nil || plan.measure.columns.first?.lowercased() == name
    }
  }

  /// Puts the values in their cell.
  @inline(__always)
  private mutating func enter(
    _ text: Span<UInt8>, _ fields: RecordFields, _ series: Int, _ slot: Int32, _ line: UInt32
  ) throws(DataError) {
    var identity = ByteHash()
    for column in layout.details { identity.combine(text, fields[column]) }
    if let time = Self.timeOfDay(text, fields[layout.period]) { identity.combine(text, time) }
    let content = otherContent(text, fields)
    if let cell = store.find(series: series, slot: slot) {
      try merge(cell, identity.value, content, line)
    } else {
      store.append(
        series: series, slot: slot, line: line, values: row, identity: identity.value,
        content: content)
      sample(series, slot)
    }
  }

  /// The hash of all numbers of a record, those that are no values included; nil if there are none.
  @inline(__always)
  private func otherContent(_ text: Span<UInt8>, _ fields: RecordFields) -> UInt64? {
    guard !layout.otherNumbers.isEmpty else { return nil }
    var content = ByteHash()
    content.combine(CellStore.content(of: row))
    for column in layout.otherNumbers { content.combine(text, fields[column]) }
    return content.value
  }
}

extension PanelCollector {
  /// The time behind a date, which tells rows of one day apart; nil without one.
  @inline(__always)
  private static func timeOfDay(_ text: Span<UInt8>, _ field: Range<Int>) -> Range<Int>? {
    // The shortest date and time are 2026/3/5 and 9:05.
    guard field.count > 12 else { return nil }
    let mark = (field.lowerBound + 8...field.lowerBound + 10).first {
      text[$0] == UInt8(ascii: "T") || text[$0] == UInt8(ascii: " ")
    }
    guard let mark, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[mark + 1] else { return nil }
    return mark..<field.upperBound
  }
}

extension PanelCollector {
  /// Another row of a cell: a finer fact, a copy or a contradiction.
  private mutating func merge(
    _ cell: Int, _ identity: UInt64, _ ownContent: UInt64?, _ line: UInt32
  ) throws(DataError) {
    let key = key(cell, identity)
    let firstIdentity = store.identity(of: cell)
    guard firstIdentity != Self.unknown else {
      sample(store.series(of: cell), store.slot(of: cell))
      return store.settle(cell, line: line, values: row, identity: identity, content: ownContent)
    }
    let content = ownContent ?? CellStore.content(of: row)
    let isFirst = firstIdentity == identity
    let known = isFirst ? (store.line(of: cell), store.content(of: cell)) : repeats[key]
    guard let known else {
      repeats[key] = (line, content)
      if keepsRows { note(row, key, beside: cell, firstIdentity) }
      tally.addedUp += 1
      sample(store.series(of: cell), store.slot(of: cell))
      return store.add(row, to: cell)
    }
    let isEarlierFile = known.0 <= (inputs.last?.firstLine ?? 0)
    if known.1 == content && schema.onConflict != .sum {
      tally.duplicates += 1
      if isEarlierFile { revisions.noteCopy() }
      return
    }
    if isEarlierFile, schema.onConflict != .sum {
      let old = components[key] ?? store.row(cell)
      let error = revisions.changes == 0 ? conflict(cell, known.0, line) : nil
      let changed = revisions.isFull ? [] : revised(cell, old, known.0, line)
      revisions.note(changed, count: row.indices.count { old[$0] != row[$0] }, error: error)
    }
    switch schema.onConflict {
    case nil where !isEarlierFile: throw conflict(cell, known.0, line)
    case .sum:
      tally.addedUp += 1
      sample(store.series(of: cell), store.slot(of: cell))
      store.add(row, to: cell)
    case .last, nil:
      tally.replaced += isEarlierFile ? 0 : 1
      samples.replace(
        components[key] ?? store.row(cell), by: row, series: store.series(of: cell),
        slot: store.slot(of: cell), of: layout)
      store.replace(components[key] ?? store.row(cell), by: row, in: cell)
      components[key] = row
      // What stands now is what a later row copies or contradicts.
      if isFirst {
        store.setContent(content, of: cell)
      } else {
        repeats[key] = (line, content)
      }
    }
  }

  /// Keeps a further row of a cell by itself, and the first one, which the cell alone no longer tells.
  private mutating func note(_ row: [Double], _ key: UInt64, beside cell: Int, _ first: UInt64) {
    let firstKey = self.key(cell, first)
    if components[firstKey] == nil { components[firstKey] = store.row(cell) }
    components[key] = row
  }

  /// What of a row of an earlier file is told otherwise.
  private func revised(
    _ cell: Int, _ old: [Double], _ first: UInt32, _ second: UInt32
  ) -> [Revision] {
    var key = keys.parts(store.series(of: cell))
    let kpi = layout.kpiColumn == nil ? nil : key.popLast()
    let period = Period(layout.form.frequency, ordinal: Int(store.slot(of: cell))).description
    return layout.valueNames.indices.compactMap { offset in
      let (before, after) = (old[offset], row[offset])
      guard before != after, !(before.isNaN && after.isNaN) else { return nil }
      return Revision(
        series: key.joined(separator: " / "), kpi: kpi ?? layout.valueNames[offset],
        period: period, old: before.isNaN ? nil : before, new: after.isNaN ? nil : after,
        earlier: location(first), later: location(second))
    }
  }

  private func key(_ cell: Int, _ identity: UInt64) -> UInt64 {
    var hash = ByteHash()
    hash.combine(UInt64(cell))
    hash.combine(identity)
    return hash.value
  }

  private func conflict(_ cell: Int, _ first: UInt32, _ second: UInt32) -> DataError {
    let (old, new) = (store.row(cell), row)
    let offset = layout.values.indices.first { old[$0] != new[$0] } ?? 0
    let column = column(of: offset, at: Int(store.slot(of: cell)))
    let key = keys.parts(store.series(of: cell)).joined(separator: " / ")
    let period = Period(layout.form.frequency, ordinal: Int(store.slot(of: cell)))
    let here = "'\(layout.columns[column])' is \(new[offset])"
    return DataError(
      .badData, at: location(second, column: column),
      "another row of \(key.isEmpty ? "the series" : "'\(key)'") at \(period): \(here)",
      details: ["the first one: \(location(first, column: column)), with \(old[offset])"],
      fix: "--on-conflict last or sum, or name all columns that identify a series with --series")
  }

  /// The column of a value, with periods across that of its period.
  private func column(of offset: Int, at slot: Int) -> Int {
    guard let across = layout.across else { return layout.values[offset] }
    let found = across.slots.first { $0.ordinal == slot } ?? across.slots.first
    return found?.columns[offset] ?? layout.period
  }

  /// Forgets what only further rows would need.
  mutating func seal() {
    store.seal()
    (repeats, components) = ([:], [:])
  }

  /// Forgets the cells.
  mutating func dropCells() {
    store = CellStore(width: store.width)
    samples.removeAll()
  }

  /// The file and line of a line number counted over all inputs.
  func location(_ line: UInt32, column: Int? = nil) -> DataError.Location {
    let input = inputs.last { $0.firstLine < line } ?? inputs[0]
    return .init(
      path: input.path, line: Int(line - input.firstLine), column: column.map { $0 + 1 })
  }
}

extension PanelCollector {
  /// Keeps the cell of a row whose value cannot be read, until another row of the cell fills it.
  ///
  /// What stood there is not known, which is not the same as that there was nothing.
  private mutating func markUnknown(_ series: Int, _ slot: Int32, _ line: UInt32) {
    guard store.find(series: series, slot: slot) == nil else { return }
    store.append(
      series: series, slot: slot, line: line, values: row.map { _ in .nan },
      identity: Self.unknown, content: Self.unknown)
  }

  /// The identity of a cell without a readable row.
  private static let unknown = UInt64.max

  /// Whether a record holds nothing at all, as spreadsheets write below their last row.
  static func isBlank(_ text: Span<UInt8>, _ fields: RecordFields) -> Bool {
    (0..<fields.count).allSatisfy { KeyTable.trimmed(text, fields[$0]).isEmpty }
  }

  mutating func reject(_ line: UInt32, _ column: Int?, _ value: String, _ reason: String) {
    let place = location(line)
    log.add(
      RejectedRow(
        file: place.path, line: place.line ?? 0, column: column.map { layout.columns[$0] } ?? "",
        value: value.shortened, reason: reason))
  }

  /// Notes a record between rows that has too few fields to be one.
  mutating func reject(_ record: TrailingLines.Line) {
    tally.rows += 1
    let line = (inputs.last?.firstLine ?? 0) &+ UInt32(truncatingIfNeeded: record.line)
    linesSoFar = max(linesSoFar, line)
    guard !record.texts.isEmpty else { return tally.rows -= 1 }
    let reason =
      record.fieldCount == layout.columns.count
      ? "text in one field alone"
      : "\(record.fieldCount) fields where the header has \(layout.columns.count)"
    reject(line, nil, record.texts[0], reason)
  }

  /// Notes a record that is not as wide as the header, in a line of the current input.
  mutating func rejectShape(
    _ text: Span<UInt8>, _ fields: RecordFields, line: Int, width: Int
  ) {
    tally.rows += 1
    linesSoFar = (inputs.last?.firstLine ?? 0) &+ UInt32(truncatingIfNeeded: line)
    rejectShape(text, fields, linesSoFar, width: width)
  }

  private mutating func rejectShape(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32, width: Int
  ) {
    guard !Self.isBlank(text, fields) else { return tally.rows -= 1 }
    let first = fields.count > 0 ? Self.string(text, fields[0]) : ""
    let reason =
      fields.isMalformed
      ? "text follows a closing quote"
      : "\(fields.count) fields where the header has \(width)"
    reject(line, nil, first, reason)
  }

  /// A date that the column's form does not read: a row to reject, and a doubt about the form if another
  /// one reads it.
  private mutating func rejectDate(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) throws(DataError) {
    guard !Self.isBlank(text, fields) else { return tally.rows -= 1 }
    if try takeUndatedTotal(text, fields, line) { return tally.rows -= 1 }
    let field = KeyTable.trimmed(text, fields[layout.period])
    if !isSurveyed, !MissingMark.matches(text, field), !DateForms.all.reading(text, field).isEmpty {
      hasDoubt = true
    }
    let value = Self.string(text, field)
    reject(
      line, layout.period, value,
      MissingMark.matches(text, field) ? "no date" : "not a date of the form \(layout.form.name)")
  }

  static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    let end = min(range.upperBound, range.lowerBound + 256)
    return NumberField.string(text, range.lowerBound, end)
  }
}
