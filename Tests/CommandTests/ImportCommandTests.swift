import Foundation
import Testing

@Suite("import")
struct ImportCommandTests {
  private let place: Workplace

  init() throws {
    let text = """
      period,partner_id,kpi,value
      2025-01,P1,revenue,10
      2025-02,P1,revenue,12.5
      2025-04,P1,revenue,"1e2"
      2025-01,P2,revenue,0.1
      2025-02,P2,revenue,-3
      2025-03,P2,revenue,4
      2025-04,P2,revenue,5

      """
    place = try Workplace(["long.csv": text])
  }

  @Test("the tidy table has one row per series and period", arguments: ["csv", "json", "table"])
  func forms(format: String) throws {
    let result = try place.run(["import", "long.csv", "--format", format])
    #expect(result.status == 0)
    try Snapshot.expect(result.transcript, named: "import-" + format)
  }

  @Test("--explain names each decision and the options that pin it")
  func explain() throws {
    let result = try place.run(["import", "long.csv", "--explain", "-o", "tidy.csv"])
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    try Snapshot.expect(result.errors, named: "import-explain")
  }

  @Test(
    "the command line that --explain proposes gives the same table",
    arguments: ["long.csv", "kinds.csv"])
  func pinned(file: String) throws {
    let kinds = """
      month,partner,revenue,active_users,win_rate
      2025-01,A,1,5,0.5
      2025-03,A,2,6,0.5
      2025-01,B,1,5,0.5
      2025-04,B,4,7,0.4

      """
    try place.write("kinds.csv", Data(kinds.utf8))
    let explained = try place.run(["import", file, "--explain"])
    let lines = explained.errors.split(separator: "\n")
    let proposal = try #require(lines.last { $0.contains("kpi-forecast import ") })
    let again = try place.shell(String(proposal))
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.bytes == explained.bytes)
  }

  @Test("the tidy table read again is the same table")
  func readAgain() throws {
    _ = try place.run(["import", "long.csv", "-o", "tidy.csv"])
    _ = try place.run(["import", "tidy.csv", "-o", "again.csv"])
    #expect(try place.read("tidy.csv") == place.read("again.csv"))
  }

  @Test(
    "what an absent month means is the user's choice",
    arguments: [
      ("zero", "P1,revenue,2025-03-01,0"), ("na", "P1,revenue,2025-03-01,"),
      ("carry", "P1,revenue,2025-03-01,12.5"),
    ])
  func missing(rule: String, row: String) throws {
    let result = try place.run(["import", "long.csv", "--missing", rule])
    #expect(result.output.split(separator: "\n").contains(Substring(row)))
  }
}
