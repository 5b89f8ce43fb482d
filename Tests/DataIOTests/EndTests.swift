import TemporalData
import Testing

@testable import DataIO

private func months(_ count: Int, _ partner: String) -> [String] {
  (0..<count).map { index in
    "\(2020 + index / 12)-\(index % 12 < 9 ? "0" : "")\(index % 12 + 1),\(partner),\(index)"
  }
}

private func table(_ rows: [String]) -> String {
  (["month,partner,revenue"] + rows).joined(separator: "\n")
}

@Test("a newest date far from all others is warned about, with its line and the way out")
func farNewestDate() throws {
  let reading = try read(table(months(12, "A") + ["2218-03,B,1", "2020-05,B,1"]))
  let warning = try #require(reading.warnings.first)
  #expect(warning.contains("table.csv:14:1: the newest date 2218-03-01 is far from the next one"))
  #expect(warning.contains("--as-of 2020-12-31"))
  #expect(reading.values["A / revenue"]?.count == 12)
  let kept = try read(
    table(months(12, "A") + ["2218-03,B,1", "2020-05,B,1"]),
    .with { $0.asOf = CivilDate(year: 2020, month: 12, day: 31) })
  #expect(kept.warnings.isEmpty)
  #expect(kept.values["B / revenue"] == [1, 0, 0, 0, 0, 0, 0, 0])
}

@Test("an oldest date far from all others is warned about")
func farOldestDate() throws {
  let reading = try read(table(["1020-03,A,1"] + months(12, "A")))
  #expect(reading.warnings.first?.contains("table.csv:2:1: the oldest date 1020-03-01") == true)
}

@Test("a pause, a sparse history and an index are no reason to warn")
func nearDates() throws {
  #expect(try read(table(months(12, "A") + ["2021-11,A,3"])).warnings.isEmpty)
  #expect(try read(table(["2001-01,A,1", "2009-01,A,1", "2020-01,A,1"])).warnings.isEmpty)
  #expect(FarDate.found(in: [1, 5, 9, 13, 50], of: .month) == [])
  #expect(FarDate.found(in: [1, 2, 3, 4, 367], of: .day) == [])
  #expect(
    FarDate.found(in: [1, 2, 3, 4, 371], of: .day)
      == [FarDate(date: 371, neighbour: 4, isNewest: true)])
}

@Test("series that end before the panel are counted")
func earlyEnds() throws {
  let reading = try read(table(months(12, "A") + months(9, "B") + months(10, "C")))
  #expect(
    reading.finding("ends")
      == "2 of 3 series end before Dec 2020: what is ahead begins at their own end")
  #expect(try read(table(months(12, "A") + months(12, "B"))).finding("ends") == nil)
}

@Test("in a dense panel a long silence is zeros, a short one is late rows")
func silenceInDensePanel() throws {
  let reading = try read(table(months(12, "A") + months(8, "B") + months(9, "C")))
  #expect(reading.values["B / revenue"] == [0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0])
  #expect(reading.values["C / revenue"]?.count == 9)
  #expect(reading.finding("ends")?.hasPrefix("1 of 3 series") == true)
}

@Test("a silence no longer than a gap of the series before is late rows too")
func usualSilence() throws {
  let everyFifth = stride(from: 0, through: 35, by: 5).map { months(40, "B")[$0] }
  let others = (0..<20).flatMap { months(40, "P\($0)") }
  #expect(try read(table(others + everyFifth)).values["B / revenue"]?.count == 36)
  #expect(try read(table(others + everyFifth.dropLast())).values["B / revenue"]?.count == 40)
}
