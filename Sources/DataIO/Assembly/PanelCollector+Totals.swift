import PartnerKPI

extension PanelCollector {
  /// Takes in a record that adds up others, if it is one; false if it is a row.
  mutating func takeTotal(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) throws(DataError) -> Bool {
    guard let state = across, schema.totals != .keep else { return false }
    guard let (name, kind, isAlone) = totalName(text, fields, state.names) else {
      if leavesOutAverage(state, text, fields, line) { return true }
      state.ledger.add(state.numbers)
      return false
    }
    let units = state.columns.enumerated().map { place, column in
      TotalsLedger.unit(of: state.numbers[place], text, fields[column])
    }
    let place = location(line)
    if schema.totals == .drop {
      totalsReport.drop("\"\(name)\" (line \(place.line ?? 0)) left out unchecked")
      return true
    }
    // One row like the one above it may be another entity whose name begins so.
    let saysIt = kind == .exact || isAlone || state.ledger.rowsSinceTotal != 1
    if saysIt, let agreement = state.ledger.confirm(state.numbers, units: units) {
      let periods = state.across.columns.count
      let value = state.numbers.prefix(periods).reduce(0) { $1.isNaN ? $0 : $0 + $1 }
      totalsReport.confirm(.init(name, place, value, agreement))
      return true
    }
    if kind == .check {
      let isZero = state.numbers.allSatisfy { $0.isNaN || abs($0) < 0.005 }
      totalsReport.noteCheck(
        "\"\(name)\" (line \(place.line ?? 0)) checks the table and is left out"
          + (isZero ? "" : ": it is not zero"))
      return true
    }
    if state.ledger.rowsSinceTotal == 0, kind == .exact, state.pending == nil {
      state.pending = (state.numbers, units, line, name)
      return true
    }
    guard !isAlone, isNoTotal(state) else { throw notATotal(state, name, line) }
    totalsReport.keep(
      "\"\(name)\" (line \(place.line ?? 0)) kept as data: it is not the sum of rows above")
    state.ledger.add(state.numbers)
    return false
  }

  /// Leaves out a row that is called an average and is the one of rows above it.
  private mutating func leavesOutAverage(
    _ state: AcrossState, _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) -> Bool {
    var found: String?
    for column in state.names {
      let field = KeyTable.trimmed(text, fields[column])
      guard 2...24 ~= field.count else { continue }
      let name = Self.string(text, field)
      if TotalName.isAverage(name) { found = name }
    }
    guard let name = found else { return false }
    let units = state.columns.enumerated().map { place, column in
      TotalsLedger.unit(of: state.numbers[place], text, fields[column])
    }
    guard schema.totals == .drop || state.ledger.isAverage(state.numbers, units: units) else {
      return false
    }
    totalsReport.noteCheck(
      "\"\(name)\" (line \(location(line).line ?? 0)) is the average of rows above: left out")
    return true
  }

  /// Takes in a record without a date that adds up others, if it is one.
  ///
  /// Rows of a table with a column of periods have dates, so that a record without one under the name of a
  /// total can be nothing else.
  mutating func takeUndatedTotal(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) throws(DataError) -> Bool {
    let values = Set(layout.values)
    let texts = layout.columns.indices.filter { !values.contains($0) }
    guard schema.totals != .keep, let found = totalName(text, fields, texts) else { return false }
    var sums = [Double](repeating: .nan, count: layout.width)
    var units = [Double](repeating: 1, count: layout.width)
    for (place, column) in layout.values.enumerated() {
      guard KPI.recognised(named: layout.valueNames[place]).kind == .flow,
        case .value(let value) = numbers[place].read(text, KeyTable.trimmed(text, fields[column]))
      else { continue }
      (sums[place], units[place]) = (value, TotalsLedger.unit(of: value, text, fields[column]))
    }
    guard sums.contains(where: { !$0.isNaN }) else { return found.kind == .exact }
    let place = location(line)
    let value = sums.first { !$0.isNaN } ?? 0
    if schema.totals == .check, let agreement = ledger.confirm(sums, units: units) {
      totalsReport.confirm(.init(found.name, place, value, agreement))
      return true
    }
    guard schema.totals == .check, ledger.isWhole, layout.kpiColumn == nil else {
      totalsReport.drop("\"\(found.name)\" (line \(place.line ?? 0)) left out unchecked")
      return true
    }
    if found.kind == .check {
      totalsReport.noteCheck(
        "\"\(found.name)\" (line \(place.line ?? 0)) checks the table and is left out")
      return true
    }
    let wrong = sums.indices.first {
      !sums[$0].isNaN && abs(sums[$0] - ledger.expected[$0]) > 0.005
    }
    throw notATotal(
      found.name, line, column: wrong.map { layout.values[$0] },
      found: wrong.map { sums[$0] }, expected: wrong.map { ledger.expected[$0] })
  }

