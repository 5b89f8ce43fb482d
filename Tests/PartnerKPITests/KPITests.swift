import PartnerKPI
import TemporalData
import Testing

@Suite("KPI")
struct KPITests {
  @Test(
    "each kind has its rules over time and over entities",
    arguments: [
      (KPI.Kind.flow, AggregationRule.sum, AggregationRule.sum), (.stock, .last, .sum),
      (.ratio(numerator: "won", denominator: "closed"), .sum, .sum), (.mean, .mean, .mean),
    ])
  func rules(kind: KPI.Kind, time: AggregationRule, entity: AggregationRule) {
    let kpi = KPI(id: "x", kind: kind)
    #expect(kpi.timeRule == time)
    #expect(kpi.entityRule == entity)
  }

  @Test("a KPI is a flow of which more is better unless said otherwise")
  func defaults() {
    #expect(KPI(id: "revenue") == KPI(id: "revenue", kind: .flow, direction: .higherIsBetter))
    #expect(KPI(id: "a") != KPI(id: "b"))
  }

  @Test("directions and kinds have the words of a project file")
  func words() throws {
    let band = try KPIRange(lower: 0.4, upper: 0.6)
    let all: [KPI.Direction] = [.higherIsBetter, .lowerIsBetter, .band(band), .neither]
    #expect(all.map(\.name) == KPI.Direction.names)
    #expect(KPI.Kind.ratio(numerator: "a", denominator: "b").name == "ratio")
  }
}
