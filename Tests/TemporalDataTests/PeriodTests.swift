import TemporalData
import Testing

/// Every frequency with every anchor.
let everyFrequency: [Frequency] =
  [.day, .month, .index] + (1...7).map { .week(startingOn: $0) }
  + (1...3).map { .quarter(anchor: $0) } + (1...12).map { .year(anchor: $0) }

@Suite("Period")
struct PeriodTests {
  @Test("the slot of 1 January 1970 has ordinal 0", arguments: everyFrequency)
  func origin(frequency: Frequency) {
    #expect(Period(frequency, containing: CivilDate(daysSince1970: 0)).ordinal == 0)
  }

  @Test("slots cover every day of two centuries once and in order", arguments: everyFrequency)
  func tiling(frequency: Frequency) {
    var problems = 0
    var period = Period(frequency, containing: CivilDate(daysSince1970: -30_000))
    for days in (-30_000)...46_097 {
      let date = CivilDate(daysSince1970: days)
      let found = Period(frequency, containing: date)
      if found != period {
        // A new slot begins on its first day, the day after the last slot's last.
        if found != period.advanced(by: 1) || found.firstDay != date { problems += 1 }
        if period.lastDay.daysSince1970 != days - 1 { problems += 1 }
        period = found
      }
      if date < found.firstDay || date > found.lastDay { problems += 1 }
    }
    #expect(problems == 0)
  }

  @Test("slots begin where their anchor says", arguments: everyFrequency)
  func anchors(frequency: Frequency) {
    for ordinal in stride(from: -5_000, to: 5_000, by: 7) {
      let first = Period(frequency, ordinal: ordinal).firstDay
      switch frequency {
      case .week(let start): #expect(first.weekday == start)
      case .month: #expect(first.day == 1)
      case .quarter(let anchor): #expect(first.day == 1 && first.month % 3 == anchor % 3)
      case .year(let anchor): #expect(first.day == 1 && first.month == anchor)
      case .day, .index: #expect(first.daysSince1970 == ordinal)
      case .retail(_, let calendar): #expect(first.weekday == calendar.weeks.endsOn % 7 + 1)
      }
    }
  }

  @Test("a slot is found from its first and its last day", arguments: everyFrequency)
  func roundTrip(frequency: Frequency) {
    for ordinal in [-30_000, -1_971, -401, -13, -2, -1, 0, 1, 2, 11, 12, 13, 400, 8_029, 100_000] {
      let period = Period(frequency, ordinal: ordinal)
      #expect(Period(frequency, containing: period.firstDay) == period)
      #expect(Period(frequency, containing: period.lastDay) == period)
    }
  }

  @Test("forecasts past year 9999 have dates of their own", arguments: everyFrequency)
  func pastTheLastYear(frequency: Frequency) throws {
    let last = Period(
      frequency, containing: try #require(CivilDate(year: 9999, month: 12, day: 31)))
    let next = last.advanced(by: 1)
    #expect(next.firstDay > last.firstDay)
    #expect(Period(frequency, containing: next.firstDay) == next)
    let first = Period(frequency, containing: try #require(CivilDate(year: 1, month: 1, day: 1)))
    #expect(first.advanced(by: -40).firstDay < first.firstDay)
  }

  @Test("no ordinal makes arithmetic fail", arguments: everyFrequency)
  func extremes(frequency: Frequency) {
    for ordinal in [Int.min, .min + 1, -1 << 41, 1 << 41, .max - 1, .max] {
      let period = Period(frequency, ordinal: ordinal)
      #expect(period.advanced(by: .max).ordinal >= period.ordinal)
      #expect(period.advanced(by: .min).ordinal <= period.ordinal)
      #expect(period.firstDay <= period.lastDay)
      #expect(period.distance(from: Period(frequency, ordinal: .min)) >= 0)
      #expect(period.distance(from: Period(frequency, ordinal: .max)) <= 0)
      #expect(!period.description.isEmpty)
    }
    #expect(Period(frequency, ordinal: .max).advanced(by: 1).ordinal == .max)
    #expect(Period(frequency, ordinal: .min).advanced(by: -1).ordinal == .min)
  }

  @Test("slots of all frequencies have one order")
  func order() {
    var generator = TestGenerator(seed: 6)
    let periods = everyFrequency.flatMap { frequency in
      (0..<4).map { _ in
        Period(
          frequency,
          containing: CivilDate(daysSince1970: Int.random(in: 0..<800, using: &generator)))
      }
    }
    for a in periods {
      for b in periods {
        // Exactly one of <, = and > holds.
        let holds = [a < b, a == b, b < a].count { $0 }
        #expect(holds == 1, "\(a.frequency) \(a) and \(b.frequency) \(b)")
      }
    }
    let sorted = periods.sorted()
    #expect(periods.reversed().sorted() == sorted && periods.shuffled().sorted() == sorted)
  }

  @Test("a slot reads as its first day, an index as its number")
  func description() {
    #expect(Period(.month, ordinal: 674).description == "2026-03-01")
    #expect(Period(.quarter(anchor: 2), ordinal: 0).description == "1969-11-01")
    #expect(Period(.index, ordinal: -3).description == "-3")
  }

  @Test("a range holds its periods in order and is empty below 0")
  func range() {
    let start = Period(.month, ordinal: 10)
    let range = PeriodRange(start: start, count: 3)
    #expect(Array(range).map(\.ordinal) == [10, 11, 12])
    #expect(range.last == Period(.month, ordinal: 12) && range[1].ordinal == 11)
    #expect(PeriodRange(start: start, count: -2).isEmpty)
    #expect(PeriodRange(start: start, count: 5).suffix(2).map(\.ordinal) == [13, 14])
  }
}
