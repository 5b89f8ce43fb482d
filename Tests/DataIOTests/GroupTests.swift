import PartnerKPI
import Testing

@testable import DataIO

@Suite("Groups of series")
struct GroupTests {
  /// Rows `month,partner_id,<column>,revenue` for keys with their groups by month.
  private func table(_ column: String, _ groups: [String: [String]]) -> String {
    var text = "month,partner_id,\(column),revenue\n"
    for month in 0..<6 {
      for (key, names) in groups.sorted(by: { $0.key < $1.key }) {
        let name = names[min(month, names.count - 1)]
        text += "2024-0\(month + 1)-01,\(key),\(name),\(10 + month)\n"
      }
    }
    return text
  }

  private func groups(_ reading: PanelReading) -> [String: String?] {
    Dictionary(
      reading.panel.entries.map { ($0.key.values.joined(separator: "/"), $0.group) },
      uniquingKeysWith: { first, _ in first })
  }

  private func finding(_ reading: PanelReading) -> String? {
    reading.decisions.first { $0.subject == "peers" }?.finding
  }

  @Test("a column that describes the entity names its group, and the account says so")
  func recognised() throws {
    let reading = try read(table("partner_type", ["a": ["MSP"], "b": ["VAR"], "c": ["MSP"]]))
    #expect(groups(reading) == ["a": "MSP", "b": "VAR", "c": "MSP"])
    #expect(finding(reading) == "same partner_type (2 groups)")
    #expect(reading.decisions.first { $0.subject == "peers" }?.flag == "--peers partner_type")
  }

  @Test("one value for all, or one that changes all the time, is no group")
  func unsuitable() throws {
    let one = try read(table("tier", ["a": ["Gold"], "b": ["Gold"]]))
    #expect(groups(one) == ["a": nil, "b": nil] && finding(one) == nil)
    let moving = ["x", "y", "x", "y", "x", "y"]
    #expect(finding(try read(table("segment", ["a": moving, "b": moving]))) == nil)
  }

  @Test("the group of the newest row counts, and a named column counts however often it changes")
  func chosen() throws {
    var schema = PanelSchema()
    schema.peers = ["segment"]
    let reading = try read(table("segment", ["a": ["x", "x", "y"], "b": ["y", "x"]]), schema)
    #expect(groups(reading) == ["a": "y", "b": "x"])
    #expect(finding(reading) == "same segment (2 groups)")
  }

  @Test("several columns together make one group, numbers among them are no values then")
  func together() throws {
    let text = """
      month,partner_id,region,tier,revenue
      2024-01-01,a,EMEA,1,5
      2024-02-01,a,EMEA,1,6
      2024-01-01,b,APAC,2,5
      2024-02-01,b,APAC,2,6

      """
    var schema = PanelSchema()
    schema.peers = ["region", "tier"]
    let reading = try read(text, schema)
    #expect(groups(reading) == ["a": "EMEA / 1", "b": "APAC / 2"])
    #expect(reading.panel.entries.allSatisfy { $0.series.kpi.id == "revenue" })
    #expect(finding(reading) == "same region and tier (2 groups)")
  }

  @Test("a column that does not exist is refused with the option that named it")
  func unknown() {
    var schema = PanelSchema()
    schema.peers = ["partner_tipe"]
    let text = table("partner_type", ["a": ["MSP"], "b": ["VAR"]])
    #expect(throws: DataError.self) { try read(text, schema) }
  }

  @Test("totals over entities have no group")
  func aggregated() throws {
    var schema = PanelSchema()
    schema.by = ["total"]
    let reading = try read(table("partner_type", ["a": ["MSP"], "b": ["VAR"]]), schema)
    #expect(reading.panel.entries.map(\.group) == [nil])
  }
}
