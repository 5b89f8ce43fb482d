import Testing

@testable import DataIO

/// The warnings of a table with these values in consecutive months.
private func warnings(_ values: [String]) throws -> [String] {
  let rows = values.enumerated().map { "\(2020 + $0 / 12)-\($0 % 12 + 1),A,\($1)" }
  return try read("month,partner,revenue\n" + rows.joined(separator: "\n") + "\n").warnings
}

@Test("a value that lost its decimal mark is warned about with its period and both values")
func lostMark() throws {
  let found = try warnings([
    "2024.994", "1999.5", "2100.25", "2024994", "1850.75", "2050.5", "1900",
  ])
  #expect(
    found.contains(
      "'A / revenue' jumps about 1,000-fold, from 2100.25 to 2024994.0 at 2020-04-01: "
        + "check the decimal mark and the unit"))
}

@Test("a change from thousands to units is warned about")
func changedUnit() throws {
  let found = try warnings(["12", "14", "11", "13500", "12800", "15100", "14000"])
  #expect(found.contains { $0.contains("from 11.0 to 13500.0 at 2020-04-01") })
}

@Test(
  "growth, big deals, seasons, small orders and few values are no jumps",
  arguments: [
    ["1", "4", "16", "64", "256", "1024", "4096"], ["10", "12", "0", "0", "900", "11", "10"],
    ["1", "2", "3", "500", "2000", "90000", "7"], ["1", "1000", "1", "1000"],
    ["5", "7", "6", "5", "8", "60", "55"], ["3000", "5000", "4000", "6", "4500", "5200", "3900"],
  ])
func noJumps(_ values: [String]) throws {
  #expect(try warnings(values).allSatisfy { !$0.contains("1,000-fold") })
}
