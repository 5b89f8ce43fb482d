import TemporalData
import Testing

@testable import DataIO

/// A way of writing dates.
private struct DateStyle: CustomStringConvertible, Sendable {
  let description: String
  let frequency: Frequency
  let text: @Sendable (CivilDate) -> String

  init(
    _ description: String, _ frequency: Frequency = .day,
    _ text: @escaping @Sendable (CivilDate) -> String
  ) {
    (self.description, self.frequency, self.text) = (description, frequency, text)
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
private func short(_ year: Int) -> String { two(year % 100) }

private let names = [
  ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
  ],
  [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
  ],
  ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
  ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
  ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
  ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
]

private let styles: [DateStyle] =
  [
    DateStyle("iso") { "\($0)" },
    DateStyle("iso with time") { "\($0)T23:59:59Z" },
    DateStyle("compact") { "\($0.year)\(two($0.month))\(two($0.day))" },
    DateStyle("German") { "\(two($0.day)).\(two($0.month)).\($0.year)" },
    DateStyle("German short") { "\($0.day).\($0.month).\(short($0.year))" },
    DateStyle("British") { "\(two($0.day))/\(two($0.month))/\($0.year)" },
    DateStyle("American") { "\($0.month)/\($0.day)/\($0.year)" },
    DateStyle("American short with time") { "\($0.month)/\($0.day)/\(short($0.year)) 9:15 PM" },
    DateStyle("Dutch short") { "\(two($0.day))-\(two($0.month))-\(short($0.year))" },
    DateStyle("Swedish short") { "\(short($0.year))-\(two($0.month))-\(two($0.day))" },
    DateStyle("month", .month) { "\($0.year)-\(two($0.month))" },
    DateStyle("compact month", .month) { "\($0.year)\(two($0.month))" },
    DateStyle("M month", .month) { "\($0.year)M\(two($0.month))" },
    DateStyle("month first", .month) { "\(two($0.month))/\($0.year)" },
    DateStyle("quarter", .quarter) { "\($0.year)-Q\(($0.month + 2) / 3)" },
    DateStyle("quarter first", .quarter) { "Q\(($0.month + 2) / 3) \($0.year)" },
    DateStyle("French quarter", .quarter) { "T\(($0.month + 2) / 3) \(short($0.year))" },
    DateStyle("fiscal year", .year) { "FY\(short($0.year))" },
  ]
  + names.enumerated().flatMap { language, names in
    [
      DateStyle("named day \(language)") { "\($0.day). \(names[$0.month - 1]) \($0.year)" },
      DateStyle("named day short \(language)") {
        "\(two($0.day))-\(names[$0.month - 1])-\(short($0.year))"
      },
      DateStyle("named month \(language)", .month) { "\(names[$0.month - 1]) \($0.year)" },
      DateStyle("named month short \(language)", .month) {
        "\(names[$0.month - 1].uppercased())-\(short($0.year))"
      },
      DateStyle("named month spaced \(language)", .month) {
        "\(names[$0.month - 1]) \(short($0.year))"
      },
    ]
  }

extension SeededGenerator {
  /// Days of a few years, or the same day of months.
  fileprivate mutating func days() -> [CivilDate] {
    let count = 1 + below(30)
    let first = CivilDate(daysSince1970: 6_000 + below(15_000))
    if below(3) == 0 {
      return (0..<count).map { step in
        Period(.month, containing: first).advanced(by: step).firstDay
      }
    }
    return (0..<count).map { _ in CivilDate(daysSince1970: first.daysSince1970 + below(900)) }
  }
}

@Test("dates written in any style read back to the same periods or are a named ambiguity")
func everyStyle() throws {
  var generator = SeededGenerator(seed: 31)
  var ambiguous: [String: Int] = [:]
  for _ in 0..<60 {
    for style in styles {
      let days = generator.days()
      do {
        let read = try firstDays(days.map(style.text))
        let expected = days.map { Period(style.frequency, containing: $0).description }
        #expect(read == expected, "\(style) \(days.map(style.text))")
      } catch let error as DateAmbiguity {
        if case .conflict = error { Issue.record("\(style): \(error)") }
        ambiguous[style.description, default: 0] += 1
      }
    }
  }
  let named = ambiguous.keys.filter { $0.contains("named") && !$0.contains("spaced") }
  #expect(named.isEmpty)
  #expect((ambiguous["iso"] ?? 0) + (ambiguous["quarter"] ?? 0) == 0)
  #expect(ambiguous["British", default: 0] < 30)
}

@Test("the order of day and month reads every date back when it is pinned")
func everyPinnedOrder() throws {
  var generator = SeededGenerator(seed: 32)
  let orders: [(String, DateOrder)] = [
    ("German", .dayMonthYear), ("British", .dayMonthYear), ("American", .monthDayYear),
    ("Dutch short", .dayMonthYear), ("Swedish short", .yearMonthDay),
  ]
  for (name, order) in orders {
    let style = try #require(styles.first { $0.description == name })
    for _ in 0..<100 {
      let days = generator.days()
      #expect(try firstDays(days.map(style.text), pinned: order) == days.map(\.description))
    }
  }
}

@Test(
  "dates with points have the day first, unless a part over 12 or another column says otherwise")
func points() throws {
  #expect(try firstDays(["01.02.2024", "03.04.2024"]) == ["2024-02-01", "2024-04-03"])
  #expect(try firstDays(["01.02.2024", "03.14.2024"]) == ["2024-01-02", "2024-03-14"])
  let american = [(order: DateOrder.monthDayYear, name: "'created'")]
  #expect(try firstDays(["01.02.2024", "03.04.2024"], others: american).first == "2024-01-02")
  #expect(throws: DateAmbiguity.self) { try firstDays(["01.02.2024", "03/04/2024"]) }
}

@Test("rows of two orders are never read without being told")
func mixedOrders() throws {
  let british = ["25/03/2024", "26/03/2024", "01/02/2024"]
  for american in ["03/27/2024", "12/31/2024"] {
    let error = #expect(throws: DateAmbiguity.self) { try firstDays(british + [american]) }
    guard case .conflict(.dayFirst, let early, .monthFirst, let late) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((early.line, late.line) == (2, 5))
  }
}

@Test("day numbers of a spreadsheet need five digits throughout and a name that speaks of dates")
func serials() throws {
  #expect(try firstDays(["43831", "43862.5"], name: "Close Date") == ["2020-01-01", "2020-02-01"])
  #expect(try firstDays(["43831", "43862"], name: "Order") == ["43831", "43862"])
  #expect(try firstDays(["20201", "20202"], name: "period") == ["20201", "20202"])
  #expect(try firstDays(["43831", "7"], name: "date") == ["43831", "7"])
}

@Test("a month and a number may be a day, unless the months take as many values as the numbers")
func monthAndNumber() throws {
  #expect(throws: DateAmbiguity.self) { try firstDays(["Mar 15", "Mar 16", "Apr 17"]) }
  #expect(try firstDays(["Jan 20", "Feb 20"]) == ["2020-01-01", "2020-02-01"])
}

@Test("two-digit years are those from 1969 to 2068")
func twoDigitYears() throws {
  #expect(try firstDays(["31.12.68", "31.12.69"]) == ["2068-12-31", "1969-12-31"])
}

@Test("any bytes are a date or none, and never stop the program")
func hostileDates() {
  var generator = SeededGenerator(seed: 33)
  let alphabet: [UInt8] = Array("0123456789.-/ :,'TQWFYKMzJanärz Dec\u{A0}º–".utf8)
  var evidence = DateEvidence()
  for line in 0..<20_000 {
    let isWild = generator.below(4) == 0
    let bytes = (0..<generator.below(20)).map { _ in
      isWild ? UInt8(generator.below(256)) : alphabet[generator.below(alphabet.count)]
    }
    if line % 50 == 0 { evidence = DateEvidence() }
    evidence.note(bytes.span, 0..<bytes.count, line: line)
    for form in DateForm.allCases { _ = form.ordinal(bytes.span, 0..<bytes.count) }
    _ = try? evidence.format(name: "date")
    _ = PeriodPart(String(decoding: bytes, as: UTF8.self))
  }
  #expect(evidence.dates + evidence.missing + evidence.texts == 50)
}

@Test(
  "a part of a year is told from a period, and is one with its year",
  arguments: [
    ("M01", PeriodPart.month(1), "2020-01-01"), ("M12", .month(12), "2020-12-01"),
    ("Jan", .month(1), "2020-01-01"), ("Mär.", .month(3), "2020-03-01"),
    ("août", .month(8), "2020-08-01"), ("Q2", .quarter(2), "2020-04-01"),
    ("2. Quartal", .quarter(2), "2020-04-01"), ("T3", .quarter(3), "2020-07-01"),
    ("KW 12", .week(12), "2020-03-16"), ("W53", .week(53), "2020-12-28"),
  ])
func partsOfYears(_ text: String, _ part: PeriodPart, _ firstDay: String) throws {
  #expect(PeriodPart(text) == part)
  #expect(part.period(in: 2020)?.description == firstDay)
}

@Test("parts of a fiscal year count from its first month")
func partsOfFiscalYears() throws {
  let fiscal = try #require(FiscalCalendar(firstMonth: 7))
  #expect(PeriodPart.month(1).period(inFiscalYear: 2020, fiscal)?.description == "2019-07-01")
  #expect(PeriodPart.quarter(4).period(inFiscalYear: 2020, fiscal)?.description == "2020-04-01")
  #expect(PeriodPart("Total") == nil)
  #expect(PeriodPart("2020") == nil)
  #expect(PeriodPart.year("FY20")?.year == 2020)
}
