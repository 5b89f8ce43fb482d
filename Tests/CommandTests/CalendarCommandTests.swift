import Foundation
import Testing

@Suite("Calendars on the command line")
struct CalendarCommandTests {
  /// Days from 2020-01-01 to 2024-06-15 of two regions: 10 on Mondays to Fridays and 2 on weekends, less on
  /// holidays, a third more in the south, slowly growing, with a little unrest.
  private static let daily: String = {
    var lines = ["date,region,revenue,staff"]
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC") ?? .current
    let start = DateComponents(calendar: calendar, year: 2020, month: 1, day: 1).date ?? Date()
    for day in 0..<1_628 {
      guard let date = calendar.date(byAdding: .day, value: day, to: start) else { continue }
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      let text =
        "\(parts.year ?? 0)-" + ((parts.month ?? 0) < 10 ? "0" : "") + "\(parts.month ?? 0)-"
        + ((parts.day ?? 0) < 10 ? "0" : "") + "\(parts.day ?? 0)"
      let isOff =
        [1, 7].contains(parts.weekday) || ["12-25", "05-01"].contains(String(text.suffix(5)))
      for (region, size) in [("north", 3), ("south", 4)] {
        let value = (isOff ? 40 : 200) * size + day / 10 + (day * 37 + size * 11) % 23
        lines.append("\(text),\(region),\(value),\(20 * size + day / 100)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private static let project = """
    calendar:
      fiscal_year_start: 2
      fiscal_year_named_by: start
      weeks: {pattern: 454, ends: saturday, anchor: nearest, month: 1}
      holidays: calendars/off.csv
    data: {files: [daily.csv], period: date, grain: month, entity: region}
    kpis:
      - {name: revenue, lag_days: 20}
      - {name: staff, type: stock}
      - {name: per_head, type: ratio, numerator: revenue, denominator: staff}
    """

  private let place: Workplace

  init() throws {
    place = try Workplace([
      "daily.csv": Self.daily, "project/kpis.yml": Self.project, "project/daily.csv": Self.daily,
      "project/calendars/off.csv": "date,name\n2023-12-25,Christmas\n2024-05-01,Labour Day\n",
      "off.csv": "date,name,region\n2023-12-25,Christmas,\n2024-05-01,Labour Day,\n",
      "regions.csv": "date,region\n2023-12-25,north\n2023-12-26,south\n",
      "months.csv": "month,region,revenue\n2024-01,north,1\n2024-02,north,2\n2024-03,north,3\n",
    ])
  }

  private let federation = [
    "--weeks", "454", "--year-end", "nearest-saturday-january", "--fiscal-name", "start",
  ]

  @Test("the retail federation's months are read, modelled per week and named by their first day")
  func months() throws {
    let result = try place.run(
      ["daily.csv", "--kpi", "revenue", "--grain", "month", "--model", "naive", "--horizon", "4"]
        + federation)
    #expect(result.status == 0)
    try Snapshot.expect(result.transcript, named: "calendar-454")
  }

  @Test("sums over months of weeks are sums over their days, a 53rd week apart or not")
  func sums() throws {
    func values(_ extra: String) throws -> [String: Double] {
      let result = try place.run(
        [
          "import", "daily.csv", "--kpi", "revenue", "--by", "total", "--grain", "month",
          "--week53", extra,
        ]
          + federation)
      #expect(result.status == 0, "\(result.errors)")
      let rows = result.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
      return Dictionary(
        rows.map { (String($0[$0.count - 2]), Double($0[$0.count - 1]) ?? .nan) },
        uniquingKeysWith: { a, _ in a })
    }
    func sum(_ from: String, _ to: String) -> Double {
      var sum = 0.0
      for line in Self.daily.split(separator: "\n").dropFirst() {
        let parts = line.split(separator: ",").map(String.init)
        if parts[0] >= from, parts[0] <= to { sum += Double(parts[2]) ?? 0 }
      }
      return sum
    }
    let (restated, kept, first) = (
      try values("restate"), try values("keep"), try values("drop-first")
    )
    #expect(restated["2023-12-31"] == sum("2023-12-31", "2024-01-27"))
    #expect(kept["2023-12-31"] == sum("2023-12-31", "2024-02-03"))
    #expect(first["2023-02-05"] == sum("2023-02-05", "2023-03-04"))
    #expect(restated["2024-02-04"] == sum("2024-02-04", "2024-03-02"))
    #expect(restated["2024-02-04"] == kept["2024-02-04"])
  }

  @Test("weeks of ISO 8601 keep their 53rd week, and the fit is in step with years of 52")
  func isoWeeks() throws {
    let options = ["daily.csv", "--kpi", "revenue", "--by", "total", "--grain", "week"]
    let iso = try place.run(options + ["--weeks", "iso", "--model", "seasonal-naive"])
    let plain = try place.run(options + ["--model", "seasonal-naive"])
    #expect(iso.status == 0 && plain.status == 0)
    #expect(iso.errors.contains("the 53rd of 2020"), "\(iso.errors)")
    #expect(iso.output.split(separator: "\n").count == plain.output.split(separator: "\n").count)
  }

  @Test("a table of holidays is tried for flows, and what was found is said")
  func holidays() throws {
    let options = ["daily.csv", "--grain", "month", "--model", "ets", "--horizon", "2"]
    let result = try place.run(options + ["--holidays", "off.csv"])
    #expect(result.status == 0)
    #expect(
      result.errors.contains("revenue: modelled per working day, then times those of each month"),
      "\(result.errors)")
    #expect(result.errors.contains("lower per working day than as it is (MASE "))
    #expect(!result.errors.contains("staff: modelled"))
    let regions = try place.run(options + ["--holidays", "regions.csv"])
    #expect(regions.status == 0)
    let total = try place.run(options + ["--holidays", "regions.csv", "--by", "total"])
    #expect(total.status == 64 && total.errors.contains("the series have no column 'region'"))
  }

  @Test("a backtest scores the same models as a forecast")
  func backtest() throws {
    let result = try place.run(
      [
        "backtest", "daily.csv", "--kpi", "revenue", "--grain", "month", "--models", "naive",
        "--horizon", "3",
      ]
        + federation)
    #expect(result.status == 0 && result.errors.contains("modelled per week"))
    let raw = try place.run(
      [
        "backtest", "daily.csv", "--kpi", "revenue", "--grain", "month", "--models", "naive",
        "--horizon", "3",
      ])
    func error(_ text: String) -> Double {
      let lines = text.split(separator: "\n").map(String.init)
      let names = lines[0].split(separator: ",").map(String.init)
      let column = names.firstIndex(of: "mase") ?? 0
      var sum = 0.0
      for line in lines.dropFirst() {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        sum += Double(fields[column]) ?? .nan
      }
      return sum
    }
    #expect(error(result.output) < 0.5 * error(raw.output))
  }

  @Test("the project file says the calendar, and its KPIs when they are final")
  func project() throws {
    let inner = try Workplace()
    let files = FileManager.default
    for name in ["kpis.yml", "daily.csv", "calendars"] {
      try files.copyItem(
        at: place.folder.appending(path: "project/\(name)"), to: inner.folder.appending(path: name))
    }
    let result = try inner.run(["--model", "naive", "--horizon", "2", "--out", "out"])
    #expect(result.status == 0, "\(result.errors)")
    try Snapshot.expect(result.errors, named: "calendar-project")
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(try inner.read("out/manifest.json").utf8))
        as? [String: Any])
    let partial = try #require(manifest["partial"] as? [String: Any])
    #expect(partial["to"] as? String == "2024-06-15" && partial["used"] as? Bool == false)
    #expect(partial["unit"] as? String == "working days")
    #expect(
      (partial["pace"] as? [[String: Any]])?.map { $0["kpi"] as? String } == [
        "revenue", "staff", "per_head",
      ])
    #expect((manifest["options"] as? [String: Any])?["holidays_sha256"] != nil)
    let plain = try inner.run(["--horizon", "2", "--format", "csv"])
    let whole = try inner.run(["run", "--horizon", "2", "--out", "whole"])
    #expect(plain.status == 0 && whole.status == 0, "\(whole.errors)")
    #expect(try inner.read("whole/forecast.csv") == plain.output)
  }

  @Test("what cannot be counted in weeks, and an end of the year that is none, are refused")
  func refused() throws {
    let months = try place.run(["months.csv", "--weeks", "445"])
    #expect(months.status == 64 && months.errors.contains("--weeks 445 does not fit the periods"))
    let end = try place.run(["daily.csv", "--weeks", "445", "--year-end", "sometime"])
    #expect(end.status == 64 && end.errors.contains("last-saturday-september"))
    let holidays = try place.run(["daily.csv", "--holidays", "months.csv"])
    #expect(holidays.status == 65 && holidays.errors.contains("months.csv:1:1"))
    let absent = try place.run(["daily.csv", "--holidays", "none.csv"])
    #expect(absent.status == 66)
  }
}
