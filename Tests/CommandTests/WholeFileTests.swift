import Foundation
import Testing

@Suite("Files are written whole or not at all")
struct WholeFileTests {
  private static let series = 60
  private static let horizon = 10_000

  /// A run that writes some 60 MB.
  private func start(_ place: Workplace) throws -> Program.Running {
    try place.write("many.csv", Data(SampleHistory.many(series: Self.series).utf8))
    return try place.start([
      "many.csv", "--model", "naive", "--horizon", "\(Self.horizon)", "-o", "result.csv", "-q",
    ])
  }

  @Test(
    "a process that is ended while it writes leaves the old file whole",
    arguments: [
      (SIGKILL, 0.1), (SIGKILL, 0.6), (SIGINT, 0.3), (SIGTERM, 0.5),
    ])
  func ended(signal: Int32, after delay: Double) throws {
    let place = try Workplace(["result.csv": "old\n"])
    let running = try start(place)
    Thread.sleep(forTimeInterval: delay)
    kill(running.process.processIdentifier, signal)
    running.process.waitUntilExit()
    let content = try place.read("result.csv")
    let isComplete = content.split(separator: "\n").count == Self.series * Self.horizon + 1
    #expect(content == "old\n" || isComplete)
    if running.process.terminationReason == .uncaughtSignal { #expect(content == "old\n") }
  }

  @Test("a reader that leaves early ends the program without complaint")
  func brokenPipe() throws {
    let place = try Workplace(["many.csv": SampleHistory.many(series: 30)])
    let line = """
      kpi-forecast many.csv --model naive --horizon 2000 -q | head -n 2; echo "${PIPESTATUS[0]}"
      """
    let result = try place.shell(line)
    let lines = result.output.split(separator: "\n")
    #expect(result.errors.isEmpty)
    #expect(lines.first?.hasPrefix("unique_id,kpi,period,mean") == true)
    #expect(lines.last == "141")
  }

  @Test("a file keeps its permissions, and a link stays a link")
  func permissions() throws {
    let place = try Workplace(["history.csv": SampleHistory.partners, "real.csv": "old\n"])
    let (real, link) = ("real.csv", "link.csv")
    let files = FileManager.default
    let path = place.folder.appending(path: real).path
    try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try files.createSymbolicLink(
      atPath: place.folder.appending(path: link).path, withDestinationPath: real)
    let result = try place.run(["history.csv", "--by", "total", "-o", link])
    #expect(result.status == 0)
    #expect(try place.read(real).contains("2026-01-01"))
    let mode = try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(
      try files.destinationOfSymbolicLink(atPath: place.folder.appending(path: link).path) == real)
  }

  @Test("a device is written and stays a device")
  func device() throws {
    let place = try Workplace(["history.csv": SampleHistory.partners])
    let arguments = ["history.csv", "--by", "total", "-o", "/dev/null", "--format", "csv"]
    #expect(try place.run(arguments).status == 0)
    let kind = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(kind as? FileAttributeType == .typeCharacterSpecial)
  }
}
