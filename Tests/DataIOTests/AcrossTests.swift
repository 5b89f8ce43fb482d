import TemporalData
import Testing

@testable import DataIO

@Test(
  "months across are read in every style of header",
  arguments: [
    "Jan 2024,Feb 2024,Mar 2024", "2024-01,2024-02,2024-03", "202401,202402,202403",
    "Januar 2024,Februar 2024,März 2024", "janv. 2024,févr. 2024,mars 2024",
    "ene 2024,feb 2024,mar 2024", "01/2024,02/2024,03/2024", "2024M01,2024M02,2024M03",
    "gen 2024,feb 2024,mar 2024", "jan 2024,fev 2024,mrt 2024", "Jan-24,Feb-24,Mar-24",
  ])
func monthHeaders(_ header: String) throws {
  let reading = try read("partner,\(header)\nA,1,2,3\nB,4,5,6\n")
  #expect(reading.values == ["A / value": [1, 2, 3], "B / value": [4, 5, 6]], "\(header)")
  #expect(reading.panel.frequency == .month)
  #expect(reading.panel.entries[0].series.values.start.description == "2024-01-01")
}

@Test(
  "quarters, years, weeks and days across have their length",
  arguments: [
    ("Q1 2024,Q2 2024,Q3 2024", Frequency.quarter), ("2021,2022,2023", .year),
    ("2024-W01,2024-W02,2024-W03", .week), ("2024-01-05,2024-01-06,2024-01-07", .day),
    ("2024-01-31,2024-02-29,2024-03-31", .month),
  ])
func otherHeaders(_ header: String, _ frequency: Frequency) throws {
  let reading = try read("partner,\(header)\nA,1,2,3\nB,4,5,6\n")
  #expect(reading.panel.frequency.unitName == frequency.unitName)
  #expect(reading.values["B / value"] == [4, 5, 6])
}

@Test("parts of a year take their year from a column, from the line above, a title or the file")
func partsOfYears() throws {
  let column = "Year;Partner;M01;M02;M03\n2023;A;1;2;3\n2024;A;4;5;6\n"
  let beside = try read(column, PanelSchema.with { $0.missing = .notAvailable })
  #expect(beside.values["A / value"]?.prefix(3) == [1, 2, 3])
  #expect(beside.values["A / value"]?.suffix(3) == [4, 5, 6])
  #expect(beside.values["A / value"]?.count == 15)
  let above = "Partner,2023,,2024,\n,Q3,Q4,Q1,Q2\nA,1,2,3,4\nB,1,2,3,4\n"
  #expect(try read(above).values["A / value"] == [1, 2, 3, 4])
  let title = "Revenue 2024, created 01.02.2025\n\nPartner,Jan,Feb,Mar\nA,1,2,3\nB,1,2,3\n"
  #expect(try read(title).values["A / Revenue"] == [1, 2, 3])
  let file = try TemporaryTable("Partner,Jan,Feb,Mar\nA,1,2,3\n", name: "units_2024.csv")
  let named = try PanelReader.read([.file(file.path)], schema: PanelSchema())
  #expect(named.values == ["A / units": [1, 2, 3]])
  #expect(named.panel.entries[0].series.values.start.description == "2024-01-01")
}

@Test("months that pass the end of a year are those of a fiscal year, by its end or its start")
func fiscalYearAcross() throws {
  let header = "Partner;Jul;Aug;Sep;Okt;Nov;Dez;Jan;Feb;Mrz;Apr;Mai;Jun\n"
  let rows = (1...2).map { "P\($0);1;2;3;4;5;6;7;8;9;10;11;12\n" }.joined()
  let ending = try read("FY2024 Umsatz\n" + header + rows)
  #expect(ending.values["P1 / Umsatz"] == (1...12).map { Double($0) })
  #expect(ending.panel.entries[0].series.values.start.description == "2023-07-01")
  let starting = try read(
    "FY2024 Umsatz\n" + header + rows, PanelSchema.with { $0.fiscalName = .start })
  #expect(starting.panel.entries[0].series.values.start.description == "2024-07-01")
  #expect(starting.values["P2 / Umsatz"] == ending.values["P2 / Umsatz"])
}

