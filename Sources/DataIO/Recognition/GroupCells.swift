/// The columns of a formatted report whose cells stand for all rows below them, up to the next one.
///
/// Such columns stand first in the table. Their cells are mostly empty, no cell repeats the one above it,
/// as every row of another table would, and a column to their right is filled in every row.
enum GroupCells {
  /// The columns of a table, from its first rows; none if nobody has laid it out.
  ///
  /// In a row of a database an empty cell is NULL: not known, whatever stands above it.
  static func columns(in table: TableInput, _ sample: [TableInput.SampleRow]) -> [Int] {
    table.isLaidOut ? columns(in: sample, width: table.header.count) : []
  }

  /// The columns, from the first one on; empty if the table is no formatted report.
  private static func columns(in rows: [TableInput.SampleRow], width: Int) -> [Int] {
    let rows = rows.map(\.values).filter { row in
      row.contains { !$0.isEmpty } && !row.contains { TotalName.kind($0) != nil }
    }
    guard rows.count >= 4 else { return [] }
    let details = rows.filter { row in (0..<width).count { !row[$0].isEmpty } > 1 }
    var found: [Int] = []
    while found.count < min(3, width - 1), isGrouping(found.count, rows, details, outer: found) {
      found.append(found.count)
    }
    guard let last = found.last else { return [] }
    let isTold = (last + 1..<width).contains { column in
      details.allSatisfy { !$0[column].isEmpty } && details.count { Double($0[column]) == nil } > 0
    }
    return isTold ? found : []
  }

  private static func isGrouping(
    _ column: Int, _ rows: [[String]], _ details: [[String]], outer: [Int]
  ) -> Bool {
    guard let first = rows.first, !first[column].isEmpty else { return false }
    var (current, groups, blanks) = ("", 0, 0)
    for row in rows {
      if outer.contains(where: { !row[$0].isEmpty }) { current = "" }
      if row[column].isEmpty {
        blanks += 1
      } else {
        guard row[column] != current else { return false }
        current = row[column]
        groups += 1
      }
    }
    return groups >= 2 && blanks >= 2 && blanks * 3 >= rows.count
      && details.contains { $0[column].isEmpty }
  }

  /// The rows with the cells of their groups filled in, without rows that hold nothing but a group.
  static func filled(
    _ rows: [TableInput.SampleRow], _ columns: [Int]
  ) -> [TableInput.SampleRow] {
    guard !columns.isEmpty else { return rows }
    var carried: [Int: String] = [:]
    return rows.compactMap { row in
      var values = row.values
      for column in columns {
        if values[column].isEmpty {
          values[column] = carried[column] ?? ""
        } else {
          carried[column] = values[column]
          for inner in columns where inner > column { carried[inner] = "" }
        }
      }
      let isGroup = row.values.indices.allSatisfy {
        columns.contains($0) || row.values[$0].isEmpty
      }
      return isGroup ? nil : TableInput.SampleRow(line: row.line, values: values)
    }
  }
}
