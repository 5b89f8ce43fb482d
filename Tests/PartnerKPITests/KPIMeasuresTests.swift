import PartnerKPI
import Testing

@Suite("KPIs defined by each other")
struct KPIMeasuresTests {
  private func column(
    _ id: String, _ kind: KPI.Kind = .flow, _ unit: String? = nil, column: String? = nil
  ) throws -> KPIDefinition {
    try KPIDefinition(
      kpi: KPI(id: id, kind: kind), measurement: .column(column ?? id),
      unit: unit.flatMap { KPIUnit($0) })
  }

  private func formula(
    _ id: String, _ text: String, _ kind: KPI.Kind? = nil, unit: String? = nil
  ) throws -> KPIDefinition {
    let ratio = KPI.Kind.ratio(numerator: text, denominator: "")
    return try KPIDefinition(
      kpi: KPI(id: id, kind: kind ?? (text.contains("/") ? ratio : .flow)),
      measurement: .formula(KPIFormula(text)), unit: unit.flatMap { KPIUnit($0) })
  }

  private func fault(_ definitions: [KPIDefinition]) -> MeasureError? {
    do {
      _ = try KPIMeasures(definitions)
      return nil
    } catch { return error }
  }

  @Test("names of KPIs are replaced by their columns")
  func resolved() throws {
    let measures = try KPIMeasures([
      column("revenue", column: "Amount"), column("cost"),
      formula("profit", "revenue - cost"), formula("margin", "profit / revenue"),
    ]).measures
    #expect(
      measures.map { $0.quotient?.description ?? "" } == [
        "Amount", "cost", "Amount - cost", "(Amount - cost) / Amount",
      ])
    #expect(measures[3].kpi.kind == .ratio(numerator: "Amount - cost", denominator: "Amount"))
    #expect(measures[3].columns == ["Amount", "cost"])
  }

  @Test("a ratio of a ratio's KPI is resolved to its sums")
  func ratioOfKPI() throws {
    let measures = try KPIMeasures([
      formula("rate", "won / closed"),
      formula("percent", "100 * rate", .ratio(numerator: "", denominator: "")),
    ]).measures
    #expect(measures[1].quotient?.description == "(100 * won) / closed")
  }

  @Test("a circle is found and printed", arguments: [2, 3, 5])
  func circle(length: Int) throws {
    let names = (0..<length).map { "k\($0)" }
    let definitions = try (0..<length).map { place in
      try formula(names[place], "2 * \(names[(place + 1) % length])")
    }
    let error = try #require(fault(definitions))
    let round = (names + ["k0"]).joined(separator: " → ")
    #expect(error.error.what.contains(round), "\(error)")
    #expect(error.part == .expression)
    #expect(error.error.position == 5)
  }

  @Test("a KPI that names itself goes in a circle, unless backticks make it a column")
  func itself() throws {
    let error = try #require(fault([try formula("revenue", "revenue - refunds")]))
    #expect(error.error.what.contains("revenue → revenue"))
    #expect(error.error.fix?.contains("`revenue`") == true)
    let measures = try KPIMeasures([formula("revenue", "`revenue` - refunds")]).measures
    #expect(measures[0].quotient?.description == "revenue - refunds")
  }

  @Test("a long chain of definitions is refused before the stack is full")
  func chain() throws {
    let definitions = try (0..<400).map { try formula("k\($0)", "2 * k\($0 + 1)") }
    #expect(fault(definitions)?.error.what.contains("more than 50") == true)
  }

  @Test(
    "units decide what may be added to what",
    arguments: [
      ("revenue + deals", "USD is added to count", 9), ("deals - revenue", "is subtracted from", 7),
      ("days + hours", "days is added to hours", 6),
    ])
  func additions(text: String, what: String, position: Int) throws {
    let known = [
      try column("revenue", .flow, "USD"), try column("deals", .flow, "count"),
      try column("days", .flow, "days"), try column("hours", .flow, "hours"),
    ]
    let found = try #require(fault(known + [try formula("x", text)]))
    #expect(found.error.what.contains(what), "\(found)")
    #expect(found.error.position == position)
  }

  @Test("currency per count is an amount; another unit than the one stated is an error")
  func stated() throws {
    let known = [try column("revenue", .flow, "USD"), try column("won", .flow, "count")]
    #expect(fault(known + [try formula("size", "revenue / won", unit: "USD")]) == nil)
    #expect(fault(known + [try formula("size", "revenue / won", unit: "USD/count")]) == nil)
    #expect(fault(known + [try formula("size", "revenue / won", unit: "currency")]) == nil)
    #expect(fault(known + [try formula("rate", "won / (won + lost)", unit: "share")]) == nil)
    let wrong = try #require(fault(known + [try formula("size", "revenue / won", unit: "days")]))
    #expect(wrong.error.what.contains("gives USD per count, but the unit of 'size' is days"))
    let euro = try #require(fault(known + [try formula("size", "revenue / won", unit: "EUR")]))
    #expect(euro.error.what.contains("EUR"))
    let share = fault(known + [try formula("size", "revenue / won", unit: "share")])
    #expect(share?.error.what.contains("USD per count") == true)
  }

  @Test("the kind is the one that the formula decides")
  func kinds() throws {
    let flow = try #require(fault([try formula("x", "a / b", .flow)]))
    #expect(flow.part == .kind && flow.error.what.contains("is a flow, but 'a / b' is a ratio"))
    let ratio = KPI.Kind.ratio(numerator: "a", denominator: "")
    let plain = try #require(fault([try formula("x", "a + b", ratio)]))
    #expect(plain.error.what.contains("divides by nothing"))
  }

  @Test("what does not add up is not part of a formula")
  func averages() throws {
    let error = try #require(
      fault([try column("days", .duration), try formula("x", "days / deals")]))
    #expect(error.error.what.contains("'days' is a duration, which does not add up"))
    #expect(self.fault([try column("days", .duration), try formula("x", "`days` / deals")]) == nil)
  }

  @Test("numerator and denominator are sums themselves")
  func parts() throws {
    let kind = KPI.Kind.ratio(numerator: "a", denominator: "b")
    let parts = try KPIDefinition(
      kpi: KPI(id: "x", kind: kind),
      measurement: .parts(numerator: KPIFormula("a / c"), denominator: KPIFormula("b")))
    let error = try #require(fault([parts]))
    #expect(error.part == .numerator && error.error.what.contains("is a ratio itself"))
  }

  @Test("a weight is a column that the measure needs")
  func weights() throws {
    let kpi = try KPI(
      id: "csat", kind: .score, direction: .higherIsBetter, aggregation: .weightedMean)
    let definition = try KPIDefinition(kpi: kpi, measurement: .column("csat"), weight: "answers")
    #expect(try KPIMeasures([definition]).measures[0].columns == ["csat", "answers"])
  }
}
