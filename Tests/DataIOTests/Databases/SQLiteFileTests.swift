import Foundation
import Testing
import _TestSupport

@testable import DataIO

@Suite("Files of SQLite databases are left as they are")
struct SQLiteFileTests {
  private static let sales = """
    CREATE TABLE sales (month TEXT, revenue REAL);
    INSERT INTO sales VALUES ('2024-01', 1), ('2024-02', 2);
    """

  private func revenue(_ path: String) throws -> [Double?]? {
    try PanelReader.read([.file(path)], schema: PanelSchema()).values["revenue"]
  }

  @Test("one with a rollback journal is read without any file beside it")
  func rollbackJournal() throws {
    let folder = try TemporaryFolder()
    try SampleDatabase(folder.path + "/data.db", Self.sales).close()
    let before = folder.content
    #expect(try revenue(folder.path + "/data.db") == [1, 2])
    #expect(folder.content == before && before.keys.sorted() == ["data.db"])
  }

  @Test("one with a write-ahead log that is written out is read without making a log")
  func emptyLog() throws {
    let folder = try TemporaryFolder()
    try SampleDatabase(folder.path + "/data.db", "PRAGMA journal_mode = WAL;" + Self.sales).close()
    let before = folder.content
    #expect(before.keys.sorted() == ["data.db"] && before["data.db"]?[18] == 2)
    #expect(try revenue(folder.path + "/data.db") == [1, 2])
    #expect(folder.content == before)
  }

  @Test("rows that stand only in the log of a program still running are read, and left there")
  func openLog() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/data.db"
    let database = try SampleDatabase(
      path, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + Self.sales)
    try database.run("INSERT INTO sales VALUES ('2024-03', 4)")
    let before = folder.content
    #expect(before.keys.sorted() == ["data.db", "data.db-shm", "data.db-wal"])
    #expect(try revenue(path) == [1, 2, 4])
    let after = folder.content
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after["data.db"] == before["data.db"] && after["data.db-wal"] == before["data.db-wal"])
    try database.run("INSERT INTO sales VALUES ('2024-04', 8)")
    #expect(try revenue(path) == [1, 2, 4, 8])
    try database.close()
  }

  @Test("a log that a program left behind is read, and its folder stays as it was")
  func leftLog() throws {
    let (origin, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let database = try SampleDatabase(
      origin.path + "/data.db",
      "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + Self.sales)
    for name in ["data.db", "data.db-wal"] {
      try FileManager.default.copyItem(
        atPath: "\(origin.path)/\(name)", toPath: "\(folder.path)/\(name)")
    }
    try database.close()
    let before = folder.content
    #expect(try revenue(folder.path + "/data.db") == [1, 2])
    #expect(folder.content == before && before.keys.sorted() == ["data.db", "data.db-wal"])
  }

  @Test("a database that another program writes right now can be read as it was")
  func whileWritten() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/data.db"
    let database = try SampleDatabase(path, "PRAGMA journal_mode = WAL;" + Self.sales)
    try database.run("BEGIN IMMEDIATE; INSERT INTO sales VALUES ('2024-03', 4)")
    #expect(try revenue(path) == [1, 2])
    try database.run("ROLLBACK")
    try database.close()
  }
}