  /// Refuses rows in a second currency.
  @inline(__always)
  mutating func checkCurrency(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) throws(DataError) {
    guard let column = layout.currency else { return }
    let field = KeyTable.trimmed(text, fields[column])
    guard field.count == 3, let known = currency else { return noteCurrency(text, field, line) }
    for (offset, byte) in known.code.utf8.enumerated()
    where text[field.lowerBound + offset] & 0xDF != byte {
      throw secondCurrency(Self.string(text, field), line, column)
    }
  }

  private mutating func noteCurrency(_ text: Span<UInt8>, _ field: Range<Int>, _ line: UInt32) {
    guard currency == nil, let code = Currency(code: Self.string(text, field)) else { return }
    currency = (code.name, line)
  }

  private func secondCurrency(_ code: String, _ line: UInt32, _ column: Int) -> DataError {
    let first = currency.map { location($0.line) }
    let name = layout.columns[column]
    return DataError(
      .badData, at: location(line, column: column),
      "'\(name)' \"\(code)\": the amounts are in several currencies",
      details: ["the first one: \(currency?.code ?? "") at \(first.map { "\($0)" } ?? "")"]
        + ["amounts of different currencies are never added up"],
      fix: "convert them with --rates FILE --currency \(currency?.code ?? "USD"), or keep one: "
        + "--where '\"\(name)\" = \"\(currency?.code ?? "")\"'")
  }

  /// The text of a record that speaks of a total, and whether it stands alone, as totals do.
  private func totalName(
    _ text: Span<UInt8>, _ fields: RecordFields, _ columns: [Int]
  ) -> (name: String, kind: TotalName.Kind, isAlone: Bool)? {
    for column in columns {
      let field = KeyTable.trimmed(text, fields[column])
      guard TotalName.isLikely(text, field) else { continue }
      let name = Self.string(text, field)
      guard let kind = TotalName.kind(name) else { continue }
      let others = columns.filter { $0 != column }
      let isAlone =
        kind == .exact
        || !others.isEmpty && others.contains { KeyTable.trimmed(text, fields[$0]).isEmpty }
      return (name, kind, isAlone)
    }
    return nil
  }

  /// Whether a row under the name of a total is too small to add up the rows above it.
  private func isNoTotal(_ state: AcrossState) -> Bool {
    let own = state.numbers.reduce(0) { $1.isNaN ? $0 : $0 + $1 }
    return own < 0.5 * state.ledger.expected.reduce(0, +) || state.ledger.rowsSinceTotal == 0
  }

  private func notATotal(_ state: AcrossState, _ name: String, _ line: UInt32) -> DataError {
    let expected = state.ledger.expected
    if state.numbers.indices.allSatisfy({
      state.numbers[$0].isNaN || abs(state.numbers[$0] - expected[$0]) <= 0.005
    }) {
      return DataError(
        .badData, at: location(line),
        "\"\(name)\" repeats the only row above it: a total of one row, or a partner of that name",
        fix: "pass --totals drop to leave such rows out, or --totals keep to read them as data")
    }
    let place = state.numbers.indices.first {
      !state.numbers[$0].isNaN && abs(state.numbers[$0] - expected[$0]) > 0.005
    }
    return notATotal(
      name, line, column: place.map { state.columns[$0] }, found: place.map { state.numbers[$0] },
      expected: place.map { expected[$0] })
  }

