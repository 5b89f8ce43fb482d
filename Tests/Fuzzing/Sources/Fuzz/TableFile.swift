import Foundation

@testable import DataIO

/// A file of a table.
///
/// It says the same however few bytes are read at a time, or is refused with words; every value is a number
/// or missing.
struct TableFile {
  private let path: String

  init(_ bytes: [UInt8], ending: String) {
    path = NSTemporaryDirectory() + "fuzz-\(ProcessInfo.processInfo.processIdentifier).\(ending)"
    try? Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  func check() {
    precondition(reading(chunk: 4096) == reading(chunk: 61), "another chunk, another reading")
    try? FileManager.default.removeItem(atPath: path)
  }

  /// All that a reading says, as text.
  private func reading(chunk: Int) -> String {
    var limits = ReadingLimits()
    (limits.chunk, limits.head) = (chunk, 1 << 13)
    do throws(DataError) {
      let reading = try PanelReader.read([.file(path)], schema: PanelSchema(), limits: limits)
      let series = reading.panel.entries.map { entry in
        precondition(entry.series.values.storage.allSatisfy { !$0.isInfinite }, "an infinite value")
        return "\(entry.key) \(entry.series.values.start) \(entry.series.values.storage)"
      }
      return series.joined(separator: "\n") + "\(reading.decisions) \(reading.warnings)"
    } catch {
      precondition(!error.what.isEmpty, "an error without words")
      return error.description
    }
  }
}
