import Foundation
import Testing

@Suite("backtest")
struct BacktestCommandTests {
  private let place: Workplace
  private let options = [
    "backtest", "history.csv", "--kpi", "revenue", "--by", "partner_type", "--horizon", "3",
    "--models", "drift,naive,seasonal-naive",
  ]

  init() throws { place = try Workplace(["history.csv": SampleHistory.partners]) }

  @Test("each form of the scores is the recorded one", arguments: ["table", "csv", "json"])
  func forms(format: String) throws {
    let result = try place.run(options + ["--format", format])
    #expect(result.status == 0)
    try Snapshot.expect(result.transcript, named: "backtest-" + format)
  }

  @Test("--summary gives one row per model")
  func summary() throws {
    let result = try place.run(options + ["--summary"])
    #expect(result.status == 0)
    try Snapshot.expect(result.output, named: "backtest-summary")
    #expect(result.output.split(separator: "\n").count == 4)
  }

  @Test("--level gives a column of coverage each, in the table, the summary and the view")
  func levels() throws {
    let columns = try place.run(options + ["--level", "50,99"]).output
    #expect(columns.contains(",msis,coverage_50,coverage_99,skill_vs_snaive,"))
    let rows = columns.split(separator: "\n").map { $0.split(separator: ",") }
    for row in rows.dropFirst() {
      let shares = [13, 14].compactMap { Double(row[$0]) }
      #expect(shares.count == 2 && shares[0] <= shares[1] && shares[1] <= 1)
    }
    let summary = try place.run(options + ["--level", "50,99", "--summary"]).output
    #expect(summary.contains(",msis,coverage_50,coverage_99,skill_vs_snaive,"))
    let view = try place.run(options + ["--level", "50,99", "--format", "table"]).output
    #expect(view.contains("in 50 %") && view.contains("in 99 %") && !view.contains("in 80 %"))
    #expect(try place.run(options + ["--level", "0"]).status == 64)
  }

  @Test("windows and step are kept to")
  func windows() throws {
    let result = try place.run(options + ["--windows", "4", "--step", "3"])
    let rows = result.output.split(separator: "\n").dropFirst()
    #expect(rows.count == 6)
    #expect(rows.allSatisfy { $0.contains(",4,3,") })
  }

  @Test("the bytes do not depend on the number of jobs")
  func jobs() throws {
    let one = try place.run(options + ["--jobs", "1"])
    let two = try place.run(options + ["--jobs", "2"])
    #expect(one.status == 0)
    #expect(one.bytes == two.bytes)
  }

  @Test("a full model name keeps its commas, and models without names are the usual four")
  func models() throws {
    let named = try place.run(options + ["--models", "ETS(A,N,A),mean", "--summary"])
    #expect(named.output.contains(#"revenue,"ETS(A,N,A)",2,"#))
    let usual = try place.run(Array(options.prefix(8)) + ["--summary"])
    let names = usual.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
    #expect(names == ["auto", "ets", "theta", "seasonal-naive"])
  }

  @Test("a series shorter than a window is refused with a reason")
  func short() throws {
    let arguments = ["backtest", "history.csv", "--kpi", "revenue", "--horizon", "40", "--strict"]
    let result = try place.run(arguments)
    #expect(result.status == 3)
    #expect(result.output.contains("refused"))
    #expect(result.errors.contains("there is no result"))
  }

  @Test("without a horizon, a year of months is scored on its last four")
  func shortHistory() throws {
    let place = try Workplace()
    let rows = (1...12).map { "2025-\($0 < 10 ? "0" : "")\($0),A,\($0 * $0)\n" }.joined()
    try place.write("year.csv", Data(("month,partner_id,revenue\n" + rows).utf8))
    let result = try place.run(["backtest", "year.csv", "--models", "naive", "--format", "csv"])
    #expect(result.status == 0)
    #expect(result.output.contains("A,revenue,naive,3,4,"))
  }
}
