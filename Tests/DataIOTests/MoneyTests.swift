import PartnerKPI
import TemporalData
import Testing

@testable import DataIO

/// Amounts of several currencies, converted by a table of rates.
@Suite("Currencies")
struct MoneyTests {
  private func rates(_ text: String) throws -> RateTable {
    let file = try TemporaryTable(text, name: "rates.csv")
    return try RateTable.read(.file(file.path))
  }

  private func failure(of text: String) throws -> DataError? {
    do {
      _ = try rates(text)
      return nil
    } catch let error as DataError {
      return error
    }
  }

  private func schema(
    _ text: String, to currency: String = "USD", _ change: (inout PanelSchema) -> Void = { _ in }
  ) throws -> PanelSchema {
    var schema = PanelSchema()
    schema.rates = try rates(text)
    schema.currency = currency
    change(&schema)
    return schema
  }

  private let monthly = "currency,rate,period\nEUR,1.10,2024-01\nEUR,1.20,2024-02\nGBP,1.25,\n"
  private let table = """
    partner,month,currency,revenue,deals
    A,2024-01,EUR,100.50,2
    A,2024-02,EUR,200.25,3
    A,2024-03,USD,300,4
    B,2024-01,GBP,10,1
    B,2024-02,GBP,20,1
    B,2024-02,EUR,7.77,1

    """

  private func cents(_ values: [Double?]?) -> [Int?]? {
    values.map { $0.map { value in value.map { Int(($0 * 100).rounded()) } } }
  }

  @Test("amounts are converted at the rate of their period, and counts are not")
  func byPeriod() throws {
    let reading = try read(table, schema(monthly))
    // 100.50 · 1.10, 200.25 · 1.20, 300.
    #expect(cents(reading.values["A / revenue"]) == [110_55, 240_30, 300_00])
    // 10 · 1.25, 20 · 1.25 + 7.77 · 1.20 = 25 + 9.324.
    #expect(cents(reading.values["B / revenue"]) == [12_50, 34_32])
    #expect(reading.values["A / deals"] == [2, 3, 4])
    let story = try #require(reading.finding("currency"))
    #expect(
      story.hasPrefix("EUR at 1.1 (2024-01-01) to 1.2 (2024-02-01), GBP at 1.25 → USD, by "))
  }

  @Test("constant rates stand for those of all periods")
  func constant() throws {
    let reading = try read(table, schema(monthly) { $0.constantRates = "2024-02" })
    #expect(cents(reading.values["A / revenue"]) == [120_60, 240_30, 300_00])
  }

  @Test("the rate of the shortest period that holds the amount's counts")
  func shortest() throws {
    let rates = try rates("from,to,rate,period\nEUR,USD,2,2024\nEUR,USD,3,2024-Q1\nEUR,CHF,9,\n")
    func rate(_ days: ClosedRange<Int>?, _ to: String = "USD") -> Double? {
      rates.rate(from: "EUR", to: to, days: days)?.value
    }
    let january = try #require(CivilDate(year: 2024, month: 1, day: 1)).daysSince1970
    #expect(rate(january...january + 30) == 3)
    #expect(rate(january + 200...january + 200) == 2)
    #expect(rate(january + 80...january + 100) == 2)
    #expect(rate(january - 1...january) == nil)
    #expect(rate(nil) == nil)
    #expect(rate(nil, "CHF") == 9)
  }

  @Test("an amount without a rate is an error that names currency and period")
  func missing() throws {
    let text = "partner,month,currency,revenue\nA,2024-03,EUR,1\nA,2024-04,JPY,2\nA,2024-05,USD,1\n"
    let error = try #require(try DataIOTests.failure(text, schema(monthly)))
    #expect(error.what == "there is no rate of EUR to USD for 2024-03-01")
    #expect(error.location?.line == 2)
    #expect(error.location?.column == 4)
  }

  private let signs = """
    partner;Jan 2024;Feb 2024;Mar 2024
    A;€ 1.000,50;€ 20,00;€ 30,00
    B;£10,00;£ 20,00;1.500,25 USD

    """

  @Test("signs beside amounts tell their currencies")
  func cells() throws {
    let reading = try read(signs, schema("currency,rate\nEUR,1.10\nGBP,1.25\n"))
    #expect(cents(reading.values["A / value"]) == [1100_55, 22_00, 33_00])
    #expect(cents(reading.values["B / value"]) == [12_50, 25_00, 1500_25])
  }

  @Test("a sign that several currencies share is an error, unless the rates say what it is worth")
  func sharedSign() throws {
    let text = signs.replacing("1.500,25 USD", with: "$1.500,25")
    let rows = "currency,rate\nEUR,1.10\nGBP,1.25\n"
    let error = try #require(try DataIOTests.failure(text, schema(rows)))
    #expect(error.what == "'$' is the sign of several currencies")
    let reading = try read(text, schema(rows + "$,1\n"))
    #expect(cents(reading.values["B / value"]) == [12_50, 25_00, 1500_25])
  }

  @Test("an amount without a currency beside amounts of several is an error")
  func bare() throws {
    let text = signs.replacing("1.500,25 USD", with: "1.500,25")
    let error = try #require(
      try DataIOTests.failure(text, schema("currency,rate\nEUR,1.10\nGBP,1.25\n")))
    #expect(error.what == "\"1.500,25\" tells no currency")
    #expect(error.location?.line == 3)
  }

  @Test("a column whose name tells nothing has to be named, or given a unit")
  func unknownColumn() throws {
    let text = table.replacing("revenue,deals", with: "foo,deals")
    let error = try #require(try DataIOTests.failure(text, schema(monthly)))
    #expect(error.what == "is 'foo' an amount of money, to be converted, or not?")
    let named = try read(text, schema(monthly) { $0.moneyColumns = ["foo"] })
    #expect(cents(named.values["A / foo"]) == [110_55, 240_30, 300_00])
    let unit = try read(text, schema(monthly) { $0.moneyUnits = ["foo": false] })
    #expect(unit.values["A / foo"] == [100.5, 200.25, 300])
  }

  @Test("without rates several currencies are refused, with the options that convert them")
  func refused() throws {
    let error = try #require(try DataIOTests.failure(table))
    #expect(error.fix?.contains("--rates FILE --currency EUR") == true)
  }

  @Test("rates need the currency of the result")
  func noTarget() throws {
    for currency in [nil, "US$", "dollars"] {
      let schema = PanelSchema.with {
        $0.rates = try? rates(monthly)
        $0.currency = currency
      }
      #expect(try DataIOTests.failure(table, schema)?.kind == .usage)
    }
  }

  @Test("rates that convert nothing are said")
  func unused() throws {
    let reading = try read(
      "partner,month,currency,revenue\nA,2024-01,USD,1\nA,2024-02,USD,2\n", schema(monthly))
    #expect(reading.warnings.contains { $0.contains("has no effect") })
    #expect(reading.inputs.count == 2)
  }

  @Test("a table of rates is refused at its first mistake")
  func mistakes() throws {
    let cases = [
      ("currency,rate\nEUR,-1\n", "is no rate"), ("currency,rate\nXXY,1\n", "is no currency"),
      ("currency,rate,period\nEUR,1,soon\n", "is not a date"),
      ("currency,rate\nEUR,1\nEUR,2\n", "another rate"),
      ("currency,factor\nEUR,1\n", "has no meaning"),
      ("currency,period\nEUR,2024\n", "needs a column 'rate'"),
    ]
    for (text, words) in cases {
      let error = try #require(try failure(of: text), "\(text)")
      #expect(error.what.contains(words), "\(error)")
      #expect(error.location?.line != nil)
    }
  }
}
