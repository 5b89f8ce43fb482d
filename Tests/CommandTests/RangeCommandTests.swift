import Foundation
import Testing

@Suite("Ranges on the command line")
struct RangeCommandTests {
  private let place: Workplace

  init() throws {
    // Won deals of few closed ones, credits, and a KPI that leaves 0 to 1.
    var text = "month,partner,won,closed,revenue,score\n"
    for partner in ["A", "B"] {
      for month in 0..<24 {
        let name = "\(2024 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
        let closed = 2 + (month * 7) % 5
        let won = partner == "A" ? closed : month % closed
        let revenue = partner == "A" && month == 5 ? -20.5 : Double(100 / (month + 1)) + 0.5
        text += "\(name),\(partner),\(won),\(closed),\(revenue),\(partner == "A" ? 0.5 : 1.5)\n"
      }
    }
    place = try Workplace(["deals.csv": text])
  }

  /// The numbers of the columns mean to hi_95 of every forecast row.
  private func numbers(_ output: String) -> [[Double]] {
    output.split(separator: "\n").dropFirst().map { row in
      row.split(separator: ",", omittingEmptySubsequences: false)[3...7].compactMap { Double($0) }
    }
  }

  @Test(
    "every forecast of won of closed deals is a share, whatever the model",
    arguments: ["auto", "ets", "drift", "naive"])
  func shares(model: String) throws {
    let result = try place.run([
      "deals.csv", "--numerator", "won", "--denominator", "closed", "--kpi", "win_rate", "--model",
      model, "--horizon", "6",
    ])
    #expect(result.status == 0 && result.errors.contains("win_rate: 0 to 1"), "\(result.errors)")
    let rows = numbers(result.output)
    #expect(rows.count == 12)
    for row in rows {
      #expect(row.count == 5 && row.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(row[3] <= row[1] && row[1] <= row[0] && row[0] <= row[2] && row[2] <= row[4])
    }
  }

  @Test("counts have whole intervals; any number if asked for")
  func counts() throws {
    let arguments = ["deals.csv", "--kpi", "won", "--model", "drift", "--horizon", "6"]
    let counted = try place.run(arguments)
    #expect(counted.errors.contains("won: whole numbers, 0 and above"))
    for row in numbers(counted.output) {
      #expect(row.dropFirst().allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    }
    let free = try place.run(arguments + ["--range", "any"])
    #expect(free.errors.contains("any number, as asked for"))
    #expect(numbers(free.output).contains { $0[3] < 0 })
  }

  @Test("a series with credits is not held above 0; the others are")
  func credits() throws {
    let result = try place.run([
      "deals.csv", "--kpi", "revenue", "--model", "drift", "--horizon", "6",
    ])
    #expect(
      result.errors.contains("revenue: 0 and above; any number in 1 of 2 series"),
      "\(result.errors)")
    let rows = numbers(result.output)
    #expect(rows.prefix(6).contains { $0[3] < 0 })
    #expect(rows.suffix(6).allSatisfy { row in row.allSatisfy { $0 >= 0 } })
  }

  @Test("a history outside of the range that was given is refused with period and value")
  func refusal() throws {
    let result = try place.run([
      "deals.csv", "--kpi", "score", "--range", "0:1", "--horizon", "2",
    ])
    #expect(result.status == 0)
    let refused = result.output.split(separator: "\n").filter { $0.contains(",refused,") }
    #expect(refused.count == 1 && refused[0].hasPrefix("B,"))
    #expect(refused.allSatisfy { $0.contains("is 1.5 but the range is 0 to 1") })
    #expect(result.output.contains("A,score,2026-01"))
  }

  @Test("the manifest records the range")
  func manifest() throws {
    _ = try place.run([
      "deals.csv", "--kpi", "score", "--range", "0:2", "--horizon", "2", "--out", "o",
    ])
    let text = try place.read("o/manifest.json")
    #expect(text.contains("\"range\": \"0:2\"") && text.contains("0 to 2, as asked for"))
  }

  @Test("a back-test holds every model in the range too")
  func backtest() throws {
    let result = try place.run([
      "backtest", "deals.csv", "--kpi", "won", "--models", "drift,ets", "--horizon", "2",
    ])
    #expect(result.status == 0 && result.errors.contains("won: whole numbers, 0 and above"))
  }
}
