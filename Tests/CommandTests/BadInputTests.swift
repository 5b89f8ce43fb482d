import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
  /// Contents that cannot be used.
  static let contents: [(name: String, bytes: Data)] = [
    ("empty", text("")),
    ("header-only", text("period,partner_id,revenue\n")),
    ("binary", Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 193 &+ ($0 >> 3)) })),
    ("ragged", text("period,id,value\n2024-01,a,1\n2024-02,a,2,3\n2024-03,a\n2024-04,a,5\n")),
    ("words", text("period,id,revenue\n2024-01,a,one\n2024-02,a,lots\n2024-03,a,many\n")),
    (
      "contradicting", text("period,id,value\n2024-01,a,1\n2024-01,a,2\n2024-02,a,2\n2024-03,a,4\n")
    ),
    ("two-date-forms", text("period,id,value\n2024-01-05,a,1\n13/02/2024,a,2\n2024-03-05,a,4\n")),
    ("long-line", text("period,id,value\n" + String(repeating: "x", count: 10_000_000))),
    ("nul-bytes", text("period,id,value\n2024-01,a,1\n2024-02,a,\u{0}2\n2024-03,a,3\n")),
    ("broken-gzip", Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6])),
  ]

  private static func text(_ text: String) -> Data { Data(text.utf8) }

  @Test("a bad file ends with 65 and a remedy, and nothing is written", arguments: contents)
  func bad(name: String, bytes: Data) throws {
    let place = try Workplace()
    try place.write("input.csv", bytes)
    let result = try place.run(["input.csv", "-o", "result.csv"])
    #expect(result.status == 65)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: input.csv"))
    #expect(result.errors.contains("\n  fix: "))
    #expect(result.errors.utf8.count < 2000)
    #expect(try place.names() == ["input.csv"])
    try Snapshot.expect(result.errors, named: "bad-input-" + name)
  }

  @Test("a bad file leaves no output folder behind")
  func noFolder() throws {
    let place = try Workplace(["input.csv": ""])
    let result = try place.run(["input.csv", "--out", "results/deep"])
    #expect(result.status == 65)
    #expect(try place.names() == ["input.csv"])
  }

  @Test("a missing file ends with 66, a folder too", arguments: ["absent.csv", "."])
  func missing(path: String) throws {
    let place = try Workplace()
    let result = try place.run([path])
    #expect(result.status == 66)
    #expect(result.errors.hasPrefix("error: \(path): "))
    #expect(result.errors.contains("\n  fix: "))
  }

  @Test("bad bytes on standard input are named '-'")
  func standardInput() throws {
    let result = try Workplace().run(["-"], input: Data("period,value\n".utf8))
    #expect(result.status == 65)
    #expect(result.errors.hasPrefix("error: -"))
  }

  @Test("a few bad rows are counted and listed, and the rest is forecast")
  func fewBadRows() throws {
    let broken = SampleHistory.partners.replacing("2023-02,P1,MSP,", with: "2023-02,P1,MSP,n/k")
    let place = try Workplace(["history.csv": broken])
    let result = try place.run(["history.csv", "--kpi", "revenue", "--out", "results"])
    #expect(result.status == 0)
    #expect(result.errors.contains("1 row not used"))
    let rejected = try place.read("results/rejected.csv")
    #expect(rejected.split(separator: "\n").count == 2)
    #expect(rejected.contains("history.csv,6,revenue,"))
  }
}
