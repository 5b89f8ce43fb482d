import Forecasting
import TemporalData
import Testing

@testable import Reporting

@Suite("Findings in words")
struct FindingWordsTests {
  private static let start = Fixtures.month(2024, 1)

  /// A finding beside the sentence that it becomes.
  struct Case: CustomTestStringConvertible {
    let finding: Finding
    let label: String
    let text: String
    var testDescription: String { text }
  }

  private let amounts = AmountWords([80, 100, 120], isShare: false, frequency: .month)

  private func words(_ history: HistoryFindings? = nil) -> FindingWords {
    FindingWords(amounts: amounts, history: history)
  }

  private func seen(_ values: [Double], season: Int = 12) -> HistoryFindings {
    HistoryFindings(TimeSeries(start: Self.start, storage: values), seasonLength: season)
  }

  static let cases = [
    Case(
      finding: .trend(perPeriod: 2), label: "trend",
      text: "up by 2 a month, 24 a year over the whole history"),
    Case(
      finding: .trend(perPeriod: -0.5), label: "trend",
      text: "down by 0.50 a month, 6 a year over the whole history"),
    Case(finding: .trend(perPeriod: 0), label: "trend", text: "no lasting rise or fall"),
    Case(
      finding: .season(length: 12, strength: 0.9), label: "season",
      text: "strong: a pattern of 12 months makes up 90 % of the ups and downs around the trend"),
    Case(
      finding: .season(length: 12, strength: 0.6), label: "season",
      text: "clear: a pattern of 12 months makes up 60 % of the ups and downs around the trend"),
    Case(
      finding: .season(length: 12, strength: 0.2), label: "season",
      text: "weak: a pattern of 12 months makes up 20 % of the ups and downs around the trend"),
    Case(
      finding: .outlier(at: start, value: 12, expected: 98), label: "outlier",
      text: "2024-01: 12, where about 98 was to be expected"),
    Case(
      finding: .levelShift(from: start, change: -30), label: "shift",
      text: "from 2024-01 on the level is 30 lower"),
    Case(
      finding: .levelShift(from: start, change: 0.125), label: "shift",
      text: "from 2024-01 on the level is 0.13 higher"),
    Case(
      finding: .shock(PeriodRange(start: start, count: 3), change: -40), label: "shock",
      text: "2024-01 to 2024-03: 40 below its surroundings on average, and back"),
    Case(
      finding: .shock(PeriodRange(start: start, count: 1), change: 40), label: "shock",
      text: "2024-01: 40 above its surroundings, and back"),
    Case(
      finding: .cadence(periods: 3, share: 0.94), label: "rhythm",
      text: "a value every 3 months, in 94 % of the gaps"),
    Case(
      finding: .cadence(periods: 1, share: 1), label: "rhythm",
      text: "a value every month, in 100 % of the gaps"),
    Case(
      finding: .intermittent(meanGap: 3.25, squaredVariation: 0.1), label: "demand",
      text: "only now and then: every 3.3 months on average, of much the same size"),
    Case(
      finding: .intermittent(meanGap: 2, squaredVariation: 0.3), label: "demand",
      text: "only now and then: every 2.0 months on average, of changing size"),
    Case(
      finding: .intermittent(meanGap: 2, squaredVariation: 1), label: "demand",
      text: "only now and then: every 2.0 months on average, of very different size"),
    Case(
      finding: .silence(since: start, probabilityActive: 0.002), label: "silence",
      text:
        "nothing since 2024-01; the series has more likely ended than not (the series is still active with a chance of less "
        + "than 1 %)"),
    Case(
      finding: .silence(since: start, probabilityActive: 0.97), label: "silence",
      text:
        "nothing since 2024-01; such a pause is nothing unusual (the series is still active with a chance of 97 %)"
    ),
    Case(
      finding: .silence(since: start, probabilityActive: 0.7), label: "silence",
      text:
        "nothing since 2024-01; the series may have ended (the series is still active with a chance of 70 %)"
    ),
    Case(
      finding: .shortHistory(observations: 1), label: "short",
      text: "1 value is too few for a model of its own"),
    Case(
      finding: .shortHistory(observations: 7), label: "short",
      text: "7 values are too few for a model of their own"),
    Case(finding: .note("as it is"), label: "note", text: "as it is"),
  ]

