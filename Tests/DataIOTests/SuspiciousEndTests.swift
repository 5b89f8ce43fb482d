import TemporalData
import Testing

@testable import DataIO

/// Two partners whose monthly revenues from January 2022 on are these shares of 100.
private func table(_ shares: [Double]) -> String {
  let start = Period(.month, ordinal: 624)
  return shares.indices.reduce("month,partner,revenue\n") { text, step in
    let month = start.advanced(by: step).description.prefix(7)
    return text + "\(month),A,\(60 * shares[step])\n\(month),B,\(40 * shares[step])\n"
  }
}

private let suspicion = """
  Jan 2023 has 85 % less revenue than the three periods before: if it is not complete, leave it \
  out with --as-of 2023-01-01
  """

@Test("a last month that falls out of the pattern is said, and --as-of leaves it out")
func suspiciousLastMonth() throws {
  let shares = Array(repeating: 1.0, count: 12) + [0.15]
  #expect(try read(table(shares)).warnings == [suspicion])
  var schema = PanelSchema()
  schema.asOf = CivilDate(year: 2023, month: 1, day: 1)
  let reading = try read(table(shares), schema)
  #expect(reading.droppedPartial == Period(.month, ordinal: 636))
  #expect(!reading.warnings.contains(suspicion))
  schema = PanelSchema()
  schema.includePartial = true
  #expect(try read(table(shares), schema).warnings.isEmpty)
}

@Test(
  "a last month that is low but usual is not said",
  arguments: [
    // No lower than a month before it, a fall of less than half, a rise, too short a history.
    [1, 1, 1, 1, 0.2, 1, 0.19], [1, 1, 1, 1, 0.6], [1, 1, 1, 5], [1, 1, 0.1],
    // The same fall a year before.
    [1, 1, 1, 0.2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.2],
  ])
func usualLastMonth(shares: [Double]) throws {
  #expect(try read(table(shares)).warnings.isEmpty)
}
