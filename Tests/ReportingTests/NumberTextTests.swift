import Foundation
import Statistics
import Testing

@testable import Reporting

@Suite("Numbers in files")
struct NumberTextTests {
  @Test(
    "numbers have the shortest form",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (123.0, "123"), (-7.0, "-7"), (0.1, "0.1"), (1e-7, "1e-07"),
      (1234567.25, "1234567.25"), (9_007_199_254_740_991.0, "9007199254740991"),
      (1e15, "1000000000000000"),
      (1e16, "1e+16"), (1e300, "1e+300"), (5e-324, "5e-324"), (0.1 + 0.2, "0.30000000000000004"),
    ])
  func forms(value: Double, text: String) {
    #expect(NumberText.exact(value) == text)
  }

  @Test("what is not finite has no text", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    #expect(NumberText.exact(value) == nil)
  }

  @Test("random doubles of every size read back bit by bit from CSV and from JSON")
  func roundTrip() throws {
    var generator = SplitMix64(seed: 7)
    var values: [Double] = []
    while values.count < 4_000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { values.append(value) }
    }
    values += (0..<1_000).map { _ in Double.random(in: -1e6...1e6, using: &generator) }
    values += [
      .greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p53, -0x1p53,
    ]
    let table = ResultTable(columns: [.init("x", .number)], rows: values.map { [.number($0)] })

    let fields = CSVText.rows(table.csv()).dropFirst().compactMap { Double($0[0]) }
    #expect(fields.map(\.bitPattern) == values.map(\.bitPattern))

    let data = Data(table.json().utf8)
    // Not JSONSerialization, which is an ulp off for every fifth double.
    let objects = try JSONDecoder().decode([[String: Double]].self, from: data)
    #expect(objects.compactMap { $0["x"]?.bitPattern } == values.map(\.bitPattern))
  }
}
