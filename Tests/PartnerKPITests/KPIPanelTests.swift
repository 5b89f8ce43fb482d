import PartnerKPI
import TemporalData
import Testing

@Suite("KPI panel")
struct KPIPanelTests {
  private func entry(_ partner: String, _ kpi: String, _ frequency: Frequency = .month)
    -> KPIPanel.Entry
  {
    let values = TimeSeries(start: Period(frequency, ordinal: 600), values: [1, nil, 3])
    return KPIPanel.Entry(
      key: SeriesKey(values: [partner], kpi: kpi), label: "Partner \(partner)",
      series: KPISeries(kpi: KPI(id: kpi), values: values))
  }

  @Test("entries stay in the order of the input, with their labels")
  func order() throws {
    let panel = try KPIPanel(
      keyColumns: ["partner"],
      entries: [entry("b", "deals"), entry("a", "deals"), entry("b", "won")])
    #expect(panel.entries.map(\.key.description) == ["b / deals", "a / deals", "b / won"])
    #expect(panel.entries.map(\.label) == ["Partner b", "Partner a", "Partner b"])
    #expect(panel.frequency == .month && panel.keyColumns == ["partner"])
  }

  @Test("no entry, a key twice and two frequencies are refused")
  func refusals() {
    #expect(throws: PanelError.empty) { try KPIPanel(keyColumns: [], entries: []) }
    #expect(throws: PanelError.duplicateKey("a / deals")) {
      try KPIPanel(keyColumns: ["partner"], entries: [entry("a", "deals"), entry("a", "deals")])
    }
    #expect(throws: PanelError.mixedFrequencies(.month, .quarter)) {
      try KPIPanel(
        keyColumns: ["partner"], entries: [entry("a", "deals"), entry("b", "deals", .quarter)])
    }
  }
}
