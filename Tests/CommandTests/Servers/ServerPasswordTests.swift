import Foundation
import Testing

@Suite("Passwords of a PostgreSQL server", .needsServer)
struct ServerPasswordTests {
  private static let sales = """
    CREATE TABLE sales AS SELECT make_date(2022 + n / 12, 1 + n % 12, 1) AS month, 100 + n AS revenue
    FROM generate_series(0, 29) n
    """
  private static let wrong = "not-the-word"

  @Test("a password comes from PGPASSWORD, from .pgpass, or from the address, and is left nowhere")
  func ways() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try Workplace([
      "home/.pgpass": "*:*:\(database.name):kpi:\(TestServer.password)\n",
      "kpis.yml": "program: {name: Acme}\nkpis: [{name: revenue}]\n",
    ])
    let file = place.folder.appending(path: "home/.pgpass").path
    chmod(file, 0o600)
    let ways: [(address: String, environment: [String: String])] = [
      (database.address, ["PGPASSWORD": TestServer.password]),
      (database.address, ["PGPASSFILE": file]),
      (database.address, ["HOME": place.folder.appending(path: "home").path]),
      (database.addressWithPassword, [:]),
      (database.address + "?password=" + TestServer.password, [:]),
    ]
    for way in ways {
      place.environment = way.environment
      let result = try place.run([
        "import", "--source", way.address, "--explain", "-v", "--out", "out", "--table", "sales",
      ])
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.errors.contains("kpi-forecast import --source \(database.address) --table sales"))
      #expect(try place.read("out/manifest.json").contains("\"source\": \"\(database.address)\""))
      try place.expectNoTrace(of: TestServer.password, result, besides: ".pgpass")
      let forecast = try place.run([
        "forecast", "--source", way.address, "--table", "sales", "--horizon", "2", "--out", "f",
      ])
      #expect(forecast.status == 0, "\(forecast.errors)")
      try place.expectNoTrace(of: TestServer.password, forecast, besides: ".pgpass")
    }
  }

  /// What is wrong with an address, what is said, and what to do.
  static let faults: [(from: String, to: String, what: String, fix: String)] = [
    (
      "kpi:", "kpi:", "password authentication failed for user \"kpi\"",
      "check the user, and the password in PGPASSWORD or ~/.pgpass"
    ),
    (
      "kpi:", "nobody:", "password authentication failed for user \"nobody\"",
      "check the user, and the password in PGPASSWORD or ~/.pgpass"
    ),
    (
      "127.0.0.1", "no-such-host.invalid", "could not translate host name \"no-such-host.invalid\"",
      "check the name of the host, between '@' and '/'"
    ),
    (
      ":not-the-word", "", "no password supplied", "give the password in PGPASSWORD or ~/.pgpass"
    ),
  ]

  @Test("what is wrong with an address is told without its password", arguments: faults)
  func faulty(_ from: String, _ to: String, _ what: String, _ fix: String) throws {
    let database = try ServerDatabase(Self.sales)
    let place = try Workplace()
    let address = database.address.replacing("kpi@", with: "kpi:\(Self.wrong)@")
      .replacing(from, with: to)
    let result = try place.run(["import", "--source", address, "--out", "out"])
    #expect(result.status == 66)
    #expect(
      result.errors.contains("cannot connect: ") && result.errors.contains(what), "\(result.errors)"
    )
    #expect(result.errors.hasSuffix("  fix: \(fix)\n"), "\(result.errors)")
    try place.expectNoTrace(of: Self.wrong, result)
  }

  @Test("a database that is not there, and a port where nobody listens, are told apart")
  func otherPlaces() throws {
    let database = try ServerDatabase(Self.sales)
    let place = try database.place()
    let missing = try place.run(["import", "--source", database.address + "x"])
    #expect(missing.status == 66)
    #expect(missing.errors.contains("database \"\(database.name)x\" does not exist"))
    #expect(missing.errors.hasSuffix("fix: check the name of the database, behind the last '/'\n"))
    let closed = try place.run(["import", "--source", "postgres://kpi@127.0.0.1:1/x"])
    #expect(closed.status == 66 && closed.errors.contains("Connection refused"))
    #expect(
      closed.errors.hasSuffix(
        "fix: check host and port, and that the server runs and takes connections\n"))
  }
}
