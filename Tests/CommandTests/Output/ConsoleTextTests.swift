import Testing

@testable import kpi_forecast

@Suite("Text for programs and for people")
struct ConsoleTextTests {
  @Test("JSON text escapes what must be escaped and keeps the order of members")
  func json() {
    let value = JSONValue.object([
      .init("b", .string("a\"\\\n\u{1}é")), .init("a", .array([.int(1), .number(0.5), .null])),
      .init("c", .object([])), .init("d", .bool(true)),
    ])
    #expect(
      value.text() == """
        {
          "b": "a\\"\\\\\\n\\u0001é",
          "a": [
            1,
            0.5,
            null
          ],
          "c": {},
          "d": true
        }
        """)
  }

  @Test("counts have thousands separated and a plural where due")
  func counts() {
    #expect(Counted.text(1, "row") == "1 row")
    #expect(Counted.text(1_234_567, "row") == "1,234,567 rows")
    #expect(Counted.series(999) == "999 series")
    #expect(Counted.grouped(1000) == "1,000")
  }

  @Test("the progress bar says share, rate and time left")
  func progress() {
    let line = ProgressBar.line("working", done: 25, total: 100, elapsed: .seconds(5))
    #expect(line == "working ██████░░░░░░░░░░░░░░░░░░ 25/100  5/s  0:15 left")
    let start = ProgressBar.line("working", done: 0, total: 9, elapsed: .seconds(0))
    #expect(start.contains("0/9"))
    let endless = ProgressBar.line(
      "reading", done: 84, total: 0, unit: " MB", elapsed: .seconds(2))
    #expect(endless == "reading 84 MB  42 MB/s")
    let grown = ProgressBar.line("reading", done: 9, total: 8, unit: " MB", elapsed: .seconds(3))
    #expect(grown == "reading ████████████████████████ 9/8 MB  3 MB/s  0:00 left")
    let long = ProgressBar.line("working", done: 1, total: 3662, elapsed: .seconds(1))
    #expect(long.hasSuffix("1:01:01 left"))
  }
}
