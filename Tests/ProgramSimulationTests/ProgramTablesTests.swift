import Foundation
import Testing

@testable import ProgramSimulation

@Suite("Tables")
struct ProgramTablesTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("notebooks-data/program")

  private func lines(_ table: CSVTable?) -> [Substring] {
    table?.text.split(separator: "\n") ?? []
  }

  private func amounts(_ table: CSVTable?, where test: ([Substring]) -> Bool) -> [Double] {
    lines(table).dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .filter(test).compactMap { Double($0.last ?? "") }
  }

  @Test("the committed tables are those of seed 1, to the byte")
  func committedBytes() throws {
    for table in ProgramTables(try Sample.demo()).all {
      let committed = try Data(contentsOf: Self.folder.appendingPathComponent(table.path))
      #expect(committed == Data(table.text.utf8), "\(table.path): run make data and commit")
    }
  }

  @Test("the folder holds no table that is not generated, and each is in the README")
  func nothingElse() throws {
    let paths = ProgramTables(try ProgramPlan(partnerCount: 1)).all.map(\.path)
    let found = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".csv") }
    #expect(Set(found) == Set(paths))
    let readme = try String(
      contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
    for path in paths { #expect(readme.contains("`\(path)`")) }
  }

  @Test("fields with commas, quotes or outer spaces are quoted, formulas are left as they are")
  func quoting() {
    var table = CSVTable("t.csv", columns: ["a", "b"])
    table.append(["x, \"y\"", " z "])
    table.append(["=SUM(A1)", "🚀 é"])
    #expect(table.text == "a,b\n\"x, \"\"y\"\"\",\" z \"\n=SUM(A1),🚀 é\n")
  }

  @Test("amounts have two decimals and keep their sign")
  func figures() {
    #expect(money(5) == "0.05")
    #expect(money(-1_205) == "-12.05")
    #expect(money(123_456_789) == "1234567.89")
    #expect(fixed(-0.05, 1) == "-0.1")
    #expect(fixed(2.5, 0) == "3")
    #expect(fixed(0.12344, 4) == "0.1234")
    #expect(zeroFilled(12_345, 4) == "12345")
    #expect(wholeCents(1.005) == 100)
  }

  @Test("won transactions add up to the monthly revenue, if the unbooked ones are added")
  func reconciles() throws {
    let tables = ProgramTables(try Sample.demo())
    func won(_ path: String, _ month: String) -> Double {
      amounts(tables[path: path]) { $0[0].hasPrefix(month) && $0[7] == "won" }.reduce(0, +)
    }
    for month in ["2022-01", "2024-06", "2025-12"] {
      let revenue = amounts(tables[path: "partner_history_long.csv"]) {
        $0[0].hasPrefix(month) && $0[2] == "revenue"
      }.reduce(0, +)
      let total = won("deals_daily.csv", month) + won("truth/unbooked.csv", month)
      #expect(abs(revenue - total) < 0.005)
    }
  }

  @Test("the last month of the transactions is partial, and late bookings are missing before it")
  func partialMonth() throws {
    let tables = ProgramTables(try Sample.demo())
    let closed = lines(tables[path: "deals_daily.csv"]).dropFirst().map { String($0.prefix(10)) }
    #expect(closed == closed.sorted())
    let last = try #require(closed.last)
    #expect(last.hasPrefix("2026-01") && last <= "2026-01-14")
    let late = lines(tables[path: "truth/unbooked.csv"]).dropFirst()
    #expect(late.contains { $0.hasPrefix("2025-12") })
    #expect(late.allSatisfy { $0.split(separator: ",")[1] > "2026-01-14" })
  }

  @Test("history ends where the held-back future begins")
  func spans() throws {
    let tables = ProgramTables(try Sample.demo())
    let history = lines(tables[path: "partner_history.csv"]).dropFirst().map { $0.prefix(7) }
    let future = lines(tables[path: "truth/future.csv"]).dropFirst().map { $0.prefix(7) }
    #expect(history.first == "2022-01" && history.last == "2025-12")
    #expect(future.first == "2026-01" && future.last == "2026-12")
  }

  @Test("all tables together take a few megabytes at most")
  func size() throws {
    let bytes = ProgramTables(try Sample.demo()).all.reduce(0) { $0 + $1.text.utf8.count }
    #expect(bytes < 3_000_000)
  }
}
