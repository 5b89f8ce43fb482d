import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

@Test("a table of prepared series is read without any option")
func preparedSeries() throws {
  let reading = try read("unique_id,ds,y\nA,2024-01-01,1\nA,2024-02-01,2\nB,2024-02-01,5\n")
  #expect(reading.values == ["A / y": [1, 2], "B / y": [5]])
  #expect(reading.panel.keyColumns == ["unique_id"])
  #expect(reading.panel.frequency == .month)
  #expect(reading.seasonLength == 12)
  #expect(reading.panel.entries[1].series.values.start.description == "2024-02-01")
  #expect(reading.asOf == CivilDate(year: 2024, month: 2, day: 1))
}

@Test("a table with one column per KPI gives a series per key and KPI")
func wideByKPI() throws {
  let text = """
    month,partner_id,partner,region,revenue,units
    2024-01,7,Acme,EMEA,10.5,1
    2024-02,7,Acme,EMEA,11.5,2
    2024-01,9,"Smith, Inc",APAC,3,4
    """
  let reading = try read(text)
  #expect(
    reading.values == [
      "7 / revenue": [10.5, 11.5], "7 / units": [1, 2], "9 / revenue": [3], "9 / units": [4],
    ])
  #expect(reading.panel.entries.map(\.label) == ["Acme", "Acme", "Smith, Inc", "Smith, Inc"])
  #expect(reading.finding("kpi") == "revenue, units")
}

@Test("a long table with a KPI column gives a series per key and KPI name")
func longTable() throws {
  let text = "date,partner,kpi,value\n2024-01-01,A,deals,1\n2024-01-01,A,revenue,10\n"
  #expect(try read(text).values == ["A / deals": [1], "A / revenue": [10]])
  let one = try read(text, .with { $0.kpis = ["revenue"] })
  #expect(one.values == ["A / revenue": [10]])
}

@Test("a name that is no KPI of a long table is refused with a suggestion")
func unknownName() throws {
  let text = "date,partner,kpi,value\n2024-01-01,A,deals,1\n2024-01-01,A,revenue,10\n"
  let error = try #require(try failure(text, .with { $0.kpis = ["revenu"] }))
  #expect(error.kind == .usage)
  #expect(error.fix == "did you mean 'revenue'?")
}

@Test("a column that is not there is refused with the columns and a suggestion")
func unknownColumn() throws {
  let error = try #require(
    try failure("month,partner,revenue\n2024-01,A,1\n", .with { $0.series = ["partnr"] }))
  #expect(error.exitCode == 64)
  #expect(error.what == "there is no column 'partnr' (--series)")
  #expect(error.details == ["columns: month, partner, revenue"])
  #expect(error.fix == "did you mean 'partner'?")
}

@Test("names match without regard to case, and a space stands for an underscore")
func looseNames() throws {
  let reading = try read("Month,Partner ID,Revenue\n2024-01,7,1\n2024-02,7,2\n")
  #expect(reading.panel.keyColumns == ["Partner ID"])
  #expect(reading.values == ["7 / Revenue": [1, 2]])
}

@Test("two spellings of Unicode for a key, a KPI or a column are the same, as they first stood")
func accentedNames() throws {
  let (first, second) = ("Cafe\u{301}", "Caf\u{E9}")
  let keys = try read("date,partner,y\n2024-01-01,\(first),1\n2024-02-01,\(second),2\n")
  #expect(keys.values == ["\(first) / y": [1, 2]])
  #expect(Array(keys.panel.entries[0].key.values[0].utf8) == Array(first.utf8))
  let long = try read(
    "date,partner,kpi,value\n2024-01-01,A,\(first),1\n2024-02-01,A,\(second),2\n",
    .with { $0.kpis = [second] })
  #expect(long.values == ["A / \(first)": [1, 2]])
  let files = try [first, second].enumerated().map { number, name in
    try TemporaryTable(Array("date,id,\(name)\n2024-0\(number + 1)-01,A,\(number + 1)\n".utf8))
  }
  let both = try PanelReader.read(files.map { .file($0.path) }, schema: PanelSchema())
  #expect(both.values == ["A / \(first)": [1, 2]])
  #expect(try failure("date,id,\(first),\(second)\n2024-01-01,A,1,2\n") != nil)
}

