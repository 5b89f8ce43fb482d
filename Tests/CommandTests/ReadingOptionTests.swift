import Foundation
import Testing

/// Options about the input, seen through the tidy table.
@Suite("Options about the input")
struct ReadingOptionTests {
  private let place: Workplace

  init() throws { place = try Workplace(["history.csv": SampleHistory.partners]) }

  /// The rows of the tidy table, without its header.
  private func rows(_ arguments: [String]) throws -> [String] {
    let result = try place.run(["import"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").dropFirst().map(String.init)
  }

  /// The sum of the values of rows.
  private func total(_ rows: [String]) -> Double {
    rows.reduce(0) { $0 + (Double($1.split(separator: ",").last ?? "") ?? .nan) }
  }

  @Test(
    "aggregates keep the total of a KPI that adds up",
    arguments: [
      (["--by", "partner_type"], 72), (["--by", "total"], 36), (["--grain", "quarter"], 48),
      (["--by", "total", "--grain", "year"], 3),
    ])
  func aggregates(options: [String], count: Int) throws {
    let all = try rows(["history.csv", "--kpi", "revenue"])
    let aggregated = try rows(["history.csv", "--kpi", "revenue"] + options)
    #expect(all.count == 144)
    #expect(aggregated.count == count)
    #expect(total(aggregated) == total(all))
  }

  @Test("a condition keeps the rows it holds for")
  func condition() throws {
    let kept = try rows([
      "history.csv", "--kpi", "revenue", "--where", "partner_type = 'VAR' and partner_id != 'P2'",
    ])
    #expect(kept.count == 36)
    #expect(kept.allSatisfy { $0.hasPrefix("P4,") })
  }

  @Test("nothing after the day of --as-of counts")
  func asOf() throws {
    let known = try rows(["history.csv", "--kpi", "revenue", "--as-of", "2024-06-30"])
    #expect(known.count == 4 * 18)
    #expect(known.allSatisfy { !$0.contains("2024-07") && !$0.contains("2025") })
  }

  @Test("a ratio is the ratio of sums in every aggregate")
  func ratio() throws {
    let options = ["history.csv", "--numerator", "revenue", "--denominator", "deals"]
    let ratio = try #require(try rows(options + ["--by", "total"]).first)
    let parts = try ["revenue", "deals"].map { kpi in
      let first = try rows(["history.csv", "--kpi", kpi, "--by", "total"]).first
      return total([try #require(first)])
    }
    #expect(abs(total([ratio]) - parts[0] / parts[1]) < 1e-9)
  }

  @Test(
    "fiscal years begin in the month of --fiscal-start, by number or name",
    arguments: [
      "4", "apr",
    ])
  func fiscalYears(month: String) throws {
    let years = try rows([
      "history.csv", "--kpi", "revenue", "--by", "total", "--grain", "year", "--fiscal-start",
      month, "--include-partial",
    ])
    #expect(years.contains { $0.contains(",2024-04-01,") })
    #expect(!years.contains { $0.contains(",2024-01-01,") })
  }

  @Test("a compressed file and a file in two parts give the same as the plain one")
  func sameTable() throws {
    let plain = try rows(["history.csv"])
    let split = """
      gzip -k history.csv; head -n 73 history.csv > one.csv
      (head -n 1 history.csv; tail -n +74 history.csv) > two.csv
      """
    #expect(try place.shell(split).status == 0)
    #expect(try rows(["history.csv.gz"]) == plain)
    #expect(try rows(["one.csv", "two.csv"]) == plain)
  }

  @Test(
    "rows that contradict each other are decided by --on-conflict",
    arguments: [
      ("last", 5.0), ("sum", 7.0),
    ])
  func conflicts(rule: String, value: Double) throws {
    let text = "period,id,value\n2024-01,a,2\n2024-01,a,5\n2024-02,a,1\n2024-03,a,1\n"
    try place.write("twice.csv", Data(text.utf8))
    let first = try #require(try rows(["twice.csv", "--on-conflict", rule]).first)
    #expect(total([first]) == value)
  }
}
