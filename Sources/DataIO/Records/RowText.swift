/// The text of one row, gathered cell by cell, by a source whose cells have types.
struct RowText {
  private(set) var bytes: [UInt8] = []
  private(set) var fields = RecordFields()
  private var start = 0

  /// Whether no cell has anything in it.
  var isBlank: Bool { bytes.isEmpty }

  /// Begins a row.
  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    fields.reset()
    start = 0
  }

  /// Adds text to the current cell, without the NUL that no text has.
  mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text.lazy.filter { $0 != 0 })
  }

  /// Adds a number to the current cell.
  mutating func append(_ value: Double) { PlainNumber.write(value, to: &bytes) }

  /// Ends the current cell.
  mutating func endCell() {
    fields.append(start, bytes.count, doubledQuotes: false)
    start = bytes.count
  }

  /// Refuses a row that is too long to hold.
  func check(
    _ limits: ReadingLimits, at place: @autoclosure () -> DataError.Location
  ) throws(DataError) {
    for index in 0..<fields.count where fields[index].count > limits.field {
      var place = place()
      place.column = index + 1
      throw DataError(
        .badData, at: place, "a cell is longer than \(limits.field) bytes",
        fix: "leave the column out")
    }
    guard bytes.count > limits.record else { return }
    throw DataError(.badData, at: place(), "the row is longer than \(limits.record) bytes")
  }
}

/// Numbers written so that they read back as the same number, and in no other way.
enum PlainNumber {
  /// Writes a number with every digit it has.
  ///
  /// Three digits behind the point could be thousands to a reader of text; such a fraction gets a zero
  /// more: `1.2340`.
  static func write(_ value: Double, to bytes: inout [UInt8]) {
    if value == value.rounded(), abs(value) < 9e15 {
      return bytes.append(contentsOf: String(Int(value)).utf8)
    }
    let text = value.description
    bytes.append(contentsOf: text.utf8)
    if let point = text.utf8.firstIndex(of: Byte.point),
      text.utf8.distance(from: point, to: text.utf8.endIndex) == 4
    {
      bytes.append(Byte.zero)
    }
  }
}
