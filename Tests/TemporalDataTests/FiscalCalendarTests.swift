import Foundation
import TemporalData
import Testing

@Suite("Fiscal calendar")
struct FiscalCalendarTests {
  private func date(_ year: Int, _ month: Int, _ day: Int = 1) throws -> CivilDate {
    try #require(CivilDate(year: year, month: month, day: day))
  }

  @Test("a year is called after the calendar year it ends in, or begins in where asked")
  func yearNames() throws {
    let july = try #require(FiscalCalendar(firstMonth: 7))
    #expect(july.year(of: try date(2019, 6, 30)) == 2019)
    #expect(july.year(of: try date(2019, 7)) == 2020)
    #expect(july.year(of: try date(2020, 6, 30)) == 2020)
    let started = try #require(FiscalCalendar(firstMonth: 7, yearName: .start))
    #expect(started.year(of: try date(2019, 7)) == 2019)
    for name in FiscalCalendar.YearName.allCases {
      let plain = try #require(FiscalCalendar(firstMonth: 1, yearName: name))
      #expect(plain.year(of: try date(2019, 12, 31)) == 2019)
    }
  }

  @Test("labels of every frequency, calendar and fiscal")
  func labels() throws {
    let july = try #require(FiscalCalendar(firstMonth: 7))
    let day = try date(2020, 5, 14)
    let expected: [(Frequency, String, String)] = [
      (.day, "2020-05-14", "2020-05-14"), (.week, "2020-W20", "2020-W20"),
      (.week(startingOn: 7), "2020-05-10", "2020-05-10"), (.month, "2020-05", "2020-05"),
      (.quarter, "2020 Q2", "FY20 Q4"), (.year, "2020", "2020-01-01"),
      (.year(anchor: 7), "2019-07-01", "FY2020"),
      (.quarter(anchor: 2), "2020-05-01", "2020-05-01"),
    ]
    for (frequency, calendar, fiscal) in expected {
      let period = Period(frequency, containing: day)
      #expect(FiscalCalendar.calendarYear.label(period) == calendar)
      #expect(july.label(period) == fiscal)
    }
    #expect(july.label(Period(.index, ordinal: 17)) == "17")
    #expect(july.label(Period(.quarter, containing: try date(2099, 8))) == "FY00 Q1")
  }

  @Test("the real months stand beside a label")
  func months() throws {
    let july = try #require(FiscalCalendar(firstMonth: 7))
    let day = try date(2020, 5, 14)
    #expect(july.months(Period(july.quarter, containing: day)) == "2020-04 to 2020-06")
    #expect(july.months(Period(july.year, containing: day)) == "2019-07 to 2020-06")
    #expect(july.months(Period(.month, containing: day)) == "2020-05")
    #expect(july.months(Period(.index, ordinal: 3)) == "3")
  }

  @Test("ISO weeks agree with their definition at the turn of every year for 400 years")
  func isoWeeks() throws {
    for year in 1800..<2200 {
      // 4 January is always in week 1, 28 December always in the last.
      let first = Period(.week, containing: try date(year, 1, 4))
      #expect(FiscalCalendar.calendarYear.label(first) == "\(year)-W01")
      let last = FiscalCalendar.calendarYear.label(
        Period(.week, containing: try date(year, 12, 28)))
      #expect(last == "\(year)-W52" || last == "\(year)-W53")
      let before = FiscalCalendar.calendarYear.label(first.advanced(by: -1))
      #expect(before.hasPrefix("\(year - 1)-W5"))
    }
  }

  @Test("fiscal quarters make up fiscal years, and months fiscal quarters", arguments: 1...12)
  func frequencies(firstMonth: Int) throws {
    let calendar = try #require(FiscalCalendar(firstMonth: firstMonth))
    #expect(calendar.quarter.divides(calendar.year))
    #expect(calendar.frequency(.quarter) == calendar.quarter)
    #expect(calendar.frequency(.year) == calendar.year)
    for same in [Frequency.day, .week, .month, .index] { #expect(calendar.frequency(same) == same) }
    var seen: [Int: Set<Int>] = [:]
    for month in 1...12 {
      let day = try date(2021, month, 17)
      let period = Period(calendar.quarter, containing: day)
      #expect(calendar.quarter(of: period.firstDay) == calendar.quarter(of: day))
      #expect(calendar.year(of: period.lastDay) == calendar.year(of: day))
      seen[calendar.quarter(of: day), default: []].insert(month)
    }
    #expect(seen.keys.sorted() == [1, 2, 3, 4] && seen.values.allSatisfy { $0.count == 3 })
    #expect(seen[1]?.contains(firstMonth) == true)
  }

  @Test("a first month outside 1 to 12 is no calendar, in code and in JSON")
  func refusals() throws {
    #expect(FiscalCalendar(firstMonth: 0) == nil)
    #expect(FiscalCalendar(firstMonth: 13) == nil)
    let bad = Data(#"{"firstMonth": 13}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(FiscalCalendar.self, from: bad) }
    let short = Data(#"{"firstMonth": 4}"#.utf8)
    let read = try JSONDecoder().decode(FiscalCalendar.self, from: short)
    #expect(read == FiscalCalendar(firstMonth: 4))
    #expect(try JSONDecoder().decode(FiscalCalendar.self, from: JSONEncoder().encode(read)) == read)
  }
}
