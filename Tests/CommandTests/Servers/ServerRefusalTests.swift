import Foundation
import Testing

@Suite("What a PostgreSQL server refuses", .needsServer)
struct ServerRefusalTests {
  private static let sales = """
    CREATE TABLE sales (month date, revenue int); CREATE SEQUENCE s;
    INSERT INTO sales VALUES ('2024-01-01', 1), ('2024-02-01', 2);
    """

  /// Statements that would change something, however they are disguised.
  static let writing = [
    "insert into sales values ('2024-03-01', 3)", "delete from sales", "drop table sales",
    "with gone as (delete from sales returning *) select * from gone",
    "select month, revenue, nextval('s') from sales", "select 1; delete from sales",
    "select * into copied from sales", "copy sales to '/tmp/kpi-copied'",
    "select * from sales for update",
    "values (1); drop table sales", "select 1) ; delete from sales; select (1",
    "-- harmless\ndelete from sales", "create table x as select 1", "vacuum", "commit",
    "select 1 from sales; commit; delete from sales",
    "select set_config('transaction_read_only', 'off', false), nextval('s')", "",
  ]

  @Test(
    "a statement that would write is refused, and the database is as it was", arguments: writing)
  func refusedToWrite(_ query: String) throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place()
    let result = try place.run(["import", "--source", database.address, "--query", query])
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains("\n  fix: "))
    #expect(
      try database.run("select count(*), sum(revenue), (select last_value from s) from sales")
        == "2|3|1")
    #expect(try database.run("select count(*) from pg_tables where schemaname = 'public'") == "1")
  }

  @Test("a faulty query is told in the server's words, with what to do")
  func faultyQuery() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place()
    let result = try place.run([
      "import", "--source", database.address, "--query", "select month, nothere from sales",
    ])
    #expect(result.status == 64)
    #expect(
      result.errors == """
        error: \(database.address): the server refuses the query: column "nothere" does not exist
          fix: give one SELECT of tables and columns that are there

        """)
    let late = try place.run([
      "import", "--source", database.address, "--query",
      "select date '2024-01-01' + n as day, 1 / (5000 - n) as y from generate_series(1, 9000) n",
    ])
    #expect(late.status == 64)
    #expect(late.errors.contains("the server refuses the query: division by zero\n"))
  }

  @Test("a query that takes longer than the server allows is told so")
  func timeout() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place()
    place.environment["PGOPTIONS"] = "-c statement_timeout=200"
    let result = try place.run([
      "import", "--source", database.address, "--query", "select month, pg_sleep(60) from sales",
    ])
    #expect(result.status == 66)
    #expect(
      result.errors == """
        error: \(database.address): the server ended the query: canceling statement due to \
        statement timeout
          fix: ask for fewer rows, or give it longer: PGOPTIONS='-c statement_timeout=10min'

        """)
  }

  @Test("a table that the user may not read is told so")
  func permission() throws {
    let database = try ServerDatabase(Self.sales)
    let role = database.name + "_r"
    try database.run("CREATE ROLE \(role) LOGIN PASSWORD 'reader-word'")
    let place = try database.place()
    place.environment["PGPASSWORD"] = "reader-word"
    let address = database.address.replacing("kpi@", with: role + "@")
    let result = try place.run(["import", "--source", address])
    #expect(result.status == 66)
    #expect(
      result.errors.contains("the server refuses the query: permission denied for table sales"))
    #expect(result.errors.contains("  fix: ask the owner for the right to read: GRANT SELECT"))
    try database.run("DROP ROLE \(role)")
  }

  @Test("Ctrl-C ends the query on the server too, and the program at once")
  func interruption() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place()
    let active =
      "select count(*) from pg_stat_activity where datname = '\(database.name)' "
      + "and application_name = 'kpi-forecast' and state = 'active'"
    func wait(until expected: String) throws -> Bool {
      for _ in 0..<600 {
        if try database.run(active) == expected { return true }
        Thread.sleep(forTimeInterval: 0.05)
      }
      return false
    }
    let running = try place.start([
      "import", "--source", database.address, "--query", "select month, pg_sleep(600) from sales",
    ])
    #expect(try wait(until: "1"))
    kill(running.process.processIdentifier, SIGINT)
    let result = try place.wait(for: running)
    #expect(result.status == 130)
    #expect(
      result.errors == "error: interrupted before any series was worked on: nothing was written\n")
    #expect(try wait(until: "0"))
  }
}
