import Testing

@testable import DataIO

/// Forty months of one partner with one row replaced.
private func history(row index: Int, _ replacement: String...) -> String {
  var rows = (0..<40).map { "\(2020 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1),A,\($0)" }
  rows.replaceSubrange(index...index, with: replacement)
  return "month,partner,revenue\n" + rows.joined(separator: "\n")
}

@Test(
  "the period of a row whose value cannot be read is not known, which is not zero",
  arguments: ["1.23.4", "tbd", "inf", "1e400"])
func unreadableValue(_ value: String) throws {
  let reading = try read(history(row: 20, "2021-09,A,\"\(value)\""))
  #expect(reading.rejectedCount == 1)
  #expect(reading.values["A / revenue"]?[19...21] == [19, nil, 21])
  #expect(reading.finding("gaps") == nil)
}

@Test("another row of the same period stands in for one that cannot be read, in either order")
func replacedValue() throws {
  let (bad, good) = ("2021-09,A,tbd", "2021-09,A,7")
  for rows in [history(row: 20, bad, good), history(row: 20, good, bad)] {
    for rule in [nil, ConflictRule.last, .sum] {
      let reading = try read(rows, .with { $0.onConflict = rule })
      #expect(reading.values["A / revenue"]?[20] == 7)
      #expect(reading.finding("rows") == nil)
    }
  }
  #expect(
    try read(history(row: 20, bad, good, "2021-09,A,9"), .with { $0.onConflict = .last })
      .values["A / revenue"]?[20] == 9)
  #expect(try failure(history(row: 20, bad, good, "2021-09,A,9"))?.location?.line == 24)
}

@Test("rows without any content, as spreadsheets write them, are no rows", arguments: [",,", "  "])
func blankRows(_ row: String) throws {
  let reading = try read(history(row: 39, "2023-04,A,39", row, row, row, row, " , ,"))
  #expect(reading.rejectedCount == 0)
  #expect(reading.rowCount == 40)
  #expect(reading.warnings.isEmpty)
}

@Test("dates in several forms are refused with both")
func mixedForms() throws {
  let error = try #require(
    try failure("month,partner,revenue\n2024-01,A,1\n2024-02-15,A,2\n2024-Q3,A,3\n"))
  #expect(error.kind == .badData)
  #expect(error.location?.line == 3)
  #expect(error.what == "'month' \"2024-02-15\" is YYYY-MM-DD, but the column began as YYYY-MM")
}
