import PartnerKPI
import TemporalData
import Testing

@testable import Forecasting
@testable import Reporting

@Suite("Forecast report")
struct ForecastReportTests {
  private static let next = "kpi-forecast backtest history.csv --kpi revenue"

  /// Three partner types of different size and fate.
  private func report(width: Int, colour: Bool = false) throws -> ForecastReport {
    let (start, ahead) = (Fixtures.month(2017, 7), Fixtures.month(2020, 7))
    let panel = try KPIPanel(
      keyColumns: ["partner_type"],
      entries: [
        Fixtures.entry(["Specialty Bike Shop"], start: start, Fixtures.history(40_000)),
        Fixtures.entry(["Warehouse"], start: start, Fixtures.history(300_000)),
        Fixtures.entry(["New partner"], start: Fixtures.month(2020, 5), [12_000, 15_500]),
      ])
    var report = ForecastReport(panel: panel, style: ReportStyle(width: width, colour: colour))
    let course = [1.0, 1.05, 1.1, 1.15, 1.1, 1.05]
    let outcomes: [SeriesOutcome<SeriesForecast>] = [
      .ok(
        Fixtures.forecast(
          "ETS(A,A,A)", from: ahead, means: course.map { $0 * 48_000 }, deviation: 4_000)),
      .ok(
        Fixtures.forecast(
          "auto", from: ahead, means: course.map { $0 * 360_000 }, deviation: 30_000)),
      .fallback(
        Fixtures.forecast("Naive", from: ahead, means: [15_500, 15_500], deviation: 3_500),
        reason: "2 observations are too few for a season of 12"),
    ]
    for (entry, outcome) in zip(panel.entries, outcomes) { report.add(entry, outcome) }
    return report
  }

