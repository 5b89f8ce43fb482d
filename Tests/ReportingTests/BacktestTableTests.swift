import PartnerKPI
import Testing

@testable import Forecasting
@testable import Reporting

@Suite("Backtest table")
struct BacktestTableTests {
  private func key(_ name: String, _ kpi: String = "revenue") -> SeriesKey {
    SeriesKey(values: [name], kpi: kpi)
  }

  @Test("the columns stand in the order of the interface, after the key columns")
  func columns() {
    #expect(
      BacktestTable(keyColumns: ["id"]).columns.map(\.name) == [
        "id", "kpi", "model", "n_windows", "horizon", "mae", "rmse", "smape", "mase", "rmsse",
        "bias", "wql", "msis", "coverage_80", "coverage_95", "skill_vs_snaive", "status", "reason",
      ])
  }

  @Test("a row holds the measures under their names, a refused one only the reason")
  func rows() {
    let table = BacktestTable(keyColumns: ["id"])
    let result = ResultTable(
      columns: table.columns,
      rows: [
        table.row(key("A"), model: "auto", .ok(Fixtures.scores(mase: nil))),
        table.row(key("B"), model: "auto", .refused(reason: "too short")),
      ])
    #expect(
      result.csv().split(separator: "\n").dropFirst() == [
        "A,revenue,auto,3,6,10,12.5,12.345,,,-1,0.1,5,0.78,0.93,0.12,ok,",
        "B,revenue,auto,,,,,,,,,,,,,,refused,too short",
      ])
  }

  @Test("the summary has one row per model, in the order asked, with means over series")
  func summary() {
    var summary = BacktestSummary()
    for model in ["ets", "naive"] {
      summary.add(key("A"), model: model, .ok(Fixtures.scores(mae: 10, mase: 0.5, skill: 0.5)))
      summary.add(key("B"), model: model, .ok(Fixtures.scores(mae: 20, mase: 1.5, skill: 0)))
      summary.add(key("C"), model: model, .refused(reason: "too short"))
    }
    let table = BacktestTable.summary(summary)
    #expect(
      table.csv() == """
        kpi,model,n_series,n_windows,horizon,mae,rmse,smape,mase,rmsse,bias,wql,msis,coverage_80,\
        coverage_95,skill_vs_snaive,status,reason
        revenue,ets,2,6,6,15,18.75,12.345,1,1,-1,0.1,5,0.78,0.93,0.19999999999999996,fallback,\
        1 of 3 series refused
        revenue,naive,2,6,6,15,18.75,12.345,1,1,-1,0.1,5,0.78,0.93,0.19999999999999996,fallback,\
        1 of 3 series refused

        """)
  }

  @Test("over several KPIs there is still one row per model, without measures that have a unit")
  func severalKPIs() {
    var summary = BacktestSummary()
    summary.add(key("A", "revenue"), model: "ets", .ok(Fixtures.scores()))
    summary.add(key("A", "win_rate"), model: "ets", .ok(Fixtures.scores(mae: 0.01)))
    let rows = BacktestTable.summary(summary).rows
    #expect(rows.count == 1)
    #expect(rows[0].prefix(3) == [.missing, .text("ets"), .count(2)])
    #expect(rows[0][5...6] == [.number(nil), .number(nil)])
    #expect(rows[0][8] == .number(0.8))
  }

  @Test("a model that was refused everywhere is a row without numbers")
  func allRefused() {
    var summary = BacktestSummary()
    summary.add(key("A"), model: "ets", .refused(reason: "x"))
    let row = BacktestTable.summary(summary).rows[0]
    #expect(row[2...4] == [.count(0), .count(0), .missing])
    #expect(row.suffix(2) == [.text("refused"), .text("1 of 1 series refused")])
  }

  @Test("the skill is that of summed scaled errors, so one hopeless series does not drown the rest")
  func skill() throws {
    var scores = ModelScores(model: "ets")
    for _ in 0..<99 { scores.add(.ok(Fixtures.scores(mase: 1, skill: 0.5))) }
    scores.add(.ok(Fixtures.scores(mase: 1, skill: -99)))
    // 100 / (99 · 2 + 0.01): the mean of the skills would be −0.495.
    #expect((try #require(scores.skill) - (1 - 100 / 198.01)).magnitude < 1e-12)
    #expect(scores.better == 99)
  }

  @Test("the skill of a model without any error is 1, of the reference itself exactly 0")
  func extremeSkills() {
    var perfect = ModelScores(model: "a")
    perfect.add(.ok(Fixtures.scores(mase: 0, skill: 1)))
    #expect(perfect.skill == 1)
    var same = ModelScores(model: "b")
    same.add(.ok(Fixtures.scores(mase: 0.7, skill: 0)))
    same.add(.ok(Fixtures.scores(mase: nil, skill: 0)))
    #expect(same.skill == 0)
    var unknown = ModelScores(model: "c")
    unknown.add(.ok(Fixtures.scores(skill: nil)))
    #expect(unknown.skill == nil)
  }

  @Test("a mean of huge values stays finite")
  func hugeMean() {
    var mean = RunningMean()
    #expect(mean.value == nil)
    for _ in 0..<10 { mean.add(1e308) }
    #expect(((mean.value ?? 0) / 1e308 - 1).magnitude < 1e-12)
  }
}
