import TemporalData
import Testing

@testable import DataIO

/// The first period and the values of partner A in a table with these headers.
private func across(
  _ headers: String, _ schema: PanelSchema = PanelSchema()
) throws -> (start: String, values: [Double?]) {
  let count = headers.split(separator: ",").count
  let text =
    "Partner,\(headers)\nA," + (1...count).map(String.init).joined(separator: ",") + "\nB,"
    + (1...count).map { "\($0 + 10)" }.joined(separator: ",") + "\n"
  let reading = try read(text, schema)
  let series = try #require(reading.panel.entries.first?.series.values)
  return (series.start.description, series.storage.map { $0.isNaN ? nil : $0 })
}

@Test(
  "dates of numbers, months and years, and units behind periods are read across",
  arguments: [
    "01/02/2024,01/03/2024,01/04/2024,01/05/2024", "02/01/2024,03/01/2024,04/01/2024,05/01/2024",
    "1.2.24,1.3.24,1.4.24,1.5.24", "2/24,3/24,4/24,5/24", "02/24,03/24,04/24,05/24",
    "Feb 2024 (USD),Mar 2024 (USD),Apr 2024 (USD),May 2024 (USD)",
    "Feb 2024 [€],Mar 2024 [€],Apr 2024 [€],May 2024 [€]",
    "29/02/2024,31/03/2024,30/04/2024,31/05/2024",
  ])
func numericHeaders(_ headers: String) throws {
  let (start, values) = try across(headers)
  #expect(start == "2024-02-01" && values == [1, 2, 3, 4])
}

@Test("quantities behind periods are KPIs")
func quantitiesBehind() throws {
  let text =
    "Partner,Jan 2024 (revenue),Jan 2024 (deals),Feb 2024 (revenue),Feb 2024 (deals)\nA,1,2,3,4\n"
  #expect(try read(text).values == ["A / revenue": [1, 3], "A / deals": [2, 4]])
}

@Test("a row of headers with two readings is refused with both")
func ambiguousHeaders() throws {
  let dates = try #require(
    try failure("Partner,03/04/2024,05/06/2024,07/08/2024\nA,1,2,3\nB,1,2,3\n"))
  #expect(dates.kind == .badData && dates.what.contains("2024-04-03 or 2024-03-04"))
  let months = try #require(try failure("Partner,01/02,03/04,05/06\nA,1,2,3\nB,1,2,3\n"))
  #expect(months.kind == .badData && months.what.contains("2002-01 or 2001-02"))
  let told = try across("03/04/2024,03/05/2024,03/06/2024", .with { $0.dateOrder = .monthDayYear })
  #expect(told.start == "2024-03-04")
}

@Test("a month without a column is not known, nor is the quarter it belongs to")
func absentColumn() throws {
  let (start, values) = try across("Jan 2024,Feb 2024,Apr 2024")
  #expect(start == "2024-01-01" && values == [1, 2, nil, 3])
  #expect(
    try across("Jan 2024,Feb 2024,Apr 2024", .with { $0.missing = .zero }).values == [1, 2, 0, 3])
  let quarters = try across(
    "Jan 2024,Feb 2024,Apr 2024,May 2024,Jun 2024", .with { $0.grain = .quarter })
  #expect(quarters.values == [nil, 12])
  let reading = try read("Partner,Jan 2024,Feb 2024,Apr 2024\nA,1,2,3\nB,,5,6\n")
  #expect(
    reading.decisions.contains { $0.finding == "no column for 1 month (Mar 2024): not known" })
}

@Test("the extent of months across is told by time, whatever the order of the columns")
func extent() throws {
  let reading = try read("Partner,Apr 2024,Jan 2024,Mar 2024,Feb 2024\nA,4,1,3,2\n")
  #expect(reading.finding("period") == "4 months across, Jan 2024 to Apr 2024")
  #expect(reading.values == ["A / value": [1, 2, 3, 4]])
}

@Test("months below a year that pass its end are those of a fiscal year, named by its end or start")
func fiscalYearAbove() throws {
  let months = "Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar"
  let text =
    ",2024,,,,,,,,,,,\nPartner,\(months)\nA,1,2,3,4,5,6,7,8,9,10,11,12\nB,1,2,3,4,5,6,7,8,9,10,11,12\n"
  for (name, start) in [(FiscalCalendar.YearName.end, "2023-04-01"), (.start, "2024-04-01")] {
    let reading = try read(text, .with { $0.fiscalName = name })
    let series = try #require(reading.panel.entries.first?.series.values)
    #expect(series.start.description == start)
    #expect(series.storage == (1...12).map(Double.init))
  }
}
