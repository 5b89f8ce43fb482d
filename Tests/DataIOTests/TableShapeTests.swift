import Testing

@testable import DataIO

/// A table whose header and rows are found in a text.
private func table(_ text: String) throws -> TableInput {
  let file = try TemporaryTable(text)
  return try TableInput(.file(file.path), limits: ReadingLimits())
}

private func rows(_ text: String) throws -> [[String]] {
  var table = try table(text)
  var rows: [[String]] = []
  while try table.advance() { rows.append((0..<table.fields.count).map { table.text($0) }) }
  return rows
}

@Test(
  "title lines above the header are skipped, plain, padded and with the delimiter in them",
  arguments: [
    "Sales by partner\n", "Sales by partner\n\n", "Sales;;\n", "Sales;;\n;;\n",
    "Export of 1 July; all regions\n\n", "a\nb\nc\nd\ne\n", "Exported:;2024-07-01;\n\n",
    "Filter: region = EMEA; type = VAR; year = 2020; active\n\n",
  ])
func titles(_ title: String) throws {
  let body = "month;partner;revenue\n2024-01;A;1\n2024-02;A;2\n2024-03;A;3\n"
  #expect(try table(title + body).header == ["month", "partner", "revenue"], "\(title)")
  #expect(try rows(title + body).first == ["2024-01", "A", "1"])
}

@Test("a first line that is as wide as the rows is the header, whatever it says")
func plainHeader() throws {
  for header in ["a,b,c", "State,2024-01,2024-02", "x y,z,\"q,r\"", "c0,c1,c2"] {
    #expect(try table(header + "\n1,2,3\n4,5,6\n").shape.header == 0..<1, "\(header)")
  }
  #expect(try table("a,b,c\n2024-01,1\n2024-02,2\n").header == ["a", "b", "c"])
}

@Test("a quarter or year that stands over months is joined to each of them")
func spanningHeader() throws {
  let text = """
    ;;2023;;2024;
    Type;Partner;Nov;Dec;Jan;Feb
    VAR;A;1;2;3;4
    VAR;B;1;2;3;4
    """
  #expect(
    try table(text).header == ["Type", "Partner", "2023 Nov", "2023 Dec", "2024 Jan", "2024 Feb"])
  #expect(try rows(text).count == 2)
}

@Test("names that come twice are told apart by the line below them")
func continuedHeader() throws {
  let text = """
    Report

    Type;Partner;2023;2023;2024;2024
    ;;Q1;Q2;Q1;Q2
    VAR;A;1;2;3;4
    VAR;B;1;2;3;4
    """
  #expect(
    try table(text).header == ["Type", "Partner", "2023 Q1", "2023 Q2", "2024 Q1", "2024 Q2"])
}

@Test("KPIs that stand over months are joined to each of them")
func groupedHeader() throws {
  let text = ",Revenue,,Units,\nPartner,Jan,Feb,Jan,Feb\nA,1,2,3,4\nB,1,2,3,4\n"
  #expect(
    try table(text).header == ["Partner", "Revenue Jan", "Revenue Feb", "Units Jan", "Units Feb"])
}

@Test("rows that end in a delimiter do not make another column")
func trailingDelimiter() throws {
  let reading = try read("month,partner,y\n2024-01,A,1,\n2024-02,A,2,\n2024-03,A,3,\n")
  #expect(reading.values == ["A / y": [1, 2, 3]])
}

@Test(
  "lines below the table are left out and listed",
  arguments: [
    "\n\"Partner Revenue FY20\"\n\"Copyright (c) 2000-2020\"\n", "Total records: 3\n",
    "Confidential,,\n", "\nPage 1 of 1,,\n", "Erstellt am 01.07.2020\n",
  ])
func footers(_ footer: String) throws {
  let reading = try read("month,partner,y\n2024-01,A,1\n2024-02,A,2\n2024-03,A,3\n" + footer)
  #expect(reading.values == ["A / y": [1, 2, 3]])
  #expect(reading.rejectedCount == 0)
  #expect(reading.finding("footer") != nil)
}

@Test("a last row that was cut off is a fault and no footer")
func cutOffRow() throws {
  let body = (1...40).map { "20\($0 + 10),A,1\n" }.joined()
  let reading = try read("year,partner,y\n" + body + "2051,A")
  #expect(reading.rejected.map(\.line) == [42])
  #expect(reading.finding("footer") == nil)
}

@Test("a short line between rows is rejected where it stands")
func shortLineBetween() throws {
  let body = (1...40).map { $0 == 20 ? "note\n" : "20\($0 + 10),A,1\n" }.joined()
  let reading = try read("year,partner,y\n" + body)
  #expect(reading.rejected.map(\.line) == [21])
  #expect(reading.rejected.map(\.reason) == ["1 fields where the header has 3"])
}

@Test("a name as tall as two lines of the header stands with both")
func tallNames() throws {
  let tall = try read(
    "Partner,Won,,,Lost,,\n,Jan 24,Feb 24,Mar 24,Jan 24,Feb 24,Mar 24\nA,1,2,3,4,5,6\n")
  #expect(tall.panel.keyColumns == ["Partner"])
  #expect(tall.values == ["A / Won": [1, 2, 3], "A / Lost": [4, 5, 6]])
}
