import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

@Suite("KPIs as a project defines them")
struct MeasureTests {
  /// A measure of one column.
  private func column(
    _ id: String, _ kind: KPI.Kind = .flow, _ way: KPIAggregation? = nil, column: String? = nil,
    weight: String? = nil, within: KPIWindow? = nil
  ) throws -> KPIMeasure {
    KPIMeasure(
      kpi: try KPI(id: id, kind: kind, direction: .higherIsBetter, aggregation: way),
      quotient: KPIQuotient(column: column ?? id), weight: weight, activeWithin: within)
  }

  /// A measure of a formula over columns.
  private func formula(
    _ id: String, _ text: String, _ way: KPIAggregation? = nil
  ) throws -> KPIMeasure {
    let kind: KPI.Kind = text.contains("/") ? .ratio(numerator: text, denominator: "") : .flow
    let definition = try KPIDefinition(
      kpi: KPI(id: id, kind: kind, direction: .higherIsBetter, aggregation: way),
      measurement: .formula(KPIFormula(text)))
    return try KPIMeasures([definition]).measures[0]
  }

  private func schema(
    _ measures: [KPIMeasure], by: [String] = [], kpis: [String] = [], grain: Frequency? = nil
  ) -> PanelSchema {
    .with {
      $0.measures = measures
      $0.by = by
      $0.kpis = kpis
      $0.grain = grain
    }
  }

  private let deals = """
    month,partner,type,revenue,won,lost,staff,score,answers
    2024-01,A,VAR,100,1,1,10,5,1
    2024-01,B,VAR,900,9,81,20,2,9
    2024-01,C,MSP,50,1,0,5,4,0
    2024-02,A,VAR,200,2,0,11,4,2
    2024-02,B,VAR,300,3,7,21,3,8
    2024-02,C,MSP,70,1,1,6,5,5
    """

  @Test("flows and stocks add up over entities, ratios are ratios of sums")
  func kinds() throws {
    let measures = [
      try column("revenue"), try column("staff", .stock),
      try formula("win_rate", "won / (won + lost)"),
      try formula("size", "revenue / won"), try formula("closed", "won + lost"),
      try column("csat", .score, .weightedMean, column: "score", weight: "answers"),
    ]
    let reading = try read(deals, schema(measures, by: ["total"]))
    #expect(reading.values["revenue"] == [1_050, 570])
    #expect(reading.values["staff"] == [35, 38])
    #expect(reading.values["win_rate"] == [11.0 / 93, 6.0 / 14])
    #expect(reading.values["size"] == [1_050.0 / 11, 570.0 / 6])
    #expect(reading.values["closed"] == [93, 14])
    #expect(reading.values["csat"] == [2.3, 3.8])
    #expect(reading.values.count == 6)
  }

