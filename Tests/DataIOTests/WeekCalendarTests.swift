import TemporalData
import Testing

@testable import DataIO

/// One series with value 1 on every day of 2023-01-01 to 2024-04-30.
private let daily: String = {
  guard let first = DateForm.day.ordinal(of: "2023-01-01") else { return "" }
  return "date,partner,revenue\n"
    + (0..<486).map { "\(CivilDate(daysSince1970: first + $0)),A,1\n" }.joined()
}()

private func schema(
  _ kind: WeekRule.Kind, _ extra: WeekYear.ExtraWeek? = nil, grain: Frequency? = .month
) -> PanelSchema {
  .with {
    $0.weeks = WeekRule(kind)
    ($0.weeks.month, $0.weeks.extraWeek) = (1, extra)
    ($0.fiscalStart, $0.fiscalName, $0.grain) = (2, .start, grain)
  }
}

@Test("days add up to months of four and five weeks; a 53rd week is one of its own")
func monthsOfWeeks() throws {
  let reading = try read(daily, schema(.fourFiveFour))
  let series = try #require(reading.panel.entries.first?.series.values)
  // 2023-01-01 to 2023-01-28 is the last month of the year before, in full.
  #expect(series.storage == [28, 28, 35, 28, 28, 35, 28, 28, 35, 28, 28, 35, 28, 28, 35])
  #expect(series.start.firstDay.description == "2023-01-01")
  #expect(series.start.advanced(by: 13).firstDay.description == "2024-02-04")
  #expect(reading.droppedPartial?.firstDay.description == "2024-04-07")
  #expect(
    reading.finding("week 53")?.hasPrefix("FY23 W53 = 2024-01-28 to 2024-02-03") == true)
  #expect(reading.finding("calendar")?.contains("the Saturday nearest the end of January") == true)
}

@Test("a kept 53rd week belongs to the last month, a dropped first one to none")
func otherExtraWeeks() throws {
  let kept = try read(daily, schema(.fourFiveFour, .keep))
  #expect(kept.panel.entries.first?.series.values.storage[12] == 35)
  #expect(kept.finding("week 53") == nil)
  let first = try read(daily, schema(.fourFiveFour, .dropFirst))
  let series = try #require(first.panel.entries.first?.series.values)
  #expect(series.start.advanced(by: 1).firstDay.description == "2023-02-05")
  #expect(series.storage.prefix(13).reduce(0, +) == 28 + 364)
}

@Test("quarters and years of whole weeks, and weeks that end when they do")
func otherGrains() throws {
  let quarters = try read(daily, schema(.fourFourFive, .keep, grain: .quarter))
  let values = try #require(quarters.panel.entries.first?.series.values)
  // The data covers one month of the first quarter; the last quarter of 2023 has a week more.
  #expect(values.storage == [91, 91, 91, 98])
  #expect(quarters.warnings.contains { $0.contains("begins before the data does (2023-01-01)") })
  let weeks = try read(daily, schema(.fourFourFive, grain: .week))
  #expect(weeks.panel.frequency == .week(startingOn: 7))
  let iso = try read(daily, .with { ($0.weeks, $0.grain) = (WeekRule(.iso), .week) })
  #expect(iso.panel.frequency == .week)
  let civil = try read(daily, .with { ($0.weeks, $0.grain) = (WeekRule(.iso), .month) })
  #expect(civil.panel.frequency == .month)
}

@Test("fiscal labels name months of whole weeks")
func fiscalLabels() throws {
  let table = "month,partner,revenue\nFY23 P01,A,4\nFY23 P02,A,5\nFY23 P03,A,4\n"
  let series = try #require(try read(table, schema(.fourFiveFour, grain: nil)).panel.entries.first)
  #expect(series.series.values.start.firstDay.description == "2023-01-29")
  #expect(series.series.values.end.firstDay.description == "2023-04-30")
  let byEnd = try read(
    table,
    .with {
      $0.weeks = WeekRule(.fourFourFive)
      $0.fiscalStart = 10
    })
  #expect(byEnd.panel.entries.first?.series.values.start.firstDay.description == "2022-10-02")
}

@Test("dates that tell only a month are refused for months of whole weeks")
func monthsUntold() throws {
  for dates in [["2024-01", "2024-02", "2024-03"], ["2024-01-01", "2024-02-01", "2024-03-01"]] {
    let table = "month,partner,revenue\n" + dates.map { "\($0),A,1\n" }.joined()
    let error = try #require(try failure(table, schema(.fourFourFive, grain: nil)))
    #expect(error.kind == .usage && error.what == "--weeks 445 does not fit the periods")
    #expect(error.fix?.contains("--weeks none") == true)
  }
  let weeks = "week,partner,revenue\n2024-W01,A,1\n2024-W02,A,1\n"
  #expect(try failure(weeks, schema(.fourFourFive, grain: nil))?.kind == .usage)
}

@Test("a table of holidays gives days off, those of a region with those of all")
func holidays() throws {
  let path = try TemporaryTable(
    "date,name,region\n2026-01-01,New Year,\n2026-10-03,Unity,DE\n2026-07-03,Independence,US\n2026-W53,shutdown,DE\n"
  )
  let table = try HolidayTable.read(.file(path.path))
  #expect(table.regions == ["DE", "US"])
  let month = { (text: String) throws in
    Period(.month, ordinal: try #require(DateForm.month.ordinal(of: text)))
  }
  let (all, german) = (table.holidays(), table.holidays(in: "de"))
  #expect(try month("2026-07").workingDays(without: all) == 22)
  #expect(try month("2026-07").workingDays(without: german) == 23)
  #expect(try month("2026-12").workingDays(without: german) == 23 - 4)
}

@Test("a fault in a table of holidays is told with its place")
func faultyHolidays() throws {
  let cases = [
    ("date,nam\n2026-01-01,x\n", "'nam' has no meaning in a table of holidays", 2),
    ("name\nx\n", "needs a column 'date'", nil),
    ("date,name\n2026-13-01,x\n", "\"2026-13-01\" is not a date", 1),
    ("date,name\n2026-01-01\n", "1 fields where the header has 2", nil),
  ]
  for (text, what, column) in cases {
    let error = try #require(try holidayFault(text))
    #expect(error.what.contains(what))
    #expect(error.location?.column == column)
  }
}

/// The error of reading a text as a table of holidays; nil if it can be read.
private func holidayFault(_ text: String) throws -> DataError? {
  let table = try TemporaryTable(text)
  do {
    _ = try HolidayTable.read(.file(table.path))
    return nil
  } catch {
    return error
  }
}
