import Glibc

/// The rows of a sheet, one after another, with the text of every cell.
final class SheetRows: XMLHandler {
  /// The current row.
  private(set) var row = SheetRow()
  /// How many rows that hold something are hidden.
  private(set) var hiddenCount = 0
  /// How many formulas have no value, as no spreadsheet has computed them.
  private(set) var openFormulas = 0
  private let workbook: Workbook
  private let stream: XMLStream
  private let limits: ReadingLimits
  private let name: String
  private var cell = OpenCell()
  private var lastColumn = -1

  /// A cell whose end is not reached.
  private struct OpenCell {
    var column = 0
    var kind = Kind.number
    var style = 0
    var value: [UInt8] = []
    var isValue = false
    var hasFormula = false
    var run = TextRuns()
  }

  private enum Kind { case number, shared, text, boolean, date }

  /// Opens a sheet; throws `badData` if the archive has none of its name.
  init(
    _ sheet: Workbook.Sheet, of workbook: Workbook, limits: ReadingLimits
  ) throws(DataError) {
    guard let part = try workbook.archive.part(sheet.part) else {
      throw ZipArchive.damaged(workbook.archive.path, "it has no '\(sheet.part)'")
    }
    (self.workbook, self.limits) = (workbook, limits)
    name = "\(workbook.archive.path)!\(sheet.name)"
    stream = try XMLStream(part, limits: limits)
  }

  /// The part of the sheet that has been read, 0 to 1.
  var progress: Double { min(1, Double(stream.part.count) / Double(max(1, stream.part.unpacked))) }

  /// Moves on to the next row that holds something; false at the end.
  func advance() throws(DataError) -> Bool {
    guard try stream.read(self) else { return false }
    if row.isHidden { hiddenCount += 1 }
    return true
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    switch name {
    case "c": startCell(attributes)
    case "v": cell.isValue = true
    case "f": cell.hasFormula = true
    case "row": startRow(attributes)
    default: cell.run.start(name)
    }
  }

  func end(_ name: XMLName, _ stream: XMLStream) {
    switch name {
    case "c": endCell()
    case "v": cell.isValue = false
    case "f": break
    case "row": if !row.cells.isEmpty { stream.pause() }
    default: cell.run.end(name)
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {
    guard cell.isValue || cell.run.isText else { return }
    guard cell.value.count + bytes.count <= limits.field else {
      return fail("a cell is longer than \(limits.field) bytes", column: cell.column)
    }
    cell.value.append(contentsOf: bytes)
  }

  private func fail(_ what: String, column: Int? = nil, fix: String? = nil) {
    let place = DataError.Location(path: name, line: row.number, column: column.map { $0 + 1 })
    stream.fail(
      DataError(.badData, at: place, what, fix: fix ?? "save the sheet again, or as CSV"))
  }
}

extension SheetRows {
  private func startRow(_ attributes: XMLAttributes) {
    let number = attributes[raw: "r"].map { Int(clamping: strtol($0, nil, 10)) } ?? row.number + 1
    guard number > row.number, number <= 1 << 24 else {
      return fail("row '\(attributes["r"] ?? "")' stands below row \(row.number)")
    }
    row.reset(number: number, isHidden: attributes.isTrue("hidden"))
    lastColumn = -1
  }

  private func startCell(_ attributes: XMLAttributes) {
    cell.value.removeAll(keepingCapacity: true)
    (cell.hasFormula, cell.isValue, cell.run) = (false, false, TextRuns())
    cell.style = attributes[raw: "s"].map { Int(clamping: strtol($0, nil, 10)) } ?? 0
    cell.kind =
      switch attributes[raw: "t"].map({ XMLName($0) }) {
      case .some("s"): .shared
      case .some("str"), .some("inlineStr"), .some("e"): .text
      case .some("b"): .boolean
      case .some("d"): .date
      default: .number
      }
    let column = attributes[raw: "r"].map { ColumnName.number($0) } ?? lastColumn + 1
    guard let column, column > lastColumn, column < ColumnName.most else {
      return fail("cell '\(attributes["r"] ?? "")' stands where no cell can")
    }
    (cell.column, lastColumn) = (column, column)
  }

  private func endCell() {
    guard !cell.value.isEmpty else {
      if cell.hasFormula, cell.kind != .text { openFormulas += 1 }
      return
    }
    switch cell.kind {
    case .shared: return endSharedCell()
    case .text:
      EscapedText.decode(&cell.value, from: 0)
      append(cell.value)
    case .boolean: append((cell.value == [0x30] ? "FALSE" : "TRUE").utf8)
    case .date:
      append(SheetDate.text(iso: String(decoding: cell.value, as: UTF8.self)).utf8)
    case .number: endNumber()
    }
  }

  private func endSharedCell() {
    guard let index = Int(String(decoding: cell.value, as: UTF8.self)),
      let text = workbook.texts[index]
    else {
      let value = String(decoding: cell.value, as: UTF8.self).shortened
      return fail(
        "the cell refers to text \(value), but the workbook has \(workbook.texts.count)",
        column: cell.column)
    }
    append(text)
  }

  private func endNumber() {
    let isDate = workbook.styles.isDate(cell.style)
    if !isDate, cell.value.count <= 15, cell.value.allSatisfy({ $0 &- Byte.zero <= 9 }),
      cell.value.first != Byte.zero || cell.value.count == 1
    {
      return append(cell.value)
    }
    let text = String(decoding: cell.value, as: UTF8.self)
    guard let number = Double(text), number.isFinite else { return append(cell.value) }
    if isDate, let day = SheetDate.text(number, countsFrom1904: workbook.countsFrom1904) {
      return append(day.utf8)
    }
    row.append(column: cell.column) { SheetNumber.write(number, cell.value, to: &$0) }
  }

  private func append(_ text: some Collection<UInt8>) {
    guard row.bytes.count + text.count <= limits.record else {
      return fail("the row is longer than \(limits.record) bytes")
    }
    row.append(column: cell.column) { $0.append(contentsOf: text) }
  }
}
