import PartnerKPI
import TemporalData
import Testing

@testable import Forecasting
@testable import Reporting

@Suite("Backtest report")
struct BacktestReportTests {
  private func summary() -> BacktestSummary {
    var summary = BacktestSummary()
    for place in 0..<10 {
      let key = SeriesKey(values: ["P\(place)"], kpi: "revenue")
      summary.add(key, model: "seasonal-naive", .ok(Fixtures.scores(mase: 0.95, skill: 0)))
      summary.add(
        key, model: "auto", .ok(Fixtures.scores(mase: 0.8, skill: place == 0 ? -0.1 : 0.15)))
      summary.add(
        key, model: "ETS(M,A,M)",
        place == 0
          ? .refused(reason: "the model needs positive values")
          : .ok(Fixtures.scores(mase: 1.2, coverage80: 0.5, skill: -0.3)))
    }
    return summary
  }

  private func text(_ summary: BacktestSummary, width: Int) -> String {
    BacktestReport(
      summary: summary, frequency: .month, seasonLength: 12, style: ReportStyle(width: width)
    ).text(next: ["kpi-forecast history.csv --model auto"])
  }

  @Test("at 80 columns every model has its scores and a plain word, the best first")
  func narrow() {
    #expect(
      text(summary(), width: 80) == """
        revenue · 10 series · 3 windows of 6 months
        model           MASE  sMAPE  skill  in 80 %  in 95 %  against last year's value
        auto            0.80   12.3  +0.13     78 %     93 %  13 % better
        seasonal-naive  0.95   12.3   0.00     78 %     93 %  the same
        ETS(M,A,M)      1.20   12.3  -0.30     50 %     93 %  30 % worse; narrow ranges
        auto has the smallest scaled error: better than last year's value by 13 %, and
        on 9 of 10 series.
        ETS(M,A,M): 1 of 10 series refused

        next: kpi-forecast history.csv --model auto

        """)
  }

  @Test("at 140 columns nothing is cut")
  func wide() {
    #expect(
      text(summary(), width: 140) == """
        revenue · 10 series · 3 windows of 6 months
        model           MASE  sMAPE  skill  in 80 %  in 95 %  against last year's value
        auto            0.80   12.3  +0.13     78 %     93 %  13 % better
        seasonal-naive  0.95   12.3   0.00     78 %     93 %  the same
        ETS(M,A,M)      1.20   12.3  -0.30     50 %     93 %  30 % worse; narrow ranges
        auto has the smallest scaled error: better than last year's value by 13 %, and on 9 of 10 series.
        ETS(M,A,M): 1 of 10 series refused

        next: kpi-forecast history.csv --model auto

        """)
  }

  @Test("KPIs have sections of their own")
  func severalKPIs() {
    var summary = BacktestSummary()
    for kpi in ["revenue", "deals"] {
      summary.add(
        SeriesKey(values: [], kpi: kpi), model: "auto", .ok(Fixtures.scores(windows: 1, horizon: 1))
      )
    }
    let lines = text(summary, width: 80).split(separator: "\n")
    #expect(lines.filter { $0.contains("1 window of 1 month") }.count == 2)
    #expect(lines.first == "revenue · 1 series · 1 window of 1 month")
  }

  @Test(
    "the comparison is said in words",
    arguments: [
      (0.5, "50 % better"), (0.02, "2 % better"), (0.019, "no better"), (-0.019, "no better"),
      (-0.25, "25 % worse"), (0.0, "the same"),
    ])
  func comparison(skill: Double, words: String) {
    var scores = ModelScores(model: "auto")
    scores.add(.ok(Fixtures.scores(skill: skill, windows: 1)))
    #expect(SkillWords(frequency: .month, seasonLength: 12).text(scores) == words)
  }

  @Test("a coverage is judged only on enough forecasts")
  func coverage() {
    let words = SkillWords(frequency: .month, seasonLength: 12)
    for (share, remark) in [(0.6, "; narrow ranges"), (0.95, "; wide ranges"), (0.8, "")] {
      var (few, many) = (ModelScores(model: "a"), ModelScores(model: "a"))
      few.add(.ok(Fixtures.scores(coverage80: share, windows: 1, horizon: 49)))
      many.add(.ok(Fixtures.scores(coverage80: share, windows: 1, horizon: 50)))
      #expect(words.text(few) == "12 % better")
      #expect(words.text(many) == "12 % better" + remark)
    }
  }

  @Test("without a model that is clearly better the simple one is advised")
  func naiveAdvice() {
    var scores = ModelScores(model: "auto")
    scores.add(.ok(Fixtures.scores(skill: 0.01)))
    #expect(
      SkillWords(frequency: .month, seasonLength: 12).verdict(scores)
        == "No model here is clearly better than last year's value; --model seasonal-naive would do."
    )
    #expect(
      SkillWords(frequency: .year, seasonLength: 1).verdict(scores)
        == "No model here is clearly better than the last value; --model naive would do.")
  }

  @Test(
    "the reference is named after the season",
    arguments: [
      (Frequency.month, 12, "last year's value"), (.quarter, 4, "last year's value"),
      (.week, 52, "last year's value"), (.day, 7, "last week's value"),
      (.day, 365, "last year's value"), (.month, 1, "the last value"),
      (.month, 6, "the value one season before"), (.index, 12, "the value one season before"),
    ])
  func reference(frequency: Frequency, seasonLength: Int, name: String) {
    #expect(SkillWords(frequency: frequency, seasonLength: seasonLength).reference == name)
  }

  @Test("a model that no series accepted is said to be refused, after the others")
  func refused() {
    var summary = BacktestSummary()
    let key = SeriesKey(values: [], kpi: "revenue")
    summary.add(key, model: "ets", .refused(reason: "too short"))
    summary.add(key, model: "naive", .ok(Fixtures.scores()))
    let lines = text(summary, width: 80).split(separator: "\n")
    #expect(lines[2].hasPrefix("naive") && lines[3].hasPrefix("ets"))
    #expect(lines[3].hasSuffix("refused every series"))
  }
}
