import TemporalData
import Testing

@Suite("Years of whole weeks")
struct RetailCalendarTests {
  /// The calendar of the National Retail Federation: nrf.com/resources/4-5-4-calendar.
  private func nrf(_ extra: WeekYear.ExtraWeek = .restate) throws -> RetailCalendar {
    let weeks = try #require(
      WeekYear(endsOn: 6, anchor: .nearest, month: 1, yearName: .start, extraWeek: extra))
    return RetailCalendar(.fourFiveFour, weeks: weeks)
  }

  private static var everyRule: [RetailCalendar] {
    var all: [RetailCalendar] = []
    for pattern in RetailCalendar.Pattern.allCases {
      for anchor in WeekYear.Anchor.allCases {
        for extra in WeekYear.ExtraWeek.allCases {
          for (endsOn, month) in [(6, 1), (7, 12), (6, 9), (5, 2), (1, 6)] {
            guard
              let weeks = WeekYear(endsOn: endsOn, anchor: anchor, month: month, extraWeek: extra)
            else { continue }
            all.append(RetailCalendar(pattern, weeks: weeks))
          }
        }
      }
    }
    return all
  }

  private func date(_ text: String) throws -> CivilDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
  }

  @Test(
    "the retail federation's years begin and end when it says, 2012, 2017 and 2023 with 53 weeks")
  func federation() throws {
    let weeks = try nrf().weeks
    let published = [
      (2012, "2012-01-29", "2013-02-02", 53), (2016, "2016-01-31", "2017-01-28", 52),
      (2017, "2017-01-29", "2018-02-03", 53), (2022, "2022-01-30", "2023-01-28", 52),
      (2023, "2023-01-29", "2024-02-03", 53), (2024, "2024-02-04", "2025-02-01", 52),
    ]
    for (name, first, last, count) in published {
      let year = weeks.year(named: name)
      let days = weeks.days(ofYear: year)
      #expect(days.first.description == first && days.last.description == last)
      #expect(weeks.weekCount(ofYear: year) == count)
      #expect(weeks.name(ofYear: year) == name)
    }
    let long = (2007...2030).filter { weeks.weekCount(ofYear: weeks.year(named: $0)) == 53 }
    #expect(long == [2012, 2017, 2023, 2028])
  }

  @Test("its fiscal February and March 2023 have four and five weeks")
  func federationMonths() throws {
    let months = try nrf().frequency(.month)
    let first = Period(months, containing: try date("2023-01-29"))
    let dates = (0..<3).map { first.advanced(by: $0) }.map { "\($0.firstDay) \($0.lastDay)" }
    #expect(
      dates == ["2023-01-29 2023-02-25", "2023-02-26 2023-04-01", "2023-04-02 2023-04-29"])
    let last = first.advanced(by: 11)
    #expect("\(last.firstDay) \(last.lastDay)" == "2023-12-31 2024-01-27")
    #expect(first.advanced(by: 12).firstDay.description == "2024-02-04")
    let kept = Period(try nrf(.keep).frequency(.month), containing: try date("2024-02-03"))
    #expect("\(kept.firstDay) \(kept.lastDay)" == "2023-12-31 2024-02-03")
    let later = Period(try nrf(.dropFirst).frequency(.month), containing: try date("2023-02-05"))
    #expect("\(later.firstDay) \(later.lastDay)" == "2023-02-05 2023-03-04")
  }

  @Test(
    "years that end on the last Saturday of September are Apple's: fiscal 2017 and 2023 had 53 weeks"
  )
  func lastSaturday() throws {
    let weeks = try #require(WeekYear(endsOn: 6, anchor: .last, month: 9))
    let published = [
      (2017, "2017-09-30", 53), (2018, "2018-09-29", 52), (2022, "2022-09-24", 52),
      (2023, "2023-09-30", 53), (2024, "2024-09-28", 52),
    ]
    for (year, last, count) in published {
      #expect(weeks.days(ofYear: year).last.description == last)
      #expect(weeks.weekCount(ofYear: year) == count)
    }
  }

  @Test("the weeks of ISO 8601 are those of years that end on the Sunday nearest 31 December")
  func iso() throws {
    let start = try date("1998-01-01").daysSince1970
    for offset in 0..<12_000 {
      let day = CivilDate(daysSince1970: start + offset)
      let week = Period(.week, containing: day)
      #expect(WeekYear.iso.label(week) == FiscalCalendar.calendarYear.label(week))
    }
    let long = (1998...2030).filter { WeekYear.iso.weekCount(ofYear: $0) == 53 }
    #expect(long == [1998, 2004, 2009, 2015, 2020, 2026])
  }

  @Test("every day lies in one month, or in a week that stands outside", arguments: everyRule)
  func partition(_ calendar: RetailCalendar) throws {
    let start = try date("2005-03-01").daysSince1970
    let parts = RetailCalendar.Part.allCases.map(calendar.frequency)
    for offset in stride(from: 0, to: 9_000, by: 1) {
      let day = CivilDate(daysSince1970: start + offset)
      for part in parts {
        let period = Period(part, containing: day)
        #expect(period.holds(day) != calendar.weeks.isExtra(day))
      }
    }
  }

  @Test(
    "months follow each other without gaps but for a 53rd week, and years hold 52",
    arguments: everyRule)
  func lengths(_ calendar: RetailCalendar) {
    for ordinal in 30 * 12..<55 * 12 {
      let month = Period(calendar.frequency(.month), ordinal: ordinal)
      let next = month.advanced(by: 1)
      let gap = next.firstDay.daysSince1970 - month.lastDay.daysSince1970 - 1
      #expect(gap == 0 || (gap == 7 && ordinal % 12 == 11 && calendar.weeks.extraWeek != .keep))
      #expect(Period(month.frequency, containing: month.firstDay) == month)
      #expect(Period(month.frequency, containing: month.lastDay) == month)
      #expect([4, 5, 6].contains(month.dayCount / 7) && month.dayCount % 7 == 0)
    }
    for ordinal in 30..<55 {
      let year = Period(calendar.frequency(.year), ordinal: ordinal)
      let weeks = calendar.weeks.weekCount(ofYear: 1970 + ordinal)
      #expect(year.dayCount == 7 * (calendar.weeks.extraWeek == .keep ? weeks : 52))
      #expect(calendar.weekCount(year) == year.dayCount / 7)
    }
  }

  @Test("sums over months are sums over their days, and with the 53rd weeks those of all days")
  func sums() throws {
    let calendar = try nrf()
    let start = try date("2021-01-31")
    let values = (0..<1_470).map { Double($0 % 97) }
    let days = TimeSeries(start: Period(.day, containing: start), storage: values)
    for extra in WeekYear.ExtraWeek.allCases {
      let calendar = RetailCalendar(.fourFiveFour, weeks: calendar.weeks.with(extra))
      let months = try days.aggregated(
        to: calendar.frequency(.month), by: .sum, keepingPartial: true)
      let outside = values.indices.filter {
        calendar.weeks.isExtra(CivilDate(daysSince1970: start.daysSince1970 + $0))
      }
      #expect(outside.count == (extra == .keep ? 0 : 7))
      let rest = outside.reduce(0) { $0 + values[$1] }
      #expect(months.storage.reduce(0, +) + rest == values.reduce(0, +))
    }
  }

  @Test("weeks add up to months only if they end on the same day")
  func division() throws {
    let months = try nrf().frequency(.month)
    #expect(Frequency.week(startingOn: 7).divides(months) && !Frequency.week.divides(months))
    #expect(Frequency.day.divides(months) && !Frequency.month.divides(months))
    #expect(months.divides(try nrf().frequency(.quarter)) && !months.divides(.quarter))
    #expect(!months.divides(try nrf(.keep).frequency(.quarter)))
    #expect(months.seasonLength == 12 && months.unitName == "month")
  }

  @Test("a frequency reads back from its text", arguments: everyRule)
  func text(_ calendar: RetailCalendar) {
    for part in RetailCalendar.Part.allCases {
      let frequency = calendar.frequency(part)
      #expect(Frequency(frequency.description) == frequency)
    }
    for text in ["", "-", "month-", "month-445", "month-446-last-sat-sep-end-keep", "445"] {
      #expect(Frequency(text) == nil && RetailCalendar(text) == nil)
    }
  }

  @Test("labels name the fiscal year as it is called")
  func labels() throws {
    let calendar = try nrf()
    let day = try date("2023-03-15")
    let months = Period(calendar.frequency(.month), containing: day)
    #expect(calendar.label(months) == "FY23 P02")
    #expect(calendar.label(Period(calendar.frequency(.quarter), containing: day)) == "FY23 Q1")
    #expect(
      FiscalCalendar.calendarYear.label(Period(calendar.frequency(.year), containing: day))
        == "FY2023")
    #expect(FiscalCalendar.calendarYear.months(months) == "2023-02-26 to 2023-04-01")
    #expect(
      calendar.weeks.label(Period(calendar.weeks.week, containing: try date("2024-01-31")))
        == "FY23 W53")
    #expect(calendar.label(Period(.month, containing: day)) == nil)
    #expect(calendar.weeks.endInWords == "the Saturday nearest the end of January")
  }

  @Test("a rule left unsaid ends the year on the Saturday nearest the month before it begins")
  func rules() throws {
    let july = try #require(FiscalCalendar(firstMonth: 7))
    let rule = WeekRule(.fourFourFive)
    let weeks = try #require(rule.weekYear(in: july))
    #expect(weeks.month == 6 && weeks.endsOn == 6 && weeks.anchor == .nearest)
    #expect(rule.retailCalendar(in: .calendarYear)?.weeks.month == 12)
    #expect(
      WeekRule(.iso).weekYear(in: july) == .iso && WeekRule(.iso).retailCalendar(in: july) == nil)
    #expect(WeekRule().weekYear(in: july) == nil)
    #expect(WeekYear(endsOn: 8) == nil && WeekYear(month: 0) == nil)
  }

  @Test(
    "periods far away neither trap nor run backwards",
    arguments: [Int.min, -1 << 50, 1 << 50, .max])
  func extremes(_ ordinal: Int) throws {
    for part in RetailCalendar.Part.allCases {
      let period = Period(try nrf().frequency(part), ordinal: ordinal)
      #expect(period.firstDay <= period.lastDay)
      #expect(try nrf().label(period) != nil)
    }
  }

  @Test("lengths are the weeks and working days of periods over the usual ones")
  func lengthsOfPeriods() throws {
    let calendar = try nrf()
    let month = Period(calendar.frequency(.month), containing: try date("2023-03-15"))
    #expect(PeriodLength.weeks.count(month) == 5)
    #expect(abs(PeriodLength.weeks.share(month) - 5 / (52.0 / 12)) < 1e-12)
    let holidays = Holidays([try date("2026-12-25"), try date("2026-12-26")])
    let december = Period(.month, containing: try date("2026-12-01"))
    #expect(PeriodLength.workingDays(holidays).count(december) == 22)
    #expect(PeriodLength.workingDays(.none).count(december) == 23)
    #expect(PeriodLength.weeks.count(Period(.index, ordinal: 3)) == 1)
  }
}
