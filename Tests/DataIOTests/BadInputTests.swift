import Foundation
import Testing

@testable import DataIO

@Test("a file that is not there and a directory are missing input")
func missingInput() throws {
  let missing = #expect(throws: DataError.self) {
    try PanelReader.read([.file("/nonexistent/table.csv")], schema: PanelSchema())
  }
  #expect(missing?.exitCode == 66)
  #expect(
    missing?.description == """
      error: /nonexistent/table.csv: there is no such file
        fix: check the path; `-` reads standard input
      """)
  let folder = #expect(throws: DataError.self) {
    try PanelReader.read([.file(NSTemporaryDirectory())], schema: PanelSchema())
  }
  #expect(folder?.exitCode == 66)
  #expect(folder?.what == "this is a directory, not a file")
}

@Test("no input at all is a mistake of usage")
func noInput() {
  let error = #expect(throws: DataError.self) { try PanelReader.read([], schema: PanelSchema()) }
  #expect(error?.exitCode == 64)
}

@Test(
  "content that is no table is bad data, and the error says what it is",
  arguments: [
    ("", "the file is empty"), ("\n\n \n\n", "column"), ("\n\n", "the file has only blank lines"),
    ("month,partner,revenue\n", "there are no data rows below the header"),
    ("PK\u{3}\u{4}rest", "the workbook is damaged: its directory cannot be read"),
    ("SQLite format 3\u{0}", "the database is damaged"), ("%PDF-1.7", "this is a PDF document"),
    ("ds,y\n2024-01-01,1\n2024-02-01,\u{0}\n", "a NUL byte"),
    ("a,b,a\n1,2,3\n", "column name 'a' comes twice, in fields 1 and 3"),
    ("name,size\nx,1\ny,2\n", "no column of dates or periods was recognised"),
    ("month,partner\n2024-01,x\n", "no column of numbers was recognised"),
    ("month,partner,y\n2024-01,x,n1\n2024-02,x,n2\n", "'y' \"n1\" is not a number"),
    ("month,partner,amount\n2024-01,x,\"$1,200\"\n", "'amount' \"$1,200\" is ambiguous"),
    ("date,y\n03/05/2024,1\n04/05/2024,2\n", "'date' \"03/05/2024\" is ambiguous"),
    ("month,y\nsoon,1\nlater,2\n", "'month' \"soon\" is not a date"),
    ("date,y\n2024-01-01,1\n2024-02-01,2\n13/05/2024,3\n", "'date' \"13/05/2024\" is DD/MM/YYYY"),
    ("month,y\n2024-01,1\n2024-02,2\n2024-03-01,3\n", "'month' \"2024-03-01\" is YYYY-MM-DD, but"),
    ("State,Jan,Feb,Mar\nx,1,2,3\n", "the columns name parts of a year (Jan, …), but no year"),
    ("State,2024-01,Jan 2024,2024-03\nx,1,2,3\n", "'Jan 2024' names the same period as '2024-01'"),
    ("year,month,y\n2024,1,5\n2024,2,6\n", "the date is split over 'year' and 'month'"),
    ("a,b,c\n2024-01,1\n2024-02,2\n", "the row has 2 fields where the header has 3"),
    ("month,y\n2024-01,\"1\n2024-02,2\n", "a quoted field begins here and never ends"),
  ])
func badContent(_ text: String, _ what: String) throws {
  let error = try #require(try failure(text))
  #expect(error.exitCode == 65)
  #expect(error.what.contains(what) || what == "column", "\(error)")
}

@Test(
  "every kind of ill-formed UTF-8 is found, wherever a read ends",
  arguments: [
    [0x80], [0xC0, 0xAF], [0xC1, 0x80], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0x80],
    [0xF4, 0x90, 0x80], [0xF5, 0x80], [0xFF], [0xE2, 0x82, 0x41], [0xC3, 0x28],
  ] as [[UInt8]])
func illFormedUTF8(_ sequence: [UInt8]) {
  let text = Array("plain text é € 😀 ".utf8)
  for size in 1...9 {
    var check = TextCheck()
    let bytes = text + sequence
    var found: Int?
    for start in stride(from: 0, to: bytes.count, by: size) where found == nil {
      let chunk = Array(bytes[start..<min(start + size, bytes.count)])
      found = chunk.withUnsafeBytes { check.firstFault(in: $0)?.offset }.map { $0 + start }
    }
    #expect((found ?? -1) >= text.count, "cut every \(size) bytes")
  }
}

