/// What a server or its library says when it gives no rows, with what to do about it.
enum ServerRefusal {
  /// The error of a connection that was not made.
  static func connecting(_ message: [String], _ address: ServerAddress) -> DataError {
    let text = message.joined(separator: " ")
    let known = connectionRemedies.first { text.contains($0.words) }
    return DataError(
      .missingInput, at: .init(path: address.description),
      "cannot connect: \(message.first ?? "no answer")", details: Array(message.dropFirst()),
      fix: known?.remedy
        ?? "check host, database and user; a password belongs in PGPASSWORD or ~/.pgpass")
  }

  /// The error of a connection that broke.
  static func lost(_ message: [String], _ address: ServerAddress) -> DataError {
    DataError(
      .missingInput, at: .init(path: address.description),
      "the connection broke: \(message.first ?? "the server is gone")", fix: "try again")
  }

  /// The error of a command that the server did not carry out.
  ///
  /// - Parameters:
  ///   - state: why, by SQLSTATE (appendix A of PostgreSQL's manual).
  ///   - isQuery: whether the command is the user's.
  static func answering(
    _ message: [String], state: String, isQuery: Bool, _ address: ServerAddress
  ) -> DataError {
    let (kind, what, fix): (DataError.Kind, String, String) =
      switch state {
      case "57014":
        (
          .missingInput, "the server ended the query",
          "ask for fewer rows, or give it longer: PGOPTIONS='-c statement_timeout=10min'"
        )
      case "42501":
        (
          .missingInput, "the server refuses the query",
          "ask the owner for the right to read: GRANT SELECT ON … TO …"
        )
      case "25006":
        (.usage, "the query would write", "a server is only read: give one SELECT of what is there")
      case _ where isQuery:
        (
          .usage, "the server refuses the query",
          "give one SELECT of tables and columns that are there"
        )
      default: (.missingInput, "the server cannot be read", "ask who runs the server")
      }
    return DataError(
      kind, at: .init(path: address.description), "\(what): \(message.first ?? "no reason given")",
      details: Array(message.dropFirst().prefix(4)), fix: fix)
  }

  /// Words of a message and what to do; a server that speaks another language has the general remedy.
  private static let connectionRemedies: [(words: String, remedy: String)] = [
    (
      "password authentication failed",
      "check the user, and the password in PGPASSWORD or ~/.pgpass"
    ),
    ("no password supplied", "give the password in PGPASSWORD or ~/.pgpass"),
    ("could not translate host name", "check the name of the host, between '@' and '/'"),
    (
      "Connection refused", "check host and port, and that the server runs and takes connections"
    ),
    ("timeout expired", "check host and port, and that no firewall stands between"),
    ("database \"", "check the name of the database, behind the last '/'"),
    ("role \"", "check the user, in front of '@'"),
  ]
}
