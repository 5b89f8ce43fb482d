import PartnerKPI
import Statistics
import TemporalData
import Testing

@testable import Forecasting
@testable import Reporting

@Suite("The explanation of a series")
struct SeriesExplanationTests {
  private let start = Fixtures.month(2023, 1)

  private func result(
    _ means: [Double], deviation: Double = 5, account: ModelAccount? = ModelAccount(),
    source: ForecastSource = .own
  ) -> SeriesForecast {
    let forecast = Forecast(
      model: "ETS(A,N,N)", start: Fixtures.month(2026, 1),
      distributions: means.map { .normal(mean: $0, standardDeviation: deviation) })
    return SeriesForecast(
      forecast: forecast,
      summary: FitSummary(
        observations: 36, residualStandardDeviation: deviation, source: source),
      account: account)
  }

  private func entry(
    _ key: [String] = ["VAR"], _ values: [Double] = Fixtures.history(100), kind: KPI.Kind = .flow
  ) -> KPIPanel.Entry {
    Fixtures.entry(key, kpi: KPI(id: "revenue", kind: kind), start: start, values)
  }

  private func account(_ values: [Double]) -> ModelAccount {
    var account = ModelAccount(findings: [.note("seen")])
    account.history = HistoryFindings(
      TimeSeries(start: start, storage: values), seasonLength: 12)
    return account
  }

