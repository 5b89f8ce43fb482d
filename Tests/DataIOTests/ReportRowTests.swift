import Testing

@testable import DataIO

/// Rows and lines of reports that are no data.
@Suite("Rows of reports")
struct ReportRowTests {
  @Test(
    "a row that is called an average and is one is left out",
    arguments: ["Average,1.5,2,4", "Durchschnitt:,1.00,2,4", "AVG,1.5,2.0,4.0"])
  func average(row: String) throws {
    let text = "partner,2024-01,2024-02,2024-03\nA,1,2,3\nB,2,3,4\nC,,1,5\n\(row)\nTotal,3,6,12\n"
    let reading = try read(text)
    #expect(reading.panel.entries.count == 3)
    #expect(reading.decisions.contains { $0.finding.contains("is the average of rows above") })
  }

  @Test("a row that is called an average and is none is data")
  func noAverage() throws {
    let text = "partner,2024-01,2024-02,2024-03\nA,1,2,3\nB,2,3,4\nMean,7,2,4\n"
    #expect(try read(text).panel.entries.count == 3)
  }

  @Test("a line below the table with one text in any field is a footer")
  func footer() throws {
    let text = "partner,month,revenue,owner\nA,2024-01,1,X\nA,2024-02,2,X\n,,,Owner: Jane\n"
    let reading = try read(text)
    #expect(reading.rejectedCount == 0)
    #expect(reading.decisions.contains { $0.finding.contains("Owner: Jane") })
  }

  @Test("a title that dates the report does not date data with dates of their own")
  func reportDate() throws {
    let text =
      "Report as of Jan 2025\n\npartner,Quarter,M01,M02,M03\nA,2023-Q1,1,2,3\nB,2023-Q1,2,3,4\n"
    let error = try #require(try failure(text))
    #expect(error.what == "the title tells the year 2025, but 'Quarter' is \"2023-Q1\"")
  }
}
