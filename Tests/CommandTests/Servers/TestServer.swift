import Foundation
import Testing

/// The PostgreSQL server that `.ci/postgres` runs beside the tests.
enum TestServer {
  private static let environment = ProcessInfo.processInfo.environment
  /// Its address, without the name of a database; nil without a server.
  static let address = environment["KPI_POSTGRES"].map { text in
    text.replacing(#/[^\/]*$/#, with: "")
  }
  static let password = environment["KPI_POSTGRES_PASSWORD"] ?? ""
  static let isThere = address != nil
}

extension Trait where Self == ConditionTrait {
  /// Runs beside a server alone.
  static var needsServer: Self {
    .enabled(if: TestServer.isThere, "no PostgreSQL server: run .ci/postgres swift test")
  }
}

/// A database of its own for one test, on the server beside the tests.
final class ServerDatabase {
  let name = "t_" + UUID().uuidString.lowercased().filter { $0 != "-" }

  /// Makes it and runs statements in it.
  init(_ statements: String = "") throws {
    try Self.run("CREATE DATABASE \(name) TEMPLATE template0", in: "postgres")
    if !statements.isEmpty { try run(statements) }
  }

  deinit { _ = try? Self.run("DROP DATABASE \(name) WITH (FORCE)", in: "postgres") }

  /// Its address.
  var address: String { (TestServer.address ?? "") + name }

  /// The address with the password of the server in it.
  var addressWithPassword: String {
    address.replacing("kpi@", with: "kpi:\(TestServer.password)@")
  }

  /// Runs statements by the client of the server and gives what came of the last one.
  @discardableResult
  func run(_ statements: String) throws -> String { try Self.run(statements, in: name) }

  @discardableResult
  private static func run(_ statements: String, in database: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", (TestServer.address ?? "") + database, "-c",
      statements,
    ]
    process.environment = ["PATH": "/usr/bin:/bin", "PGPASSWORD": TestServer.password]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(statements)\n\(text)")
    return text.trimmingCharacters(in: .newlines)
  }

  /// A folder in which the program knows the password.
  func place(_ files: [String: String] = [:]) throws -> Workplace {
    let place = try Workplace(files)
    place.environment = ["PGPASSWORD": TestServer.password]
    return place
  }
}