  @Test("a ratio carries its denominator, a weighted mean its weights")
  func exposures() throws {
    let measures = [
      try formula("win_rate", "won / (won + lost)"),
      try column("csat", .score, .weightedMean, column: "score", weight: "answers"),
    ]
    let reading = try read(deals, schema(measures, by: ["type"]))
    let exposures = reading.panel.entries.map { entry in
      entry.key.description + ": \(entry.series.exposure?.storage ?? [])"
    }
    #expect(
      Set(exposures) == [
        "VAR / win_rate: [92.0, 12.0]", "MSP / win_rate: [1.0, 2.0]", "VAR / csat: [10.0, 10.0]",
        "MSP / csat: [0.0, 5.0]",
      ])
    #expect(reading.values["MSP / csat"] == [nil, 5])
    let kind = reading.panel.entries.first { $0.key.kpi == "win_rate" }?.series.kpi.kind
    #expect(kind == .ratio(numerator: "won", denominator: "won + lost"))
  }

  @Test("the same ratio by columns and by a project is the same")
  func sameRatio() throws {
    var columns = PanelSchema()
    (columns.numerator, columns.denominator, columns.kpis) = ("won", "lost", ["odds"])
    columns.by = ["type"]
    let one = try read(deals, columns)
    let other = try read(deals, schema([try formula("odds", "won / lost")], by: ["type"]))
    #expect(one.values == other.values)
    #expect(one.panel.entries.map(\.series.exposure) == other.panel.entries.map(\.series.exposure))
  }

  private let days = """
    date,partner,region,deal,days,headcount,power
    2024-01-02,A,EU,d1,10,5,100
    2024-01-02,A,EU,d2,90,5,100
    2024-01-20,A,EU,d3,20,6,200
    2024-01-21,B,EU,d4,70,1,10
    2024-02-03,A,EU,d5,30,7,300
    2024-02-28,B,EU,d6,50,2,30
    2024-03-31,A,EU,d7,40,7,300
    2024-03-31,B,EU,d8,60,2,30
    """

  @Test("durations are the median of all rows, over time and over entities")
  func medians() throws {
    let measure = try column("cycle", .duration, column: "days")
    let each = try read(days, schema([measure], grain: .month))
    #expect(each.values["A / cycle"] == [20, 30, 40])
    #expect(each.values["B / cycle"] == [70, 50, 60])
    let all = try read(days, schema([measure], by: ["region"], grain: .month))
    // Of 10, 20, 70, 90 and not of the medians 20 and 70 of the partners.
    #expect(all.values["EU / cycle"] == [45, 40, 50])
  }

  @Test("a stock takes its last value over time, or its mean if that is asked for")
  func stocks() throws {
    let text = days.replacing("d2,90,5,100", with: "d2,90,0,0")
    let measures = [
      try column("heads", .stock, column: "headcount"),
      try column("mean_power", .stock, .average, column: "power"),
    ]
    let reading = try read(text, schema(measures, grain: .month))
    #expect(reading.values["A / heads"] == [6, 7, 7])
    let total = try read(text, schema(measures, by: ["total"], grain: .month))
    #expect(total.values["heads"] == [7, 9, 9])
    #expect(total.values["mean_power"]?.last == 330)
  }

  @Test("a ratio of stocks is that of their last values")
  func lastRatio() throws {
    let text = """
      date,partner,certified,enrolled
      2024-01-05,A,1,10
      2024-01-25,A,4,10
      2024-01-25,B,5,10
      2024-02-25,A,5,10
      2024-02-29,B,5,10
      """
    let measure = try formula("certified_pct", "certified / enrolled", .ratioOfLast)
    let reading = try read(text, schema([measure], by: ["total"], grain: .month))
    #expect(reading.values["certified_pct"] == [0.45, 0.5])
  }

  @Test("active entities are counted over the window behind each period")
  func active() throws {
    let text = """
      month,partner,type,deals
      2024-01,A,VAR,1
      2024-01,B,VAR,0
      2024-02,B,VAR,2
      2024-03,A,VAR,0
      2024-04,C,VAR,1
      2024-05,B,VAR,0
      """
    let window = try #require(KPIWindow(2, .month))
    let measure = try column("active", .stock, .activeCount, column: "deals", within: window)
    let total = try read(text, schema([measure], by: ["type"]))
    #expect(total.values["VAR / active"] == [1, 2, 1, 1, 1])
    let any = KPIMeasure(kpi: measure.kpi, quotient: nil, activeWithin: window)
    #expect(try read(text, schema([any], by: ["type"])).values == total.values)
  }

  @Test(
    "windows are counted in whole periods",
    arguments: [
      ("6 months", Frequency.month, 6), ("6 months", .quarter(anchor: 1), 2),
      ("90 days", .month, 3), ("1 year", .week, 52), ("1 day", .year(anchor: 1), 1),
      ("4 weeks", .day, 28), ("3 months", .index, 3),
    ])
  func windows(text: String, grain: Frequency, count: Int) throws {
    #expect(try #require(KPIWindow(text)).periods(of: grain) == count)
  }

  @Test("a row with one part of a ratio and not the other is no evidence")
  func halfRows() throws {
    let text = "month,partner,won,lost\n2024-01,A,1,1\n2024-01,B,9,\n2024-02,A,1,3\n2024-02,B,,5\n"
    let reading = try read(text, schema([try formula("rate", "won / (won + lost)")], by: ["total"]))
    #expect(reading.values["rate"] == [0.5, 0.25])
  }

  private let long = """
    month,partner,kpi,value
    2024-01,A,won,1
    2024-01,A,lost,3
    2024-01,A,score,5
    2024-01,A,answers,2
    2024-01,B,won,4
    2024-01,B,lost,0
    2024-01,B,score,2
    2024-01,B,answers,8
    2024-02,A,won,2
    2024-02,A,lost,2
    2024-02,B,won,1
    2024-02,B,days,7
    """

  @Test("a table that names KPIs in rows is read the same way")
  func inRows() throws {
    let measures = [
      try formula("rate", "won / (won + lost)"), try column("wins", column: "won"),
      try column("csat", .score, .weightedMean, column: "score", weight: "answers"),
      try column("cycle", .duration, column: "days"), try column("absent"),
    ]
    let reading = try read(long, schema(measures, by: ["total"]))
    #expect(reading.values["rate"] == [5.0 / 8, 3.0 / 5])
    #expect(reading.values["wins"] == [5, 3])
    #expect(reading.values["csat"] == [2.6])
    #expect(reading.values["cycle"] == [7])
    #expect(reading.decisions.contains { $0.finding == "not in the data: absent" })
    let asked = try read(long, schema([measures[0]], kpis: ["rate"]))
    #expect(asked.values == ["A / rate": [0.25, 0.5], "B / rate": [1, 1]])
  }

  @Test("what is asked for and lacks a column is refused, what is not is left out")
  func absent() throws {
    let measures = [try column("revenue"), try formula("rate", "won / closed")]
    let reading = try read(deals, schema(measures))
    #expect(reading.finding("kpi") == "revenue; not in the data: rate")
    let error = try #require(try failure(deals, schema(measures, kpis: ["rate"])))
    #expect(error.kind == .usage)
    #expect(error.what == "there is no column 'closed', which 'rate' needs")
    let unknown = try #require(try failure(deals, schema(measures, kpis: ["revenu"])))
    #expect(unknown.what == "there is no column 'revenu' (--kpi)")
  }

  @Test("a table with none of the KPIs is read as if there were no project, and it is said")
  func noneOfThem() throws {
    let reading = try read(deals, schema([try column("umsatz")]))
    #expect(reading.values["A / revenue"] == [100, 200])
    #expect(reading.warnings.contains { $0.contains("none of the KPIs of the project") })
  }

  @Test("a column that no project knows can be asked for beside its KPIs")
  func plainColumns() throws {
    let reading = try read(
      deals,
      schema([try formula("rate", "won / (won + lost)")], by: ["total"], kpis: ["rate", "revenue"]))
    #expect(reading.values["revenue"] == [1_050, 570])
    #expect(reading.values["rate"] == [11.0 / 93, 6.0 / 14])
  }

  @Test("contradicting rows replace each other in medians too")
  func replaced() throws {
    let text = "month,partner,days\n2024-01,A,10\n2024-01,A,50\n2024-02,A,7\n"
    var rule = schema([try column("cycle", .duration, column: "days")])
    #expect(try failure(text, rule) != nil)
    rule.onConflict = .last
    #expect(try read(text, rule).values == ["A / cycle": [50, 7]])
    rule.onConflict = .sum
    #expect(try read(text, rule).values == ["A / cycle": [30, 7]])
  }

  @Test("every kind says in a line what it was taken for")
  func words() throws {
    let measures = [
      try column("revenue"), try column("staff", .stock), try formula("odds", "won / lost"),
      try column("csat", .score, .weightedMean, column: "score", weight: "answers"),
      try column("cycle", .duration, column: "answers"),
      try column("level", .mean, column: "score"),
    ]
    let reading = try read(deals, schema(measures))
    let kinds = reading.decisions.filter { $0.subject == "kind" }.map(\.finding)
    #expect(
      Set(kinds) == [
        "revenue: adds up over time", "staff: a level: the last value of a period stands",
        "odds: sum of won over sum of lost", "csat: a score: averaged by weights",
        "cycle: a duration: the median of all rows", "level: averaged",
      ])
    #expect(reading.warnings.isEmpty)
  }
}
