import Foundation
import Testing

@Suite("Passwords in addresses")
struct PasswordTests {
  private static let password = "hunter2"

  /// Addresses that no server answers, well-formed and not; each says the password.
  static let addresses = [
    "postgres://u:hunter2@127.0.0.1:1/db", "postgresql://u:hunter2@127.0.0.1:1/db?sslmode=disable",
    "postgres://u:hunter2@localhost:port/db", "postgres://u:hunter2@[::1/db",
    "postgres://u:hunter2@x@127.0.0.1:1/db", "postgres://u:x/hunter2@127.0.0.1:1/db",
    "postgres://u:x@hunter2@127.0.0.1:1/db", "postgres://u:x?hunter2@127.0.0.1:1/db",
    "postgres://u:x?hunter2@127.0.0.1:1/db?application_name=a@b",
    "postgres://u:%zzhunter2@127.0.0.1:1/db", "postgres://u:hunter2%@127.0.0.1:1/db",
    "postgres://u@127.0.0.1:1/db?password=hunter2", "postgres://u@127.0.0.1:1/db?PassWord=hunter2",
    "postgres://u@127.0.0.1:1/db?pass%77ord=hunter2", "postgres://u@h:1/db?password=x@hunter2",
    "postgres://u@127.0.0.1:1/db?password=hunter2&nonsense=1", "postgres://u:hunter2",
    "postgres://u:hunter2#x@127.0.0.1:1/db", "postgres://:hunter2@127.0.0.1:1/db",
    "postgres:/u:hunter2@h/db", "postgres:u:hunter2@h", "u:hunter2@127.0.0.1/db",
    "mysql://u:hunter2@h/db", "POSTGRES://u:hunter2@h/db", "postgres://u:hun ter2hunter2@h:1/db",
    "host=127.0.0.1 port=1 password=hunter2", "host=127.0.0.1 port=1 password = 'hunter2'",
  ]

  private func expectNone(
    _ arguments: [String], _ statuses: Set<Int32>
  ) throws {
    let place = try Workplace()
    let result = try place.run(arguments)
    #expect(statuses.contains(result.status), "\(arguments): \(result.status)")
    #expect(result.errors.hasPrefix("error: "))
    try place.expectNoTrace(of: Self.password, result)
  }

  @Test("no error about an address repeats its password", arguments: addresses)
  func unreachable(_ address: String) throws {
    let query = ["--query", "select 1"]
    try expectNone(["import", "--source", address, "--out", "o", "--explain"] + query, [64, 66])
    try expectNone(["--source=\(address)", "-v", "--table", "sales"], [64, 66])
  }

  @Test("no error about something else repeats the password of an address", arguments: addresses)
  func elsewhere(_ address: String) throws {
    try expectNone([address], [64, 66])
    try expectNone(["import", "--sorce", address], [64])
    try expectNone(["import", "--sorce=\(address)"], [64])
    try expectNone(["catalog", "list", address], [64])
    try expectNone(["forecast", "--config", address], [64, 66])
  }

  @Test("what is shown of an address tells where it leads")
  func shown() throws {
    let place = try Workplace()
    let result = try place.run([
      "--source", "postgres://u:hunter2@127.0.0.1:1/db", "--table", "t",
    ])
    #expect(result.errors.hasPrefix("error: postgres://u@127.0.0.1:1/db: "))
    #expect(
      result.errors.hasSuffix(
        "fix: check host and port, and that the server runs and takes connections\n"),
      "\(result.errors)")
    #expect(result.status == 66)
  }
}