  @Test("at 80 columns the report tells where a series stands and what comes next")
  func narrow() throws {
    let text = try report(width: 80).text(next: [Self.next])
    #expect(
      text == """
        revenue · 3 series · monthly 2017-07 to 2020-06 · next 6 months with 80 % range
        in thousands
        partner_type         12 months   │next 6  2020-06   YoY  2020-07  80 % range
        Warehouse            ▁▁▂▃▂▁▂▄▅▆▇█│▁▁▂▃▂▁    510.0  +6 %    360.0  321.6–398.4
        Specialty Bike Shop  ▁▁▂▃▂▁▂▄▅▆▇█│▁▁▂▃▂▁     68.0  +6 %     48.0   42.9–53.1
        New partner                    ▁█│██         15.5           15.5   11.0–20.0

        1 of 3 series with a simpler model
          1 series: 2 observations are too few for a season of 12

        next: kpi-forecast backtest history.csv --kpi revenue

        """)
  }

  @Test("at 140 columns the history is longer, and total and model follow")
  func wide() throws {
    let text = try report(width: 140).text()
    #expect(
      text == """
        revenue · 3 series · monthly 2017-07 to 2020-06 · next 6 months with 80 % range · in thousands
        partner_type         last 24 months          │next 6  2020-06   YoY  2020-07  80 % range   6 months  model
        Warehouse            ▁▁▂▃▂▁▂▃▅▅▆▇▂▃▃▄▃▃▃▅▆▆▇█│▂▃▃▄▃▃    510.0  +6 %    360.0  321.6–398.4   2,322.0  auto
        Specialty Bike Shop  ▁▁▂▃▂▁▂▃▅▅▆▇▂▃▃▄▃▃▃▅▆▆▇█│▂▃▃▄▃▃     68.0  +6 %     48.0   42.9–53.1      309.6  ETS(A,A,A)
        New partner                                ▁█│██         15.5           15.5   11.0–20.0          –  Naive (fallback)

        1 of 3 series with a simpler model
          1 series: 2 observations are too few for a season of 12

        """)
  }

  @Test("no line is wider than the terminal, commands to copy apart", arguments: [20, 40, 60, 100])
  func width(width: Int) throws {
    for line in try report(width: width).text().split(separator: "\n") {
      #expect(TerminalText.width(String(line)) <= width, "\(line)")
    }
  }

  @Test("colours change no letter")
  func colours() throws {
    let coloured = try report(width: 80, colour: true).text()
    #expect(coloured.contains("\u{1B}[32m"))
    let plain = coloured.replacing(#/\u{1B}\[\d+m/#, with: "")
    #expect(try plain == report(width: 80).text())
  }

  /// A panel of yearly flows of one KPI, sized by their position.
  private func manySeries(_ count: Int, rows: Int) throws -> String {
    let entries = (0..<count).map { place in
      Fixtures.entry(
        ["P\(place)"], start: Period(.year, ordinal: 50), [1, Double(place), Double(place)])
    }
    let panel = try KPIPanel(keyColumns: ["id"], entries: entries)
    var report = ForecastReport(panel: panel, style: ReportStyle(rows: rows))
    for (place, entry) in entries.enumerated() {
      report.add(
        entry,
        place % 3 == 0
          ? .refused(reason: "the model needs \(place + 1) observations but the series has 3")
          : .ok(
            Fixtures.forecast(
              "Naive", from: Period(.year, ordinal: 53), means: [Double(place)], deviation: 0)))
    }
    return report.text()
  }

  @Test("the largest series are shown, the others counted, refused ones with their reasons")
  func manyRows() throws {
    let text = try manySeries(135, rows: 3)
    #expect(
      text == """
        revenue · 135 series · yearly 2020 to 2022 · next 1 year with 80 % range
        id    3  │   2022  YoY     2023  80 % range  model
        P134  ▁██│█   134  0 %      134  134–134     Naive
        P133  ▁██│█   133  0 %      133  133–133     Naive
        P132  ▁██│    132  0 %  refused
        … 132 more series; use --format csv or -o FILE for all

        45 of 135 series refused
          45 series: the model needs 1–133 observations but the series has 3

        """)
  }

  @Test("every series is shown if there are few")
  func fewRows() throws {
    #expect(try !manySeries(3, rows: 3).contains("more series"))
  }

  @Test("shares are shown in percent and compared in points, by their last expected value")
  func shares() throws {
    let kpi = KPI(id: "win_rate", kind: .ratio(numerator: "won", denominator: "closed"))
    let entry = Fixtures.entry(
      [], kpi: kpi, start: Period(.quarter, ordinal: 200), [0.25, 0.31, 0.28, 0.4, 0.3125])
    let panel = try KPIPanel(keyColumns: [], entries: [entry])
    var report = ForecastReport(panel: panel, style: ReportStyle(width: 100))
    report.add(
      entry,
      .ok(
        Fixtures.forecast(
          "ETS(A,N,N)", from: Period(.quarter, ordinal: 205), means: [0.3, 0.325], deviation: 0.05))
    )
    #expect(
      report.text() == """
        win_rate · 1 series · quarterly 2020-Q1 to 2021-Q1 · next 2 quarters with 80 % range · in %
        series  5    │+2  2021-Q1      YoY  2021-Q2  80 % range  2021-Q3  model
        total   ▁▄▂█▄│▃▅     31.3  +6.3 pp     30.0  23.6–36.4      32.5  ETS(A,N,N)

        """)
  }

  @Test("where series end at different periods each is shown from its own end")
  func differentEnds() throws {
    let entries = (0..<4).map { place in
      Fixtures.entry(
        ["S\(place)"], start: Period(.index, ordinal: 1),
        (0..<(30 + place)).map { Double($0 % 12 + 1) })
    }
    let panel = try KPIPanel(keyColumns: ["unique_id"], entries: entries)
    var report = ForecastReport(panel: panel, seasonLength: 12, style: ReportStyle(width: 90))
    for entry in entries {
      report.add(
        entry,
        .ok(
          Fixtures.forecast(
            "Naive", from: entry.series.values.end, means: [7, 8, 9], deviation: 1)))
    }
    #expect(
      report.text() == """
        revenue · 4 series · by number 1 to 33 · next 3 steps with 80 % range
        each from its own last step
        unique_id  12 steps    │+3   last  vs 12 before  next  80 % range  3 steps  model
        S0         ▅▆▆▇██▁▁▂▃▃▄│▅▆▆     6           0 %     7  6–8              24  Naive
        S1         ▆▆▇██▁▁▂▃▃▄▅│▅▆▆     7           0 %     7  6–8              24  Naive
        S2         ▆▇██▁▁▂▃▃▄▅▆│▅▆▆     8           0 %     7  6–8              24  Naive
        S3         ▇██▁▁▂▃▃▄▅▆▆│▅▆▆     9           0 %     7  6–8              24  Naive

        """)
  }

  @Test("a series that ended before the others shows what is known of the common periods")
  func earlyEnd() throws {
    let start = Fixtures.month(2025, 1)
    let entries = [
      Fixtures.entry(["A"], start: start, Fixtures.history(100, months: 12)),
      Fixtures.entry(["B"], start: start, Fixtures.history(100, months: 12)),
      Fixtures.entry(["gone"], start: start, Fixtures.history(100, months: 10)),
    ]
    let panel = try KPIPanel(keyColumns: ["id"], entries: entries)
    var report = ForecastReport(panel: panel)
    for entry in entries {
      report.add(
        entry,
        .ok(
          Fixtures.forecast(
            "Naive", from: entry.series.values.end, means: [1, 2, 3], deviation: 0)))
    }
    let line = try #require(report.text().split(separator: "\n").first { $0.hasPrefix("gone") })
    #expect(
      line == """
        gone  ▆▇▇▇▇▇▇███  │▁          –             3  3–3                –  Naive
        """)
  }

  @Test("hostile names, labels and reasons leave neither controls nor wide lines")
  func hostile() throws {
    let kpi = KPI(id: "\u{1B}[2Jrevenue\n\u{202E}")
    let entries = HostileNames.all.enumerated().map { place, name in
      Fixtures.entry(
        [name, "\(place)"], kpi: kpi, label: name, start: Fixtures.month(2024, 1), [1, 2, 3])
    }
    let panel = try KPIPanel(keyColumns: ["\u{1B}]0;x\u{7}", "n"], entries: entries)
    for width in [20, 80, 140] {
      var report = ForecastReport(panel: panel, style: ReportStyle(width: width, rows: 100))
      for entry in entries { report.add(entry, .refused(reason: entry.key.values[0])) }
      let text = report.text()
      #expect(
        text.unicodeScalars.allSatisfy {
          $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value)
        }
      )
      for line in text.split(separator: "\n") {
        #expect(TerminalText.width(String(line)) <= width, "\(line)")
      }
    }
  }

  @Test("a KPI without any value is a section of refusals")
  func noValues() throws {
    let entry = Fixtures.entry(["A"], start: Fixtures.month(2024, 1), [.nan, .nan])
    var report = ForecastReport(panel: try KPIPanel(keyColumns: ["id"], entries: [entry]))
    report.add(entry, .refused(reason: "no value"))
    #expect(report.text().hasPrefix("revenue · 1 series · no values · no forecast\n"))
    #expect(report.text().contains("1 of 1 series refused\n  1 series: no value\n"))
  }

  @Test("values at the ends of the range of doubles are shown without a trap")
  func extremes() throws {
    let entry = Fixtures.entry(
      ["A"], start: Period(.year, ordinal: 40), [1.7e308, -1.7e308, 5e-324, 1.7e308])
    let panel = try KPIPanel(keyColumns: ["id"], entries: [entry])
    var report = ForecastReport(panel: panel)
    report.add(
      entry,
      .ok(
        Fixtures.forecast(
          "Naive", from: Period(.year, ordinal: 44), means: [1.7e308, 1.7e308], deviation: 1e307)))
    #expect(report.text().contains("1.70e308"))
  }
}
