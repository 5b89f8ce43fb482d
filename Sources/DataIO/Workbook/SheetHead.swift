/// The sheet that is read, with its first rows.
struct SheetHead {
  let sheet: Workbook.Sheet
  let rows: SheetRows
  let head: [SheetRow]
  /// The columns of the table, as far as the first rows tell.
  let columns: Range<Int>

  /// Reads the first rows of a sheet, about as many as are looked at to recognise a table.
  private init(
    _ sheet: Workbook.Sheet, _ workbook: Workbook, _ limits: ReadingLimits
  ) throws(DataError) {
    self.sheet = sheet
    rows = try SheetRows(sheet, of: workbook, limits: limits)
    var head: [SheetRow] = []
    var size = 0
    while head.count < limits.sampleRows + 100, size <= limits.head, try rows.advance() {
      head.append(rows.row)
      size += rows.row.bytes.count + 16 * rows.row.cells.count
    }
    self.head = head
    let tabular = head.filter { $0.cells.count > 1 }
    let cells = (tabular.isEmpty ? head : tabular).flatMap(\.cells)
    let first = cells.map(\.column).min() ?? 0
    columns = first..<max(first, cells.map(\.column).max() ?? 0) + 1
  }

  /// Whether there are two rows of several cells.
  private var holdsTable: Bool { head.count { $0.cells.count > 1 } > 1 }

  /// The sheet of this name, or else the first that is shown and holds a table.
  static func find(
    _ name: String?, in workbook: Workbook, limits: ReadingLimits
  ) throws(DataError) -> SheetHead {
    if let name {
      let found = try SheetHead(try workbook.sheet(name), workbook, limits)
      guard found.head.isEmpty else { return found }
      throw empty("the sheet '\(name)' has no rows", workbook)
    }
    var fallback: SheetHead?
    for sheet in workbook.sheets where !sheet.isHidden {
      let found = try SheetHead(sheet, workbook, limits)
      if found.holdsTable { return found }
      if fallback == nil, !found.head.isEmpty { fallback = found }
    }
    if let fallback { return fallback }
    throw empty("no sheet holds a table", workbook)
  }

  private static func empty(_ what: String, _ workbook: Workbook) -> DataError {
    DataError(
      .badData, at: .init(path: workbook.archive.path), what,
      details: ["sheets: " + workbook.names(workbook.sheets)],
      fix: "name the sheet that holds the table with --sheet NAME")
  }
}
