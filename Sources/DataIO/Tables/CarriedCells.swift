/// Fills the cells of groups in, row by row, in a table whose group cells stand for the rows below them.
struct CarriedCells {
  private let columns: [Int]
  private var values: [[UInt8]]
  /// The current record with its cells filled in.
  private(set) var bytes: [UInt8] = []
  private(set) var fields = RecordFields()

  init(_ columns: [Int]) {
    self.columns = columns
    values = Array(repeating: [], count: columns.count)
  }

  /// Takes a record in; false if it holds nothing but the name of a group.
  mutating func take(_ text: [UInt8], _ record: RecordFields) -> Bool {
    var isGroup = true
    for index in 0..<record.count where !columns.contains(index) && !record[index].isEmpty {
      isGroup = false
    }
    for (place, column) in columns.enumerated() where column < record.count {
      let field = record[column]
      guard !field.isEmpty else { continue }
      values[place] = Array(text[field])
      for inner in values.indices.dropFirst(place + 1) { values[inner] = [] }
    }
    guard !isGroup else { return false }
    bytes.removeAll(keepingCapacity: true)
    fields.reset()
    for index in 0..<record.count {
      let start = bytes.count
      if record[index].isEmpty, let place = columns.firstIndex(of: index) {
        bytes += values[place]
      } else {
        bytes += text[record[index]]
      }
      fields.append(start, bytes.count, doubledQuotes: false)
    }
    fields.isMalformed = record.isMalformed
    return true
  }
}