  @Test("the heading names series, KPI and unit; the summary tells the first period and the whole")
  func summary() {
    let explained = SeriesExplanation(entry(), .ok(result([100, 110])))
    #expect(explained.heading == ["VAR", "revenue"])
    #expect(
      explained.summary
        == "100 expected in 2026-01, 80 % range 94 to 106; 210 in total over the next 2 months.")
    let mean = SeriesExplanation(entry(kind: .mean), .ok(result([100, 110])), level: 0.95)
    #expect(
      mean.summary
        == "100 expected in 2026-01, 95 % range 90 to 110; 105 on average over the next 2 months.")
    let large = SeriesExplanation(
      entry(["A", "B"], Fixtures.history(1e6)), .ok(result([1.2e6], deviation: 1e5)))
    #expect(large.heading == ["A", "B", "revenue", "in thousands"])
  }

  @Test("a refused series has its reason and nothing else")
  func refused() {
    let explained = SeriesExplanation(entry(), .refused(reason: "too short"))
    #expect(explained.summary == "No forecast: too short." && explained.sections.isEmpty)
  }

  @Test("what to keep in mind is told where there is something")
  func warnings() {
    let few = [1.0, 2, 3]
    let outcome = SeriesOutcome.fallback(
      result([3, 3, 3, 3], account: account(few)), reason: "3 values are few")
    let section = SeriesExplanation(entry(["VAR"], few), outcome).sections.last
    #expect(section?.title == "To keep in mind")
    #expect(
      section?.lines.map(\.text) == [
        "a simpler model than the one asked for: 3 values are few",
        "the forecast reaches further ahead (4 months) than the history reaches back (3 values)",
        "the range reaches below 0, where the history never was; read its lower end as 0",
      ])
    var gap = account(few + [.nan, .nan])
    gap.history = HistoryFindings(
      TimeSeries(start: start, storage: few + [.nan, .nan]), seasonLength: 12)
    let stale = SeriesExplanation(entry(["VAR"], few), .ok(result([300], account: gap)))
    #expect(
      stale.sections.last?.lines.map(\.text) == [
        "the last 2 months have no value, so the forecast starts from older ones"
      ])
    let negative = SeriesExplanation(entry(["VAR"], few), .ok(result([-1], account: account(few))))
    #expect(
      negative.sections.last?.lines.last?.text
        == "the forecast itself goes below 0, where the history never was: this model does not suit "
        + "such values")
    let fine = SeriesExplanation(
      entry(), .ok(result([100], account: account(Fixtures.history(100)))))
    #expect(
      fine.sections.map(\.title) == ["What was found", "How it was forecast", "How sure it is"])
  }

  @Test("members stand side by side with weight, means, error and comparison")
  func members() throws {
    var account = account(Fixtures.history(100))
    account.members = [
      .init(name: "ETS(A,N,N)", weight: 0.7, means: [90, 100], backtestError: 4),
      .init(name: "Theta", weight: 0.3, means: [95, 115], backtestError: nil),
    ]
    (account.windows, account.testHorizon) = (3, 2)
    (account.backtestError, account.naiveError) = (4.5, 5)
    let explained = SeriesExplanation(entry(), .ok(result([91.5, 104.5], account: account)))
    let section = try #require(explained.sections.first { $0.title == "How it was forecast" })
    #expect(section.lines.first?.text == "2 models, averaged by weight")
    let table = try #require(section.table)
    #expect(
      table.columns.map(\.title) == [
        "model", "weight", "", "2026-01", "next 2 months", "error in test", "against naive",
      ])
    #expect(
      table.rows.map { $0.map(\.text) } == [
        ["ETS(A,N,N)", "70 %", "███████░░░", "90", "190", "4", "20 % closer"],
        ["Theta", "30 %", "███░░░░░░░", "95", "210", "–", ""],
        ["together", "", "", "92", "196", "4.5", "10 % closer"],
        ["seasonal naive", "", "", "", "", "5", ""],
      ])
  }

  @Test("models that do the same share a line")
  func sharedMeaning() throws {
    var account = ModelAccount()
    account.members = ["Theta", "ETS(A,N,N)", "OptimizedTheta"].map {
      .init(name: $0, weight: 1.0 / 3, means: [100])
    }
    let section = SeriesExplanation(entry(), .ok(result([100], account: account))).sections[0]
    #expect(section.lines[1].text.hasPrefix("Theta and OptimizedTheta: averages"))
    #expect(section.lines[2].text.hasPrefix("ETS(A,N,N): averages"))
  }

  @Test("parts that are next to nothing are left out")
  func parts() {
    var account = ModelAccount()
    account.components = ForecastComponents(
      level: [100, 100], trend: [1, 2], season: [-10, 12], effects: [0, 0])
    var said = SeriesExplanation(entry(), .ok(result([91, 114], account: account))).sections[0]
      .lines
    #expect(
      said.first { $0.label == "made of" }?.text
        == "a level of 100; growth adds +2 until 2026-02; the season adds -10 to +12")
    account.components = ForecastComponents(level: [100, 100], trend: [1e-6, 2e-6])
    said = SeriesExplanation(entry(), .ok(result([100, 100], account: account))).sections[0].lines
    #expect(!said.contains { $0.label == "made of" })
  }

  @Test("a forecast that rests on others says so")
  func source() {
    let texts = [ForecastSource.blended, .peers].map { source in
      SeriesExplanation(entry(), .ok(result([100], source: source))).sections[0].lines
        .first { $0.label == "source" }?.text
    }
    #expect(
      texts == [
        "this history, its weak parts taken from similar series",
        "other series of the same kind, for want of a history",
      ])
  }

  @Test("no line is wider than the terminal, and hostile names stay harmless")
  func hostile() {
    let name = "\u{1B}[31m|*x*<b>\n" + String(repeating: "long ", count: 30)
    var account = account(Fixtures.history(100))
    account.findings.append(
      .note("\u{1B}]0;title\u{7} `code` " + String(repeating: "w", count: 200)))
    account.members = [
      .init(name: name, weight: 0.5, means: [100]), .init(name: "Theta", weight: 0.5, means: [100]),
    ]
    let explained = SeriesExplanation(entry([name]), .ok(result([100], account: account)))
    for width in [20, 40, 80, 200] {
      let text = explained.text(ReportStyle(width: width))
      #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
      let widest = text.split(separator: "\n").map { TerminalText.width(String($0)) }.max() ?? 0
      #expect(widest <= max(width, 32))
    }
    let page = explained.markdown
    #expect(!page.contains("<b>") && !page.contains("\u{1B}") && page.contains("\\*x\\*"))
    #expect(page.contains("\\`code\\`") && page.hasPrefix("## "))
    #expect(page.split(separator: "\n").filter { $0.hasPrefix("## ") }.count == 1)
  }

  @Test("colours stand around words only where they are wanted")
  func colours() {
    let explained = SeriesExplanation(entry(), .ok(result([100])))
    #expect(!explained.text().contains("\u{1B}"))
    #expect(explained.text(ReportStyle(colour: true)).contains("\u{1B}[1m"))
  }

  @Test("a percent sign stays with its number where lines break")
  func percentSign() {
    #expect(TerminalText.wrapped("it is 80 % of all", to: 9) == ["it is", "80 % of", "all"])
  }
}
