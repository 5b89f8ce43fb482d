import Testing

@testable import DataIO

@Test(
  "a field is quoted where it must be",
  arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("two\nlines", "\"two\nlines\""), (" padded", "\" padded\""), ("a;b", "a;b"), ("\r", "\"\r\""),
    ("\"", "\"\"\"\""),
  ])
func escapedFields(_ text: String, _ field: String) { #expect(CSVField.escaped(text) == field) }

@Test("the table of rejected rows can be read back")
func rejectedTable() throws {
  let row = RejectedRow(
    file: "a, b.csv", line: 12, column: "Amount", value: "1,\"2\"", reason: "not a number")
  let file = try TemporaryTable(RejectedRows.csv([row, row]))
  var table = try TableInput(.file(file.path), limits: ReadingLimits())
  #expect(table.header == ["file", "line", "column", "value", "reason"])
  #expect(try table.advance())
  #expect(
    (0..<5).map { table.text($0) } == ["a, b.csv", "12", "Amount", "1,\"2\"", "not a number"])
  #expect(try table.advance())
  #expect(try !table.advance())
}
