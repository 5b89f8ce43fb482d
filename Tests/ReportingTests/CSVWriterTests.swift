import TemporalData
import Testing

@testable import Reporting

@Suite("CSV")
struct CSVWriterTests {
  @Test("every kind of cell has its form, and what is not available is empty")
  func cells() {
    let table = ResultTable(
      columns: [
        .init("name", .text), .init("period", .period), .init("value", .number),
        .init("n", .count),
      ],
      rows: [
        [.text("A"), .period(Fixtures.month(2026, 3)), .number(1.5), .count(3)],
        [.text(""), .period(Period(.index, ordinal: 17)), .number(nil), .count(-1)],
        [.missing, .missing, .number(.nan), .missing],
        [.missing, .missing, .number(-.infinity), .missing],
      ])
    #expect(
      table.csv() == """
        name,period,value,n
        A,2026-03-01,1.5,3
        ,17,,-1
        ,,,
        ,,,

        """)
  }

  @Test("fields are quoted where RFC 4180 asks for it, or where spaces would be lost")
  func quoting() {
    #expect(CSVWriter.quoted("plain text") == "plain text")
    #expect(CSVWriter.quoted("a,b") == "\"a,b\"")
    #expect(CSVWriter.quoted("say \"hi\"") == "\"say \"\"hi\"\"\"")
    #expect(CSVWriter.quoted("two\nlines") == "\"two\nlines\"")
    #expect(CSVWriter.quoted("old\rmac") == "\"old\rmac\"")
    #expect(CSVWriter.quoted(" outer ") == "\" outer \"")
    #expect(CSVWriter.quoted("semi;colon") == "semi;colon")
  }

  @Test("a quote under a combining mark is still doubled")
  func markedQuote() {
    #expect(CSVWriter.quoted("\"\u{301}") == "\"\"\"\u{301}\"")
  }

  @Test("hostile names read back unchanged, in cells and in the header")
  func hostileNames() {
    for name in HostileNames.all {
      let table = ResultTable(
        columns: [.init(name, .text), .init("x", .text)], rows: [[.text(name), .text("end")]])
      #expect(CSVText.rows(table.csv()) == [[name, "x"], [name, "end"]])
    }
  }

  @Test("a lone empty field is quoted, since a blank line would be skipped")
  func loneEmptyField() {
    let table = ResultTable(columns: [.init("reason", .text)], rows: [[.missing], [.text("x")]])
    #expect(table.csv() == "reason\n\"\"\nx\n")
  }

  @Test(
    "text that begins like a formula gets an apostrophe, numbers and other text do not",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
  func formulas(text: String) {
    let table = ResultTable(
      columns: [.init(text, .text), .init("value", .number)], rows: [[.text(text), .number(-1)]])
    let safe = CSVText.rows(table.csv(neutralizingFormulas: true))
    #expect(safe == [["'" + text, "value"], ["'" + text, "-1"]])
    #expect(CSVText.rows(table.csv())[1][0] == text)
  }

  @Test("text inside a name that looks like a formula is left alone")
  func innerFormula() {
    let table = ResultTable(columns: [.init("name", .text)], rows: [[.text("A=B")]])
    #expect(table.csv(neutralizingFormulas: true) == "name\nA=B\n")
  }

  @Test("a table of many rows goes out in bounded pieces that make up the whole")
  func pieces() throws {
    let pieces = Pieces()
    var writer = CSVWriter { pieces.all.append($0) }
    try writer.begin([.init("name", .text)])
    let name = String(repeating: "x", count: 99)
    for _ in 0..<2_000 { try writer.write([.text(name)]) }
    #expect(pieces.all.count == 6)
    try writer.finish()
    #expect(pieces.all.allSatisfy { $0.utf8.count <= 32_768 + 100 })
    #expect(pieces.all.reduce(0) { $0 + $1.utf8.count } == 5 + 2_000 * 100)
  }

  @Test("what the sink throws ends the writing")
  func throwingSink() throws {
    struct DiskFull: Error {}
    var writer = CSVWriter { _ in throw DiskFull() }
    try writer.begin([.init("name", .text)])
    try writer.write([.text("A")])
    #expect(throws: DiskFull.self) { try writer.finish() }
  }
}

/// The pieces that came through a sink.
final class Pieces {
  var all: [String] = []
}
