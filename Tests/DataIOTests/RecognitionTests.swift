import Foundation
import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

/// The layout of a text, as names.
private func layout(
  _ text: String, _ schema: PanelSchema = PanelSchema()
) throws -> (period: String, keys: [String], kpi: String?, values: [String], label: String?) {
  let file = try TemporaryTable(text)
  let table = try TableInput(.file(file.path), limits: ReadingLimits())
  let layout = try LayoutRecognition(table, schema: schema).layout()
  func name(_ column: Int) -> String { layout.columns[column] }
  return (
    name(layout.period), layout.keys.map(name), layout.kpiColumn.map(name), layout.values.map(name),
    layout.label.map(name)
  )
}

@Test("known names win over the order of columns")
func knownNames() throws {
  let found = try layout(
    "created,region,partner_id,partner,ds,y\n2020-01-01,EMEA,1,Acme,2024-01-01,5\n")
  #expect(found.period == "ds")
  #expect(found.keys == ["partner_id"])
  #expect(found.label == "partner")
  #expect(found.values == ["y"])
}

@Test("a column of dates is found under any name")
func anyDateColumn() throws {
  let found = try layout(
    "Close Date,partner,Amount\n2024-01-05 10:22,Acme,5\n2024-02-07 08:01,Acme,6\n")
  #expect(found.period == "Close Date")
  #expect(found.values == ["Amount"])
}

@Test("a period name over values that are no dates gives way to a column that has them")
func misleadingPeriodName() throws {
  let found = try layout("day,when,partner,y\nMonday,2024-01-01,A,5\nTuesday,2024-01-02,A,6\n")
  #expect(found.period == "when")
}

@Test("numbers that identify are not measures")
func identifiers() throws {
  let found = try layout(
    "order_id,date,partner_id,zip,amount\n1,2024-01-01,7,12345,10\n2,2024-01-02,7,12345,20\n")
  #expect(found.keys == ["partner_id"])
  #expect(found.values == ["amount"])
}

@Test("an id that never comes back is a row number and no series")
func rowNumbers() throws {
  let rows = (0..<40).map { "\($0),2024-0\($0 % 9 + 1)-01,\($0 % 4 < 2 ? "EMEA" : "APAC"),1" }
  let found = try layout("id,date,region,amount\n" + rows.joined(separator: "\n"))
  #expect(found.keys == ["region"])
}

@Test("keys that are all different are kept while the table is still in its first period")
func manySeries() throws {
  let rows = (0..<40).map { "2024-01-01,P\($0),1" }
  #expect(try layout("date,partner,amount\n" + rows.joined(separator: "\n")).keys == ["partner"])
}

@Test("a column of metric names makes a table long, with its one column of numbers")
func longByName() throws {
  let found = try layout("date,partner,metric,amount\n2024-01-01,A,deals,1\n")
  #expect(found.kpi == "metric")
  #expect(found.values == ["amount"])
  let two = try failure("date,partner,metric,amount,weight\n2024-01-01,A,deals,1,2\n")
  #expect(two?.what == "which column holds the values?")
}

@Test("what the user names stands, in any case of letters")
func askedColumns() throws {
  let text = "a,b,c,d,e\n2024-01-01,2024-01-02,x,1,2\n"
  let found = try layout(
    text, .with { ($0.period, $0.series, $0.kpis) = ("B", ["c"], ["E"]) })
  #expect(found.period == "b")
  #expect(found.keys == ["c"])
  #expect(found.values == ["e"])
}

@Test("columns of --by join the key of the entity")
func byColumns() throws {
  let text = "month,partner_id,type,revenue\n2024-01,1,VAR,5\n2024-01,2,MSP,6\n"
  #expect(try layout(text, .with { $0.by = ["type"] }).keys == ["partner_id", "type"])
  #expect(try layout(text, .with { $0.by = ["total"] }).keys == ["partner_id"])
}

@Test("a partner that changes its group counts in each group at its time")
func movedPartner() throws {
  let text = """
    month,partner,tier,revenue
    2024-01,A,Gold,1
    2024-02,A,Silver,2
    2024-01,B,Silver,10
    2024-02,B,Silver,20
    """
  let reading = try read(text, .with { $0.by = ["tier"] })
  #expect(reading.values == ["Gold / revenue": [1], "Silver / revenue": [10, 22]])
}

