extension TextTable {
  /// A table of results for the terminal: every number column in a style of its own, the first
  /// columns weighing most, columns without any value left out.
  public init(_ table: ResultTable) {
    let shown = table.columns.indices.filter { column in
      table.rows.isEmpty
        || table.rows.contains { $0[column] != .missing && $0[column] != .number(nil) }
    }
    let styles = table.columns.indices.map { column in
      NumberStyle(fitting: table.rows.compactMap { $0[column].number }, scaled: false)
    }
    self.init(
      columns: shown.map { Self.column(table.columns[$0], at: $0) },
      rows: table.rows.map { row in
        shown.map { Entry(Self.text(row[$0], styles[$0])) }
      })
  }

  private static func column(_ column: ResultTable.Column, at place: Int) -> Column {
    switch column.role {
    case .text: Column(column.name, priority: place, shortest: 8)
    case .period: Column(column.name, priority: place)
    case .number, .count: Column(column.name, .trailing, priority: place)
    }
  }

  private static func text(_ cell: ResultTable.Cell, _ style: NumberStyle) -> String {
    switch cell {
    case .text(let text): text
    case .number(let value): style.text(value)
    case .count(let count): NumberStyle.whole.text(Double(count))
    case .period(let period): PeriodLabel.text(period)
    case .missing: NumberStyle.missing
    }
  }
}

extension ResultTable.Cell {
  /// The number of a number cell.
  fileprivate var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }
}
