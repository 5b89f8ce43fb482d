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

@Test("cells are found again, whether dates ascend or not", arguments: [true, false])
func foundCells(_ ascends: Bool) throws {
  var store = CellStore(width: 1)
  var pairs = (0..<5_000).map { (series: $0 % 50, slot: Int32($0 / 50)) }
  var generator = SeededGenerator(seed: 2)
  if !ascends { pairs.shuffle(using: &generator) }
  for _ in 0..<50 { store.addSeries() }
  for (cell, pair) in pairs.enumerated() {
    let before = store.find(series: pair.series, slot: pair.slot)
    #expect(before == nil)
    store.append(
      series: pair.series, slot: pair.slot, line: UInt32(cell), values: [Double(cell)],
      identity: 0, content: 0)
    let after = store.find(series: pair.series, slot: pair.slot)
    #expect(after == cell)
  }
  pairs.shuffle(using: &generator)
  for pair in pairs {
    let found = store.find(series: pair.series, slot: pair.slot)
    let cell = try #require(found)
    #expect(store.series[cell] == Int32(pair.series) && store.slots[cell] == pair.slot)
  }
  let order = CellOrder(store, seriesCount: 50)
  for series in 0..<50 {
    let cells = order.cells[order.starts[series]..<order.starts[series + 1]]
    #expect(cells.allSatisfy { store.series[Int($0)] == Int32(series) })
    #expect(cells.map { store.slots[Int($0)] } == (0..<100).map(Int32.init))
  }
}

@Test("values add up, and a missing one neither counts nor spoils a sum")
func addedCells() {
  var store = CellStore(width: 2)
  store.addSeries()
  store.append(
    series: 0, slot: 5, line: 1, values: [.nan, 1], identity: 0, content: 0)
  #expect(store.counts == [0, 1])
  store.add([2, .nan], to: 0)
  store.add([3, 4], to: 0)
  #expect(store.row(0) == [5, 5])
  #expect(store.counts == [2, 2])
  store.replace([3, 4], by: [.nan, 6], in: 0)
  #expect(store.row(0) == [2, 7])
  #expect(store.counts == [1, 2])
  store.replace([2, 1], by: [.nan, .nan], in: 0)
  #expect(store.row(0)[0].isNaN)
  #expect(store.row(0)[1] == 6)
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