@Test("labels that two keys share carry the key")
func sharedLabels() throws {
  let names = (1...20).map { $0 == 20 ? "Shop 1" : "Shop \($0)" }
  let rows = names.enumerated().map { "2024-01,\($0),\($1),1" }.joined(separator: "\n")
  let reading = try read("month,partner_id,partner,revenue\n\(rows)\n")
  #expect(reading.panel.entries[0].label == "Shop 1 (0)")
  #expect(reading.panel.entries[1].label == "Shop 2")
}

@Test("numeric columns that describe an entity are left out, and it is said")
func attributes() throws {
  var rows: [String] = []
  for partner in 0..<4 {
    for month in 1...3 { rows.append("2024-0\(month),P\(partner),\(1990 + partner),\(month)") }
  }
  let reading = try read(
    "month,partner,year_opened,revenue\n" + rows.joined(separator: "\n"))
  #expect(Set(reading.panel.entries.map(\.key.kpi)) == ["revenue"])
  #expect(reading.finding("left out") == "year_opened (constant within each series)")
}

@Test("without a known key column every column of text identifies a series")
func textKeys() throws {
  let reading = try read(
    "quarter,State,Purpose,trips\n1998-Q1,ACT,Holiday,1\n1998-Q2,ACT,Holiday,2\n1998-Q1,ACT,Work,3\n"
  )
  #expect(reading.panel.keyColumns == ["State", "Purpose"])
  #expect(reading.values == ["ACT / Holiday / trips": [1, 2], "ACT / Work / trips": [3]])
}

@Test("a table without any key is one series")
func singleSeries() throws {
  let reading = try read("ds,y\n1,5\n2,6\n4,8\n")
  #expect(reading.panel.keyColumns == [])
  #expect(reading.panel.frequency == .index)
  #expect(reading.asOf == nil)
  #expect(reading.values == ["y": [5, 6, 0, 8]])
}

@Test("several inputs make one panel, whatever the order of their columns")
func severalInputs() throws {
  let first = try TemporaryTable("month,partner,revenue\n2024-01,A,1\n2024-02,A,2\n")
  let second = try TemporaryTable("partner;revenue;month\nA;3;2024-03\n\nB;4;2024-03\n")
  let reading = try PanelReader.read(
    [.file(first.path), .file(second.path)], schema: PanelSchema())
  #expect(reading.values == ["A / revenue": [1, 2, 3], "B / revenue": [4]])
  #expect(reading.inputs.map(\.rows) == [2, 2])
  #expect(reading.rowCount == 4)
}

@Test("an input is accounted for by its bytes and their digest")
func accounts() throws {
  let text = "ds,y\n2024-01-01,1\n2024-02-01,2\n"
  let input = try #require(try read(text).inputs.first)
  #expect(input.bytes == text.utf8.count)
  #expect(input.sha256 == SHA256.hexadecimal(of: Array(text.utf8)))
  #expect(input.rows == 2)
}

@Test("kinds of KPI are told by their names, with a warning where a ratio is averaged")
func kinds() throws {
  let text =
    "month,partner,revenue,active_partners,win_rate\n2024-01,A,1,2,0.5\n2024-02,A,2,3,0.6\n"
  let reading = try read(text)
  #expect(reading.panel.entries.map(\.series.kpi.kind) == [.flow, .stock, .mean])
  #expect(reading.warnings.contains { $0.hasPrefix("win_rate is averaged") })
}

@Test("a ratio is the ratio of the sums, with its denominator as exposure")
func ratios() throws {
  let text = """
    date,partner,won,closed
    2024-01-05,A,1,2
    2024-01-20,A,2,2
    2024-02-03,A,0,0
    2024-03-01,A,1,4
    2024-03-02,B,3,4
    """
  let schema = PanelSchema.with {
    ($0.numerator, $0.denominator, $0.kpis) = ("won", "closed", ["win_rate"])
    ($0.grain, $0.includePartial) = (.month, true)
  }
  let reading = try read(text, schema)
  let first = try #require(reading.panel.entries.first)
  #expect(first.key.kpi == "win_rate")
  #expect(first.series.values.storage[0] == 0.75)
  #expect(first.series.values.storage[1].isNaN)
  #expect(first.series.values.storage[2] == 0.25)
  #expect(first.series.exposure?.storage == [4, 0, 4])
  var total = schema
  total.by = ["total"]
  #expect(try read(text, total).values["win_rate"]?.last == 0.5)
}

@Test("half a ratio is refused")
func halfRatio() throws {
  let error = try failure("month,partner,won\n2024-01,A,1\n", .with { $0.numerator = "won" })
  #expect(error?.kind == .usage)
}
