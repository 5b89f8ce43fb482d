/// The values read so far, one cell per series and date.
///
/// Cells stand in the order in which they appear, so memory grows with cells and not with rows. As
/// long as the dates of each series ascend, a cell is found without any index; the first one that
/// does not builds a hash index over all.
struct CellStore {
  /// Values per cell.
  let width: Int
  private(set) var series: [Int32] = []
  private(set) var slots: [Int32] = []
  /// The line of the first row of each cell, counted over all inputs.
  private(set) var lines: [UInt32] = []
  /// The sum of each value; NaN where none was observed.
  private(set) var values: [Double] = []
  /// How many observations each value is the sum of.
  private(set) var counts: [UInt32] = []
  /// The hashes of the first row's text and numbers.
  private(set) var identities: [UInt64] = []
  private(set) var contents: [UInt64] = []
  private var latest: [Int32] = []
  private var index: [Int32] = []

  init(width: Int) { self.width = width }

  /// The number of cells.
  var count: Int { series.count }

  /// Makes room for a series that appears for the first time.
  mutating func addSeries() { latest.append(-1) }

  /// The cell of a series and date, or nil.
  mutating func find(series number: Int, slot: Int32) -> Int? {
    let last = Int(latest[number])
    guard last >= 0 else { return nil }
    if slots[last] == slot { return last }
    if index.isEmpty {
      if slots[last] < slot { return nil }
      buildIndex()
    }
    let found = index[place(Int32(number), slot)]
    return found < 0 ? nil : Int(found)
  }

  /// Adds a cell that `find` did not find.
  mutating func append(
    series number: Int, slot: Int32, line: UInt32, values row: [Double], identity: UInt64,
    content: UInt64
  ) {
    let cell = Int32(count)
    series.append(Int32(number))
    slots.append(slot)
    lines.append(line)
    identities.append(identity)
    contents.append(content)
    for value in row {
      values.append(value)
      counts.append(value.isNaN ? 0 : 1)
    }
    latest[number] = cell
    guard !index.isEmpty else { return }
    index[place(Int32(number), slot)] = cell
    if count * 2 > index.count { buildIndex() }
  }

  /// Makes a row the first one of a cell that was only known to be there.
  mutating func settle(
    _ cell: Int, line: UInt32, values row: [Double], identity: UInt64, content: UInt64
  ) {
    (lines[cell], identities[cell], contents[cell]) = (line, identity, content)
    add(row, to: cell)
  }

  /// Adds the values of another row to a cell.
  mutating func add(_ row: [Double], to cell: Int) {
    for (offset, value) in row.enumerated() where !value.isNaN {
      let position = cell * width + offset
      values[position] = counts[position] == 0 ? value : values[position] + value
      counts[position] += 1
    }
  }

  /// Notes what the row that stands for the first one's text holds.
  mutating func setContent(_ content: UInt64, of cell: Int) { contents[cell] = content }

  /// Puts the values of another row in the place of those of an earlier one.
  mutating func replace(_ old: [Double], by row: [Double], in cell: Int) {
    for offset in row.indices {
      let position = cell * width + offset
      if !old[offset].isNaN {
        counts[position] -= 1
        values[position] = counts[position] == 0 ? .nan : values[position] - old[offset]
      }
    }
    add(row, to: cell)
  }

  /// The values of a cell.
  func row(_ cell: Int) -> [Double] { Array(values[cell * width..<(cell + 1) * width]) }

  /// The position of a cell in the index, or the free one where it belongs.
  private func place(_ number: Int32, _ slot: Int32) -> Int {
    var hash = ByteHash()
    hash.combine(UInt64(UInt32(bitPattern: number)) << 32 | UInt64(UInt32(bitPattern: slot)))
    let mask = index.count - 1
    var place = Int(truncatingIfNeeded: hash.value) & mask
    while index[place] >= 0 {
      let cell = Int(index[place])
      if slots[cell] == slot, series[cell] == number { return place }
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func buildIndex() {
    var size = 1_024
    while size < count * 4 { size *= 2 }
    index = Array(repeating: -1, count: size)
    for cell in 0..<count { index[place(series[cell], slots[cell])] = Int32(cell) }
  }
}
