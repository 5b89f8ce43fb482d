import TemporalData
import Testing

@testable import PartnerKPI

/// Who is active, new, dormant or gone.
@Suite("Activity of entities")
struct EntityActivityTests {
  private func panel(_ values: [(name: String, start: Int, values: [Double])]) throws -> KPIPanel {
    try KPIPanel(
      keyColumns: ["partner"],
      entries: values.map { name, start, values in
        KPIPanel.Entry(
          key: SeriesKey(values: [name], kpi: "revenue"),
          series: KPISeries(
            kpi: KPI(id: "revenue"),
            values: TimeSeries(start: Period(.month, ordinal: start), storage: values)))
      })
  }

  @Test("each entity is what its last and its first value make of it")
  func statuses() throws {
    let zeros = { (count: Int) in Array(repeating: 0.0, count: count) }
    let panel = try panel([
      ("active", 0, Array(repeating: 1, count: 60)),
      ("quarterly", 0, (0..<60).map { $0 % 3 == 0 ? 1 : 0 }),
      ("new", 53, Array(repeating: 1, count: 7)),
      ("dormant", 0, Array(repeating: 1, count: 50) + zeros(10)),
      ("ended", 0, Array(repeating: 1, count: 30) + zeros(30)),
      ("yearly", 0, (0..<60).map { $0 % 12 == 0 ? 1 : 0 }),
      ("silent", 0, zeros(60)),
    ])
    let found = panel.activity.map { "\($0.key.values[0]) \($0.status.rawValue)" }
    #expect(
      found == [
        "active active", "quarterly active", "new new", "dormant dormant", "ended ended",
        "yearly active", "silent ended",
      ])
    #expect(panel.activityCounts == [.active: 3, .new: 1, .dormant: 1, .ended: 2])
    let quarterly = panel.activity[1]
    #expect(quarterly.medianGap == 3)
    #expect(quarterly.values == 20)
    #expect(quarterly.silence == 2)
  }

  @Test("who was there when a panel began is not new")
  func begun() throws {
    let panel = try panel([("a", 0, [1, 2, 3]), ("b", 1, [1, 2])])
    #expect(panel.activity.map(\.status) == [.active, .new])
  }

  @Test("an entity is as lively as its liveliest KPI")
  func liveliest() throws {
    let panel = try panel([
      ("a", 0, Array(repeating: 1, count: 30) + Array(repeating: 0, count: 30)),
      ("b", 0, Array(repeating: 1, count: 60)),
    ])
    #expect(panel.activityCounts == [.ended: 1, .active: 1])
  }
}
