import Foundation
import Testing

@Suite("Commands with a project file")
struct ProjectCommandTests {
  /// Monthly facts of four partners over three years, one KPI of every kind in them.
  private static let history: String = {
    var lines = ["Close Date,Partner Account,Partner Type,Amount,won,lost,days,stars,answers,heads"]
    for month in 0..<36 {
      let date = "\(2023 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)-15"
      for partner in 1...4 {
        let unrest = (month * 7 + partner * 13) % 11
        let (won, lost) = (2 + unrest % 5 + partner, 3 + (unrest * 3) % 7)
        lines.append(
          "\(date),P\(partner),\(partner % 2 == 0 ? "VAR" : "MSP"),\(won * 100 + unrest),\(won),"
            + "\(lost),\(20 + unrest * partner),\(1 + unrest % 5),\(unrest % 4),"
            + "\(10 * partner + month)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private static let project = """
    program: {currency: USD}
    calendar: {fiscal_year_start: 2}
    data:
      files: [exports/*.csv]
      period: Close Date
      grain: quarter
      entity: Partner Account
      dimensions: {type: Partner Type}
    kpis:
      - {name: revenue, column: Amount, unit: USD, range: {min: 0}}
      - {name: staff, type: stock, column: heads, range: {min: 0, integer: true}}
      - {name: win_rate, expr: won / (won + lost), min_denominator: 200, range: {min: 0, max: 1}}
      - {name: deal_size, type: ratio, numerator: revenue, denominator: won}
      - {name: cycle, type: duration, column: days, unit: days}
      - {name: stars, type: score, weight: answers, range: {min: 1, max: 5}}
      - {name: level, type: mean, column: stars}
      - {name: active, type: stock, column: won, agg: {entities: count_active}, active_within: 1 year}
    """

  private func place() throws -> Workplace {
    try Workplace(["kpis.yml": Self.project, "exports/h.csv": Self.history])
  }

  /// The rows of a table as columns by name.
  private func rows(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { a, _ in a }) }
  }

  @Test("the file is found by itself and names files, columns, grain, fiscal year and KPIs")
  func found() throws {
    let result = try place().run(["import", "--by", "total"])
    #expect(result.status == 0, "\(result.errors)")
    let rows = rows(result.output)
    #expect(Set(rows.compactMap { $0["kpi"] }).count == 8)
    // Fiscal quarters from February on: the first whole one begins there.
    #expect(rows.filter { $0["kpi"] == "revenue" }.contains { $0["period"] == "2023-02-01" })
    try Snapshot.expect(result.errors, named: "project-import")
  }

  @Test("each kind is combined by its own rule in import")
  func kinds() throws {
    let place = try place()
    let quarter = Self.history.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
      .filter { ["2023-02", "2023-03", "2023-04"].contains(String($0[0].prefix(7))) }
    func sum(_ column: Int) -> Double { quarter.reduce(0) { $0 + (Double($1[column]) ?? 0) } }
    let days = quarter.compactMap { Double($0[6]) }.sorted()
    let weighted = quarter.reduce(0.0) { $0 + (Double($1[7]) ?? 0) * (Double($1[8]) ?? 0) }
    let last = quarter.filter { $0[0].hasPrefix("2023-04") }
    let expected: [String: Double] = [
      "revenue": sum(3), "staff": last.reduce(0) { $0 + (Double($1[9]) ?? 0) },
      "win_rate": sum(4) / (sum(4) + sum(5)), "deal_size": sum(3) / sum(4),
      "cycle": (days[5] + days[6]) / 2, "stars": weighted / sum(8), "level": sum(7) / 12,
      "active": 4,
    ]
    let rows = rows(try place.run(["import", "--by", "total"]).output)
    for (kpi, value) in expected {
      let row = try #require(rows.first { $0["kpi"] == kpi && $0["period"] == "2023-02-01" })
      let found = try #require(Double(row["value"] ?? ""))
      #expect(abs(found - value) < 1e-9 * max(1, value), "\(kpi): \(found) and \(value)")
    }
  }

  @Test("each kind is forecast and scored within its range")
  func forecasts() throws {
    let place = try place()
    let result = try place.run(["--by", "type", "--grain", "month", "--horizon", "2"])
    #expect(result.status == 0, "\(result.errors)")
    let rows = rows(result.output)
    #expect(rows.count == 2 * 8 * 2)
    let ranges: [String: ClosedRange<Double>] = ["win_rate": 0...1, "stars": 1...5]
    for row in rows {
      let ends = ["mean", "lo_95", "hi_95"].compactMap { Double(row[$0] ?? "") }
      let range = ranges[row["kpi"] ?? ""] ?? 0...1e9
      #expect(ends.count == 3 && ends.allSatisfy(range.contains), "\(row)")
    }
    #expect(result.errors.contains("win_rate: 0 to 1, as the project says"))
    let scores = try place.run([
      "backtest", "--by", "total", "--grain", "month", "--models", "naive", "--kpi",
      "win_rate,cycle,stars",
    ])
    #expect(scores.status == 0, "\(scores.errors)")
    #expect(scores.output.split(separator: "\n").count == 4)
  }

  @Test("a ratio of a project is forecast as one of two columns is")
  func sameRatio() throws {
    let place = try place()
    let arguments = ["exports/h.csv", "--by", "type", "--grain", "month", "--horizon", "3"]
    let one = try place.run(
      arguments + ["--numerator", "Amount", "--denominator", "won", "--kpi", "deal_size"])
    let other = try place.run(arguments + ["--kpi", "deal_size"])
    #expect(one.status == 0 && one.output == other.output)
  }

  @Test("options come before the file")
  func options() throws {
    let place = try place()
    let result = try place.run([
      "import", "--by", "type", "--kpi", "Amount", "--grain", "year", "--fiscal-start", "1",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(rows(result.output).count == 6)
    #expect(result.output.hasPrefix("Partner Type,kpi,period,value\nMSP,Amount,2023-01-01,"))
  }

  @Test("a file of another name is given with --config, from anywhere")
  func named() throws {
    let place = try Workplace(["p/my.yml": Self.project, "p/exports/h.csv": Self.history])
    let result = try place.run(["import", "--config", "p/my.yml", "--by", "total", "--out", "o"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try place.read("o/manifest.json").contains("\"config\": \"p/my.yml\""))
    #expect(try place.run(["import", "--config", "none.yml"]).status == 66)
  }

  @Test("a project that does not fit the data is blamed at its own line")
  func blame() throws {
    let text = Self.project.replacing("Partner Account", with: "Partner Acount")
    let place = try Workplace(["kpis.yml": text, "exports/h.csv": Self.history])
    let entity = try place.run([])
    #expect(entity.status == 78)
    try Snapshot.expect(entity.errors, named: "project-file")
    try place.write(
      "kpis.yml", Data(Self.project.replacing("column: days", with: "column: dys").utf8))
    let column = try place.run(["--kpi", "cycle"])
    #expect(column.status == 64)
    #expect(column.errors.contains("there is no column 'dys', which 'cycle' needs"))
    #expect(column.errors.contains("'cycle' is defined at kpis.yml:14:5"))
    let name = try place.run(["--kpi", "win_rte"])
    #expect(name.status == 64)
    #expect(name.errors.contains("KPIs of kpis.yml: revenue, staff, win_rate"))
    #expect(name.errors.contains("did you mean 'win_rate'?"))
    try place.write(
      "kpis.yml", Data(Self.project.replacing("grain: quarter", with: "where: type = VAR").utf8))
    let filter = try place.run([])
    #expect(filter.status == 78)
    #expect(
      filter.errors.hasPrefix("error: kpis.yml:6:10: 'where' of 'data': text stands in quotes"))
  }

  @Test("values outside a range and small denominators are said")
  func warnings() throws {
    let text = Self.project.replacing("range: {min: 1, max: 5}", with: "range: {min: 1, max: 3}")
    let place = try Workplace(["kpis.yml": text, "exports/h.csv": Self.history])
    let result = try place.run(["import", "--by", "total", "--grain", "month"])
    #expect(result.errors.contains("outside the range of the project (1 to 3)"))
    #expect(result.errors.contains("win_rate: 36 of 36 values rest on a denominator below 200"))
  }

  @Test("a pattern without files, and one that leads out, are refused")
  func files() throws {
    let place = try Workplace(["kpis.yml": Self.project])
    let none = try place.run([])
    #expect(none.status == 66)
    #expect(none.errors.hasPrefix("error: kpis.yml:4:11: 'files' names 'exports/*.csv'"))
    try place.write("kpis.yml", Data("data: {files: [/etc/passwd]}\n".utf8))
    #expect(try place.run([]).status == 78)
  }
}
