import Foundation
import TemporalData
import Testing
import _TestSupport

@testable import DataIO

@Suite("SQLite databases")
struct SQLiteTests {
  private static let sales = """
    CREATE TABLE sales (month TEXT, partner TEXT, revenue REAL, deals INTEGER);
    INSERT INTO sales VALUES ('2024-01', 'A', 1.5, 3), ('2024-02', 'A', 2.125, NULL),
      ('2024-01', 'B', 1e3, 9007199254740993), ('2024-02', 'B', -0.1, 0);
    """

  @Test("the only table is read without being named, as the same rows of text are")
  func onlyTable() throws {
    let reading = try readDatabase(Self.sales)
    #expect(
      reading.values == [
        "A / revenue": [1.5, 2.125], "A / deals": [3, nil], "B / revenue": [1_000, -0.1],
        "B / deals": [9_007_199_254_740_992, 0],
      ])
    let input = try #require(reading.decisions.first { $0.subject == "input" })
    #expect(input.finding.hasSuffix("data.db!sales: SQLite, table 'sales'"))
    #expect(input.flag == "--table sales")
    let text = try read("month,partner,revenue\n2024-01,A,1.5\n2024-02,A,2.1250\n")
    #expect(text.values["A / revenue"] == reading.values["A / revenue"])
  }

  @Test("of several tables none is read unasked; they are listed, and --table names one")
  func severalTables() throws {
    let statements =
      Self.sales + "CREATE TABLE plan (month TEXT, y REAL); CREATE VIEW v AS SELECT 1;"
    let error = try #require(try databaseFailure(statements))
    #expect(error.kind == .usage)
    #expect(error.what == "there are 3 tables, which one is meant?")
    #expect(error.details == ["tables: plan, sales, v"])
    #expect(error.fix == "pass --table NAME, or --query \"select …\"")
    let named = try readDatabase(statements, .with { $0.table = "SALES" })
    #expect(named.values["A / revenue"] == [1.5, 2.125])
    let wrong = try #require(try databaseFailure(statements, .with { $0.table = "sale" }))
    #expect(wrong.what == "there is no table 'sale' (--table)")
    #expect(wrong.fix == "did you mean 'sales'?" && wrong.details == ["tables: plan, sales, v"])
  }

  @Test("a database without tables is refused")
  func noTables() throws {
    let error = try #require(
      try databaseFailure("CREATE TABLE t (x); DROP TABLE t"))
    #expect(error.what == "there is no table")
    #expect(error.fix == "check that this is the right database")
  }

  @Test("--query gives the rows of one SELECT, and a view is a table")
  func queries() throws {
    let view =
      Self.sales + "CREATE VIEW best AS SELECT month, revenue FROM sales WHERE partner = 'B';"
    #expect(
      try readDatabase(view, .with { $0.table = "best" }).values == ["revenue": [1_000, -0.1]])
    for query in [
      "select month, sum(revenue) as total from sales group by 1",
      "-- by month\nSELECT month, sum(revenue) AS total FROM sales GROUP BY month;",
      "/* sum */ with s as (select * from sales) select month, sum(revenue) total from s group by 1",
    ] {
      let reading = try readDatabase(Self.sales, .with { $0.query = query })
      #expect(reading.values == ["total": [1_001.5, 2.025]], "\(query)")
      #expect(reading.finding("input")?.hasSuffix("SQLite, the rows of a query") == true)
    }
  }

  /// Statements that do anything but ask for rows.
  static let writing = [
    "INSERT INTO sales VALUES ('2024-03', 'A', 1, 1)", "delete from sales", "DROP TABLE sales",
    "PRAGMA journal_mode = WAL", "PRAGMA table_info(sales)", "ATTACH '/tmp/kpi-x.db' AS x",
    "VACUUM",
    "with x as (select 1) delete from sales", "select 1; drop table sales", "begin", "",
    "-- only a comment", "/* never ends", "explain select 1",
    "insert into sales values (1, 2, 3, 4) returning *",
  ]

  @Test("a statement that is not one SELECT is refused, and nothing is changed", arguments: writing)
  func writingQuery(_ query: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/data.db"
    try SampleDatabase(path, Self.sales).close()
    let before = folder.content
    let error = #expect(throws: DataError.self) {
      try PanelReader.read([.file(path)], schema: .with { $0.query = query })
    }
    #expect(error?.kind == .usage, "\(String(describing: error))")
    #expect(folder.content == before)
  }

  @Test("a query that the database cannot run is told in its words")
  func wrongQuery() throws {
    let error = try #require(
      try databaseFailure(Self.sales, .with { $0.query = "select nothere from sales" }))
    #expect(error.kind == .usage)
    #expect(error.what == "the database refuses the query: no such column: nothere")
    #expect(error.fix == "give one SELECT of tables and columns that are there")
    let none = try #require(
      try databaseFailure(Self.sales, .with { $0.query = "select * from sales where 0" }))
    #expect(none.kind == .badData && none.what == "there are no data rows below the header")
    let twice = try #require(
      try databaseFailure(
        Self.sales, .with { $0.query = "select month, revenue, revenue from sales" }))
    #expect(twice.what.hasPrefix("column name 'revenue' comes twice"))
    #expect(twice.fix == "give each column a name of its own in --query, such as revenue AS total")
    let both = PanelSchema.with { ($0.table, $0.query) = ("sales", "select 1") }
    #expect(try databaseFailure(Self.sales, both)?.what == "--table and --query exclude each other")
  }

  @Test(
    "names of tables are names, whatever characters they have",
    arguments: [
      "a b", "sales\"; DROP TABLE other; --", "select", "ümlaut 表", "it's", "[x]", "a.b",
      "%41?x=1#",
      "line\nbreak",
    ])
  func hostileNames(_ name: String) throws {
    let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
    let statements = """
      CREATE TABLE \(quoted) (month TEXT, y REAL); INSERT INTO \(quoted) VALUES ('2024-01', 5);
      CREATE TABLE other (x);
      """
    #expect(try readDatabase(statements, .with { $0.table = name }).values == ["y": [5]])
  }

  @Test(
    "paths of databases are paths, whatever characters they have",
    arguments: ["a b.db", "x?mode=rwc.db", "50%.db", "a#b.db", "ü.db", "file:x.db", "-x.db"])
  func hostilePaths(_ name: String) throws {
    let folder = try TemporaryFolder()
    try SampleDatabase(folder.path + "/plain", Self.sales).close()
    let path = folder.path + "/" + name
    try FileManager.default.moveItem(atPath: folder.path + "/plain", toPath: path)
    let reading = try PanelReader.read([.file(path)], schema: PanelSchema())
    #expect(reading.values["A / revenue"] == [1.5, 2.125])
    #expect(Array(folder.content.keys) == [name])
  }

  @Test("binary cells are refused with their row and column; a query may leave them out")
  func binary() throws {
    let statements = """
      CREATE TABLE t (month TEXT, y REAL, doc BLOB); INSERT INTO t VALUES ('2024-01', 1, x'00FF');
      """
    let error = try #require(try databaseFailure(statements))
    #expect(error.what == "'doc' holds binary data")
    #expect(error.location?.line == 2 && error.location?.column == 3)
    let schema = PanelSchema.with { $0.query = "select month, y from t" }
    #expect(try readDatabase(statements, schema).values == ["y": [1]])
  }

  @Test("columns of several types of cells are read cell by cell")
  func mixedTypes() throws {
    let reading = try readDatabase(
      """
      CREATE TABLE t (month, y);
      INSERT INTO t VALUES ('2024-01', 1), ('2024-02', '2.5'), ('2024-03', 3.5), ('2024-04', NULL),
        ('2024-05', 'n/a'), ('2024-06', 0.1 + 0.2);
      """)
    #expect(reading.values == ["y": [1, 2.5, 3.5, nil, nil, 0.1 + 0.2]])
  }

  @Test("dates are texts, with or without a time, and days of spreadsheets")
  func textDates() throws {
    for dates in [
      ["2024-01-01", "2024-02-01", "2024-03-01"],
      ["2024-01-01 00:00:00.000", "2024-02-01 10:22:31", "2024-03-01T23:59:59Z"],
      ["45292", "45323", "45352"],
    ] {
      let rows = dates.enumerated().map { "('\($1)', \($0))" }.joined(separator: ", ")
      let reading = try readDatabase(
        "CREATE TABLE t (day TEXT, y REAL); INSERT INTO t VALUES \(rows);")
      #expect(reading.values == ["y": [0, 1, 2]], "\(dates)")
      #expect(reading.asOf == CivilDate(year: 2024, month: 3, day: 1))
    }
  }

  /// How a time is kept, what the error says it may be, and the query that it proposes.
  static let counts: [(column: String, meaning: String, expression: String)] = [
    ("1704067200 + n * 86400", "it may count seconds since 1970", "date(day, 'unixepoch')"),
    (
      "(1704067200 + n * 86400) * 1000", "it may count milliseconds since 1970",
      "date(day / 1000, 'unixepoch')"
    ),
    ("2460310.5 + n", "it may count Julian days", "date(day)"),
  ]

  @Test("a time that is counted is refused with the query that makes it a date", arguments: counts)
  func countedTimes(_ column: String, _ meaning: String, _ expression: String) throws {
    let statements = """
      CREATE TABLE t AS WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 9)
      SELECT \(column) AS day, n AS y FROM c;
      """
    let error = try #require(try databaseFailure(statements))
    #expect(error.details == [meaning])
    #expect(
      error.fix
        == "in SQLite, let the query say so: --query \"select \(expression) as day, …\"")
    let reading = try readDatabase(
      statements, .with { $0.query = "select \(expression) as day, y from t" })
    #expect(reading.values == ["y": (0...9).map { Double($0) }])
    #expect(reading.asOf == CivilDate(year: 2024, month: 1, day: 10))
  }

  @Test("names that a shell would run are quoted where an option is proposed")
  func shellNames() throws {
    let name = "a$(touch x)'`\""
    let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
    let reading = try readDatabase(
      "CREATE TABLE \(quoted) (month TEXT, y REAL); INSERT INTO \(quoted) VALUES ('2024-01', 5);")
    let flag = reading.decisions.first { $0.subject == "input" }?.flag
    #expect(flag == #"--table 'a$(touch x)'\''`"'"#)
  }

  @Test("a database that is cut off or written over is damaged, with what to do")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/data.db"
    let rows = (0..<2_000).map { "('2024-01', 'partner \($0)', \($0), 1)" }.joined(separator: ",")
    try SampleDatabase(path, Self.sales + "INSERT INTO sales VALUES \(rows);").close()
    var bytes = [UInt8](try #require(folder.content["data.db"]))
    for place in 4_096..<bytes.count where place % 3 == 0 { bytes[place] = 0xA5 }
    let overwritten = try #require(try failure(bytes))
    #expect(overwritten.what.hasPrefix("the database is damaged: "), "\(overwritten)")
    #expect(overwritten.fix == "copy it again; a download may have been cut off")
    let cut = try #require(try failure(Array(bytes[..<5_000])))
    #expect(cut.what.hasPrefix("the database is damaged: "), "\(cut)")
    let header = try #require(try failure(Array("SQLite format 3\0".utf8)))
    #expect(header.kind == .badData)
  }

  @Test("a folder with the name of a database is missing input")
  func folder() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/sales.db"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = #expect(throws: DataError.self) {
      try PanelReader.read([.file(path)], schema: .with { $0.table = "sales" })
    }
    #expect(error?.kind == .missingInput && error?.what == "this is a directory, not a file")
  }

  @Test("the digest is that of the rows: the same rows have the same one, wherever they lie")
  func digest() throws {
    let one = try readDatabase(Self.sales)
    let other = try readDatabase("CREATE TABLE x (a); DROP TABLE x;" + Self.sales)
    #expect(one.inputs.first?.sha256 == other.inputs.first?.sha256)
    let changed = try readDatabase(Self.sales + "UPDATE sales SET deals = 4 WHERE deals = 3;")
    #expect(one.inputs.first?.sha256 != changed.inputs.first?.sha256)
  }
}