  @Test("every finding is a sentence", arguments: cases)
  func sentences(one: Case) {
    let line = words().line(one.finding)
    #expect(line.label == one.label)
    #expect(line.text == one.text)
  }

  @Test("a trend is put in proportion, and told by how steady it is")
  func steadiness() {
    let steady = seen((0..<36).map { 100 + Double($0) })
    #expect(
      words(steady).line(.trend(perPeriod: 1)).text
        == "up by 1 a month, 12 a year (10 % of the mean) over the whole history, steadily")
    let waves: [Double] = (0..<36).map { $0 % 2 == 0 ? 20 : -20 }
    let swinging = seen(waves.enumerated().map { 100 + Double($0) + $1 }, season: 1)
    #expect(
      words(swinging).line(.trend(perPeriod: 1)).text
        == "up by 1 a month, 12 a year (10 % of the mean) over the whole history, "
        + "with wide swings around that line")
    let level = seen(waves.map { 100 + $0 }, season: 1)
    #expect(words(level).line(.trend(perPeriod: 0.01)).text == "no lasting rise or fall")
  }

  @Test("a season has its highest and lowest place")
  func extremes() throws {
    let year: [Double] = [100, 100, 40, 100, 100, 100, 100, 100, 100, 100, 100, 150]
    let history = seen(year + year + year + year)
    let text = words(history).line(.season(length: 12, strength: 1)).text
    #expect(text.contains("highest in December (+"))
    #expect(text.contains("), lowest in March (-"))
  }

  @Test("what concerns the whole comes first, events follow by date, the smallest are counted")
  func order() {
    let events = (0..<10).map { place in
      Finding.outlier(
        at: Self.start.advanced(by: (place * 7) % 10), value: 100 + Double(place), expected: 99)
    }
    let findings = events + [.note("z"), .season(length: 12, strength: 0.6), .trend(perPeriod: 1)]
    let lines = words().lines(findings)
    #expect(lines.map(\.label).prefix(2) == ["trend", "season"])
    let dates = lines.filter { $0.label == "outlier" }.map { String($0.text.prefix(7)) }
    #expect(dates.count == 8 && dates == dates.sorted())
    #expect(lines.dropLast().last?.label == "note")
    #expect(lines.last?.text == "2 smaller events of these kinds")
    #expect(
      words().lines(Array(findings.dropFirst())).last?.text == "1 smaller event of these kinds")
  }

  @Test("what was looked for and not found stands where it would have stood")
  func absent() {
    let short = seen([3, 5])
    #expect(
      words(short).lines([.note("n")]).map(\.text) == [
        "2 months, 2024-01 to 2024-02; values from 3 to 5", "too few values to see one",
        "cannot be seen yet: a pattern of 12 months needs 36 months of history", "n",
      ])
  }
}

@Suite("Histories in words")
struct HistoryWordsTests {
  private let amounts = AmountWords([80, 100, 120], isShare: false, frequency: .month)

  private func words(_ values: [Double?], season: Int = 12) -> HistoryWords {
    let series = TimeSeries(start: Fixtures.month(2024, 1), values: values)
    return HistoryWords(
      history: HistoryFindings(series, seasonLength: season), amounts: amounts)
  }

  @Test(
    "length, gaps, values and zeros are told with the right grammar",
    arguments: [
      ([], "no value at all"), ([nil], "no value at all"), ([5], "1 month, 2024-01: 5"),
      ([5, 5], "2 months, 2024-01 to 2024-02; both values are 5"),
      ([0, 0, 0], "3 months, 2024-01 to 2024-03; all 3 values are 0"),
      ([1, nil, 3], "3 months, 2024-01 to 2024-03, 1 of them without a value; values from 1 to 3"),
      (
        [1, nil, nil, 0, 3],
        "5 months, 2024-01 to 2024-05, 2 of them without a value; values from 0 to 3, 1 of them 0"
      ),
      ([-3, 0, 0, 4], "4 months, 2024-01 to 2024-04; values from -3 to 4, 2 of them 0"),
    ] as [([Double?], String)])
  func extent(values: [Double?], text: String) {
    #expect(words(values).extent.text == text)
  }

