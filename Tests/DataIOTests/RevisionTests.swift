import Testing

@testable import DataIO

/// The reading of several texts as files.
private func readAll(
  _ texts: [String], _ schema: PanelSchema = PanelSchema()
) throws -> PanelReading {
  let files = try texts.enumerated().map { try TemporaryTable($1, name: "export\($0).csv") }
  return try PanelReader.read(files.map { .file($0.path) }, schema: schema)
}

private func rows(_ months: ClosedRange<Int>, _ value: (Int) -> Double) -> String {
  "month,partner,y\n"
    + months.map { "2024-\($0 < 10 ? "0" : "")\($0),A,\(value($0))\n" }.joined()
}

@Test("a later export of the same rows stands, and what it changed is listed")
func reExports() throws {
  let first = rows(1...6) { Double($0) }
  let second = rows(3...8) { $0 == 5 ? 50 : Double($0) }
  let reading = try readAll([first, second])
  #expect(reading.values == ["A / y": [1, 2, 3, 4, 50, 6, 7, 8]])
  let revision = try #require(reading.revisions.first)
  #expect(reading.revisions.count == 1)
  #expect(
    (revision.series, revision.kpi, revision.period) == ("A", "y", "2024-05-01"))
  #expect((revision.old, revision.new) == (5, 50))
  #expect((revision.earlier.line, revision.later.line) == (6, 4))
  #expect(reading.warnings.contains { $0.hasPrefix("1 value of earlier files is told otherwise") })
  #expect(
    RevisedValues.csv(reading.revisions).hasPrefix(
      "series,kpi,period,old,new,old_file,old_line,new_file,new_line\nA,y,2024-05-01,5.0,50.0,"))
}

@Test("files that disagree in most of their common rows contradict each other")
func contradictingFiles() throws {
  let texts = [rows(1...6) { Double($0) }, rows(3...8) { Double($0) * 2 }]
  let error = #expect(throws: DataError.self) { try readAll(texts) }
  #expect(error?.what.contains("another row of 'A' at 2024-03-01") == true)
  let last = try readAll(texts, PanelSchema.with { $0.onConflict = .last })
  #expect(last.values == ["A / y": [1, 2, 6, 8, 10, 12, 14, 16]])
  #expect(last.revisions.count == 4)
  let sum = try readAll(texts, PanelSchema.with { $0.onConflict = .sum })
  #expect(sum.values == ["A / y": [1, 2, 9, 12, 15, 18, 14, 16]])
  #expect(sum.revisions.isEmpty)
}

@Test("a revision of one of several rows of a date changes its part of the sum alone")
func revisedParts() throws {
  let first = "month,partner,deal,y\n2024-01,A,p,1\n2024-01,A,q,2\n2024-02,A,r,3\n2024-03,A,s,4\n"
  let second = "month,partner,deal,y\n2024-01,A,p,10\n2024-01,A,q,2\n2024-02,A,r,3\n"
  let schema = PanelSchema.with { $0.series = ["partner"] }
  let reading = try readAll([first, second], schema)
  #expect(reading.values == ["A / y": [12, 3, 4]])
  #expect(reading.revisions.map(\.old) == [1])
}

@Test("wide exports of overlapping months revise each other too")
func wideRevisions() throws {
  let first = "partner,2024-01,2024-02,2024-03\nA,1,2,3\nB,4,5,6\n"
  let second = "partner,2024-02,2024-03,2024-04\nA,2,3,9\nB,5,60,9\n"
  let reading = try readAll([first, second])
  #expect(reading.values == ["A / value": [1, 2, 3, 9], "B / value": [4, 5, 60, 9]])
  #expect(reading.revisions.map(\.period) == ["2024-03-01"])
}
