import TemporalData
import Testing

@Suite("Panel")
struct PanelTests {
  @Test("series are found by key and kept in the order given")
  func lookup() throws {
    let panel = try Panel([("b", TimeSeries.monthly([1])), ("a", .monthly([2, 3]))])
    #expect(panel.entries.map(\.key) == ["b", "a"])
    #expect(panel["a"] == .monthly([2, 3]))
    #expect(panel["c"] == nil)
    #expect(panel.frequency == .month)
  }

  @Test("no series, mixed frequencies and a key that comes twice are refused")
  func refusals() {
    let month = TimeSeries.monthly([1])
    let fiscal = TimeSeries(start: Period(.quarter(anchor: 2), ordinal: 0), values: [1])
    let calendar = TimeSeries(start: Period(.quarter, ordinal: 0), values: [1])
    #expect(throws: PanelError.empty) { try Panel([(key: String, series: TimeSeries)]()) }
    #expect(throws: PanelError.mixedFrequencies(.quarter(anchor: 2), .quarter)) {
      try Panel([("a", fiscal), ("b", calendar)])
    }
    #expect(throws: PanelError.duplicateKey("a")) {
      try Panel([("a", month), ("b", month), ("a", month)])
    }
  }

  @Test("a refusal says what was found and what to do")
  func text() {
    #expect("\(PanelError.empty)" == "there is no series; give at least one")
    #expect(
      "\(PanelError.mixedFrequencies(.month, .quarter))"
        == "one series is per month and another per quarter; bring them to one frequency first")
    #expect(
      "\(PanelError.duplicateKey("P-1"))"
        == "the key 'P-1' comes twice; join its series or tell them apart by another key")
  }
}
