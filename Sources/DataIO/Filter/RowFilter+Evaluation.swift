import TemporalData

extension RowFilter {
  /// The condition with its columns found in a table.
  struct Bound {
    let condition: Condition<Int>
    /// How the dates and numbers of the columns are written that the table is read from.
    let dates: [Int: DateFormat]
    let numbers: [Int: NumberFormat]

    /// Whether a record fulfils the condition.
    func holds(_ text: Span<UInt8>, _ fields: RecordFields) -> Bool {
      holds(condition, text, fields)
    }

    private func holds(
      _ condition: Condition<Int>, _ text: Span<UInt8>, _ fields: RecordFields
    ) -> Bool {
      switch condition {
      case .all(let parts):
        for part in parts where !holds(part, text, fields) { return false }
        return true
      case .any(let parts):
        for part in parts where holds(part, text, fields) { return true }
        return false
      case .not(let part): return !holds(part, text, fields)
      case .comparison(let column, let sign, let constant):
        return compare(text, column, fields[column], sign, constant)
      case .membership(let column, let constants):
        for constant in constants where compare(text, column, fields[column], .equal, constant) {
          return true
        }
        return false
      }
    }

    private func compare(
      _ text: Span<UInt8>, _ column: Int, _ field: Range<Int>, _ sign: Comparison,
      _ constant: Constant
    ) -> Bool {
      let range = KeyTable.trimmed(text, field)
      switch constant {
      case .number(let constant):
        guard let value = number(text, column, range) else { return sign == .notEqual }
        return sign.holds(value, constant)
      case .text(let constant):
        return sign.holds(Self.order(text, range, constant), 0)
      case .date(let days):
        guard let day = day(text, column, range) else { return sign == .notEqual }
        return sign.holds(day < days.lowerBound ? -1 : day > days.upperBound ? 1 : 0, 0)
      }
    }

    /// A field as a number: as its column is written, or else if that has one reading.
    private func number(_ text: Span<UInt8>, _ column: Int, _ field: Range<Int>) -> Double? {
      if case .value(let value) = NumberField.read(text, field), numbers[column] == nil {
        return value
      }
      var format = numbers[column] ?? NumberFormat(mark: nil, readsAnyUnit: true)
      if case .value(let value) = format.read(text, field) { return value }
      return nil
    }

    /// The first day of a field's period: as its column is written, or else if that has one reading.
    private func day(_ text: Span<UInt8>, _ column: Int, _ field: Range<Int>) -> Int? {
      guard let format = dates[column], format.frequency != .index else {
        return DateForm.days(text, field)?.lowerBound
      }
      guard let ordinal = format.ordinal(text, field) else { return nil }
      return format.frequency == .day
        ? ordinal : Period(format.frequency, ordinal: ordinal).firstDay.daysSince1970
    }

    /// -1, 0 or 1 as the field lies before, at or after the constant: byte by byte, or by the canonical
    /// form of Unicode where they part beyond ASCII.
    private static func order(
      _ text: Span<UInt8>, _ range: Range<Int>, _ constant: String
    ) -> Int {
      var position = range.lowerBound
      var rest = constant.utf8[...]
      while let byte = rest.first, position < range.upperBound, text[position] == byte {
        position += 1
        rest = rest.dropFirst()
      }
      let tail = position..<range.upperBound
      // A letter and the accent that follows it can be one character on the other side.
      let partsInASCII =
        rest.prefix(2).allSatisfy { $0 < 0x80 } && tail.prefix(2).allSatisfy { text[$0] < 0x80 }
      guard partsInASCII else {
        let field = NumberField.string(text, range.lowerBound, range.upperBound)
        return field == constant ? 0 : field < constant ? -1 : 1
      }
      guard let byte = rest.first else { return tail.isEmpty ? 0 : 1 }
      return tail.isEmpty || text[position] < byte ? -1 : 1
    }
  }

  /// Finds the columns of the condition; throws `usage` if one is not there.
  func bound(to layout: TableLayout, path: String) throws(DataError) -> Bound {
    let lookup = ColumnLookup(layout.columns, path: path)
    return Bound(
      condition: try condition.mapped { (name) throws(DataError) -> Int in
        try lookup.position(of: name, option: "--where")
      }, dates: [layout.period: layout.form],
      numbers: Dictionary(zip(layout.values, layout.numbers)) { first, _ in first })
  }

  /// Whether fields are only compared with texts, so that it does not matter how numbers and dates are
  /// written.
  var comparesTexts: Bool { condition.comparesTexts }
}

extension RowFilter.Condition {
  fileprivate var comparesTexts: Bool {
    switch self {
    case .all(let parts), .any(let parts): parts.allSatisfy(\.comparesTexts)
    case .not(let part): part.comparesTexts
    case .comparison(_, _, let constant): constant.isText
    case .membership(_, let constants): constants.allSatisfy(\.isText)
    }
  }
}

extension RowFilter.Constant {
  fileprivate var isText: Bool {
    if case .text = self { true } else { false }
  }
}
