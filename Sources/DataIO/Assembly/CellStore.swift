/// The values read so far, one cell per series and date.
///
/// A series takes cells by eights, and every eight knows the next one of its series. So memory grows with
/// cells and not with rows, whatever the order of the rows, and nothing has to be sorted by series. What
/// follows from the other columns is not kept: line numbers that count up with the cells, counts of 1,
/// the hash of a cell's only row. A cell of one value takes about 13 bytes if rows stand series by series
/// and 17 if they stand date by date.
struct CellStore {
  /// Values per cell.
  let width: Int
  /// The number of cells.
  private(set) var count = 0
  private var slots = Column<Int32>(usual: noSlot)
  /// The running sum of each value; NaN where none was observed.
  private var values = Column<Double>(usual: .nan)
  /// What rounding takes from the sums.
  private var tails = SumTails()
  /// How many observations each value is the sum of, beyond the first.
  private var extraCounts = Column<UInt32>(usual: 0)
  /// The line of the first row of each cell, counted over all inputs; 0 if it follows from its eight's.
  private var lines = Column<UInt32>(usual: 0)
  /// The hash of the first row's text.
  private var identities = Column<UInt64>(usual: ByteHash().value)
  /// The hash of the first row's numbers; 0 if it is the one of the cell's values.
  private var contents = Column<UInt64>(usual: 0)
  private var eights = Eights()
  private var series: [Chain] = []
  private var index: [Int32] = []
  /// How often dates that follow one another in their series lie so many apart.
  private(set) var gaps = Array(repeating: 0, count: longestGap + 1)
  /// Whether the dates of every series came in ascending order, so that `gaps` are all.
  private(set) var isAscending = true

  /// The longest distance that is told from longer ones.
  static let longestGap = 4_000

  /// The cells of one series.
  private struct Chain {
    var first: Int32 = -1
    var latest: Int32 = -1
    /// The line of the first cell of the latest eight.
    var line: UInt32 = 0
    var count: Int32 = 0
    var lowest = Int32.max
    var highest = Int32.min
  }

  /// What is known of eight cells at once.
  private struct Eights {
    var owners: [Int32] = []
    var next: [Int32] = []
    var lines: [UInt32] = []
  }

  /// The date of a place without a cell; no row may have it.
  static let noSlot = Int32.min

  /// The cells of a series that are looked through rather than indexed.
  private static let scanned = 400

  init(width: Int) { self.width = width }

  /// Makes room for a series that appears for the first time.
  mutating func addSeries() { series.append(Chain()) }

  /// The number of series.
  var seriesCount: Int { series.count }

  /// The cell of a series and date, or nil.
  @inline(__always)
  mutating func find(series number: Int, slot: Int32) -> Int? {
    let chain = series[number]
    if slot > chain.highest || slot < chain.lowest { return nil }
    if slots[Int(chain.latest)] == slot { return Int(chain.latest) }
    return search(number, slot)
  }

  /// Adds a cell that `find` did not find, and gives its number.
  ///
  /// - Parameter content: the hash of the row's numbers; nil if it is the one of `row`.
  @discardableResult
  mutating func append(
    series number: Int, slot: Int32, line: UInt32, values row: [Double], identity: UInt64,
    content: UInt64? = nil
  ) -> Int {
    let cell = newCell(number, line)
    slots[cell] = slot
    for offset in row.indices { values[cell * width + offset] = row[offset] }
    if line != series[number].line &+ UInt32(cell & 7) { lines[cell] = line }
    identities[cell] = identity
    if let content { contents[cell] = content }
    note(slot, of: number)
    if !index.isEmpty {
      index[place(Int32(number), slot)] = Int32(cell)
      if count * 4 > index.count * 3 { buildIndex() }
    }
    return cell
  }

  /// Notes another date of a series.
  @inline(__always)
  private mutating func note(_ slot: Int32, of number: Int) {
    let highest = series[number].highest
    if series[number].count > 1 {
      if slot < highest { isAscending = false }
      gaps[min(max(0, Int(slot) - Int(highest)), Self.longestGap)] += 1
    }
    series[number].lowest = min(series[number].lowest, slot)
    series[number].highest = max(highest, slot)
  }