@Test("months below quarters and years are months of that year")
func spannedMonths() throws {
  let text = ";Q4 2023;;;Q1 2024;;\nPartner;Okt;Nov;Dez;Jan;Feb;Mrz\nA;1;2;3;4;5;6\nB;1;2;3;4;5;6\n"
  let reading = try read(text)
  #expect(reading.values["A / value"] == [1, 2, 3, 4, 5, 6])
  #expect(reading.panel.entries[0].series.values.start.description == "2023-10-01")
}

@Test("KPIs above months become KPIs, and rows of KPIs too")
func severalKPIs() throws {
  let above =
    ",Revenue,,,Units,,\nPartner,Jan 24,Feb 24,Mar 24,Jan 24,Feb 24,Mar 24\nA,1,2,3,4,5,6\n"
  #expect(try read(above).values == ["A / Revenue": [1, 2, 3], "A / Units": [4, 5, 6]])
  let rows = "Partner,KPI,2024-01,2024-02,2024-03\nA,revenue,1,2,3\nA,units,4,5,6\n"
  #expect(try read(rows).values == ["A / revenue": [1, 2, 3], "A / units": [4, 5, 6]])
  let one = try read(rows, PanelSchema.with { $0.kpis = ["units"] })
  #expect(one.values == ["A / units": [4, 5, 6]])
}

@Test("a blank or a dash across is an absent period, n/a is one that is not known")
func emptyCells() throws {
  let reading = try read(
    "partner,2024-01,2024-02,2024-03,2024-04,2024-05,2024-06\nA,,1,,n/a,-,2\nB,1,1,1,1,1,1\n")
  #expect(reading.values["A / value"] == [1, 0, nil, 0, 2])
}

@Test("one field that is no number is listed, and the others of its row are read")
func badAcrossCell() throws {
  let rows = (0..<30).map { "P\($0),1,2,3\n" }.joined()
  let reading = try read("partner,2024-01,2024-02,2024-03\n" + rows + "X,1,oops,3\n")
  #expect(reading.values["X / value"] == [1, nil, 3])
  #expect(reading.rejected.map(\.column) == ["2024-02"])
  #expect(reading.rejected.map(\.line) == [32])
}

@Test("columns of longer periods and of totals are checked and not read")
func totalColumns() throws {
  let header = "partner,2024-01,2024-02,2024-03,Q1 2024,Total"
  let reading = try read(header + "\nA,1,2,3,6,6\nB,4,5,6,15,15\n")
  #expect(reading.values == ["A / value": [1, 2, 3], "B / value": [4, 5, 6]])
  let error = try #require(try failure(header + "\nA,1,2,3,6,6\nB,4,5,6,15,16\n"))
  #expect(
    error.description.contains(
      "table.csv:3:6: 'Total' 16 is not the sum of its columns\n  2024-01 to 2024-03 add up to 15"),
    "\(error)")
  let dropped = try read(
    header + "\nA,1,2,3,6,6\nB,4,5,6,15,16\n", PanelSchema.with { $0.totals = .drop })
  #expect(dropped.values == reading.values)
}

@Test("a total of rounded numbers may be off by their rounding, and that is said")
func roundedTotals() throws {
  let header = "partner,2024-01,2024-02,2024-03,Total\n"
  let reading = try read(header + "A,0.3,0.3,0.3,1.0\nB,1.0,1.0,1.0,3.0\nTotal,1.3,1.3,1.3,4.0\n")
  #expect(
    reading.decisions.filter { $0.subject == "totals" }.map(\.finding).first
      == "column Total = sum of its columns in 2 rows, 1 of them up to rounding ✓")
}

