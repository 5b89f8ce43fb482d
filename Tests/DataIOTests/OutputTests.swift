import Foundation
import Testing

@testable import DataIO

/// A folder that lives as long as this value.
private final class Folder {
  let path = NSTemporaryDirectory() + "dataio-out-" + UUID().uuidString
  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
}

@Test("a file is written whole and replaced whole, and nothing else is left")
func writtenFile() throws {
  let folder = try Folder()
  let path = folder.path + "/a.csv"
  try AtomicFile.write("old", to: path)
  try AtomicFile.write(String(repeating: "new\n", count: 100_000), to: path)
  #expect(try String(contentsOfFile: path, encoding: .utf8).count == 400_000)
  #expect(folder.names == ["a.csv"])
}

@Test("a file keeps its permissions, and a link its place")
func keptProperties() throws {
  let folder = try Folder()
  let (path, link) = (folder.path + "/a.csv", folder.path + "/link.csv")
  try AtomicFile.write("old", to: path)
  try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
  try AtomicFile.write("new", to: link)
  #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
  #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
  let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  #expect(mode == 0o640)
}

@Test("a place that cannot be written is refused with exit code 73, and nothing changes")
func unwritablePlaces() throws {
  let folder = try Folder()
  for path in [folder.path + "/none/a.csv", folder.path, "/proc/a.csv"] {
    let error = #expect(throws: DataError.self) { try AtomicFile.write("x", to: path) }
    #expect(error?.exitCode == 73)
    #expect(error?.location?.path == path)
    #expect(error?.fix != nil)
  }
  #expect(folder.names == [])
}

@Test("a device is written to and not replaced")
func device() throws {
  try AtomicFile.write("x", to: "/dev/null")
  var status = stat()
  #expect(stat("/dev/null", &status) == 0)
  #expect(status.st_mode & S_IFMT == S_IFCHR)
}

@Test(
  "a field is quoted where it must be",
  arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("two\nlines", "\"two\nlines\""), (" padded", "\" padded\""), ("a;b", "a;b"), ("\r", "\"\r\""),
    ("\"", "\"\"\"\""),
  ])
func escapedFields(_ text: String, _ field: String) { #expect(CSVField.escaped(text) == field) }

@Test("the table of rejected rows can be read back")
func rejectedTable() throws {
  let row = RejectedRow(
    file: "a, b.csv", line: 12, column: "Amount", value: "1,\"2\"", reason: "not a number")
  let file = try TemporaryTable(RejectedRows.csv([row, row]))
  var table = try TableInput(.file(file.path), limits: ReadingLimits())
  #expect(table.header == ["file", "line", "column", "value", "reason"])
  #expect(try table.advance())
  #expect(
    (0..<5).map { table.text($0) } == ["a, b.csv", "12", "Amount", "1,\"2\"", "not a number"])
  #expect(try table.advance())
  #expect(try !table.advance())
}
