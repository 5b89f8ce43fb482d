/// Why the numbers of a column cannot be read without being told more.
enum NumberAmbiguity: Error, Hashable {
  /// A number that reads two ways, and nothing in the table tells which.
  case open(CellExample)
  /// Numbers that need a decimal point stand beside others that need a decimal comma.
  case bothMarks(point: CellExample, comma: CellExample, open: CellExample?)
  /// Percentages stand beside numbers without `%`.
  case percent(CellExample, bare: CellExample)
  /// Amounts in several currencies.
  case currencies(CellExample, CellExample)

  /// The error with its place.
  func error(path: String, column: Int, name: String) -> DataError {
    let place = { DataError.Location(path: path, line: $0, column: column + 1) }
    switch self {
    case .open(let cell):
      return DataError(
        .badData, at: place(cell.line),
        "'\(name)' \"\(cell.text.shortened)\" is ambiguous (\(Self.readings(cell.text)))",
        details: ["no number of the table tells whether the mark stands before a fraction"],
        fix: "pass --decimal , or --decimal .")
    case .bothMarks(let point, let comma, let open):
      let lines = [point, comma].sorted { $0.line < $1.line }
      let marks = lines.map(\.description).joined(separator: ", ")
      guard let open else {
        return DataError(
          .badData, at: place(lines[1].line),
          "'\(name)' \"\(lines[1].text.shortened)\" has another decimal mark than "
            + lines[0].description,
          details: ["one column is read with one decimal mark"],
          fix: "pass --decimal , or --decimal . (then the other rows are rejected)")
      }
      return DataError(
        .badData, at: place(open.line),
        "'\(name)' \"\(open.text.shortened)\" is ambiguous (\(Self.readings(open.text)))",
        details: ["other rows of this column use both marks (\(marks))"],
        fix: "pass --decimal , or --decimal . (then the other rows are rejected)")
    case .percent(let percent, let bare):
      return DataError(
        .badData, at: place(max(percent.line, bare.line)),
        "'\(name)' mixes percentages and numbers: \(percent.description), \(bare.description)",
        details: ["12 % is read as 0.12"], fix: "write all of them with %, or none")
    case .currencies(let first, let second):
      return DataError(
        .badData, at: place(max(first.line, second.line)),
        "'\(name)' has amounts in several currencies: \(first.description), "
          + second.description,
        details: ["amounts of different currencies are never added up"],
        fix:
          "convert the amounts with --rates FILE --currency CODE, or keep one currency with --where"
      )
    }
  }

  /// `1234 or 1.234`.
  private static func readings(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let cell = NumberCell(bytes.span, 0..<bytes.count) else { return "two numbers" }
    let values = [DecimalMark.comma, .point].compactMap { mark -> Double? in
      if case .value(let value) = cell.value(bytes.span, with: mark) { value } else { nil }
    }
    let texts = values.sorted { abs($0) > abs($1) }.map { value in
      value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }
    return texts.joined(separator: " or ")
  }
}
