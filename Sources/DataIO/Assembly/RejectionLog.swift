/// The rows that were not used: all of them counted, the first ones kept.
struct RejectionLog {
  /// How many rows are kept in full.
  static let capacity = 10_000
  /// The share of rejected rows that makes a table unusable.
  static let tolerance = 0.05

  private(set) var rows: [RejectedRow] = []
  private(set) var count = 0

  mutating func add(_ row: @autoclosure () -> RejectedRow) {
    count += 1
    if rows.count < Self.capacity { rows.append(row()) }
  }

  /// Throws `badData` if more than 5 % of all rows were rejected.
  func check(of total: Int) throws(DataError) {
    guard Double(count) > Self.tolerance * Double(total), let first = rows.first else { return }
    let tenths = Int((1_000 * Double(count) / Double(total)).rounded())
    throw DataError(
      .badData, at: .init(path: first.file),
      "\(count) of \(total) rows cannot be used (\(tenths / 10).\(tenths % 10) %; at most 5 %)",
      details: rows.prefix(5).map { row in
        let column = row.column.isEmpty ? "" : "'\(row.column)' "
        let value = row.value.isEmpty ? "" : "\"\(row.value)\" "
        return "line \(row.line): \(column)\(value)\(row.reason)"
      }, fix: "correct these rows, or name other columns with --period, --series and --kpi")
  }
}