  /// The error for a row that is called a total and does not add up what stands above it.
  private func notATotal(
    _ name: String, _ line: UInt32, column: Int?, found: Double?, expected: Double?
  ) -> DataError {
    let header = column.map { "'\(layout.columns[$0])' " } ?? ""
    return DataError(
      .badData, at: location(line, column: column),
      "\"\(name)\" is called a total, but \(header)\(found.map(TotalsReport.text) ?? "") is not the "
        + "sum of the rows above",
      details: [
        "these add up to \(expected.map(TotalsReport.text) ?? "")",
        "a row of that name may also be a partner",
      ],
      fix: "pass --totals drop to leave such rows out, or --totals keep to read them as data")
  }

  /// Checks the columns of a record that add up others.
  mutating func checkTotals(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) throws(DataError) {
    guard let state = across, !state.totals.isEmpty, schema.totals == .check else { return }
    for index in state.totals.indices {
      let column = state.totals[index].column
      guard let place = state.place[column], !state.numbers[place].isNaN else { continue }
      let value = state.numbers[place]
      let unit = TotalsLedger.unit(of: value, text, fields[column])
      var isExact = false
      let choices = state.totals[index].choices.filter { addends in
        let sum = addends.reduce(0) { sum, addend in
          let number = state.place[addend].map { state.numbers[$0] } ?? .nan
          return number.isNaN ? sum : sum + number
        }
        let slack = 1e-12 * abs(sum)
        let distance = abs(sum - value)
        if distance <= TotalsLedger.tolerance(unit, 1) + slack { isExact = true }
        return distance <= TotalsLedger.tolerance(unit, Double(addends.count + 1)) + slack
      }
      guard !choices.isEmpty else { throw notTheSum(state, index, value, line) }
      state.totals[index].choices = choices
      totalsReport.columns[index].rows += 1
      if !isExact { totalsReport.columns[index].rounded += 1 }
    }
  }

  private func notTheSum(
    _ state: AcrossState, _ index: Int, _ value: Double, _ line: UInt32
  ) -> DataError {
    let total = state.totals[index]
    let addends = total.choices.first ?? []
    let sum = addends.reduce(0) { sum, addend in
      let number = state.place[addend].map { state.numbers[$0] } ?? .nan
      return number.isNaN ? sum : sum + number
    }
    let ends = [addends.first, addends.last].compactMap { $0 }.map { layout.columns[$0] }
    return DataError(
      .badData, at: location(line, column: total.column),
      "'\(layout.columns[total.column])' \(TotalsReport.text(value)) is not the sum of its columns",
      details: ["\(ends.joined(separator: " to ")) add up to \(TotalsReport.text(sum))"],
      fix: "correct the row, or pass --totals drop to leave the column out unchecked")
  }

  /// Ends a table: a total above all rows must add them up.
  mutating func endTotals() throws(DataError) {
    guard let state = across, let pending = state.pending else { return }
    guard state.ledger.confirmsAll(pending.values, units: pending.units) else {
      throw DataError(
        .badData, at: location(pending.line),
        "\"\(pending.name)\" is called a total, but is not the sum of the rows below",
        details: ["a row of that name may also be a partner"],
        fix: "pass --totals drop to leave such rows out, or --totals keep to read them as data")
    }
    let value = pending.values.prefix(state.across.columns.count)
      .reduce(0) { $1.isNaN ? $0 : $0 + $1 }
    totalsReport.confirm(
      .init(
        name: pending.name, place: location(pending.line), value: value, rows: tally.rows,
        isRounded: false))
  }
}
