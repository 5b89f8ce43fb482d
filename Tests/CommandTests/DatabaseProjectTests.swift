import Foundation
import Testing
import _TestSupport

@Suite("Projects over workbooks and databases")
struct DatabaseProjectTests {
  private static let months = (0..<30).map { month in
    "\(2022 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
  }

  private func project(_ data: String) -> String {
    """
    program: {name: Acme}
    data:
      \(data)
    kpis: [{name: revenue}]
    run: {horizon: 3}

    """
  }

  private func place(_ data: String) throws -> Workplace {
    let place = try Workplace(["kpis.yml": project(data)])
    let rows = Self.months.enumerated().map { "('\($1)', 'A', \(100 + $0)), ('\($1)', 'B', \($0))" }
    try SampleDatabase(
      place.folder.appending(path: "crm.db").path,
      """
      CREATE TABLE sales (month TEXT, partner TEXT, revenue REAL); CREATE TABLE other (x);
      INSERT INTO sales VALUES \(rows.joined(separator: ", "));
      """
    ).close()
    let cells = Self.months.enumerated().map { index, month in
      [.text(month), .text("A"), .number("\(100 + index)")] as [SampleCell]
    }
    let book = SampleWorkbook([
      SampleSheet("Notes", [["a", "b"], ["c", "d"]]),
      SampleSheet("Data", [["month", "partner", "revenue"]] + cells),
    ])
    try place.write("book.xlsx", Data(book.bytes))
    return place
  }

  @Test(
    "run reads the sheet, the table or the query that the project names",
    arguments: [
      ("files: book.xlsx\n  sheet: Data", 1, "\"sheet\": \"Data\""),
      ("files: crm.db\n  table: sales", 2, "\"table\": \"sales\""),
      (
        "files: crm.db\n  query: select month, partner, revenue from sales where partner = 'B'", 1,
        "\"query\": \"select month"
      ),
    ])
  func run(_ data: String, _ series: Int, _ option: String) throws {
    let place = try place(data)
    let result = try place.run(["run"])
    #expect(result.status == 0, "\(result.errors)")
    let rows = try place.read("out/forecast.csv").split(separator: "\n")
    #expect(rows.count == 1 + 3 * series)
    #expect(try place.read("out/manifest.json").contains(option))
    #expect(try place.names(in: ".kpi") == ["history.sqlite"])
  }

  @Test("the command line says which part is read, instead of the project")
  func overridden() throws {
    let place = try place("files: crm.db\n  table: other")
    let result = try place.run(["import", "--query", "select * from sales", "-q"])
    #expect(result.status == 0, "\(result.errors)")
    let named = try place.run(["import", "book.xlsx", "--sheet", "Data", "-q"])
    #expect(named.status == 0, "\(named.errors)")
  }

  @Test("a part that is not there is told at its place in the project file")
  func missingPart() throws {
    let sheet = try place("files: book.xlsx\n  sheet: Dat").run(["run"])
    #expect(sheet.status == 78)
    #expect(
      sheet.errors == """
        error: kpis.yml:4:10: there is no sheet 'Dat' ('sheet' of 'data')
          file: book.xlsx
          sheets: Notes, Data
          fix: did you mean 'Data'?

        """)
    let query = try place("files: crm.db\n  query: select nothere from sales").run(["run"])
    #expect(query.status == 78)
    #expect(
      query.errors == """
        error: kpis.yml:4:10: the database refuses the query: no such column: nothere
          database: crm.db
          fix: give one SELECT of tables and columns that are there

        """)
  }

  @Test("a password in the address of a project is refused, and left nowhere")
  func password() throws {
    let place = try Workplace([
      "kpis.yml": project("source: postgres://ann:hunter2@127.0.0.1:1/db")
    ])
    let result = try place.run(["run"])
    #expect(result.status == 78)
    #expect(
      result.errors == """
        error: kpis.yml:3:11: 'source' of 'data' says a password
          a project file is read by many and kept for long
          fix: leave the password out; PGPASSWORD or ~/.pgpass tells it

        """)
    try place.expectNoTrace(of: "hunter2", result, besides: "kpis.yml")
    #expect(try place.names() == ["kpis.yml"])
  }
}
