import PartnerKPI
import TemporalData
import Testing

@testable import Forecasting
@testable import Reporting

@Suite("Forecast table")
struct ForecastTableTests {
  private let key = SeriesKey(values: ["P-1", "EMEA"], kpi: "revenue")

  @Test("the columns stand in the order of the interface, after the key columns")
  func columns() {
    let table = ForecastTable(keyColumns: ["partner_id", "region"])
    #expect(
      table.columns.map(\.name) == [
        "partner_id", "region", "kpi", "period", "mean", "lo_80", "hi_80", "lo_95", "hi_95",
        "model", "source", "status", "reason",
      ])
    #expect(ForecastTable(keyColumns: [], levels: []).columns.first?.name == "kpi")
  }

  @Test(
    "a level is named by its percentage, free of binary noise",
    arguments: [(0.8, "80"), (0.07, "7"), (0.29, "29"), (0.975, "97.5"), (0.999, "99.9")])
  func levels(level: Double, name: String) {
    let names = ForecastTable(keyColumns: [], levels: [level]).columns.map(\.name)
    #expect(names.contains("lo_" + name) && names.contains("hi_" + name))
  }

  @Test("a key column that bears a name of the table is told apart")
  func collisions() {
    let names = ForecastTable(keyColumns: ["model", "id", "id", "kpi"]).columns.map(\.name)
    #expect(names.prefix(4) == ["model_key", "id", "id_key", "kpi_key"])
    #expect(Set(names).count == names.count)
  }

  @Test("a forecast is one row per period")
  func rows() {
    let forecast = Fixtures.forecast(
      "ETS(A,N,N)", from: Fixtures.month(2026, 12), means: [100, 110], deviation: 0)
    let table = ForecastTable(keyColumns: ["partner_id", "region"], levels: [0.8])
    let text = ResultTable(columns: table.columns, rows: table.rows(key, .ok(forecast))).csv()
    #expect(
      text == """
        partner_id,region,kpi,period,mean,lo_80,hi_80,model,source,status,reason
        P-1,EMEA,revenue,2026-12-01,100,100,100,"ETS(A,N,N)",own,ok,
        P-1,EMEA,revenue,2027-01-01,110,110,110,"ETS(A,N,N)",own,ok,

        """)
  }

  @Test("intervals are those of the distribution, the wider one outside")
  func intervals() throws {
    let forecast = Fixtures.forecast(
      "Naive", from: Fixtures.month(2026, 1), means: [10], deviation: 2)
    let row = ForecastTable(keyColumns: ["a", "b"]).rows(key, .ok(forecast))[0]
    let numbers = row[4...8].compactMap { if case .number(let value?) = $0 { value } else { nil } }
    try #require(numbers.count == 5)
    // Standard normal quantiles 1.2815516 and 1.9599640, to seven decimals as tables give them.
    let expected = [
      10, 10 - 2 * 1.2815516, 10 + 2 * 1.2815516, 10 - 2 * 1.9599640, 10 + 2 * 1.9599640,
    ]
    for (number, value) in zip(numbers, expected) { #expect((number - value).magnitude < 1e-6) }
  }

  @Test("a fallback has its numbers, its reason and the source that its fit names")
  func fallback() {
    let forecast = Fixtures.forecast(
      "Naive", from: Fixtures.month(2026, 1), means: [10], deviation: 2, source: .peers)
    let rows = ForecastTable(keyColumns: ["a", "b"], levels: [])
      .rows(key, .fallback(forecast, reason: "too short"))
    #expect(rows.count == 1)
    #expect(
      rows[0].suffix(4) == [.text("Naive"), .text("peers"), .text("fallback"), .text("too short")])
  }

  @Test("a refused series is one row with the reason and no numbers")
  func refused() {
    let table = ForecastTable(keyColumns: ["partner_id", "region"])
    let rows = table.rows(key, .refused(reason: "no value, none at all"))
    let text = ResultTable(columns: table.columns, rows: rows).csv()
    #expect(
      text.split(separator: "\n").last
        == "P-1,EMEA,revenue,,,,,,,,,refused,\"no value, none at all\"")
  }

  @Test("simulated paths are numbered from 1 and go period by period")
  func paths() {
    let table = PathsTable(keyColumns: ["id"])
    let paths = SamplePaths(
      periods: PeriodRange(start: Period(.index, ordinal: 5), count: 2), values: [1, 2, 3, 4.5])
    var result = ResultTable(columns: table.columns)
    table.forEachRow(SeriesKey(values: ["A"], kpi: "y"), paths) { result.append($0) }
    #expect(
      result.csv() == """
        id,kpi,path,period,value
        A,y,1,5,1
        A,y,1,6,2
        A,y,2,5,3
        A,y,2,6,4.5

        """)
  }
}
