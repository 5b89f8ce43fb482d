import Testing

@testable import DataIO

/// The first record of a text without header.
private func fields(_ text: String) -> (bytes: [UInt8], fields: RecordFields) {
  let bytes = Array(text.utf8)
  var fields = RecordFields()
  _ = RecordScanner(delimiter: Byte.comma).scan(
    bytes.span, from: 0, to: bytes.count, isLast: true, into: &fields)
  return (bytes, fields)
}

@Test("keys are numbered in the order in which they appear, each once")
func numberedKeys() {
  var table = KeyTable()
  var generator = SeededGenerator(seed: 1)
  var expected: [String: Int] = [:]
  for _ in 0..<20_000 {
    let text = "P\(generator.below(3_000)),K\(generator.below(4))"
    let record = fields(text)
    let (number, isNew) = table.number(record.bytes.span, record.fields, [0, 1])
    #expect(isNew == (expected[text] == nil))
    #expect(number == expected[text, default: expected.count])
    expected[text] = number
  }
  #expect(table.count == expected.count)
  for (text, number) in expected {
    #expect(table.parts(number).joined(separator: ",") == text)
  }
}

@Test("keys of several parts are not confused with their joined text")
func partedKeys() {
  var table = KeyTable()
  let texts = ["ab,c", "a,bc", ",abc", "abc,", ",", "a,b", "b,a"]
  for (number, text) in texts.enumerated() {
    let record = fields(text)
    let found = table.number(record.bytes.span, record.fields, [0, 1]).number
    #expect(found == number)
    #expect(table.parts(number).joined(separator: ",") == text)
  }
}

@Test("two spellings of Unicode for the same text are one key, under the first of them")
func accentedKeys() {
  var table = KeyTable()
  let (composed, decomposed) = ("Caf\u{E9}", "Cafe\u{301}")
  for (first, second) in [(composed, decomposed), (decomposed, composed)] {
    table = KeyTable()
    for (number, text) in ["Zed", first, second, "Cafe", first, second, "Zed"].enumerated() {
      let record = fields(text + ",revenue")
      let found = table.number(record.bytes.span, record.fields, [0, 1])
      #expect(found.number == [0, 1, 1, 2, 1, 1, 0][number])
      #expect(found.isNew == [0, 1, 3].contains(number))
    }
    #expect(table.count == 3)
    #expect(Array(table.parts(1)[0].utf8) == Array(first.utf8))
    #expect(table.parts(2) == ["Cafe", "revenue"])
  }
}

@Test("many keys in two spellings each keep their numbers while the table grows")
func manyAccentedKeys() {
  var table = KeyTable()
  for round in 0..<3 {
    for number in 0..<500 {
      let text = (round + number) % 2 == 0 ? "\u{FC}\(number)" : "u\u{308}\(number)"
      let record = fields(text)
      #expect(table.number(record.bytes.span, record.fields, [0]).number == number)
    }
  }
  #expect(table.count == 500)
}

@Test("outer spaces are no part of a key")
func spacedKeys() {
  var table = KeyTable()
  for text in ["a b", " a b", "a b  "] {
    let record = fields(text)
    let found = table.number(record.bytes.span, record.fields, [0]).number
    #expect(found == 0)
  }
  #expect(table.parts(0) == ["a b"])
}

@Test("equal bytes hash alike wherever they lie, and similar ones differ")
func hashes() {
  let text = Array("0123456789abcdef0123456789abcdef".utf8)
  var seen: Set<UInt64> = []
  for length in 0...16 {
    var (first, second) = (ByteHash(), ByteHash())
    first.combine(text.span, 0..<length)
    second.combine(text.span, 16..<16 + length)
    #expect(first.value == second.value)
    seen.insert(first.value)
  }
  #expect(seen.count == 17)
  var (joined, split) = (ByteHash(), ByteHash())
  joined.combine(text.span, 0..<4)
  split.combine(text.span, 0..<2)
  split.combine(text.span, 2..<4)
  #expect(joined.value != split.value)
}

/// A store with one cell per pair, each with its place in `pairs` as its value and line.
private func store(of pairs: [(series: Int, slot: Int32)], series: Int) -> CellStore {
  var store = CellStore(width: 1)
  for _ in 0..<series { store.addSeries() }
  for (row, pair) in pairs.enumerated() {
    let before = store.find(series: pair.series, slot: pair.slot)
    #expect(before == nil)
    let cell = store.append(
      series: pair.series, slot: pair.slot, line: UInt32(row + 1), values: [Double(row)],
      identity: UInt64(row % 3))
    let after = store.find(series: pair.series, slot: pair.slot)
    #expect(after == cell)
  }
  return store
}

/// How the rows of a table may stand.
enum RowOrder: CaseIterable { case bySeries, byDate, newestFirst, shuffled }

