import Foundation
import Testing

@Suite("Tables of a PostgreSQL server", .needsServer)
struct ServerReadingTests {
  private static let sales = """
    CREATE TABLE sales (month date, partner text, region text, revenue numeric(12,3), share float8,
      deals bigint, active boolean, seen timestamptz, tags text[]);
    INSERT INTO sales VALUES
      ('2024-01-01', 'Acme', 'EMEA', 1234.567, 0.1, 3, true, '2024-01-31 22:10:00+00', '{a,b}'),
      ('2024-02-01', 'Acme', 'EMEA', 0.250, 1e-7, 9007199254740993, true, NULL, '{}'),
      ('2024-01-01', 'Müller', NULL, -5, 0.30000000000000004, 0, false, NULL, NULL),
      ('2024-02-01', 'Müller', NULL, NULL, 'NaN', NULL, false, NULL, NULL);
    """
  private static let text = """
    month,partner,region,revenue,share,deals,active
    2024-01-01,Acme,EMEA,1234.5670,0.1,3,TRUE
    2024-02-01,Acme,EMEA,0.250,0.0000001,9007199254740993,TRUE
    2024-01-01,Müller,,-5,0.30000000000000004,0,FALSE
    2024-02-01,Müller,,,,,FALSE
    """

  @Test("the only table of a database is read like the same table of text")
  func sameAsText() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place(["sales.csv": Self.text])
    let options = ["--period", "month", "--series", "partner", "--kpi", "revenue,share,deals"]
    let server = try place.run(["import", "--source", database.address, "-q"] + options)
    #expect(server.status == 0, "\(server.errors)")
    let file = try place.run(["import", "sales.csv", "-q"] + options)
    #expect(server.output == file.output && !file.output.isEmpty)
    let filtered = try place.run(
      ["import", "--source", database.address, "-q", "--where", "active = 'FALSE'"] + options)
    #expect(filtered.output.split(separator: "\n").count == 7)
    #expect(!filtered.output.contains("Acme"))
  }

  @Test("what was read is told without flourish, and a NULL takes no value from above")
  func told() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place()
    let result = try place.run([
      "import", "--source", database.address, "--by", "region", "--kpi", "revenue",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("\(database.address)!sales: PostgreSQL, table 'sales'\n"))
    #expect(
      result.output == """
        region,kpi,period,value
        EMEA,revenue,2024-01-01,1234.567
        EMEA,revenue,2024-02-01,0.25
        ,revenue,2024-01-01,-5
        ,revenue,2024-02-01,

        """)
  }

  @Test("times with a zone, and columns of arrays, stand beside what is read")
  func otherTypes() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place()
    let query = """
      select coalesce(seen, '2024-02-28 23:30:00+00') as seen, array[1, 2] as tags,
        sum(deals)::int as deals
      from sales where tags is null or tags <> '{}' group by 1
      """
    let result = try place.run([
      "import", "--source", database.address, "--query", query, "--kpi", "deals", "--grain", "day",
      "--where", "tags = '{1,2}'", "-q",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("deals,2024-01-31,3\n"), "\(result.output)")
    #expect(result.output.hasSuffix("deals,2024-02-28,0\n"))
  }

  @Test("of several tables none is read unasked, and --table names one, with its schema if need be")
  func tables() throws {
    let database = try ServerDatabase(
      Self.sales + """
        CREATE SCHEMA plan; CREATE TABLE plan."Odd ""name" (month date, y int);
        INSERT INTO plan."Odd ""name" VALUES ('2024-01-01', 5); CREATE VIEW v AS SELECT 1 AS x;
        """)
    let place = try database.place()
    let source = ["import", "--source", database.address, "-q"]
    let none = try place.run(source)
    #expect(none.status == 64)
    #expect(
      none.errors == """
        error: \(database.address): there are 3 tables, which one is meant?
          tables: sales, v, plan.Odd "name
          fix: pass --table NAME, or --query "select …"

        """)
    let odd = try place.run(source + ["--table", "plan.Odd \"name"])
    #expect(odd.output == "kpi,period,value\ny,2024-01-01,5\n", "\(odd.errors)")
    let wrong = try place.run(source + ["--table", "sale"])
    #expect(wrong.status == 64 && wrong.errors.hasSuffix("  fix: did you mean 'sales'?\n"))
    let empty = try ServerDatabase()
    let nothing = try place.run(["import", "--source", empty.address])
    #expect(nothing.status == 64 && nothing.errors.contains("there is no table\n"))
  }

  @Test("numbers whose form only all rows tell are read in a second pass")
  func twoPasses() throws {
    let database = try ServerDatabase(
      """
      CREATE TABLE t AS SELECT '2024-01-01'::date + n AS day,
        CASE WHEN n = 2999 THEN '2,50' ELSE '1.234' END AS amount FROM generate_series(0, 2999) n
      """)
    let place = try database.place()
    let result = try place.run(["import", "--source", database.address, "-q"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("amount,2024-01-01,1234\n"))
    #expect(result.output.hasSuffix(",2.5\n"))
  }

  @Test("binary columns are refused, and a query without rows is no table")
  func unreadable() throws {
    let database = try ServerDatabase(
      "CREATE TABLE t (month date, y int, doc bytea); INSERT INTO t VALUES ('2024-01-01', 1, '\\x00ff')"
    )
    let place = try database.place()
    let binary = try place.run(["import", "--source", database.address])
    #expect(binary.status == 65)
    #expect(binary.errors.hasPrefix("error: \(database.address)!t:2:3: 'doc' holds binary data\n"))
    let none = try place.run([
      "import", "--source", database.address, "--query", "select * from t where false",
    ])
    #expect(none.status == 65 && none.errors.contains("there are no data rows below the header"))
  }

  @Test("a million rows pass through little memory")
  func streaming() throws {
    let database = try ServerDatabase()
    let place = try database.place()
    // Held together the rows would take some 200 MB.
    let query = """
      select date '2024-01-01' + (n % 100)::int as day, n as revenue, repeat('x', 100) as note
      from generate_series(1, 1000000) n
      """
    let running = try place.start([
      "import", "--source", database.address, "--query", query, "--on-conflict", "sum", "--by",
      "total", "--kpi", "revenue", "--include-partial", "-q",
    ])
    let status = "/proc/\(running.process.processIdentifier)/status"
    var peak = 0
    while running.process.isRunning {
      let text = (try? String(contentsOfFile: status, encoding: .utf8)) ?? ""
      peak = text.firstMatch(of: #/VmHWM:\s+(\d+) kB/#).flatMap { Int($0.1) } ?? peak
      Thread.sleep(forTimeInterval: 0.05)
    }
    let result = try place.wait(for: running)
    #expect(result.status == 0, "\(result.errors)")
    #expect(0 < peak && peak < 120_000, "\(peak) kB")
    let sum = result.output.split(separator: "\n").dropFirst()
      .compactMap { Double($0.split(separator: ",").last ?? "") }.reduce(0, +)
    #expect(sum == 500_000_500_000)
  }

  @Test("a project file names server and query once, and run keeps no password")
  func project() throws {
    let database = try ServerDatabase(
      """
      CREATE TABLE sales AS SELECT make_date(2022 + n / 12, 1 + n % 12, 1) AS month, p AS partner,
        100 + n + 7 * length(p) AS revenue
      FROM generate_series(0, 29) n, unnest(array['A', 'BB', 'CCC']) p
      """)
    let place = try database.place([
      "kpis.yml": """
      program: {name: Acme}
      data:
        source: \(database.address)
        query: select month, partner, revenue from sales where partner <> 'CCC'
        period: month
        entity: partner
      kpis: [{name: revenue}]
      run: {horizon: 3}

      """
    ])
    let result = try place.run(["run"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try place.read("out/forecast.csv").contains("A,revenue,2024-07-01"))
    #expect(try !place.read("out/data.csv").contains("CCC"))
    let manifest = try place.read("out/manifest.json")
    #expect(manifest.contains("\"source\": \"\(database.address)\""))
    try place.expectNoTrace(of: TestServer.password, result)
    let other = try place.run(["import", "--query", "select * from sales", "-q"])
    #expect(other.output.contains("CCC"), "\(other.errors)")
  }
}