@Test("a line of 10 MB is refused by its line before it is in memory")
func hugeLine() throws {
  let head = Array("month,y\n2024-01,1\n2024-02,".utf8)
  let error = try #require(try failure(head + [UInt8](repeating: 0x37, count: 10_000_000)))
  #expect(error.location?.line == 3)
  #expect(error.what == "a field is longer than 1048576 bytes")
  let single = try #require(try failure([UInt8](repeating: 0x61, count: 10_000_000)))
  #expect(single.location?.line == 1)
  #expect(single.exitCode == 65)
}

@Test("a quote that opens a huge field is refused by the line on which it opens")
func hugeQuote() throws {
  var limits = ReadingLimits()
  (limits.field, limits.chunk, limits.head) = (1_000, 100, 200)
  let text = "month,y\n2024-01,1\n2024-02,\"" + String(repeating: "x\n", count: 2_000)
  let error = #expect(throws: DataError.self) { try read(text, limits: limits) }
  #expect(error?.location?.line == 3)
}

@Test("a few bad rows are rejected with file, line, column, value and reason")
func rejectedRows() throws {
  var rows = (0..<100).map { "\(1900 + $0),A,\($0)" }
  rows[10] = "1910,A"
  rows[20] = "1920,A,\"12 boxes\""
  rows[30] = "soon,A,1"
  rows[40] = "1940,,1"
  rows[50] = "1950,\"A\"x,1"
  let file = try TemporaryTable("year,partner,revenue\n" + rows.joined(separator: "\n"))
  let reading = try PanelReader.read([.file(file.path)], schema: PanelSchema())
  #expect(reading.rejectedCount == 5)
  #expect(reading.rejected.map(\.line) == [12, 22, 32, 42, 52])
  #expect(reading.rejected.map(\.column) == ["", "revenue", "year", "partner", ""])
  #expect(reading.rejected.map(\.value) == ["1910", "12 boxes", "soon", "", "1950"])
  #expect(reading.rejected[0].reason == "2 fields where the header has 3")
  #expect(reading.rejected[2].reason == "not a date of the form YYYY")
  #expect(reading.rejected[3].reason == "the key of the series is empty")
  #expect(reading.rejected[4].reason == "text follows a closing quote")
  #expect(reading.rejected.allSatisfy { $0.file == file.path })
  #expect(
    reading.warnings.contains(
      "5 of 100 rows were rejected, the first at \(file.path):12: \"1910\", "
        + "2 fields where the header has 3; --out DIR lists them all"))
}

@Test("more than 5 % of bad rows are refused, with the first five")
func tooManyRejected() throws {
  let rows = (0..<100).map { $0 < 6 ? "\(1900 + $0),A" : "\(1900 + $0),A,\($0)" }
  let error = try #require(try failure("year,partner,revenue\n" + rows.joined(separator: "\n")))
  #expect(error.exitCode == 65)
  #expect(error.what == "6 of 100 rows cannot be used (6.0 %; at most 5 %)")
  #expect(error.details.count == 5)
  #expect(error.details[0] == "line 2: \"1900\" 2 fields where the header has 3")
}

@Test("a table of which nothing is left says what took the rows")
func nothingLeft() throws {
  let schema = PanelSchema.with { $0.filter = try? RowFilter("y > 10") }
  let error = try #require(try failure("month,y\n2024-01,1\n2024-02,2\n", schema))
  #expect(error.details == ["2 rows: 2 left out by --where"])
}

@Test("2,000 random mutations of a table are read or refused, and never crash")
func mutations() throws {
  var rows = ["month,partner,kpi,value"]
  for month in 1...9 { rows.append("2024-0\(month),\"A, Ltd\",revenue,\(month).5") }
  let text = Array(rows.joined(separator: "\r\n").utf8)
  let spice: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x2D, 0x39, 0x00, 0xFF, 0xC3, 0x3B, 0x65, 0x20]
  var limits = ReadingLimits()
  (limits.chunk, limits.head, limits.field, limits.record) = (64, 128, 200, 400)
  var generator = SeededGenerator(seed: 11)
  var outcomes: Set<String> = []
  for _ in 0..<2_000 {
    var bytes = text
    for _ in 0...generator.below(4) {
      let place = generator.below(bytes.count)
      switch generator.below(4) {
      case 0: bytes[place] = spice[generator.below(spice.count)]
      case 1: bytes.insert(spice[generator.below(spice.count)], at: place)
      case 2: bytes.remove(at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + generator.below(20)))
      }
    }
    do {
      outcomes.insert("read \(try read(bytes, limits: limits).rejectedCount > 0)")
    } catch let error as DataError {
      outcomes.insert("\(error.kind)")
    }
  }
  #expect(outcomes.isSuperset(of: ["read false", "badData"]))
}