@Test("cells are found again, whatever the order of the rows", arguments: RowOrder.allCases)
func foundCells(_ order: RowOrder) throws {
  var generator = SeededGenerator(seed: 2)
  // One series is long enough to be indexed, if its dates do not ascend.
  var pairs = (0..<4_900).map { (series: $0 / 100, slot: Int32($0 % 100)) }
  pairs += (0..<1_000).map { (series: 49, slot: Int32($0 * 2)) }
  switch order {
  case .bySeries: break
  case .byDate: pairs.sort { ($0.slot, $0.series) < ($1.slot, $1.series) }
  case .newestFirst: pairs.sort { ($0.slot, $0.series) > ($1.slot, $1.series) }
  case .shuffled: pairs.shuffle(using: &generator)
  }
  var store = store(of: pairs, series: 50)
  #expect(store.count == pairs.count)
  for row in pairs.indices.shuffled(using: &generator) {
    let found = store.find(series: pairs[row].series, slot: pairs[row].slot)
    let cell = try #require(found)
    #expect(store.series(of: cell) == pairs[row].series)
    #expect(store.slot(of: cell) == pairs[row].slot)
    #expect(store.line(of: cell) == UInt32(row + 1))
    #expect(store.row(cell) == [Double(row)])
    #expect(store.identity(of: cell) == UInt64(row % 3))
    #expect(store.content(of: cell) == CellStore.content(of: [Double(row)]))
  }
  let absent = [store.find(series: 49, slot: 1_001), store.find(series: 3, slot: 100)]
  #expect(absent == [nil, nil])
  #expect(store.usedSlots() == Set(pairs.map(\.slot)).sorted())
  #expect(
    store.firstCell(at: 7).map(store.line)
      == pairs.firstIndex { $0.slot == 7 }.map { UInt32($0 + 1) })
}

@Test("the cells of a series come by date, whatever the order of the rows")
func orderedCells() {
  var generator = SeededGenerator(seed: 3)
  var pairs = (0..<3_000).map { (series: $0 % 30, slot: Int32($0 / 30)) }
  pairs.shuffle(using: &generator)
  let store = store(of: pairs, series: 31)
  var cells: [Int32] = []
  for series in 0..<30 {
    store.ordered(series, into: &cells)
    #expect(cells.allSatisfy { store.series(of: Int($0)) == series })
    #expect(cells.map { store.slot(of: Int($0)) } == (0..<100).map(Int32.init))
  }
  store.ordered(30, into: &cells)
  #expect(cells.isEmpty)
  #expect(store.cellCount(30) == 0)
}

@Test("a sealed store still has its values and dates")
func sealedStore() {
  var store = store(of: (0..<20_000).map { ($0 % 7, Int32($0 / 7)) }, series: 7)
  store.seal()
  var cells: [Int32] = []
  store.ordered(3, into: &cells)
  #expect(
    cells.map { store.value(Int($0), 0) } == stride(from: 3, to: 20_000, by: 7).map(Double.init))
  #expect(cells.allSatisfy { store.observations(Int($0), 0) == 1 })
}

@Test("dates far apart are listed without a place for each between")
func farSlots() {
  let store = store(of: [(0, .min + 1), (0, 5), (0, .max)], series: 1)
  #expect(store.usedSlots() == [.min + 1, 5, .max])
}

@Test("values add up, and a missing one neither counts nor spoils a sum")
func addedCells() {
  var store = CellStore(width: 2)
  store.addSeries()
  let cell = store.append(series: 0, slot: 5, line: 1, values: [.nan, 1], identity: 0)
  let counts = { (store: CellStore) in (0..<2).map { store.observations(cell, $0) } }
  #expect(counts(store) == [0, 1])
  store.add([2, .nan], to: cell)
  store.add([3, 4], to: cell)
  #expect(store.row(cell) == [5, 5])
  #expect(counts(store) == [2, 2])
  #expect(store.content(of: cell) == CellStore.content(of: [.nan, 1]))
  store.replace([3, 4], by: [.nan, 6], in: cell)
  #expect(store.row(cell) == [2, 7])
  #expect(counts(store) == [1, 2])
  store.replace([2, 1], by: [.nan, .nan], in: cell)
  #expect(store.row(cell)[0].isNaN)
  #expect(store.row(cell)[1] == 6)
}

@Test("all rejected rows are counted and the first 10,000 kept")
func rejectionLog() throws {
  var log = RejectionLog()
  for line in 1...12_000 {
    log.add(RejectedRow(file: "a", line: line, column: "", value: "", reason: "x"))
  }
  #expect(log.count == 12_000)
  #expect(log.rows.count == RejectionLog.capacity)
  try log.check(of: 240_000)
  #expect(throws: DataError.self) { try log.check(of: 239_999) }
}
