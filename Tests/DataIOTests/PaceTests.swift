import TemporalData
import Testing

@testable import DataIO

/// Days from 2023-03-01 to 2024-06-14, each with the values that a function gives.
private func table(_ header: String, _ row: (CivilDate) -> String) throws -> String {
  let first = try #require(DateForm.day.ordinal(of: "2023-03-01"))
  let last = try #require(DateForm.day.ordinal(of: "2024-06-14"))
  return header + "\n"
    + (first...last).map { day in
      let date = CivilDate(daysSince1970: day)
      return "\(date),A,\(row(date))\n"
    }.joined()
}

private let byMonth = PanelSchema.with { $0.grain = .month }

@Test("a flow is compared with the sums of the same days a year before and of three months")
func paceOfFlow() throws {
  let text = try table("date,partner,revenue") {
    $0.year == 2024 && $0.month == 6 ? "3" : $0.month == 6 ? "2" : "4"
  }
  let reading = try read(text, byMonth)
  let partial = try #require(reading.partial)
  #expect(partial.period.firstDay.description == "2024-06-01" && !partial.isKept)
  #expect(partial.count == 14 && partial.unit == "days")
  let pace = try #require(partial.paces.first)
  #expect(pace.toDate == 42 && pace.overLastYear == 1.5 && pace.overRecent == 0.75)
  #expect(
    reading.warnings.first == """
      Jun 2024 is partial (to 2024-06-14): left out; --include-partial keeps it; pace: revenue is at 150 % of \
      Jun 2023 to the 14th, 75 % of the mean of the first 14 days of the 3 months before
      """)
}

@Test("a stock is compared by its last values, and days after the part do not count")
func paceOfStock() throws {
  let text = try table("date,partner,headcount") { date in
    date.day > 14 ? "900" : date.year == 2024 && date.month == 6 ? "60" : "50"
  }
  let pace = try #require(try read(text, byMonth).partial?.paces.first)
  #expect(pace.kpi == "headcount" && pace.toDate == 60)
  #expect(pace.overLastYear == 1.2 && pace.overRecent == 1.2)
}

@Test("a ratio is the ratio of the sums to date")
func paceOfRatio() throws {
  let text = try table("date,partner,won,closed") { date in
    date.year == 2024 && date.month == 6 ? "\(date.day % 2),1" : date.day > 14 ? "1,1" : "1,4"
  }
  let reading = try read(
    text,
    .with {
      ($0.grain, $0.numerator, $0.denominator) = (.month, "won", "closed")
      $0.kpis = ["win_rate"]
    })
  let pace = try #require(reading.partial?.paces.first)
  #expect(pace.kpi == "win_rate" && pace.toDate == 0.5)
  #expect(pace.overLastYear == 2 && pace.overRecent == 2)
}

@Test("with holidays the same number of working days is compared")
func paceInWorkingDays() throws {
  // 1 on Mondays to Fridays: any ten working days hold 10.
  let text = try table("date,partner,revenue") { $0.weekday <= 5 ? "1" : "0" }
  let reading = try read(
    text,
    .with {
      $0.grain = .month
      $0.holidays = Holidays([])
    })
  let partial = try #require(reading.partial)
  #expect(partial.count == 10 && partial.unit == "working days")
  #expect(partial.paces.first?.overLastYear == 1 && partial.paces.first?.overRecent == 1)
  #expect(reading.warnings.first?.contains("the first 10 working days of Jun 2023") == true)
}

@Test("months of a partial quarter are compared month by month")
func paceOfQuarter() throws {
  let months = (1...17).map {
    "\(2023 + ($0 - 1) / 12)-\(($0 - 1) % 12 < 9 ? "0" : "")\(($0 - 1) % 12 + 1),A,\($0)\n"
  }
  let reading = try read("month,partner,revenue\n" + months.joined(), .with { $0.grain = .quarter })
  let partial = try #require(reading.partial)
  #expect(partial.count == 2 && partial.unit == "months")
  let pace = try #require(partial.paces.first)
  // April and May: 16 + 17 beside 4 + 5, and the first two months of the three quarters before.
  #expect(pace.toDate == 33 && pace.overLastYear == 33.0 / 9)
  #expect(pace.overRecent.map { abs($0 - 33 / ((15 + 21 + 27) / 3.0)) < 1e-12 } == true)
}

@Test("without finer dates, or earlier periods, there is no pace")
func noPace() throws {
  let reading = try read(
    "month,partner,revenue\n2024-01,A,1\n2024-02,A,1\n2024-03,A,1\n",
    .with { $0.asOf = CivilDate(year: 2024, month: 3, day: 10) })
  #expect(reading.partial?.paces == [] && reading.droppedPartial != nil)
}

@Test("periods that are not final are left out KPI by KPI, with their dates")
func lagDays() throws {
  let rows = (1...12).map { "2024-\($0 < 10 ? "0" : "")\($0),A,\($0),\(2 * $0)\n" }.joined()
  let reading = try read(
    "month,partner,revenue,deals\n" + rows, .with { $0.lagDays = ["revenue": 40, "deals": 0] })
  #expect(reading.values["A / revenue"]?.count == 10 && reading.values["A / deals"]?.count == 12)
  #expect(
    reading.warnings.contains(
      """
      revenue: Nov 2024 to Dec 2024 are not final before 2025-02-09 (lag_days 40, as of 2024-12-31): left \
      out; --as-of 2025-02-09 uses them
      """))
  let later = try read(
    "month,partner,revenue,deals\n" + rows,
    .with {
      $0.lagDays = ["revenue": 40]
      $0.asOf = CivilDate(year: 2025, month: 1, day: 9)
    })
  #expect(later.values["A / revenue"]?.count == 11)
  let never = try read(
    "month,partner,revenue,deals\n" + rows, .with { $0.lagDays = ["revenue": 900] })
  #expect(never.values["A / revenue"]?.count == 12)
  #expect(never.warnings.contains { $0.contains("no month is final 900 days") })
}

@Test("silence does not go on into periods that are not final")
func lagOfSilence() throws {
  var rows = (1...12).map { "2024-\($0 < 10 ? "0" : "")\($0),A,\($0)\n" }.joined()
  rows += "2024-01,B,1\n2024-05,B,1\n"
  let reading = try read("month,partner,revenue\n" + rows, .with { $0.lagDays = ["revenue": 40] })
  #expect(reading.values["B / revenue"] == [1, 0, 0, 0, 1, 0, 0, 0, 0, 0])
}
