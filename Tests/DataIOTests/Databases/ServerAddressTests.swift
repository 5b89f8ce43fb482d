import Testing

@testable import DataIO

@Suite("Addresses of servers")
struct ServerAddressTests {
  /// Addresses, what is shown of them, and whether they say a password.
  static let addresses: [(text: String, shown: String, hasPassword: Bool)] = [
    ("postgres://ann@host/db", "postgres://ann@host/db", false),
    (
      "postgresql://host:5432/db?sslmode=require", "postgresql://host:5432/db?sslmode=require",
      false
    ),
    ("postgres://[::1]:5432/db", "postgres://[::1]:5432/db", false),
    ("postgres:///db?host=/run/postgresql", "postgres:///db?host=/run/postgresql", false),
    ("postgres://ann:word@host:5432/db", "postgres://ann@host:5432/db", true),
    ("postgres://ann:w@rd@host/db", "postgres://ann@host/db", true),
    ("postgres://ann:w/o:rd@host/db", "postgres://ann@host/db", true),
    (
      "postgres://ann@host/db?password=word&connect_timeout=3",
      "postgres://ann@host/db?connect_timeout=3", true
    ),
    ("postgres://ann@host/db?sslPASSWORD=word", "postgres://ann@host/db", true),
    ("postgres://ann@host/db?pass%77ord=word", "postgres://ann@host/db", true),
    ("postgres://ann:word", "postgres://ann:***", true),
    ("postgres://ann:w?rd@host/db", "postgres://***", true),
    ("postgres://ann:w?rd@host/db?application_name=a@b", "postgres://***", true),
  ]

  @Test("an address is shown without its password", arguments: addresses)
  func shown(_ text: String, _ shown: String, _ hasPassword: Bool) throws {
    let address = try #require(ServerAddress(text))
    #expect(address.description == shown && address.hasPassword == hasPassword)
    #expect("\(address)" == shown && String(reflecting: address) == shown)
    var dump = ""
    Swift.dump(InputSource.server(address), to: &dump)
    #expect(!hasPassword || !dump.contains("word") && !dump.contains("rd@"), "\(dump)")
  }

  @Test("what a server says is told without the password, as written and as meant")
  func redacted() throws {
    let address = try #require(ServerAddress("postgres://ann:p%40ss-word@host/db"))
    #expect(
      address.redacted("p@ss-word of postgres://ann:p%40ss-word@host/db, p%40ss-word")
        == "*** of postgres://ann@host/db, ***")
    let shifted = try #require(ServerAddress("postgres://ann:one@two@host/db"))
    #expect(
      shifted.redacted("could not translate host name \"two@host\" to address")
        == "could not translate host name \"***@host\" to address")
  }

  @Test(
    "other texts are no addresses",
    arguments: ["", "postgres", "postgres:/x", "mysql://h/db", "host=h dbname=d", "a.csv", "://"])
  func others(_ text: String) { #expect(ServerAddress(text) == nil) }
}
