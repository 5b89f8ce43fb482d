import Foundation
import Testing

@Suite("Results do not replace what they are made from")
struct DestinationTests {
  /// Command lines that would lose a file.
  static let lines: [[String]] = [
    ["history.csv", "-o", "history.csv"], ["history.csv", "-o", "./history.csv"],
    ["history.csv", "-o", "link.csv"], ["link.csv", "-o", "history.csv"],
    ["history.csv", "--paths", "5", "history.csv"], ["import", "data.csv", "--out", "."],
    ["backtest", "backtest.csv", "--out", "."], ["forecast", "skipped.csv", "--out", "."],
    ["history.csv", "-o", "new.csv", "--paths", "5", "./new.csv"],
    ["history.csv", "-o", "forecast.csv", "--out", "."],
    ["old.csv.partial", "-o", "old.csv"],
  ]

  @Test("a result that would replace an input or another result is refused", arguments: lines)
  func refused(arguments: [String]) throws {
    let names = ["history.csv", "data.csv", "backtest.csv", "skipped.csv", "old.csv.partial"]
    let files = Dictionary(uniqueKeysWithValues: names.map { ($0, SampleHistory.partners) })
    let place = try Workplace(files)
    try FileManager.default.createSymbolicLink(
      atPath: place.folder.appending(path: "link.csv").path, withDestinationPath: "history.csv")
    let result = try place.run(arguments)
    #expect(result.status == 64)
    #expect(result.errors.contains("\n  fix: name another file"))
    #expect(try place.names() == (names + ["link.csv"]).sorted())
    for name in names { #expect(try place.read(name) == SampleHistory.partners) }
  }

  @Test("devices may stand for several results, and old results may be replaced")
  func allowed() throws {
    let place = try Workplace(["history.csv": SampleHistory.partners, "old.csv": "old\n"])
    let line = ["history.csv", "--by", "total", "-q", "-o", "old.csv", "--out", "."]
    #expect(try place.run(line).status == 0)
    #expect(try place.run(line).status == 0)
    #expect(try place.read("old.csv") == place.read("forecast.csv"))
  }
}
