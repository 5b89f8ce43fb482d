import TemporalData

extension PanelCollector {
  /// Converts the amounts of the current row, which lie in these columns (below 0 for none).
  mutating func convert(
    _ text: Span<UInt8>, _ fields: RecordFields, columns: [Int], slot: Int32, _ line: UInt32
  ) throws(DataError) {
    guard money != nil else { return }
    let code = layout.currency.map { KeyTable.trimmed(text, fields[$0]) }
    for offset in layout.values.indices where !row[offset].isNaN && row[offset] != 0 {
      guard columns[offset] >= 0 else { continue }
      let field = NumberAffixes.spaceTrimmed(text, fields[columns[offset]])
      let place = location(line, column: columns[offset])
      let sign = NumberCell(text, field)?.affixes.currency
      guard try isMoney(offset, text, fields, sign: sign, place) else { continue }
      let currency = try currency(
        of: offset, code: code.map { Self.string(text, $0) }, sign: sign,
        cell: Self.string(text, field), place)
      guard let currency else { continue }
      guard let rate = money?.rate(of: currency, at: slot) else {
        throw money?.noRate(currency, at: slot, place) ?? noCurrency("", place)
      }
      row[offset] *= rate
    }
  }

  /// Whether a value is an amount of money.
  private mutating func isMoney(
    _ offset: Int, _ text: Span<UInt8>, _ fields: RecordFields, sign: Currency?,
    _ place: DataError.Location
  ) throws(DataError) -> Bool {
    let name =
      layout.kpiColumn.map { Self.string(text, KeyTable.trimmed(text, fields[$0])) }
      ?? layout.valueNames[offset]
    let folded = ColumnLookup.folded(name)
    if let known = moneyOfName[folded] { return known || sign != nil }
    let only = layout.values.count == 1 && layout.kpiColumn == nil
    let told =
      schema.moneyColumns.map { list in list.contains { ColumnLookup.folded($0) == folded } }
      ?? schema.moneyUnits.first { ColumnLookup.folded($0.key) == folded }?.value
      ?? MoneyName.isMoney(name)
    if let told {
      moneyOfName[folded] = told
      return told || sign != nil
    }
    if sign != nil || layout.numbers[offset].currency != nil || only { return true }
    guard layout.currency != nil else { return false }
    throw DataError(
      .usage, at: place, "is '\(name)' an amount of money, to be converted, or not?",
      details: ["neither its name nor its cells tell"],
      fix: "name the columns of money: --money \(ColumnLookup.quoted(name)),…, or give the KPI a "
        + "unit in the project file")
  }

  /// The currency of an amount; nil if nothing in the table tells one.
  private func currency(
    of offset: Int, code: String?, sign: Currency?, cell: String, _ place: DataError.Location
  ) throws(DataError) -> String? {
    if let code {
      guard let stated = Currency(code: code) else { throw noCurrency(code, place) }
      if let sign, !sign.agrees(with: stated) {
        throw DataError(
          .badData, at: place,
          "'\(layout.columns[layout.currency ?? 0])' says \(stated.name), but the amount is written "
            + "\"\(cell.shortened)\"",
          fix: "correct the row, or leave it out with --where")
      }
      return stated.name
    }
    let column = numbers[offset].currency
    guard let found = sign.map({ $0.isShared ? column ?? $0 : $0 }) ?? column else {
      guard numbers[offset].readsAnyMoney else { return nil }
      throw noCurrency(cell, place)
    }
    return found.name
  }

  private func noCurrency(_ text: String, _ place: DataError.Location) -> DataError {
    DataError(
      .badData, at: place, "\"\(text.shortened)\" tells no currency",
      details: ["other amounts of the table are in several currencies"],
      fix: "write the ISO 4217 code in the row, or leave it out with --where")
  }
}
