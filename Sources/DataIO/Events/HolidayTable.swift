import TemporalData

/// Days off of a table, for all series or for those of a region.
///
/// | Column | Meaning |
/// |---|---|
/// | `date` | the day, or a stretch of days such as `2026-W52` |
/// | `name` | what it is called; for the reader |
/// | `region` | whom it concerns; all if empty |
public struct HolidayTable: Sendable {
  /// The days off of one row.
  private struct Row {
    let days: ClosedRange<Int>
    let region: String
  }

  private let rows: [Row]
  /// The regions, in the order of the table.
  public let regions: [String]
  /// The file.
  public let input: InputFile

  private static let columns = ["date", "name", "region"]

  /// Reads a table of holidays.
  ///
  /// - Throws: `missingInput` if the file cannot be read; `badData` with line and column for a missing
  ///   column, an unknown column, or a field that cannot be read.
  public static func read(_ source: InputSource) throws(DataError) -> HolidayTable {
    var table = try TableInput(source, limits: ReadingLimits())
    let places = try places(table)
    var (rows, regions) = ([Row](), [String]())
    while try table.advance() {
      let row = try row(table, places)
      rows.append(row)
      if !row.region.isEmpty, !regions.contains(row.region) { regions.append(row.region) }
    }
    return HolidayTable(
      rows: rows, regions: regions,
      input: InputFile(
        path: table.name, bytes: table.byteCount, sha256: table.digest, rows: rows.count))
  }

  private static func places(_ table: TableInput) throws(DataError) -> [String: Int] {
    var places: [String: Int] = [:]
    for (place, name) in table.header.enumerated() {
      guard columns.contains(name.lowercased()) else {
        throw DataError(
          .badData, at: .init(path: table.name, line: table.line, column: place + 1),
          "the column '\(name.shortened)' has no meaning in a table of holidays",
          details: ["columns are " + columns.joined(separator: ", ")],
          fix: "rename the column or remove it")
      }
      places[name.lowercased()] = place
    }
    guard places["date"] != nil else {
      throw DataError(
        .badData, at: .init(path: table.name, line: table.line),
        "a table of holidays needs a column 'date'",
        details: ["columns: " + table.header.joined(separator: ", ").shortened],
        fix: "name the columns in the first line, such as date,name,region")
    }
    return places
  }

  private static func row(
    _ table: TableInput, _ places: [String: Int]
  ) throws(DataError) -> Row {
    guard table.fields.count == table.header.count else {
      throw DataError(
        .badData, at: .init(path: table.name, line: table.line),
        "the row has \(table.fields.count) fields where the header has \(table.header.count)",
        fix: "give every row a field per column, or quote fields with commas")
    }
    let text = { (name: String) in places[name].map { table.text($0).trimmed } ?? "" }
    let date = text("date")
    let bytes = Array(date.utf8)
    guard let days = DateForm.days(bytes.span, 0..<bytes.count), days.count <= 366 else {
      throw DataError(
        .badData, at: .init(path: table.name, line: table.line, column: (places["date"] ?? 0) + 1),
        "'date' \"\(date.shortened)\" is not a date", details: ["dates are 2026-12-25"],
        fix: "correct the field, or remove the row")
    }
    return Row(days: days, region: text("region"))
  }

  /// The days off of a region, with those of all; of all rows without one.
  public func holidays(in region: String? = nil) -> Holidays {
    let kept = rows.filter { row in
      guard let region else { return true }
      return row.region.isEmpty || row.region.lowercased() == region.lowercased()
    }
    return Holidays(kept.flatMap { $0.days.map { CivilDate(daysSince1970: $0) } })
  }
}
