import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

/// One sale of a random program.
private struct Sale {
  let day: Int
  let partner: String
  let region: String
  let amount: Double
  let units: Int

  var date: CivilDate { CivilDate(daysSince1970: day) }
  var row: String { "\(date),\(partner),\(region),\(amount),\(units)" }
}

/// Sales on random days of two years, whole amounts, so that sums are exact in any order.
private func sales(_ count: Int, seed: UInt64) -> [Sale] {
  var generator = SeededGenerator(seed: seed)
  let regions = ["EMEA", "APAC", "LATAM"]
  return (0..<count).map { _ in
    let partner = generator.below(12)
    return Sale(
      day: 19_000 + generator.below(730), partner: "P\(partner)", region: regions[partner % 3],
      amount: Double(generator.below(1_000)), units: generator.below(20))
  }
}

private func table(_ sales: [Sale]) -> String {
  "id,date,partner,region,amount,units\n"
    + sales.enumerated().map { "\($0),\($1.row)" }.joined(separator: "\n")
}

/// The sums per group and period, computed from the sales themselves.
private func sums(
  _ sales: [Sale], _ grain: Frequency, of value: (Sale) -> Double, by group: (Sale) -> String
) -> [String: [Int: Double]] {
  var sums: [String: [Int: Double]] = [:]
  for sale in sales {
    let period = Period(grain, containing: sale.date).ordinal
    sums[group(sale), default: [:]][period, default: 0] += value(sale)
  }
  return sums
}

/// What a reading says about the same, without the periods that are zero.
private func sums(_ reading: PanelReading, _ kpi: String) -> [String: [Int: Double]] {
  var sums: [String: [Int: Double]] = [:]
  for entry in reading.panel.entries where entry.key.kpi == kpi {
    let series = entry.series.values
    for (offset, value) in series.storage.enumerated() {
      let period = series.start.ordinal + offset
      sums[entry.key.values.joined(), default: [:]][period] = value
    }
  }
  return sums
}

/// The sums without periods at zero, in which nothing need have happened.
private func withoutZeros(_ sums: [String: [Int: Double]]) -> [String: [Int: Double]] {
  sums.mapValues { $0.filter { $0.value != 0 } }
}

@Test(
  "sums over any grain agree with sums over the sales themselves",
  arguments: [Frequency.day, .week, .month, .quarter, .year, .quarter(anchor: 2), .year(anchor: 7)])
func sumsOverTime(_ grain: Frequency) throws {
  let sales = sales(3_000, seed: 17)
  let reading = try read(
    table(sales), .with { ($0.grain, $0.includePartial) = (grain, true) })
  for (kpi, value) in [("amount", { $0.amount }), ("units", { Double($0.units) })]
    as [(String, (Sale) -> Double)]
  {
    let expected = sums(sales, reading.panel.frequency, of: value, by: { $0.partner })
    #expect(withoutZeros(sums(reading, kpi)) == withoutZeros(expected))
  }
}

@Test("sums over groups agree with sums over the sales themselves", arguments: ["region", "total"])
func sumsOverGroups(_ by: String) throws {
  let sales = sales(2_000, seed: 18)
  let schema = PanelSchema.with {
    ($0.grain, $0.includePartial, $0.by, $0.kpis) = (.month, true, [by], ["amount"])
  }
  let expected = sums(sales, .month, of: { $0.amount }, by: { by == "total" ? "" : $0.region })
  #expect(withoutZeros(sums(try read(table(sales), schema), "amount")) == withoutZeros(expected))
}

@Test("the ratio of a group is the ratio of its sums and lies between those of its members")
func ratiosOfGroups() throws {
  let sales = sales(2_000, seed: 19).filter { $0.units > 0 }
  let schema = PanelSchema.with {
    ($0.grain, $0.includePartial, $0.by) = (.quarter, true, ["region"])
    ($0.numerator, $0.denominator, $0.kpis) = ("amount", "units", ["price"])
  }
  let reading = try read(table(sales), schema)
  let above = sums(sales, .quarter, of: { $0.amount }, by: { $0.region })
  let below = sums(sales, .quarter, of: { Double($0.units) }, by: { $0.region })
  for (region, periods) in sums(reading, "price") {
    for (period, price) in periods {
      let top = try #require(above[region]?[period])
      let bottom = try #require(below[region]?[period])
      #expect(price == top / bottom)
    }
  }
}

@Test("a condition keeps exactly the sales that fulfil it")
func filteredSums() throws {
  let sales = sales(1_500, seed: 20)
  let conditions: [(String, (Sale) -> Bool)] = [
    ("region = 'EMEA'", { $0.region == "EMEA" }), ("units >= 10", { $0.units >= 10 }),
    ("units > 3 and units < 15", { 4..<15 ~= $0.units }),
    ("not (region = 'APAC' or units = 0)", { $0.region != "APAC" && $0.units != 0 }),
    ("partner in ('P1', 'P7', 'P11')", { ["P1", "P7", "P11"].contains($0.partner) }),
    ("amount <= 2.5e2 or region > 'EMEA'", { $0.amount <= 250 || $0.region == "LATAM" }),
    ("date >= 2023-01-01", { $0.date.year >= 2023 }),
    ("date = 2022-07", { $0.date.month == 7 && $0.date.year == 2022 }),
  ]
  for (text, keeps) in conditions {
    let filter = try RowFilter(text)
    let reading = try read(
      table(sales),
      .with { ($0.grain, $0.includePartial, $0.filter) = (.month, true, filter) })
    let kept = sales.filter(keeps)
    #expect(!kept.isEmpty && kept.count < sales.count)
    let expected = sums(kept, .month, of: { $0.amount }, by: { $0.partner })
    #expect(withoutZeros(sums(reading, "amount")) == withoutZeros(expected), "\(text)")
  }
}

@Test("rows in any order, cut into any number of files, give the same sums")
func anyOrder() throws {
  var generator = SeededGenerator(seed: 22)
  var sales = sales(1_000, seed: 23)
  let schema = PanelSchema.with { ($0.grain, $0.includePartial) = (.month, true) }
  let whole = withoutZeros(sums(try read(table(sales), schema), "amount"))
  for parts in 1...4 {
    sales.shuffle(using: &generator)
    let numbered = sales.enumerated().map { "\($0),\($1.row)" }
    let files = try (0..<parts).map { part in
      try TemporaryTable(
        "id,date,partner,region,amount,units\n"
          + numbered.enumerated().filter { $0.offset % parts == part }.map(\.element)
          .joined(separator: "\n"))
    }
    let reading = try PanelReader.read(files.map { .file($0.path) }, schema: schema)
    #expect(reading.rowCount == 1_000)
    #expect(withoutZeros(sums(reading, "amount")) == whole)
  }
}
