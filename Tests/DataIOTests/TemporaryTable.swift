import Foundation

@testable import DataIO

/// A file that lives as long as this value.
final class TemporaryTable {
  let path: String

  init(_ bytes: [UInt8], name: String = "table.csv") throws {
    let folder = NSTemporaryDirectory() + "dataio-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  convenience init(_ text: String, name: String = "table.csv") throws {
    try self.init(Array(text.utf8), name: name)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }
}

/// The reading of a text as a file.
func read(
  _ text: String, _ schema: PanelSchema = PanelSchema(), limits: ReadingLimits = ReadingLimits()
) throws -> PanelReading {
  try read(Array(text.utf8), schema, limits: limits)
}

/// The reading of bytes as a file.
func read(
  _ bytes: [UInt8], _ schema: PanelSchema = PanelSchema(), limits: ReadingLimits = ReadingLimits()
) throws -> PanelReading {
  let table = try TemporaryTable(bytes)
  return try PanelReader.read([.file(table.path)], schema: schema, limits: limits)
}

/// The error of reading a text as a file; nil if it can be read.
func failure(_ text: String, _ schema: PanelSchema = PanelSchema()) throws -> DataError? {
  try failure(Array(text.utf8), schema)
}

/// The error of reading bytes as a file; nil if they can be read.
func failure(_ bytes: [UInt8], _ schema: PanelSchema = PanelSchema()) throws -> DataError? {
  do {
    _ = try read(bytes, schema)
    return nil
  } catch let error as DataError {
    return error
  }
}

extension PanelSchema {
  /// A schema with some parts set.
  static func with(_ change: (inout PanelSchema) -> Void) -> PanelSchema {
    var schema = PanelSchema()
    change(&schema)
    return schema
  }
}

extension PanelReading {
  /// The values of each series under its key's text; nil where missing.
  var values: [String: [Double?]] {
    Dictionary(
      panel.entries.map { entry in
        (
          entry.key.description,
          entry.series.values.storage.map { $0.isNaN ? nil : $0 }
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The finding of the first decision on a subject.
  func finding(_ subject: String) -> String? {
    decisions.first { $0.subject == subject }?.finding
  }
}
