import Glibc

/// The records of one sheet of a workbook.
///
/// The table begins in the first column that has a cell in any row of several; what stands left of it are
/// titles.
final class WorkbookRecords: RecordSource {
  let name: String
  let digest: String
  let flag: String
  private(set) var line = 0
  private(set) var followsGap = false
  private var record = RowText()
  private let rows: SheetRows
  private let limits: ReadingLimits
  private let fileSize: Int
  private let description: String
  /// The rows that were read to see where the table stands, from `position` on.
  private var head: [SheetRow]
  private var position = 0
  private let columns: Range<Int>
  private var isAtEnd = false

  /// Opens the sheet of this name, or else the first that holds a table.
  init(
    _ source: InputSource, sheet: String?, limits: ReadingLimits
  ) throws(DataError) {
    (digest, fileSize) = try Self.hash(source, limits)
    self.limits = limits
    let workbook = try Workbook(source, limits: limits)
    let found = try SheetHead.find(sheet, in: workbook, limits: limits)
    (rows, head) = (found.rows, found.head)
    columns = found.columns
    name = "\(source.path)!\(found.sheet.name)"
    let others = workbook.sheets.filter { $0.part != found.sheet.part }
    flag = others.isEmpty ? "" : "--sheet \(ColumnLookup.quoted(found.sheet.name))"
    description =
      "workbook, sheet '\(found.sheet.name)'"
      + (found.sheet.isHidden ? " (hidden)" : "")
      + (others.isEmpty ? "" : "; not read: \(workbook.names(others))")
  }

  var byteCount: Int { isAtEnd ? fileSize : Int(Double(fileSize) * rows.progress) }
  var fields: RecordFields { record.fields }
  var bytes: [UInt8] { record.bytes }

  var form: String {
    var text = description
    if rows.hiddenCount > 0 {
      text += "; \(rows.hiddenCount.of("hidden row", "hidden rows")) read too"
    }
    if rows.openFormulas > 0 {
      text +=
        "; \(rows.openFormulas.of("formula", "formulas")) without a value left empty: "
        + "open and save the file in a spreadsheet"
    }
    return text
  }

  func advance() throws(DataError) -> Bool {
    let last = line
    if position < head.count {
      take(head[position])
      position += 1
      if position == head.count { head = [] }
    } else {
      if !isAtEnd { isAtEnd = try !rows.advance() }
      if isAtEnd { return false }
      take(rows.row)
    }
    followsGap = line > last + 1
    return true
  }

  /// Lays a row out as wide as the table.
  ///
  /// A row that stands wholly left of the table begins in its first column; other cells beyond it
  /// follow behind.
  private func take(_ row: SheetRow) {
    record.reset()
    line = row.number
    let isAside = row.cells.last.map { $0.column < columns.lowerBound } ?? false
    let first = isAside ? row.cells.first?.column ?? 0 : columns.lowerBound
    var next = first
    for cell in row.cells where cell.column >= first {
      while next < cell.column {
        record.endCell()
        next += 1
      }
      record.append(row.bytes[cell.text])
      record.endCell()
      next += 1
    }
    while next - first < columns.count {
      record.endCell()
      next += 1
    }
    guard !isAside else { return }
    for cell in row.cells where cell.column < columns.lowerBound {
      record.append(row.bytes[cell.text])
      record.endCell()
    }
  }

  /// The SHA-256 and the size of a file.
  private static func hash(
    _ source: InputSource, _ limits: ReadingLimits
  ) throws(DataError) -> (String, Int) {
    let input = try RawInput(source)
    var buffer = [UInt8](repeating: 0, count: limits.chunk)
    var count = 1
    while count > 0 {
      var failure: DataError?
      buffer.withUnsafeMutableBytes { bytes in
        do throws(DataError) { count = try input.read(into: bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    if source == .standardInput { lseek(STDIN_FILENO, 0, SEEK_SET) }
    return (input.digest, input.byteCount)
  }
}
