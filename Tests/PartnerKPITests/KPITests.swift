import PartnerKPI
import Testing

@Suite("KPI")
struct KPITests {
  @Test("a flow adds up over time and a stock keeps its last value")
  func rules() {
    #expect(KPI(id: "revenue").timeRule == .sum)
    #expect(KPI(id: "heads", kind: .stock).timeRule == .last)
    #expect(KPI(id: "heads", kind: .stock).entityRule == .sum)
  }
}
