import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

@Test("rows that differ in a column of text are finer facts and add up, and it is said")
func finerFacts() throws {
  let text = """
    month,partner_id,category,revenue
    2024-01,7,Bikes,10
    2024-01,7,Clothing,5
    2024-02,7,Bikes,1
    2024-02,7,Clothing,2
    2024-02,7,Parts,4
    """
  let reading = try read(text)
  #expect(reading.values == ["7 / revenue": [15, 7]])
  #expect(reading.finding("rows") == "2.5 rows per partner_id and month: added up")
}

@Test("an exact copy of a row is dropped with a warning")
func copies() throws {
  let reading = try read("month,partner,revenue\n2024-01,A,1\n2024-01,A,1\n2024-02,A,2\n")
  #expect(reading.values == ["A / revenue": [1, 2]])
  #expect(reading.warnings == ["1 row is a copy of earlier ones: dropped"])
}

@Test("contradicting rows are refused with both lines and values")
func contradictions() throws {
  let error = try #require(
    try failure("month,partner,revenue\n2024-01,A,1\n2024-02,A,2\n2024-01,A,9\n"))
  #expect(error.kind == .badData)
  #expect(error.location?.line == 4)
  #expect(error.what == "another row of 'A' at 2024-01-01: 'revenue' is 9.0")
  #expect(error.details.first?.contains(":2:3, with 1.0") == true)
  #expect(error.fix?.contains("--on-conflict") == true)
}

@Test(
  "a rule for contradictions is kept to",
  arguments: [(ConflictRule.last, 9.0), (.sum, 10.0)])
func conflictRules(_ rule: ConflictRule, _ value: Double) throws {
  let text = "month,partner,revenue\n2024-01,A,1\n2024-01,A,9\n2024-02,A,2\n"
  #expect(try read(text, .with { $0.onConflict = rule }).values == ["A / revenue": [value, 2]])
}

@Test("the last of contradicting finer facts replaces only its own part")
func conflictingParts() throws {
  let text = """
    month,partner,category,revenue
    2024-01,A,Bikes,10
    2024-01,A,Parts,5
    2024-01,A,Bikes,20
    """
  #expect(try read(text, .with { $0.onConflict = .last }).values == ["A / revenue": [25]])
  #expect(try failure(text)?.location?.line == 4)
}

@Test("dates in any order give the same panel")
func unorderedDates() throws {
  var rows = (0..<500).map { "\(1900 + $0 % 100),P\($0 / 100),\($0)" }
  let sorted = try read("year,partner,revenue\n" + rows.joined(separator: "\n"))
  var generator = SeededGenerator(seed: 4)
  rows.shuffle(using: &generator)
  let shuffled = try read("year,partner,revenue\n" + rows.joined(separator: "\n"))
  #expect(shuffled.values == sorted.values)
  #expect(sorted.values["P3 / revenue"]?.first == 300)
}

@Test("in aggregates a row with one part of a ratio counts in neither sum")
func halfRatios() throws {
  let text = """
    month,partner,won,decided
    2024-01,A,5,10
    2024-01,B,,10
    2024-02,A,5,10
    2024-02,B,7,
    2024-03,A,5,10
    2024-03,B,1,10
    """
  let schema = PanelSchema.with { ($0.numerator, $0.denominator) = ("won", "decided") }
  let single = try read(text, schema)
  #expect(single.values["B / won/decided"] == [nil, nil, 0.1])
  let total = try read(
    text, .with { ($0.by, $0.numerator, $0.denominator) = (["total"], "won", "decided") })
  #expect(total.values == ["won/decided": [0.5, 0.5, 0.3]])
  #expect(total.panel.entries[0].series.exposure?.storage == [10, 10, 20])
}

@Test("of rows that contradict each other the last stands, also where it repeats the first")
func lastStands() throws {
  let schema = PanelSchema.with { ($0.onConflict, $0.kpis) = (.last, ["revenue"]) }
  let plain = "month,partner,revenue\n2024-01,A,1\n2024-01,A,2\n2024-01,A,1\n2024-02,A,5\n"
  #expect(try read(plain, schema).values == ["A / revenue": [1, 5]])
  let detailed = """
    month,partner,deal,revenue
    2024-01,A,first,10
    2024-01,A,second,1
    2024-01,A,second,2
    2024-01,A,second,1
    2024-02,A,first,5
    """
  #expect(try read(detailed, schema).values == ["A / revenue": [11, 5]])
}

@Test("absent months of a flow are zeros, before the first row nothing, and it is said")
func gapsOfFlows() throws {
  let reading = try read(
    "month,partner,revenue\n2024-03,A,1\n2024-06,A,2\n2024-01,B,3\n2024-06,B,1\n")
  #expect(reading.values["A / revenue"] == [1, 0, 0, 2])
  #expect(reading.values["B / revenue"] == [3, 0, 0, 0, 0, 1])
  #expect(reading.finding("gaps") == "6 absent months inside series taken as 0")
}

