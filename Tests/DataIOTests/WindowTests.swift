import Testing

@testable import DataIO

private func limits(_ change: (inout ReadingLimits) -> Void) -> ReadingLimits {
  var limits = ReadingLimits()
  change(&limits)
  return limits
}

@Test("a window holds no more than a record and a read, however long the table is")
func boundedWindow() throws {
  let row = String(repeating: "x", count: 80)
  let file = try TemporaryTable("a,b\n" + String(repeating: "\(row),1\n", count: 20_000))
  let records = try DelimitedRecords(
    .file(file.path), limits: limits { ($0.chunk, $0.head) = (4_096, 8_192) })
  var largest = 0
  while try records.advance() { largest = max(largest, records.bytes.count) }
  #expect(records.byteCount == 4 + 20_000 * 83)
  #expect(largest <= 32_768)
}

@Test("a record that is too long is refused, though each of its fields is short")
func longRecord() throws {
  let small = limits { ($0.chunk, $0.head, $0.field, $0.record) = (100, 200, 1_000, 2_000) }
  let text = "month,y\n2024-01,1\n" + String(repeating: "ab,", count: 5_000)
  let error = #expect(throws: DataError.self) { try read(text, limits: small) }
  #expect(error?.what == "the line is longer than 2000 bytes")
  #expect(error?.location?.line == 3)
}

@Test("a first row that is longer than the head is refused by its line")
func longFirstRow() throws {
  let small = limits { ($0.chunk, $0.head) = (100, 200) }
  let text = "month,y\n2024-01," + String(repeating: " ", count: 500) + "1\n2024-02,2\n"
  let error = #expect(throws: DataError.self) { try read(text, limits: small) }
  #expect(error?.what == "the first row is longer than 200 bytes")
  #expect(error?.location?.line == 2)
}

@Test("a header that is longer than the head is refused", arguments: [10, 1_000])
func longHeader(_ chunk: Int) throws {
  let small = limits { ($0.chunk, $0.head) = (chunk, 200) }
  let names = (0..<50).map { "column\($0)" }.joined(separator: ",")
  let error = #expect(throws: DataError.self) { try read(names + "\n1,2\n", limits: small) }
  #expect(error?.what == "the header is longer than 200 bytes")
}

@Test("recognition looks at the head only, whatever the reads are", arguments: [1, 7, 100, 10_000])
func headOnly(_ chunk: Int) throws {
  let rows = (1...200).map { "\($0),\($0 < 150 ? "5" : "NA")" }.joined(separator: "\n")
  let file = try TemporaryTable("ds,y\n" + rows)
  let table = try TableInput(
    .file(file.path), limits: limits { ($0.chunk, $0.head) = (chunk, 100) })
  #expect(try table.sample().map(\.line) == Array(2...table.sample().count + 1))
  #expect(try table.sample().count == 20)
}

@Test("a sample is no longer than asked for, and nothing is consumed by it")
func sampledRows() throws {
  let file = try TemporaryTable("a,b\n1,\"x \"\"y\"\"\"\n\n3\n4,5\n6,7\n")
  var table = try TableInput(.file(file.path), limits: limits { $0.sampleRows = 2 })
  let sample = try table.sample()
  #expect(sample.map(\.line) == [2, 5])
  #expect(sample[0].values == ["1", "x \"y\""])
  #expect(try table.advance())
  #expect(table.line == 2)
}

@Test("a window starts behind the byte order mark and counts the bytes of the file")
func windowStart() throws {
  let file = try TemporaryTable([0xEF, 0xBB, 0xBF] + Array("a\n".utf8))
  let window = try TextWindow(.file(file.path), limits: ReadingLimits())
  #expect(window.start == 0)
  #expect(window.end == 2)
  #expect(window.byteCount == 5)
  #expect(!window.isCompressed)
}

@Test("a fault in a later read is found at its line", arguments: [16, 64, 1_000])
func lateFault(_ chunk: Int) throws {
  var bytes = Array("month,y\n2024-01,€\n".utf8)
  for line in 3...500 { bytes += Array("2024-01,\(line)\n".utf8) }
  bytes += Array("2024-01,é".utf8).dropLast() + Array("\n2024-01,3\n".utf8)
  let file = try TemporaryTable(bytes)
  var table = try TableInput(.file(file.path), limits: limits { ($0.chunk, $0.head) = (chunk, 32) })
  let error = #expect(throws: DataError.self) { while try table.advance() {} }
  #expect(error?.what == "byte 0xC3 is not UTF-8")
  #expect(error?.location?.line == 501)
}

@Test(
  "content is known by its first bytes",
  arguments: [
    ([0x50, 0x4B, 0x03, 0x04], true), ([0xD0, 0xCF, 0x11, 0xE0], true), (Array("PAR1".utf8), true),
    (Array("BZh9".utf8), true), ([0x28, 0xB5, 0x2F, 0xFD], true),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], true),
    (Array("PK,value".utf8), false), ([], false), ([0x50], false),
  ] as [([UInt8], Bool)])
func contentKinds(_ head: [UInt8], _ isBinary: Bool) {
  if let (name, remedy) = ContentKind(head).unlikeText {
    #expect(isBinary)
    #expect(!name.isEmpty && !remedy.isEmpty)
  } else {
    #expect(!isBinary)
  }
}

@Test("an empty name in a header becomes the number of its column")
func emptyNames() throws {
  let file = try TemporaryTable("month,,y,\n2024-01,a,1,b\n")
  let table = try TableInput(.file(file.path), limits: ReadingLimits())
  #expect(table.header == ["month", "column 2", "y", "column 4"])
}

@Test(
  "outer spaces and tabs go, inner ones stay",
  arguments: [("", ""), ("  ", ""), (" a b\t", "a b"), ("é ", "é"), ("x", "x")])
func trimmedText(_ text: String, _ trimmed: String) { #expect(text.trimmed == trimmed) }
