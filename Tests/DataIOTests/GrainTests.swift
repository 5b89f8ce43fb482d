import TemporalData
import Testing

@testable import DataIO

/// One series with value 1 on each date.
private func table(_ dates: [String]) -> String {
  "date,partner,revenue\n" + dates.map { "\($0),A,1\n" }.joined()
}

private func days(_ offsets: some Sequence<Int>, from start: String) throws -> [String] {
  let first = try #require(DateForm.day.ordinal(of: start))
  return offsets.map { CivilDate(daysSince1970: first + $0).description }
}

@Test("the grain is the smallest frequency that explains the dates")
func detectedGrains() throws {
  let cases: [(dates: [String], grain: Frequency)] = [
    (["2024-01-01", "2024-02-01", "2024-03-01"], .month),
    (["2024-01-31", "2024-02-29", "2024-03-31"], .month),
    (["2024-01-15", "2024-02-15", "2024-04-15"], .month),
    (["2024-01-01", "2024-04-01", "2024-07-01"], .quarter),
    (["2024-03-31", "2024-06-30", "2024-09-30"], .quarter),
    (["2024-02-01", "2024-05-01", "2024-08-01"], .quarter(anchor: 2)),
    (["2020-01-01", "2021-01-01", "2022-01-01"], .year),
    (["2020-12-31", "2021-12-31", "2022-12-31"], .year),
    (["2020-07-01", "2021-07-01", "2023-07-01"], .year(anchor: 7)),
    (try days([0, 7, 14, 28], from: "2024-01-07"), .week(startingOn: 7)),
    (try days(0..<90, from: "2024-01-01"), .day),
    (try days((0..<90).filter { $0 % 7 < 5 }, from: "2024-01-01"), .day),
    (["2024-01", "2024-02", "2024-03"], .month),
    (["2024-03", "2024-06", "2024-09"], .quarter),
    (["2024-Q1", "2024-Q2"], .quarter), (["2020", "2021"], .year),
    (["202401", "202402"], .month), (["2024-W01", "2024-W03"], .week), (["1", "2"], .index),
    (["2024-01-01"], .month),
  ]
  for (dates, grain) in cases {
    #expect(try read(table(dates)).panel.frequency == grain, "\(dates)")
  }
}

@Test("transactions on a few days per month are proposed as months")
func transactions() throws {
  let dates = ["2024-01-05", "2024-01-19", "2024-02-02", "2024-03-30", "2024-04-11", "2024-04-29"]
  let reading = try read(table(dates))
  #expect(reading.panel.frequency == .month)
  #expect(reading.values == ["A / revenue": [2, 1, 1, 2]])
  #expect(reading.finding("grain")?.contains("per month") == true)
}

@Test("dates of different series in different months of the quarter are months")
func mixedQuarters() throws {
  let text = "ds,unique_id,y\n2024-01-01,A,1\n2024-04-01,A,1\n2024-02-01,B,1\n2024-05-01,B,1\n"
  #expect(try read(text).panel.frequency == .month)
}

@Test("an asked grain that is finer than the periods is refused")
func finerGrain() throws {
  let error = try #require(
    try failure("month,y\n2024-01,1\n2024-02,2\n", .with { $0.grain = .day }))
  #expect(error.kind == .usage)
  #expect(error.fix == "use --grain month or longer")
  #expect(try failure("ds,y\n1,1\n2,2\n", .with { $0.grain = .month })?.kind == .usage)
}

@Test("a last month that ends early is left out with a warning, and kept on request")
func partialMonth() throws {
  let dates = try days(0..<(31 + 29 + 14), from: "2024-01-01")
  let reading = try read(table(dates), .with { $0.grain = .month })
  #expect(reading.values == ["A / revenue": [31, 29]])
  #expect(reading.droppedPartial == Period(.month, ordinal: 54 * 12 + 2))
  #expect(
    reading.warnings == [
      "Mar 2024 is partial (to 2024-03-14): left out; --include-partial keeps it; "
        + "pace: revenue is at 100 % of the mean of the first 14 days of the 2 months before"
    ])
  let kept = try read(table(dates), .with { ($0.grain, $0.includePartial) = (.month, true) })
  #expect(kept.values == ["A / revenue": [31, 29, 14]])
  #expect(kept.droppedPartial == nil)
}

@Test("a last month that ends on a weekend before its end is complete")
func weekendEnd() throws {
  let dates = try days((0..<89).filter { $0 % 7 < 5 }, from: "2024-01-01")
  let reading = try read(table(dates), .with { $0.grain = .month })
  #expect(reading.droppedPartial == nil)
}

@Test("the last quarter of monthly data without its last month is partial")
func partialQuarter() throws {
  let months = (1...8).map { "2024-0\($0)-01" }
  let reading = try read(table(months), .with { $0.grain = .quarter })
  #expect(reading.values == ["A / revenue": [3, 3]])
  #expect(reading.droppedPartial?.description == "2024-07-01")
}

@Test("the day of analysis ends the data and makes the month around it partial")
func asOf() throws {
  let months = ["2024-01", "2024-02", "2024-03", "2024-04"]
  let reading = try read(
    table(months), .with { $0.asOf = CivilDate(year: 2024, month: 3, day: 10) })
  #expect(reading.values == ["A / revenue": [1, 1]])
  #expect(reading.asOf == CivilDate(year: 2024, month: 3, day: 10))
  #expect(reading.finding("as-of") == "1 row lies after it: not used")
}

@Test("a panel that is nothing but one partial period is kept")
func onlyPartial() throws {
  let reading = try read(
    table(["2024-01-02", "2024-01-05"]),
    .with { ($0.grain, $0.asOf) = (.month, CivilDate(year: 2024, month: 1, day: 9)) })
  #expect(reading.values == ["A / revenue": [2]])
  #expect(reading.warnings.first?.contains("kept") == true)
}