  /// Makes a row the first one of a cell that was only known to be there.
  mutating func settle(
    _ cell: Int, line: UInt32, values row: [Double], identity: UInt64, content: UInt64?
  ) {
    add(row, to: cell)
    setLine(line, of: cell)
    identities[cell] = identity
    contents[cell] = content ?? 0
  }

  /// Adds the values of another row to a cell.
  mutating func add(_ row: [Double], to cell: Int) {
    keepContent(of: cell)
    for (offset, value) in row.enumerated() where !value.isNaN {
      let position = cell * width + offset
      if values[position].isNaN {
        values[position] = value
      } else {
        tails.add(value, to: &values[position], at: position)
        extraCounts[position] += 1
      }
    }
  }

  /// Puts the values of another row in the place of those of an earlier one.
  mutating func replace(_ old: [Double], by row: [Double], in cell: Int) {
    keepContent(of: cell)
    for offset in row.indices where !old[offset].isNaN {
      let position = cell * width + offset
      if extraCounts[position] > 0 {
        extraCounts[position] -= 1
        tails.add(-old[offset], to: &values[position], at: position)
      } else {
        values[position] = .nan
        tails.remove(at: position)
      }
    }
    add(row, to: cell)
  }

  /// Notes what the row that stands for the first one's text holds.
  mutating func setContent(_ content: UInt64, of cell: Int) { contents[cell] = content }
}

extension CellStore {
  /// The series of a cell.
  func series(of cell: Int) -> Int { Int(eights.owners[cell >> 3]) }

  /// The date of a cell.
  func slot(of cell: Int) -> Int32 { slots[cell] }

  /// The line of the first row of a cell, counted over all inputs.
  func line(of cell: Int) -> UInt32 {
    let line = lines[cell]
    return line == 0 ? eights.lines[cell >> 3] &+ UInt32(cell & 7) : line
  }

  /// The hash of the first row's text.
  func identity(of cell: Int) -> UInt64 { identities[cell] }

  /// The hash of the first row's numbers.
  func content(of cell: Int) -> UInt64 {
    let content = contents[cell]
    return content == 0 ? Self.content(of: row(cell)) : content
  }

  /// The hash of the numbers of a row.
  static func content(of row: [Double]) -> UInt64 {
    var hash = ByteHash()
    for value in row { hash.combine(value.bitPattern) }
    return hash.value
  }

  /// One value of a cell, its sum rounded once; NaN where none was observed.
  @inline(__always)
  func value(_ cell: Int, _ offset: Int) -> Double {
    let position = cell * width + offset
    return tails.rounded(values[position], at: position)
  }

  /// How many observations a value is the sum of.
  @inline(__always)
  func observations(_ cell: Int, _ offset: Int) -> Int {
    let position = cell * width + offset
    return values[position].isNaN ? 0 : 1 + Int(extraCounts[position])
  }

  /// The values of a cell.
  func row(_ cell: Int) -> [Double] { (0..<width).map { value(cell, $0) } }

  /// The number of cells of a series.
  func cellCount(_ number: Int) -> Int { Int(series[number].count) }

  /// The cells of a series by date, written into `cells`.
  func ordered(_ number: Int, into cells: inout [Int32]) {
    cells.removeAll(keepingCapacity: true)
    var (eight, isSorted) = (series[number].first, true)
    var (previous, left) = (Int32.min, series[number].count)
    while eight >= 0 {
      for cell in eight << 3..<eight << 3 + min(8, left) {
        let slot = slots[Int(cell)]
        if slot < previous { isSorted = false }
        previous = slot
        cells.append(cell)
      }
      left -= 8
      eight = eights.next[Int(eight)]
    }
    if !isSorted { cells.sort { slots[Int($0)] < slots[Int($1)] } }
  }

  /// The dates that occur, ascending.
  func usedSlots() -> [Int32] {
    let (lowest, highest) = (series.map(\.lowest).min() ?? 0, series.map(\.highest).max() ?? 0)
    let span = Int(highest) - Int(lowest) + 1
    guard span > 0, span <= max(1 << 22, count) else { return Set(allSlots()).sorted() }
    var isUsed = Array(repeating: false, count: span)
    forEachCell { cell in isUsed[Int(slots[cell]) - Int(lowest)] = true }
    return isUsed.indices.filter { isUsed[$0] }.map { lowest + Int32($0) }
  }

