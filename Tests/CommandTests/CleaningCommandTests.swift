import Foundation
import Testing

@Suite("Outliers and level shifts on the command line")
struct CleaningCommandTests {
  private let place: Workplace

  init() throws {
    // A has one wild month and a level that moves, B neither.
    var text = "month,partner,revenue\n"
    for partner in ["A", "B"] {
      for month in 0..<48 {
        let name = "\(2022 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
        var value = 1_000 + (month * 37) % 41 + (month * 11) % 13
        if partner == "A" { value += (month == 20 ? 900 : 0) + (month >= 36 ? 500 : 0) }
        text += "\(name),\(partner),\(value)\n"
      }
    }
    place = try Workplace([
      "history.csv": text,
      "level.csv": "date,event,kind,partner\n2025-01,price,level,A\n2023-09,deal,one-off,A\n",
      "small.csv": "date,event,kind,partner\n2023-03,move,level,B\n",
      "mixed.csv": "date,event,kind\n2025-01,price,level\n2023-09,fair,promo\n",
    ])
  }

  private let plain = ["history.csv", "--horizon", "3", "--format", "csv"]

  @Test("what was found is a table in the folder and a line on standard error")
  func found() throws {
    let result = try place.run(["history.csv", "--horizon", "3", "--out", "q"])
    #expect(result.status == 0)
    #expect(
      result.errors.contains(
        "of 2 series, outliers in 1 (last 2023-09), level shifts in 1 (last 2025-01); see anomalies.csv"
      ), "\(result.errors)")
    let rows = try place.read("q/anomalies.csv").split(separator: "\n")
    #expect(rows[0] == "partner,kpi,kind,period,until,value,expected,change")
    #expect(rows.count == 3)
    #expect(rows[1].hasPrefix("A,revenue,outlier,2023-09-01,2023-09-01,19"))
    #expect(rows[2].hasPrefix("A,revenue,level_shift,2025-01-01,,,,"))
    let manifest = try place.read("q/manifest.json")
    #expect(
      manifest.contains("\"outliers\": \"robust\"") || manifest.contains("\"outliers\":\"robust\""))
  }

  @Test("keep leaves a history as it is, and finds nothing")
  func kept() throws {
    let cleaned = try place.run(plain)
    let kept = try place.run(plain + ["--outliers", "keep", "--shifts", "keep"])
    #expect(kept.status == 0 && kept.output != cleaned.output)
    #expect(!kept.errors.contains("outliers in") && !kept.errors.contains("level shifts in"))
    let one = try place.run(plain + ["--shifts", "keep"])
    #expect(one.errors.contains("outliers in 1") && !one.errors.contains("level shifts in"))
  }

  @Test("other models say that they make no use of it")
  func unused() throws {
    let result = try place.run(plain + ["--model", "naive", "--outliers", "keep"])
    #expect(result.errors.contains("--outliers has no effect: only --model auto makes use of it"))
    let scored = try place.run([
      "backtest", "history.csv", "--models", "naive,auto", "--shifts", "keep", "--windows", "1",
      "--horizon", "3",
    ])
    #expect(scored.status == 0 && !scored.errors.contains("no effect"), "\(scored.errors)")
  }

  @Test("events of kind level and one-off stay with auto and are not tested")
  func events() throws {
    let known = try place.run(plain + ["--events", "level.csv"])
    #expect(known.status == 0)
    #expect(
      known.errors.contains(
        "1 known level shift and 1 one-off of --events: taken out of the history of 1 series"),
      "\(known.errors)")
    #expect(!known.output.contains("regression"))
    let explicit = try place.run(plain + ["--events", "level.csv", "--model", "auto"])
    #expect(explicit.output == known.output)
    let small = try place.run(plain + ["--events", "small.csv"])
    let rows = { (output: String) in output.split(separator: "\n").filter { $0.hasPrefix("A") } }
    #expect(rows(small.output) == rows(try place.run(plain).output))
    #expect(small.errors.contains("level shifts in 2 (last 2025-01)"), "\(small.errors)")
  }

  @Test("events of other kinds ask for a regression, as does --model regression")
  func regression() throws {
    let mixed = try place.run(plain + ["--events", "mixed.csv"])
    #expect(mixed.status == 0 && !mixed.errors.contains("stays with auto"))
    let refused = try place.run(plain + ["--events", "mixed.csv", "--model", "auto"])
    #expect(refused.status == 64 || refused.status == 2, "\(refused.status)")
    #expect(refused.errors.contains("--model auto makes no use of --events"))
    let asked = try place.run(plain + ["--events", "level.csv", "--model", "regression"])
    #expect(asked.status == 0 && !asked.errors.contains("stays with auto"))
  }
}
