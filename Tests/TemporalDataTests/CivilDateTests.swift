import TemporalData
import Testing

@Suite("Civil date")
struct CivilDateTests {
  /// Counts days one by one by the rules a child learns: thirty days hath September.
  private struct Counter {
    var year: Int, month = 1, day = 1

    private var length: Int {
      let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    mutating func step() {
      day += 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  @Test("every day from 1582 to 2450 agrees with a count day by day, forwards and back")
  func counting() throws {
    var counter = Counter(year: 1582)
    let first = try #require(CivilDate(year: 1582, month: 1, day: 1))
    var weekday = first.weekday
    var disagreements = 0
    let end = try #require(CivilDate(year: 2451, month: 1, day: 1))
    for days in first.daysSince1970..<end.daysSince1970 {
      let date = CivilDate(daysSince1970: days)
      let parts = CivilDate(year: counter.year, month: counter.month, day: counter.day)
      if date != parts || date.daysSince1970 != days || date.weekday != weekday {
        disagreements += 1
      }
      counter.step()
      weekday = weekday % 7 + 1
    }
    #expect(disagreements == 0)
    #expect((counter.year, counter.month, counter.day) == (2451, 1, 1))
  }

  @Test(
    "known days have their known number and weekday",
    arguments: [
      (1970, 1, 1, 0, 4), (1969, 12, 31, -1, 3), (2000, 2, 29, 11_016, 2), (2000, 3, 1, 11_017, 3),
      (1900, 3, 1, -25_508, 4), (2026, 3, 1, 20_513, 7), (1, 1, 1, -719_162, 1),
      (9999, 12, 31, 2_932_896, 5),
    ])
  func known(year: Int, month: Int, day: Int, number: Int, weekday: Int) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(date.daysSince1970 == number)
    #expect(date.weekday == weekday)
    #expect(CivilDate(daysSince1970: number) == date)
  }

  @Test(
    "days that do not exist are no dates",
    arguments: [
      (2025, 2, 29), (1900, 2, 29), (2100, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1),
      (2024, 0, 1), (2024, 1, 0), (2024, 1, 32), (0, 1, 1), (10_000, 1, 1), (-1, 1, 1),
      (.max, 1, 1), (2024, .min, .max),
    ])
  func impossible(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test("leap days exist in leap years", arguments: [4, 1600, 1996, 2000, 2024, 2400])
  func leapDays(year: Int) {
    #expect(CivilDate(year: year, month: 2, day: 29) != nil)
    #expect(CivilDate.days(inMonth: 2, of: year) == 29)
    #expect((1...12).reduce(0) { $0 + CivilDate.days(inMonth: $1, of: year) } == 366)
  }

  @Test("dates order as their day numbers do")
  func order() {
    var generator = TestGenerator(seed: 1)
    for _ in 0..<2_000 {
      let a = Int.random(in: -800_000...3_000_000, using: &generator)
      let b = a + Int.random(in: -400...400, using: &generator)
      #expect((CivilDate(daysSince1970: a) < CivilDate(daysSince1970: b)) == (a < b))
    }
  }

  @Test("counting goes on beyond years 1 and 9999 and stops without failing")
  func beyond() throws {
    #expect(CivilDate(daysSince1970: 2_932_897).description == "10000-01-01")
    #expect(CivilDate(daysSince1970: -719_163).description == "0000-12-31")
    #expect(CivilDate(daysSince1970: -719_163 - 366).description == "-0001-12-31")
    for days in [-800_000, 2_940_000, 1_000_000_000, -1_000_000_000] {
      #expect(CivilDate(daysSince1970: days).daysSince1970 == days)
    }
    #expect(CivilDate(daysSince1970: .max).daysSince1970 == 1 << 40)
    #expect(CivilDate(daysSince1970: .min).daysSince1970 == -1 << 40)
  }

  @Test("a date reads as ISO 8601")
  func description() throws {
    #expect(try #require(CivilDate(year: 812, month: 3, day: 9)).description == "0812-03-09")
  }
}
