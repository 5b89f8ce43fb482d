import PartnerKPI

extension PanelCollector {
  /// Takes in a record that adds up others, if it is one; false if it is a row.
  mutating func takeTotal(
    _ text: Span<UInt8>, _ fields: RecordFields, _ line: UInt32
  ) throws(DataError) -> Bool {
    guard let state = across, schema.totals != .keep else { return false }
    guard let (name, kind, isAlone) = totalName(text, fields, state.names) else {
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
    if let agreement = state.ledger.confirm(state.numbers, units: units) {
      let periods = state.across.columns.count
      let value = state.numbers.prefix(periods).reduce(0) { $1.isNaN ? $0 : $0 + $1 }
      switch agreement {
      case .exact(let rows):
        totalsReport.confirm(
          .init(name: name, place: place, value: value, rows: rows, isRounded: false))
      case .rounded(let rows):
        totalsReport.confirm(
          .init(name: name, place: place, value: value, rows: rows, isRounded: true))
      }
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

  /// The error for a row that is called a total and does not add up what stands above it.
  private func notATotal(_ state: AcrossState, _ name: String, _ line: UInt32) -> DataError {
    let expected = state.ledger.expected
    let place = state.numbers.indices.first {
      !state.numbers[$0].isNaN && abs(state.numbers[$0] - expected[$0]) > 0.005
    }
    let column = place.map { state.columns[$0] }
    let found = place.map { TotalsReport.text(state.numbers[$0]) } ?? ""
    let sum = place.map { TotalsReport.text(expected[$0]) } ?? ""
    let header = column.map { "'\(layout.columns[$0])' " } ?? ""
    return DataError(
      .badData, at: location(line, column: column),
      "\"\(name)\" is called a total, but \(header)\(found) is not the sum of the rows above",
      details: ["these add up to \(sum)", "a row of that name may also be a partner"],
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
