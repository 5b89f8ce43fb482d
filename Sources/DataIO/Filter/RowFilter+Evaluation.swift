extension RowFilter {
  /// The condition with its columns found in a table.
  struct Bound {
    let condition: Condition<Int>

    /// Whether a record fulfils the condition.
    func holds(_ text: Span<UInt8>, _ fields: RecordFields) -> Bool {
      Self.holds(condition, text, fields)
    }

    private static func holds(
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
        return compare(text, fields[column], sign, constant)
      case .membership(let column, let constants):
        for constant in constants where compare(text, fields[column], .equal, constant) {
          return true
        }
        return false
      }
    }

    private static func compare(
      _ text: Span<UInt8>, _ field: Range<Int>, _ sign: Comparison, _ constant: Constant
    ) -> Bool {
      let range = KeyTable.trimmed(text, field)
      switch constant {
      case .number(let number):
        guard case .value(let value) = NumberField.read(text, range) else {
          return sign == .notEqual
        }
        return sign.holds(value, number)
      case .text(let constant):
        return sign.holds(order(text, range, constant), 0)
      case .date(let days):
        guard let day = DateForm.days(text, range)?.lowerBound else { return sign == .notEqual }
        return sign.holds(day < days.lowerBound ? -1 : day > days.upperBound ? 1 : 0, 0)
      }
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
  func bound(to lookup: ColumnLookup) throws(DataError) -> Bound {
    Bound(
      condition: try condition.mapped { (name) throws(DataError) -> Int in
        try lookup.position(of: name, option: "--where")
      })
  }
}
