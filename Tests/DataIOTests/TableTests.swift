import Testing

@testable import DataIO

/// All records of a text, header first.
private func records(_ text: String, chunk: Int = 1 << 20) throws -> [[String]] {
  let file = try TemporaryTable(text)
  var limits = ReadingLimits()
  limits.chunk = chunk
  var table = try TableInput(.file(file.path), limits: limits)
  var rows = [table.header]
  while try table.advance() { rows.append((0..<table.fields.count).map { table.text($0) }) }
  return rows
}

@Test("quotes protect delimiters, line ends and quotes")
func quotedFields() throws {
  let text = "a,b,c\n\"x,y\",\"two\nlines\",\"say \"\"hi\"\"\"\n\"\",plain,\"\"\"\"\n"
  #expect(
    try records(text) == [
      ["a", "b", "c"], ["x,y", "two\nlines", "say \"hi\""], ["", "plain", "\""],
    ])
}

@Test("a quote inside an unquoted field is text")
func looseQuotes() throws {
  #expect(try records("a,b\n5\" pipe,x\"y\"\n")[1] == ["5\" pipe", "x\"y\""])
}

@Test("lines end with LF, CR LF or CR, the last one with nothing", arguments: ["\n", "\r\n", "\r"])
func lineEnds(_ end: String) throws {
  let text = ["a,b", "1,2", "", "3,"].joined(separator: end)
  #expect(try records(text) == [["a", "b"], ["1", "2"], ["3", ""]])
}

@Test("a byte order mark and outer spaces of names are no part of a name")
func byteOrderMark() throws {
  #expect(try records("\u{FEFF} a , b\n1,2\n")[0] == ["a", "b"])
}

@Test(
  "the delimiter is the one that cuts evenly",
  arguments: [
    ("a;b\n1,5;2\n3,25;4\n", Delimiter.semicolon), ("a\tb, c\n1\t2\n", .tab),
    ("a|b|c\n1|2|3\n", .bar), ("a,b\n\"x;y;z\",2\n", .comma), ("sep=;\na;b\n1;2\n", .semicolon),
    ("alone\n1\n", .comma),
  ])
func delimiters(_ text: String, _ delimiter: Delimiter) throws {
  let file = try TemporaryTable(text)
  #expect(try DelimitedRecords(.file(file.path), limits: ReadingLimits()).delimiter == delimiter)
}

@Test("records and their lines do not depend on the size of a read", arguments: 1...40)
func chunkedRecords(_ chunk: Int) throws {
  let text = "a,b\r\n\"x\r\ny\",1\r\n\"é\"\"ü\",2\r\r\n€,\"3\"\n\n\"\",\"\"\r\nlast,"
  #expect(try records(text, chunk: chunk) == (try records(text)))
}

@Test("a record knows the line on which it begins")
func recordLines() throws {
  let file = try TemporaryTable("a,b\n\n\"two\nlines\",1\nx,2\n")
  var table = try TableInput(.file(file.path), limits: ReadingLimits())
  var lines: [Int] = []
  while try table.advance() { lines.append(table.line) }
  #expect(lines == [3, 5])
}

@Test("random tables are read back field by field")
func randomTables() throws {
  var generator = SeededGenerator(seed: 3)
  let alphabet = ["a", "b", ",", "\"", "\n", "\r\n", " ", "é", "", "1", ";"]
  for _ in 0..<200 {
    let width = 2 + generator.below(5)
    let header = (0..<width).map { "c\($0)" }
    let rows = (0..<generator.below(30)).map { _ in
      (0..<width).map { _ in
        (0..<generator.below(6)).map { _ in alphabet[generator.below(alphabet.count)] }.joined()
      }
    }
    let text = ([header] + rows).map { row in
      row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }.joined()
    #expect(try records(text, chunk: 1 + generator.below(100)) == [header] + rows)
  }
}