  @Test("why there is no season is told by the length of the history")
  func seasons() {
    let noise: [Double?] = (0..<60).map { Double(($0 * 7919 + 13) % 101) }
    #expect(
      words(Array(noise.prefix(20))).season?.text
        == "cannot be seen yet: a pattern of 12 months needs 36 months of history")
    #expect(
      words(Array(noise.prefix(30))).season?.text
        == "too early to tell: 30 months are less than three times 12 months")
    let later = words(noise).season?.text ?? ""
    #expect(
      later == "no pattern of 12 months stands out"
        || later.hasPrefix("not sure: a pattern of 12 months makes up"))
    #expect(words(noise, season: 1).season == nil)
    #expect(words([4, 4, 4]).season == nil && words([4, 4, 4]).direction == nil)
  }
}

@Suite("Amounts and periods in words")
struct AmountWordsTests {
  @Test("amounts share the unit of the series, small ones keep two digits")
  func amounts() {
    let words = AmountWords([12_000, 15_500, 18_000], isShare: false, frequency: .month)
    #expect(words.unit == "thousands")
    #expect(words.text(15_500) == "15.5" && words.text(nil) == "–")
    #expect(words.fine(120) == "0.12" && words.fine(1.5) == "0.0015")
    #expect(words.signed(2_000) == "+2.0" && words.signed(-120) == "-0.12")
    #expect(words.fine(1e-9) == "0.0" && words.isNothing(1e-6) && !words.isNothing(1))
    #expect(words.size(-15_500) == "15.5")
  }

  @Test("whole amounts have no decimals, shares are told in percent")
  func wholes() {
    let words = AmountWords([3, 4.25], isShare: false, frequency: .month)
    #expect(words.text(3) == "3" && words.text(4.25) == "4.25" && words.column(3) == "3.00")
    let share = AmountWords([0.2, 0.35], isShare: true, frequency: .month)
    #expect(share.unit == "%" && share.text(0.2) == "20.0" && share.signed(0.05) == "+5.0")
  }

  @Test("shares of a whole are told without decimals")
  func percents() {
    let expected = [
      (0.0, "0 %"), (0.001, "less than 1 %"), (0.125, "13 %"), (0.999, "more than 99 %"),
      (1, "100 %"), (-0.3, "30 %"),
    ]
    for (share, text) in expected { #expect(AmountWords.percent(share) == text) }
  }

  @Test("periods have the preposition of their length")
  func periods() throws {
    let day = try #require(CivilDate(year: 2026, month: 3, day: 2))
    let expected: [(Frequency, String)] = [
      (.day, "on 2026-03-02"), (.week, "in the week of 2026-03-02"), (.month, "in 2026-03"),
      (.quarter, "in 2026-Q1"), (.year, "in 2026"),
    ]
    for (frequency, text) in expected {
      let words = AmountWords([1], isShare: false, frequency: frequency)
      #expect(words.during(Period(frequency, containing: day)) == text)
    }
    let words = AmountWords([1], isShare: false, frequency: .index)
    #expect(words.during(Period(.index, ordinal: 7)) == "at step 7")
  }

  @Test("places of a season have their names")
  func slots() throws {
    let day = try #require(CivilDate(year: 2026, month: 3, day: 2))
    let expected: [(Frequency, Int, String)] = [
      (.day, 7, "on Monday"), (.month, 12, "in March"), (.quarter, 4, "in Q1"),
      (.quarter(anchor: 2), 4, "in the quarter from February"),
      (.week, 52, "in the week of 2026-03-02"), (.month, 6, "where 2026-03 is"),
    ]
    for (frequency, length, text) in expected {
      #expect(SlotName.text(Period(frequency, containing: day), seasonLength: length) == text)
    }
    #expect(SlotName.text(Period(.index, ordinal: 9), seasonLength: 4) == "where step 9 is")
  }
}
