import Foundation
import Testing

@Suite("The order of rows")
struct RowOrderTests {
  /// Sales of four partners in two regions, four a month, and what was won of them.
  private func table(_ order: (Int) -> Int) -> String {
    var rows: [String] = []
    for partner in 0..<4 {
      for month in 0..<40 {
        let name = "\(2022 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
        for sale in 0..<4 {
          let cents = (month * 7919 + sale * 104_729 + partner * 1_299_709) % 100_003
          let amount = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
          rows.append("\(name),P\(partner),R\(partner % 2),\(amount),\(cents / 1000).1")
        }
      }
    }
    let count = rows.count
    let permuted = (0..<count).map { rows[order($0) % count] }
    return (["month,partner,region,revenue,won"] + permuted).joined(separator: "\n") + "\n"
  }

  @Test("rows in another order give the same bytes, sums and ratios of sums alike")
  func permuted() throws {
    let place = try Workplace([
      "a.csv": table { $0 }, "b.csv": table { $0 * 389 + 17 },
      "c.csv": table { 6_400_000 - 1 - $0 },
    ])
    let ratio = ["--numerator", "won", "--denominator", "revenue", "--range", "any"]
    for options in [["--by", "region"], ["--by", "region"] + ratio, []] {
      let results = try ["a.csv", "b.csv", "c.csv"].map {
        try place.run([$0, "--horizon", "3", "--on-conflict", "sum"] + options)
      }
      #expect(results[0].status == 0, "\(results[0].errors)")
      let rows = results.map { $0.output.split(separator: "\n").sorted() }
      #expect(rows[0].count > 2 && rows[0] == rows[1] && rows[0] == rows[2], "\(options)")
    }
  }
}
