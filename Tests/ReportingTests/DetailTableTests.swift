import Forecasting
import PartnerKPI
import TemporalData
import Testing

@testable import Reporting

@Suite("Tables beside the forecast")
struct DetailTableTests {
  private let key = SeriesKey(values: ["P1"], kpi: "revenue")
  private let refused = SeriesOutcome<SeriesForecast>.refused(reason: "no value")

  @Test("components stand between the intervals and the model, and are empty without a forecast")
  func components() {
    let table = ForecastTable(keyColumns: ["id"], levels: [0.8], components: true)
    #expect(
      table.columns.map(\.name) == [
        "id", "kpi", "period", "mean", "lo_80", "hi_80", "level", "trend", "season", "effects",
        "model", "source", "status", "reason",
      ])
    let row = table.rows(key, refused)[0]
    #expect(row.count == table.columns.count)
    #expect(row[6...9].allSatisfy { $0 == .missing })
  }

  @Test("key columns named as the table's own are kept apart")
  func names() {
    #expect(FittedTable(keyColumns: ["model"]).columns.first?.name == "model_key")
    #expect(DiagnosticsTable(keyColumns: ["n", "sigma"]).columns[1].name == "sigma_key")
  }

  @Test("a refused series has one row of diagnostics with the reason, and none of fitted values")
  func refusal() {
    let table = DiagnosticsTable(keyColumns: ["id"])
    let row = table.row(key, refused)
    #expect(row.count == table.columns.count)
    #expect(row.last == .text("no value") && row[row.count - 2] == .text("refused"))
    let history = TimeSeries(start: Fixtures.month(2024, 1), storage: [1])
    #expect(FittedTable(keyColumns: ["id"]).rows(key, history, refused).isEmpty)
  }

  @Test("an anomaly is a row with its dates and its size; other findings are none")
  func anomalies() {
    let table = AnomalyTable(keyColumns: ["id"])
    #expect(
      table.columns.map(\.name) == [
        "id", "kpi", "kind", "period", "until", "value", "expected", "change",
      ])
    let (from, to) = (Fixtures.month(2024, 1), Fixtures.month(2024, 3))
    let rows = table.rows(
      key,
      [
        .outlier(at: from, value: 9, expected: 5), .trend(perPeriod: 1),
        .levelShift(from: to, change: -2), .shock(PeriodRange(start: from, count: 3), change: 7),
      ])
    let start: ResultTable.Row = [.text("P1"), .text("revenue")]
    #expect(
      rows == [
        start
          + [.text("outlier"), .period(from), .period(from), .number(9), .number(5), .number(4)],
        start
          + [.text("level_shift"), .period(to), .missing, .missing, .missing, .number(-2)],
        start + [.text("shock"), .period(from), .period(to), .missing, .missing, .number(7)],
      ])
  }

  @Test("the columns of diagnostics are those of the interface")
  func columns() {
    #expect(
      DiagnosticsTable(keyColumns: []).columns.map(\.name) == [
        "kpi", "model", "n", "sigma", "log_likelihood", "aicc", "residual_mean", "acf_1",
        "ljung_box_lags", "ljung_box_p", "jarque_bera_p", "heteroscedasticity_p", "parameters",
        "status", "reason",
      ])
  }

  @Test("parameters are written as name=value, exactly")
  func parameters() {
    #expect(DiagnosticsTable.text([.init("alpha", 0.3), .init("l0", 1200)]) == "alpha=0.3 l0=1200")
    #expect(DiagnosticsTable.text([]) == nil)
  }
}