@Test("a ratio of a long table counts an absent numerator as nothing")
func longRatio() throws {
  let text = """
    month,partner,kpi,value
    2024-01,A,won,1
    2024-01,A,closed,4
    2024-02,A,closed,2
    2024-03,A,won,2
    2024-03,A,closed,2
    """
  let reading = try read(
    text, .with { ($0.numerator, $0.denominator) = ("won", "closed") })
  #expect(reading.values == ["A / won/closed": [0.25, 0, 1]])
  let kind = reading.panel.entries.first?.series.kpi.kind
  #expect(kind == .ratio(numerator: "won", denominator: "closed"))
}

@Test("parts of a ratio are shown on their own only if they are asked for")
func ratioParts() throws {
  let text = "month,partner,won,closed\n2024-01,A,1,4\n2024-02,A,2,4\n"
  let schema = PanelSchema.with {
    ($0.numerator, $0.denominator, $0.kpis) = ("won", "closed", ["won", "win_rate"])
  }
  #expect(try read(text, schema).values == ["A / won": [1, 2], "A / win_rate": [0.25, 0.5]])
}

@Test("a second input without a needed column is refused by its name")
func missingColumn() throws {
  let first = try TemporaryTable("month,partner,revenue\n2024-01,A,1\n")
  let second = try TemporaryTable("month,partner,units\n2024-02,A,1\n")
  let error = #expect(throws: DataError.self) {
    try PanelReader.read([.file(first.path), .file(second.path)], schema: PanelSchema())
  }
  #expect(error?.kind == .usage)
  #expect(error?.location?.path == second.path)
  #expect(error?.what == "there is no column 'revenue' (the first file)")
}

@Test("a contradiction between two inputs names both")
func contradictingInputs() throws {
  let first = try TemporaryTable("month,partner,revenue\n2024-01,A,1\n2024-02,A,1\n")
  let second = try TemporaryTable("month,partner,revenue\n2024-02,A,5\n")
  let error = #expect(throws: DataError.self) {
    try PanelReader.read([.file(first.path), .file(second.path)], schema: PanelSchema())
  }
  #expect(error?.location == .init(path: second.path, line: 2, column: 3))
  #expect(error?.details == ["the first one: \(first.path):3:3, with 1.0"])
}

@Test("the same export given twice is read once")
func repeatedInput() throws {
  let file = try TemporaryTable("month,partner,revenue\n2024-01,A,1\n2024-02,A,2\n")
  let reading = try PanelReader.read([.file(file.path), .file(file.path)], schema: PanelSchema())
  #expect(reading.values == ["A / revenue": [1, 2]])
  #expect(reading.warnings == ["2 rows are copies of earlier ones: dropped"])
}

@Test("inputs that write their periods in two forms are refused with both places")
func differentForms() throws {
  let first = try TemporaryTable("month,partner,revenue\n2024-01,A,1\n")
  let second = try TemporaryTable("month,partner,revenue\n2024-02-01,A,5\n")
  let error = #expect(throws: DataError.self) {
    try PanelReader.read([.file(first.path), .file(second.path)], schema: PanelSchema())
  }
  #expect(error?.details.first == "\(first.path):2:1: the first date")
}

@Test("a pipe is read like a file")
func pipe() throws {
  let pipe = Pipe()
  pipe.fileHandleForWriting.write(Data("ds,y\n2024-01-01,1\n2024-02-01,2\n".utf8))
  try pipe.fileHandleForWriting.close()
  let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
  #expect(try PanelReader.read([.file(path)], schema: PanelSchema()).values == ["y": [1, 2]])
}

@Test("series that lie in the partial last period only are left out with a count")
func onlyInPartial() throws {
  var rows = (0..<74).map { CivilDate(daysSince1970: 19_723 + $0).description + ",A,1" }
  rows.append("2024-03-14,B,1")
  let reading = try read(
    "date,partner,revenue\n" + rows.joined(separator: "\n"), .with { $0.grain = .month })
  #expect(reading.values == ["A / revenue": [31, 29]])
  #expect(reading.warnings.last == "1 series only in Mar 2024: left out")
}

@Test("zeros after the last row may not fill the memory either")
func farSilence() throws {
  var rows = (0..<50).map { "\($0 % 2 + 1),P\($0 / 2),1" }
  rows += ["1,far,1", "1999999,far,1"]
  let error = try #require(try failure("period,partner,revenue\n" + rows.joined(separator: "\n")))
  #expect(error.what == "'far / revenue' has 2 values over 1999999 periods")
}
