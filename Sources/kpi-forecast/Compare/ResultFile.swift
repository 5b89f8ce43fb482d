import DataIO
import Glibc

/// A result table that this program wrote, read again: CSV with a header, all fields as text.
struct ResultFile {
  let path: String
  let columns: [String]
  /// The rows, each with one field per column, and the line on which it begins.
  private(set) var rows: [(line: Int, fields: [String])] = []

  /// Reads a file; throws `missingInput` if there is none and `badData` if it is no such table.
  init(_ path: String) throws(DataError) {
    self.path = path
    var records = Self.records(try Self.bytes(path))
    guard !records.isEmpty else {
      throw DataError(
        .badData, at: .init(path: path), "the table is empty", fix: "make the folder again")
    }
    columns = records.removeFirst().fields
    for record in records {
      guard record.fields.count == columns.count else {
        throw DataError(
          .badData, at: .init(path: path, line: record.line),
          "the row has \(record.fields.count) fields, but the header has \(columns.count)",
          fix: "make the folder again")
      }
      rows.append(record)
    }
  }

  /// The place of a column; throws `badData` without one.
  func place(of column: String) throws(DataError) -> Int {
    guard let place = columns.firstIndex(of: column) else {
      throw DataError(
        .badData, at: .init(path: path, line: 1), "there is no column '\(column)'",
        details: ["columns: " + columns.joined(separator: ", ")],
        fix: "name a folder that kpi-forecast wrote")
    }
    return place
  }

  /// The number of a field; nil if it is empty; throws `badData` for anything else.
  func number(_ row: (line: Int, fields: [String]), _ column: Int) throws(DataError) -> Double? {
    let text = row.fields[column]
    if text.isEmpty { return nil }
    guard let value = Double(text), value.isFinite else {
      throw DataError(
        .badData, at: .init(path: path, line: row.line, column: column + 1),
        "'\(columns[column])' \"\(text.prefix(40))\" is not a number", fix: "make the folder again")
    }
    return value
  }

  /// The bytes of a file.
  static func bytes(_ path: String) throws(DataError) -> [UInt8] {
    guard let file = fopen(path, "re") else {
      throw DataError(
        .missingInput, at: .init(path: path),
        "the file cannot be read: \(String(cString: strerror(errno)))",
        fix: "name a folder that kpi-forecast run wrote")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return bytes
  }

  /// The records of a CSV text (RFC 4180); empty lines are none.
  private static func records(_ bytes: [UInt8]) -> [(line: Int, fields: [String])] {
    var records: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var (line, first, isQuoted, wasQuoted) = (1, 1, false, false)
    func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func endRecord() {
      if !fields.isEmpty || !field.isEmpty || wasQuoted {
        endField()
        records.append((first, fields))
      }
      fields.removeAll(keepingCapacity: true)
      first = line
    }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\n") { line += 1 }
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && place + 1 < bytes.count && bytes[place + 1] == byte:
        field.append(byte)
        place += 1
      case UInt8(ascii: "\""): (isQuoted, wasQuoted) = (!isQuoted, true)
      case UInt8(ascii: ",") where !isQuoted: endField()
      case UInt8(ascii: "\n") where !isQuoted: endRecord()
      case UInt8(ascii: "\r") where !isQuoted: break
      default: field.append(byte)
      }
      place += 1
    }
    endRecord()
    return records
  }
}
