internal import GRDB

/// An SQLite database that statements make.
public final class SampleDatabase {
  private let queue: DatabaseQueue

  /// Makes the file, or opens it, and runs the statements; it stays open as long as this value lives.
  public init(_ path: String, _ statements: String) throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try run(statements)
  }

  /// Runs statements, outside of a transaction.
  public func run(_ statements: String) throws {
    try queue.unsafeReentrantWrite { try $0.execute(sql: statements) }
  }

  /// The first value of a statement as text.
  public func text(_ statement: String) throws -> String? {
    try queue.read { try String.fetchOne($0, sql: statement) }
  }

  /// Closes the file.
  public func close() throws { try queue.close() }
}