@Test(
  "totals below, above and inside groups are found in seven languages",
  arguments: [
    "Total", "Grand Total", "Summe", "Gesamt", "Gesamtergebnis", "Total général", "Totale",
    "Totaal", "Total general", "Total geral", "TOTAL:", "Grand Totals (2 records)", "Somme",
  ])
func totalNames(_ name: String) throws {
  let header = "partner,2024-01,2024-02,2024-03\n"
  let expected: [String: [Double?]] = ["A / value": [1, 2, 3], "B / value": [4, 5, 6]]
  #expect(try read(header + "A,1,2,3\nB,4,5,6\n\(name),5,7,9\n").values == expected)
  #expect(try read(header + "\(name),5,7,9\nA,1,2,3\nB,4,5,6\n").values == expected)
}

@Test("subtotals of groups and totals of them are confirmed one inside the other")
func nestedTotals() throws {
  let text = """
    region,partner,2024-01,2024-02,2024-03
    EMEA,A,1,2,3
    EMEA,B,4,5,6
    EMEA Total,,5,7,9
    APAC,C,7,8,9
    APAC Total,,7,8,9
    Subtotal,,12,15,18
    AMER,D,1,1,1
    Summe AMER,,1,1,1
    Grand Total,,13,16,19
    """
  let reading = try read(text)
  #expect(reading.panel.entries.count == 4)
  #expect(
    reading.finding("totals")
      == "\"Grand Total\" 48 (line 10) = sum of 4 rows ✓; so are 4 subtotals above "
      + "(lines 4, 6, 7, 9)")
}

@Test("a row that is called a total and is none is refused by its line, or kept where it is plain")
func falseTotals() throws {
  let header = "partner,2024-01,2024-02,2024-03\n"
  let error = try #require(try failure(header + "A,1,2,3\nB,4,5,6\nTotal,5,7,8\n"))
  #expect(
    error.description.contains(
      "table.csv:4:4: \"Total\" is called a total, but '2024-03' 8 is not the sum of the rows above"
    ),
    "\(error)")
  #expect(error.details.first == "these add up to 9")
  let plain = try read(header + "A,10,20,30\nB,40,50,60\nTotal Solutions,1,2,3\n")
  #expect(plain.values["Total Solutions / value"] == [1, 2, 3])
  #expect(plain.finding("totals")?.contains("kept as data") == true)
  let wine = try #require(try failure(header + "A,5,6,7\nTotal Wine,5,6,7\nC,1,2,3\n"))
  #expect(wine.description.contains("table.csv:3: \"Total Wine\" repeats the only row above it"))
  let keep = try read(
    header + "A,1,2,3\nB,4,5,6\nTotal,5,7,8\n", PanelSchema.with { $0.totals = .keep })
  #expect(keep.panel.entries.count == 3)
}

@Test("a row that checks the table is left out and named")
func checkRows() throws {
  let text = "partner,2024-01,2024-02,2024-03\nA,1,2,3\nB,4,5,6\nTotal,5,7,9\nCheck,0,0,0\n"
  let reading = try read(text)
  #expect(reading.panel.entries.count == 2)
  #expect(
    reading.decisions.contains {
      $0.finding == "\"Check\" (line 5) checks the table and is left out"
    })
}

@Test("further files with other months are read as one panel")
func severalFiles() throws {
  let first = try TemporaryTable("partner,2023-11,2023-12,2024-01\nA,1,2,3\n")
  let second = try TemporaryTable("partner,2024-02,2024-03,2024-04\nA,4,5,6\n")
  let reading = try PanelReader.read(
    [.file(first.path), .file(second.path)], schema: PanelSchema())
  #expect(reading.values == ["A / value": [1, 2, 3, 4, 5, 6]])
  let other = try TemporaryTable("region,2024-02,2024-03,2024-04\nA,4,5,6\n")
  let error = #expect(throws: DataError.self) {
    try PanelReader.read([.file(first.path), .file(other.path)], schema: PanelSchema())
  }
  #expect(error?.what == "the table is not laid out as the first one")
}
