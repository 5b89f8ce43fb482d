import PartnerKPI
import TemporalData

/// What is kept while rows with periods across are taken in.
final class AcrossState {
  /// What a field of a period holds.
  enum Cell {
    /// Nothing: there was nothing to write down.
    case absent
    /// A number, or one that is not known (NaN).
    case value(Double)
  }

  let across: PeriodsAcross
  /// The columns of numbers: those of the periods, then the totals.
  let columns: [Int]
  /// The columns of text, in one of which a total is named.
  let names: [Int]
  var ledger: TotalsLedger
  /// The totals columns with what each may still add up.
  var totals: [PeriodsAcross.TotalColumn]
  /// The number in each of `columns`, NaN without one.
  var numbers: [Double]
  /// Whether each of `columns` has anything.
  var isPresent: [Bool]
  /// How the numbers of each value are written, and which value stands in each of `columns`.
  var formats: [NumberFormat]
  let values: [Int]
  /// The place of a column of the table in `columns`.
  let place: [Int: Int]
  private var years: [Int: [Int?]] = [:]
  /// The periods that columns name in the years of the rows.
  private(set) var named: Set<Int> = []
  /// Rows that stood above all others under the name of a total.
  var pending: (values: [Double], units: [Double], line: UInt32, name: String)?

  init(_ across: PeriodsAcross, _ layout: TableLayout) {
    (self.across, formats) = (across, layout.numbers)
    columns = across.columns + across.totals.map(\.column)
    let valueColumns = layout.valueColumns
    values = columns.map { column in valueColumns.firstIndex { $0.contains(column) } ?? 0 }
    names = Array(
      Set(
        layout.keys + layout.details + layout.groups.joined()
          + [layout.kpiColumn, across.yearColumn].compactMap { $0 })
    ).sorted()
    ledger = TotalsLedger(width: columns.count)
    totals = across.totals
    numbers = Array(repeating: .nan, count: columns.count)
    isPresent = Array(repeating: false, count: columns.count)
    place = Dictionary(
      columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The ordinals of the periods in a year.
  func ordinals(in year: Int?) -> [Int?] {
    let key = year ?? across.year ?? 0
    if let known = years[key] { return known }
    let found = across.ordinals(in: year ?? across.year)
    if years.count < 1_000 {
      years[key] = found
      named.formUnion(found.compactMap { $0 })
    }
    return found
  }
}

extension PanelCollector {
  /// Takes in a record with periods across.
  mutating func takeAcross(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) throws(DataError) {
    guard !Self.isBlank(text, fields) else { return tally.rows -= 1 }
    let faults = readAcross(text, fields)
    if hasDoubt { return }
    if try takeTotal(text, fields, line) { return tally.rows -= 1 }
    guard let ordinals = ordinals(text, fields, line) else { return }
    guard let series = series(text, fields, line), isWanted[series] else { return }
    for fault in faults {
      reject(line, fault.column, Self.string(text, fields[fault.column]), fault.reason)
    }
    if faults.isEmpty { try checkTotals(text, fields, line) }
    try enterAcross(text, fields, series, ordinals, line)
  }

  /// Reads the numbers of a record; gives those that cannot be read.
  private mutating func readAcross(
    _ text: Span<UInt8>, _ fields: RecordFields
  ) -> [(column: Int, reason: String)] {
    guard let state = across else { return [] }
    var faults: [(column: Int, reason: String)] = []
    for (place, column) in state.columns.enumerated() {
      state.numbers[place] = .nan
      let field = KeyTable.trimmed(text, fields[column])
      state.isPresent[place] = !Self.isNothing(text, field)
      guard state.isPresent[place] else { continue }
      switch state.formats[state.values[place]].read(text, field) {
      case .value(let value): state.numbers[place] = value
      case .missing: break
      case .invalid(let fault):
        if fault.concernsColumn, !isSurveyed { hasDoubt = true }
        faults.append((column, fault.reason))
      }
    }
    return faults
  }

  /// Whether a field says that there was nothing: it is empty, or a dash.
  private static func isNothing(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if field.isEmpty { return true }
    if field.count == 1 { return text[field.lowerBound] == Byte.minus }
    // – — −
    guard field.count == 3, text[field.lowerBound] == 0xE2 else { return false }
    let rest = (text[field.lowerBound + 1], text[field.lowerBound + 2])
    return rest == (0x80, 0x93) || rest == (0x80, 0x94) || rest == (0x88, 0x92)
  }

  /// The ordinals of the periods of a record; nil if its year cannot be read.
  private mutating func ordinals(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) -> [Int?]? {
    guard let column = across?.across.yearColumn else { return across?.ordinals(in: nil) }
    let value = Self.string(text, KeyTable.trimmed(text, fields[column]))
    guard let year = PeriodPart.year(value)?.year else {
      reject(line, column, value, value.isEmpty ? "no year" : "not a year")
      return nil
    }
    return across?.ordinals(in: year)
  }

  /// Puts the numbers of a record in their cells.
  private mutating func enterAcross(
    _ text: Span<UInt8>, _ fields: RecordFields, _ series: Int, _ ordinals: [Int?], _ line: UInt32
  ) throws(DataError) {
    guard let state = across else { return }
    var identity = ByteHash()
    for column in layout.details { identity.combine(text, fields[column]) }
    let before = tally
    var latest: Int32?
    var dated = datedKeys(text, fields)
    for (slot, ordinal) in zip(state.across.slots, ordinals) {
      guard let ordinal, let last = Int32(exactly: ordinal) else { continue }
      var isEmpty = true
      for (offset, column) in slot.columns.enumerated() {
        let place = column < 0 ? nil : state.place[column]
        row[offset] = place.map { state.numbers[$0] } ?? .nan
        if let place, state.isPresent[place] { isEmpty = false }
      }
      if isEmpty { continue }
      if let lastSlot, ordinal > lastSlot {
        tally.afterAsOf = before.afterAsOf + 1
        continue
      }
      latest = max(latest ?? last, last)
      try convert(text, fields, columns: slot.columns, slot: last, line)
      if isWeighed { weigh() }
      let own = try dated?.series(at: last, &self, line) ?? series
      try enter(own, last, identity.value, line)
    }
    // Rows are counted, not cells.
    tally.duplicates = min(tally.duplicates, before.duplicates + 1)
    tally.addedUp = min(tally.addedUp, before.addedUp + 1)
    tally.replaced = min(tally.replaced, before.replaced + 1)
    guard let latest else { return }
    groups.take(text, fields, series: series, slot: latest)
    scopes.take(text, fields, series: series, slot: latest)
  }
}
