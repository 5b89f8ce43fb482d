import KPIProject
import Testing

@Suite("Where the data of a project lies in workbooks and databases")
struct DatabasePlaceTests {
  private func data(_ lines: String) throws -> Project.DataPlace {
    try Project(text: "program: {name: Acme}\ndata:\n\(lines)\nkpis: [{name: revenue}]\n").data
  }

  private func failure(_ lines: String) -> ProjectError? {
    do {
      _ = try data(lines)
      return nil
    } catch {
      return error as? ProjectError
    }
  }

  @Test("sheet, table, query and source are read with their places")
  func keys() throws {
    let sheet = try data("  files: plan.xlsx\n  sheet: Sales Q1")
    #expect(sheet.sheet?.value == "Sales Q1" && sheet.sheet?.place.line == 4)
    #expect(try data("  files: crm.sqlite\n  table: deals").table?.value == "deals")
    let server = try data(
      "  source: postgres://ann@host/db\n  query: >-\n    select month, revenue\n    from sales")
    #expect(server.source?.value == "postgres://ann@host/db")
    #expect(server.query?.value == "select month, revenue from sales")
  }

  @Test(
    "a password in an address is refused at its line and column, and not repeated",
    arguments: [
      "postgres://ann:word@host/db", "postgres://ann@host/db?password=word",
      "postgres://ann:w@word@host/db", "ann:word@host/db", "mysql://ann:word@host/db",
      "'host=h password=word'", "\"postgres://ann:word@host/db\"",
    ])
  func password(_ source: String) throws {
    let error = try #require(failure("  period: month\n  source: \(source)"))
    #expect(
      error.description == """
        error: kpis.yml:4:11: 'source' of 'data' says a password
          a project file is read by many and kept for long
          fix: leave the password out; PGPASSWORD or ~/.pgpass tells it
        """)
  }

  /// What stands under `data:`, and what is wrong with it.
  static let faults: [(String, String)] = [
    ("  source: mysql://ann@host/db", "4:11: 'source' of 'data' is no address of a server"),
    ("  source: [a, b]", "4:11: 'source' of 'data' is "),
    ("  files: postgres://ann:sesame@host/db", "4:10: 'files' names an address, which is no file"),
    ("  source: postgres://h/d\n  files: a.csv", "4:11: 'source' of 'data' excludes 'files'"),
    ("  table: a\n  query: select 1", "5:10: 'query' of 'data' excludes 'table'"),
    ("  sheet: a\n  table: b", "4:10: 'sheet' of 'data' excludes a database"),
    ("  tabel: a", "4:3: unknown key 'tabel' in 'data'"),
  ]

  @Test("what cannot be is refused at its line and column", arguments: faults)
  func faulty(_ lines: String, _ text: String) throws {
    let error = try #require(failure("  period: month\n" + lines))
    #expect(error.description.hasPrefix("error: kpis.yml:\(text)"), "\(error)")
    #expect(!error.description.contains("sesame"))
  }
}