  private func allSlots() -> [Int32] {
    var all: [Int32] = []
    forEachCell { all.append(slots[$0]) }
    return all
  }

  /// The cell of a date whose row stands first.
  func firstCell(at slot: Int32) -> Int? {
    var found: Int?
    forEachCell { cell in
      if slots[cell] == slot, found.map({ line(of: cell) < line(of: $0) }) ?? true { found = cell }
    }
    return found
  }

  /// Forgets what only further rows would need, so that what is made of the cells has room.
  mutating func seal() {
    index = []
    lines = Column(usual: 0)
    identities = Column(usual: 0)
    contents = Column(usual: 0)
    eights.lines = []
  }

  /// Every cell.
  @inline(__always)
  private func forEachCell(_ body: (Int) -> Void) {
    for cell in 0..<eights.owners.count << 3 where slots[cell] != Self.noSlot { body(cell) }
  }
}

extension CellStore {
  /// The next cell of a series, in an eight of its own where the last one is full.
  private mutating func newCell(_ number: Int, _ line: UInt32) -> Int {
    count += 1
    series[number].count += 1
    let latest = series[number].latest
    if latest >= 0, latest & 7 != 7 {
      series[number].latest = latest + 1
      return Int(latest) + 1
    }
    let eight = Int32(eights.owners.count)
    eights.owners.append(Int32(number))
    eights.next.append(-1)
    eights.lines.append(line)
    series[number].line = line
    if latest >= 0 {
      eights.next[Int(latest >> 3)] = eight
    } else {
      series[number].first = eight
    }
    series[number].latest = eight << 3
    grow(to: Int(eight + 1) << 3)
    return Int(eight) << 3
  }

  private mutating func grow(to cells: Int) {
    slots.grow(to: cells)
    values.grow(to: cells * width)
    extraCounts.grow(to: cells * width)
    tails.grow(to: cells * width)
    lines.grow(to: cells)
    identities.grow(to: cells)
    contents.grow(to: cells)
  }

  private mutating func setLine(_ line: UInt32, of cell: Int) {
    lines[cell] = line == eights.lines[cell >> 3] &+ UInt32(cell & 7) ? 0 : line
  }

  /// Writes down the hash of a cell's only row before another one joins it.
  private mutating func keepContent(of cell: Int) {
    if contents[cell] == 0 { contents[cell] = content(of: cell) }
  }

  /// Looks for a date between the first and the last one of a series.
  private mutating func search(_ number: Int, _ slot: Int32) -> Int? {
    if index.isEmpty, series[number].count > Self.scanned { buildIndex() }
    guard index.isEmpty || series[number].count <= Self.scanned else {
      let found = index[place(Int32(number), slot)]
      return found < 0 ? nil : Int(found)
    }
    var (eight, left) = (series[number].first, series[number].count)
    while eight >= 0 {
      let first = Int(eight) << 3
      if let cell = slots.firstPosition(of: slot, in: first..<first + Int(min(8, left))) {
        return cell
      }
      left -= 8
      eight = eights.next[Int(eight)]
    }
    return nil
  }

  /// The position of a cell in the index, or the free one where it belongs.
  private func place(_ number: Int32, _ slot: Int32) -> Int {
    var hash = ByteHash()
    hash.combine(UInt64(UInt32(bitPattern: number)) << 32 | UInt64(UInt32(bitPattern: slot)))
    let mask = index.count - 1
    var place = Int(truncatingIfNeeded: hash.value) & mask
    while index[place] >= 0 {
      let cell = Int(index[place])
      if slots[cell] == slot, eights.owners[cell >> 3] == number { return place }
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func buildIndex() {
    var size = 1_024
    while size * 3 < count * 5 { size *= 2 }
    index = []
    index = Array(repeating: -1, count: size)
    for cell in 0..<eights.owners.count << 3 where slots[cell] != Self.noSlot {
      index[place(eights.owners[cell >> 3], slots[cell])] = Int32(cell)
    }
  }
}