@Test("in a sparse panel a flow that stopped is zero to the panel's end; in a dense one it ends")
func silence() throws {
  let sparse = "month,partner,revenue\n2024-01,A,1\n2024-03,A,2\n2024-01,B,3\n2024-06,B,1\n"
  #expect(try read(sparse).values["A / revenue"] == [1, 0, 2, 0, 0, 0])
  let dense =
    "month,partner,revenue\n2024-01,A,1\n2024-02,A,2\n2024-01,B,3\n2024-02,B,1\n2024-03,B,1\n"
  #expect(try read(dense).values["A / revenue"] == [1, 2])
}

@Test("absent periods of prepared series are missing, unless zeros are asked for")
func gapsOfPreparedSeries() throws {
  let text = "unique_id,ds,y\nA,2024-01-01,1\nA,2024-04-01,2\nA,2024-05-01,2\nA,2024-06-01,2\n"
  #expect(try read(text).values["A / y"] == [1, nil, nil, 2, 2, 2])
  #expect(
    try read(text, .with { $0.missing = .zero }).values["A / y"] == [1, 0, 0, 2, 2, 2])
  #expect(
    try read(text, .with { $0.missing = .carry }).values["A / y"] == [1, 1, 1, 2, 2, 2])
}

@Test("an empty field is a missing value and not a zero")
func emptyFields() throws {
  let text = "month,partner,revenue\n2024-01,A,1\n2024-02,A,\n2024-03,A,NA\n2024-04,A,2\n"
  #expect(try read(text).values == ["A / revenue": [1, nil, nil, 2]])
}

@Test("a level carries its last value over a gap, an average does not")
func gapsOfLevels() throws {
  let text = "month,partner,active_users,win_rate\n2024-01,A,5,0.5\n2024-03,A,7,0.7\n"
  let values = try read(text).values
  #expect(values["A / active_users"] == [5, 5, 7])
  #expect(values["A / win_rate"] == [0.5, nil, 0.7])
}

@Test("coarser periods follow the KPI's rule: sum, last, mean")
func coarserGrain() throws {
  let text = """
    month,partner,revenue,headcount,win_rate
    2024-01,A,1,10,0.2
    2024-02,A,2,20,0.3
    2024-03,A,3,30,0.7
    2024-04,A,4,40,0.1
    2024-05,A,5,50,0.2
    2024-06,A,6,60,0.3
    """
  let reading = try read(text, .with { $0.grain = .quarter })
  #expect(reading.values["A / revenue"] == [6, 15])
  #expect(reading.values["A / headcount"] == [30, 60])
  let rates = try #require(reading.values["A / win_rate"])
  #expect(abs((rates[0] ?? 0) - 0.4) < 1e-15)
  #expect(reading.panel.frequency == .quarter)
}

@Test("a fiscal year moves quarters and years")
func fiscalQuarters() throws {
  let rows = (1...12).map { "2024-\($0 < 10 ? "0" : "")\($0),A,1" }.joined(separator: "\n")
  let reading = try read(
    "month,partner,revenue\n\(rows)\n",
    .with { ($0.grain, $0.fiscalStart, $0.includePartial) = (.quarter, 2, true) })
  #expect(reading.panel.frequency == .quarter(anchor: 2))
  #expect(reading.values == ["A / revenue": [1, 3, 3, 3, 2]])
}

@Test("entities add up by the KPI's rule; levels count entities that did not report")
func aggregation() throws {
  let text = """
    month,partner,region,revenue,active_users
    2024-01,A,EMEA,1,10
    2024-02,A,EMEA,2,20
    2024-03,A,EMEA,3,30
    2024-01,B,EMEA,10,100
    2024-03,B,EMEA,30,300
    2024-01,C,APAC,7,70
    2024-02,C,APAC,8,80
    2024-03,C,APAC,9,90
    """
  let byRegion = try read(text, .with { $0.by = ["region"] })
  #expect(byRegion.panel.keyColumns == ["region"])
  #expect(byRegion.values["EMEA / revenue"] == [11, 2, 33])
  #expect(byRegion.values["EMEA / active_users"] == [110, 120, 330])
  let total = try read(text, .with { ($0.by, $0.kpis) = (["total"], ["revenue"]) })
  #expect(total.panel.keyColumns == [])
  #expect(total.values == ["revenue": [18, 10, 42]])
}

@Test("dates so far apart that the periods between would fill the memory are refused")
func farDates() throws {
  let error = try #require(try failure("ds,y\n1,1\n2,1\n999999999,1\n"))
  #expect(error.kind == .badData)
  #expect(error.what == "'y' has 3 values over 999999999 periods")
}
