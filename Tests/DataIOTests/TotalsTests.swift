import Testing

@testable import DataIO

@Test("a total without a date below the rows is checked and left out")
func undatedTotals() throws {
  let body = "month,partner,revenue\n2024-01,A,1.5\n2024-01,B,2\n2024-02,A,3\n2024-02,B,4\n"
  for footer in ["Total,,10.5\n", ",Grand Total,10.5\n", "Summe,,10.50\n"] {
    let reading = try read(body + footer)
    #expect(reading.values == ["A / revenue": [1.5, 3], "B / revenue": [2, 4]], "\(footer)")
    #expect(reading.finding("totals")?.contains("= sum of 4 rows ✓") == true)
    #expect(reading.rejectedCount == 0)
  }
  let error = try #require(try failure(body + "Total,,11.5\n"))
  #expect(
    error.description.contains(
      "table.csv:6:3: \"Total\" is called a total, but 'revenue' 11.50 is not the sum"), "\(error)")
  #expect(error.details.first == "these add up to 10.50")
}

@Test("subtotals of a report in groups are checked group by group")
func groupedReport() throws {
  let text = """
    Region,Partner,Month,Revenue
    EMEA,A,2024-01,1
    ,B,2024-01,2
    ,C,2024-02,4
    Subtotal,,,7
    APAC,D,2024-01,8
    ,E,2024-02,16
    Subtotal,,,24
    Grand Total,,,31
    """
  let reading = try read(text, PanelSchema.with { $0.by = ["Region"] })
  #expect(reading.values == ["EMEA / Revenue": [3, 4], "APAC / Revenue": [8, 16]])
  #expect(
    reading.finding("totals")
      == "\"Grand Total\" 31 (line 9) = sum of 5 rows ✓; so are 2 subtotals above (lines 5, 8)")
  #expect(reading.finding("groups")?.hasPrefix("empty cells of Region") == true)
}

@Test("a group that stands in a row of its own is carried down")
func groupRows() throws {
  let text = """
    Region,Partner,2024-01,2024-02,2024-03
    EMEA,,,,
    ,A,1,2,3
    ,B,4,5,6
    APAC,,,,
    ,C,7,8,9
    ,D,1,1,1
    """
  let reading = try read(text, PanelSchema.with { $0.by = ["Region"] })
  #expect(reading.values == ["EMEA / value": [5, 7, 9], "APAC / value": [8, 9, 10]])
  #expect(reading.rejectedCount == 0)
}

@Test("cells of a table that is no formatted report stay empty")
func noGroups() throws {
  let text =
    "tier,partner,month,y\nGold,A,2024-01,1\nGold,B,2024-01,2\n,C,2024-01,3\n,D,2024-01,4\n"
  let reading = try read(text)
  #expect(reading.finding("groups") == nil)
}

@Test("a series that adds up all others at every date is left out")
func totalSeries() throws {
  let text = """
    month,partner,revenue
    2024-01,A,1
    2024-01,B,2
    2024-01,Total,3
    2024-02,A,4
    2024-02,B,5
    2024-02,Total,9
    """
  #expect(try read(text).values == ["A / revenue": [1, 4], "B / revenue": [2, 5]])
  let wrong = text.replacing("Total,9", with: "Total,10")
  let error = try #require(try failure(wrong))
  #expect(
    error.what
      == "'Total' is called a total, but 10 at 2024-02-01 is not the sum of the other series")
  #expect(error.location?.line == 7)
  #expect(try read(wrong, PanelSchema.with { $0.totals = .drop }).panel.entries.count == 2)
  #expect(try read(wrong, PanelSchema.with { $0.totals = .keep }).panel.entries.count == 3)
}

@Test("totals of regions and of all leave out one by one")
func totalsOfKeys() throws {
  var text = "month,region,product,y\n"
  for month in ["2024-01", "2024-02"] {
    text += "\(month),EMEA,X,1\n\(month),EMEA,Y,2\n\(month),EMEA,Total,3\n"
    text += "\(month),APAC,X,4\n\(month),APAC,Total,4\n\(month),Total,Total,7\n"
  }
  let reading = try read(text)
  #expect(reading.panel.entries.count == 3)
  #expect(reading.decisions.filter { $0.subject == "totals" }.count == 3)
}

@Test("one currency is told, a second one is refused by its line")
func currencyColumn() throws {
  let text = "month,partner,currency,amount\n2024-01,A,USD,1\n2024-02,A,USD,2\n"
  let reading = try read(text)
  #expect(reading.finding("currency") == "USD in all rows (currency)")
  #expect(reading.panel.keyColumns == ["partner"])
  let error = try #require(try failure(text + "2024-03,A,EUR,3\n"))
  #expect(error.what == "'currency' \"EUR\": the amounts are in several currencies")
  #expect(error.location?.line == 4)
  let one = try read(
    text + "2024-03,A,EUR,3\n",
    PanelSchema.with { $0.filter = try? RowFilter("currency = 'USD'") })
  #expect(one.values == ["A / amount": [1, 2]])
}
