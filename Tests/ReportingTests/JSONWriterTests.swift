import Foundation
import TemporalData
import Testing

@testable import Reporting

@Suite("JSON")
struct JSONWriterTests {
  private func objects(_ text: String) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  @Test("rows are objects with every column in order, and null for what is not available")
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
      ])
    #expect(
      table.json() == """
        [
        {"name":"A","period":"2026-03-01","value":1.5,"n":3},
        {"name":"","period":17,"value":null,"n":-1},
        {"name":null,"period":null,"value":null,"n":null}
        ]

        """)
  }

  @Test("a table without rows is an empty array")
  func empty() throws {
    let text = ResultTable(columns: [.init("name", .text)]).json()
    #expect(text == "[]\n")
    #expect(try objects(text).isEmpty)
  }

  @Test("hostile names read back unchanged, as values and as member names")
  func hostileNames() throws {
    for name in HostileNames.all where name != "x" {
      let text = ResultTable(
        columns: [.init(name, .text), .init("x", .text)], rows: [[.text(name), .text("end")]]
      ).json()
      let object = try #require(try objects(text).first)
      // Compared by scalars: equality of strings would let normalisation pass.
      let value = try #require(object["x"] as? String)
      #expect(value == "end")
      let read = try #require(object.first { $0.key != "x" })
      #expect(Array(read.key.unicodeScalars) == Array(name.unicodeScalars))
      #expect(
        (read.value as? String).map { Array($0.unicodeScalars) } == Array(name.unicodeScalars))
    }
  }

  @Test("no control character and no line separator stands in the text, and every row is one line")
  func controls() {
    let table = ResultTable(
      columns: [.init("name", .text)], rows: HostileNames.all.map { [.text($0)] })
    let text = table.json()
    #expect(
      text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.value >= 0x20 && $0 != "\u{7F}" && $0 != "\u{2028}" && $0 != "\u{2029}"
      })
    #expect(text.utf8.count { $0 == 0x0A } == HostileNames.all.count + 2)
    #expect(JSONWriter.quoted("a\u{1B}b\"c\\d\u{2028}") == #""a\u001bb\"c\\d\u2028""#)
  }

  @Test("what the sink throws ends the writing")
  func throwingSink() throws {
    struct DiskFull: Error {}
    var writer = JSONWriter { _ in throw DiskFull() }
    try writer.begin([.init("name", .text)])
    #expect(throws: DiskFull.self) { try writer.finish() }
  }
}
