import Foundation
import GRDB
import ProgramHistory
import Testing

@Suite("The file of the history")
struct HistoryFileTests {
  private let place: Place

  init() throws { place = try Place() }

  private func kind(_ body: () throws -> Void) -> HistoryError.Kind? {
    do {
      try body()
      return nil
    } catch {
      return (error as? HistoryError)?.kind
    }
  }

  @Test("text, another database and a damaged file are told apart and left alone")
  func others() throws {
    let url = URL(fileURLWithPath: place.path)
    let text = Data(String(repeating: "not a database\n", count: 200).utf8)
    try text.write(to: url)
    #expect(kind { _ = try HistoryStore(path: place.path) } == .foreign)
    #expect(try Data(contentsOf: url) == text)

    try FileManager.default.removeItem(at: url)
    try DatabaseQueue(path: place.path).write { try $0.execute(sql: "CREATE TABLE mine (x)") }
    let mine = try Data(contentsOf: url)
    #expect(kind { _ = try HistoryStore(path: place.path) } == .foreign)
    #expect(kind { _ = try HistoryStore(reading: place.path) } == .foreign)
    #expect(try Data(contentsOf: url) == mine)
  }

  @Test("a file whose pages are overwritten is damaged, not a crash")
  func damaged() throws {
    let store = try HistoryStore(path: place.path)
    for name in 0..<20 {
      _ = try store.keep(SampleRun.run(end: 11 + name), SampleRun.facts("\(name)"))
    }
    let url = URL(fileURLWithPath: place.path)
    var bytes = try Data(contentsOf: url)
    for place in 4096..<bytes.count where place % 3 == 0 { bytes[place] = 0xA5 }
    let copy = place.folder.appending(path: "copy.sqlite").path
    try bytes.write(to: URL(fileURLWithPath: copy))
    let found = kind {
      _ = try HistoryStore(path: copy).keep(SampleRun.run(), SampleRun.facts("x"))
    }
    #expect(found == .damaged || found == .other, "\(String(describing: found))")
  }

  @Test("a history of a later version is not touched")
  func newer() throws {
    _ = try HistoryStore(path: place.path)
    try DatabaseQueue(path: place.path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')")
    }
    #expect(kind { _ = try HistoryStore(path: place.path) } == .newer)
    #expect(kind { _ = try HistoryStore(reading: place.path) } == .newer)
  }

  @Test("a history of version 1 is read and goes on")
  func versionOne() throws {
    // As the first version wrote it, as SQL text.
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/history-1.sql")
    let sql = try String(contentsOf: source, encoding: .utf8)
    var configuration = Configuration()
    // The text has the tables in the order of their names.
    configuration.foreignKeysEnabled = false
    let database = try DatabaseQueue(path: place.path, configuration: configuration)
    try database.writeWithoutTransaction { try $0.execute(sql: sql) }
    #expect(try HistoryStore(reading: place.path).run(1) == SampleRun.run())
    let store = try HistoryStore(path: place.path)
    #expect(try store.run(2) == SampleRun.run(end: 12, revised: [3: 7]))
    #expect(try store.keep(SampleRun.run(end: 13), SampleRun.facts("next")).id == 3)
    #expect(try store.run(1) == SampleRun.run())
  }

  @Test("many writers at once make one vintage each, whole and in no other way than one by one")
  func together() async throws {
    let path = place.path
    let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
      for writer in 0..<6 {
        group.addTask {
          // A connection of its own, as another process has; the first ones make the file together.
          let store = try HistoryStore(path: path)
          return try store.keep(SampleRun.run(end: 11 + writer), SampleRun.facts("\(writer)")).id
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(ids.sorted() == [1, 2, 3, 4, 5, 6])
    let store = try HistoryStore(reading: path)
    for id in ids {
      let run = try store.run(id)
      let end = try #require(run.series[0].values.keys.max())
      #expect(run == SampleRun.run(end: end))
    }
  }

  @Test("what a killed writer left half done is taken back")
  func halfDone() throws {
    let store = try HistoryStore(path: place.path)
    _ = try store.keep(SampleRun.run(), SampleRun.facts("a"))
    let before = try Data(contentsOf: URL(fileURLWithPath: place.path))
    let copy = place.folder.appending(path: "copy.sqlite").path
    // Pages spilled into the file in the middle of a transaction, with the journal that takes them back:
    // copied away, this is what a kill at that moment leaves.
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = 1") }
    let writer = try DatabaseQueue(path: place.path, configuration: configuration)
    let path = place.path
    try writer.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      for number in 0..<5_000 {
        try db.execute(
          sql: "INSERT INTO value VALUES (1, ?, 1, 1.5)", arguments: [1_000 + number])
      }
      for ending in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
      }
      try db.execute(sql: "ROLLBACK")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) != before)
    let after = try HistoryStore(reading: copy)
    #expect(try after.vintages().map(\.id) == [1])
    #expect(try after.run(1) == SampleRun.run())
  }
}
