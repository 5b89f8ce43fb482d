import PartnerKPI
import Testing

@Suite("Series key")
struct SeriesKeyTests {
  @Test("keys order by their values, then by the KPI, whatever order they come in")
  func order() {
    let sorted = [
      SeriesKey(values: [], kpi: "z"), SeriesKey(values: ["a"], kpi: "x"),
      SeriesKey(values: ["a"], kpi: "y"), SeriesKey(values: ["a", "b"], kpi: "a"),
      SeriesKey(values: ["ab"], kpi: "a"), SeriesKey(values: ["b"], kpi: "a"),
    ]
    for first in sorted.indices {
      for second in sorted.indices {
        #expect((sorted[first] < sorted[second]) == (first < second))
      }
      let rotated = Array(sorted[first...] + sorted[..<first])
      #expect(rotated.sorted() == sorted)
    }
  }

  @Test("keys with the same text but other parts are different")
  func parts() {
    let joined = SeriesKey(values: ["a / b"], kpi: "x")
    let parted = SeriesKey(values: ["a", "b"], kpi: "x")
    #expect(joined != parted && joined.description == parted.description)
    #expect(parted.description == "a / b / x")
    #expect(SeriesKey(values: [], kpi: "x").description == "x")
  }
}
