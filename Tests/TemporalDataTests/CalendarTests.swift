import TemporalData
import Testing
import _TestSupport

@Suite("Calendar")
struct CalendarTests {
  private static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(daysSince1970: 0).replaced(year, month, day)
  }

  private static func month(_ year: Int, _ month: Int) -> Period {
    Period(.month, ordinal: (year - 1970) * 12 + month - 1)
  }

  @Test(
    "Easter falls on the published dates",
    arguments: [
      // J. Meeus, Astronomical Algorithms, 2nd ed. (1998), chapter 8; US Census Bureau, Easter dates
      (1598, 3, 22), (1818, 3, 22), (1886, 4, 25), (1943, 4, 25), (1954, 4, 18), (1991, 3, 31),
      (2000, 4, 23), (2008, 3, 23), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5),
      (2038, 4, 25), (2285, 3, 22),
    ])
  func easter(year: Int, month: Int, day: Int) {
    #expect(Easter.sunday(of: year) == Self.date(year, month, day))
  }

  @Test(
    "Easter is a Sunday from 22 March to 25 April in every year", arguments: [-400, 0, 1600, 9000])
  func range(start: Int) {
    for year in start..<start + 400 {
      let easter = Easter.sunday(of: year)
      #expect(easter.weekday == 7 && easter.year == year)
      #expect((easter.month, easter.day) >= (3, 22) && (easter.month, easter.day) <= (4, 25))
    }
  }

  @Test(
    "weekdays of a period are those of its days",
    arguments: [Frequency.week(startingOn: 3), .month, .quarter, .year(anchor: 7), .day])
  func weekdays(frequency: Frequency) {
    for ordinal in [-300, -1, 0, 5, 55, 411] {
      let period = Period(frequency, ordinal: ordinal)
      var counts = [Int](repeating: 0, count: 7)
      for day in period.firstDay.daysSince1970...period.lastDay.daysSince1970 {
        counts[CivilDate(daysSince1970: day).weekday - 1] += 1
      }
      #expect(period.weekdayCounts == counts)
      #expect(period.dayCount == counts.reduce(0, +))
      #expect(period.workingDays() == counts.prefix(5).reduce(0, +))
      #expect(period.tradingDayContrasts == (0..<6).map { counts[$0] - counts[6] })
    }
  }

  @Test("holidays on working days are taken off once, those at weekends not at all")
  func holidays() {
    let holidays = Holidays([
      Self.date(2026, 1, 1), Self.date(2026, 1, 1), Self.date(2026, 1, 3), Self.date(2026, 4, 3),
    ])
    #expect(Self.month(2026, 1).workingDays() == 22)
    #expect(Self.month(2026, 1).workingDays(without: holidays) == 21)
    #expect(Self.month(2026, 2).workingDays(without: holidays) == 20)
    #expect(Self.month(2026, 4).workingDays(without: holidays) == 21)
    #expect(Period(.year, ordinal: 56).workingDays(without: holidays) == 259)
  }

  @Test("the share of Easter is split between months and is whole over a year")
  func easterShare() {
    // Easter Sunday is 31 March in 2024 and 4 April in 2021: the eight days before it
    #expect(Self.month(2024, 3).easterShare() == 1)
    #expect(Self.month(2024, 4).easterShare() == 0)
    #expect(Self.month(2021, 3).easterShare() == 5.0 / 8)
    #expect(Self.month(2021, 4).easterShare() == 3.0 / 8)
    // with Easter Monday
    #expect(Self.month(2024, 4).easterShare(daysBefore: 2, daysAfter: 1) == 0.25)
    #expect(Self.month(2024, 3).easterShare(daysBefore: 0, daysAfter: 0) == 1)
    for year in 1990..<2040 {
      let months = (1...12).map { Self.month(year, $0).easterShare() }
      #expect(months.reduce(0, +) == 1)
    }
    #expect(Period(.year, ordinal: 50).easterShare() == 1)
    #expect(Period(.index, ordinal: 20_000).easterShare() == 0)
  }

  @Test("the leap day averages out over four years")
  func leap() {
    let months = (0..<48).map { Self.month(2021, 1).advanced(by: $0).leapFebruary }
    #expect(months.reduce(0, +) == 0 && months.max() == 0.75)
    #expect(Period(.quarter, ordinal: 200).leapFebruary == 0)
  }

  @Test("a pulse counts days of the event over those of the event or the period")
  func pulses() {
    let day = CalendarEvent("a", start: Self.date(2026, 3, 9), weight: 2)
    #expect(day.value(in: Self.month(2026, 3)) == 2 && day.value(in: Self.month(2026, 4)) == 0)
    let long = CalendarEvent("b", start: Self.date(2026, 1, 28), end: Self.date(2026, 3, 9))
    #expect(long.value(in: Self.month(2026, 1)) == 4.0 / 31)
    #expect(long.value(in: Self.month(2026, 2)) == 1)
    #expect(long.value(in: Self.month(2026, 3)) == 9.0 / 31)
    #expect(long.value(in: Period(.year, ordinal: 56)) == 1)
    let turned = CalendarEvent("c", start: Self.date(2026, 3, 9), end: Self.date(2026, 1, 1))
    #expect(turned.end == turned.start)
  }

  @Test("a shift begins within its first period and stays")
  func shifts() {
    let shift = CalendarEvent("a", start: Self.date(2026, 4, 16), kind: .shift)
    let values = (1...7).map { shift.value(in: Self.month(2026, $0)) }
    #expect(values == [0, 0, 0, 0.5, 1, 1, 1])
    let ended = CalendarEvent(
      "b", start: Self.date(2026, 4, 1), end: Self.date(2026, 5, 31), kind: .shift)
    #expect((3...6).map { ended.value(in: Self.month(2026, $0)) } == [0, 1, 1, 0])
  }

  @Test("a temporary change dies away by its decay")
  func temporary() {
    let change = CalendarEvent("a", start: Self.date(2026, 4, 16), kind: .temporary(decay: 0.5))
    #expect((3...7).map { change.value(in: Self.month(2026, $0)) } == [0, 1, 0.5, 0.25, 0.125])
  }

  @Test(
    "periods at the ends of all time do not stop the program", arguments: [Int.min, .max, 1 << 40])
  func extremes(ordinal: Int) {
    for frequency in [Frequency.day, .week, .month, .quarter, .year, .index] {
      let period = Period(frequency, ordinal: ordinal)
      #expect(period.workingDays() >= 0)
      #expect(0...1 ~= period.easterShare())
      let event = CalendarEvent("a", start: Self.date(2026, 4, 16), kind: .temporary(decay: 0.9))
      #expect(event.value(in: period).isFinite)
    }
  }
}

extension CivilDate {
  /// A date that is known to exist.
  fileprivate func replaced(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day) ?? self
  }
}
