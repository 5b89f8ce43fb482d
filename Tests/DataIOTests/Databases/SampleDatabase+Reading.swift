import Foundation
import _TestSupport

@testable import DataIO

/// A folder of its own, removed when nobody uses it any more.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "dataio-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names and contents of its files.
  var content: [String: Data] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, FileManager.default.contents(atPath: "\(path)/\($0)") ?? Data())
      })
  }
}

/// The reading of a database that statements make.
func readDatabase(
  _ statements: String, _ schema: PanelSchema = PanelSchema()
) throws -> PanelReading {
  let folder = try TemporaryFolder()
  let path = folder.path + "/data.db"
  try SampleDatabase(path, statements).close()
  return try PanelReader.read([.file(path)], schema: schema)
}

/// The error of reading a database that statements make; nil if it can be read.
func databaseFailure(
  _ statements: String, _ schema: PanelSchema = PanelSchema()
) throws -> DataError? {
  do {
    _ = try readDatabase(statements, schema)
    return nil
  } catch let error as DataError {
    return error
  }
}
