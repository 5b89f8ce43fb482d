import PartnerKPI
import Testing

@testable import DataIO

/// Attributes of partners that change over time.
@Suite("Attributes of partners")
struct AttributeTests {
  private func schema(
    _ text: String, _ change: (inout PanelSchema) -> Void = { _ in }
  ) throws -> PanelSchema {
    let file = try TemporaryTable(text, name: "attributes.csv")
    var schema = PanelSchema()
    schema.attributes = try AttributeTable.read(.file(file.path))
    change(&schema)
    return schema
  }

  private let attributes = """
    partner,from,tier,region,size
    a,,Silver,EMEA,10
    A,2024-03-01,Gold,EMEA,10
    B ,2024-01-01,Gold,APAC,20

    """
  private let long = """
    partner,month,revenue
    A,2024-01,10
    A,2024-02,11
    A,2024-03,12
    A,2024-04,13
    B,2024-01,20
    B,2024-02,21
    B,2024-03,22
    B,2024-04,23
    C,2024-01,1
    C,2024-02,2
    C,2024-03,1
    C,2024-04,2

    """
  private let across = """
    partner,2024-01,2024-02,2024-03,2024-04
    A,10,11,12,13
    B,20,21,22,23
    C,1,2,1,2

    """

  @Test("rows count in the group of their date, whether periods stand in rows or across")
  func atTheTime() throws {
    for (text, kpi) in [(long, "revenue"), (across, "value")] {
      let reading = try read(text, schema(attributes) { $0.by = ["tier"] })
      #expect(reading.values["Silver / \(kpi)"] == [10, 11])
      #expect(reading.values["Gold / \(kpi)"] == [20, 21, 34, 36])
      #expect(reading.values["(unknown) / \(kpi)"] == [1, 2, 1, 2])
      #expect(reading.finding("moves")?.contains("1 partner moved") == true)
      #expect(reading.finding("moves")?.contains("Silver → Gold 1") == true)
      #expect(
        reading.warnings.contains { $0.contains("1 partner is not in") && $0.hasSuffix(" C") })
    }
  }

  @Test("current attributes count for all dates if asked for")
  func current() throws {
    for (text, kpi) in [(long, "revenue"), (across, "value")] {
      let reading = try read(
        text,
        schema(attributes) {
          $0.by = ["tier"]
          $0.attributeTime = .current
        })
      #expect(reading.values["Gold / \(kpi)"] == [30, 32, 34, 36])
      #expect(reading.values["Silver / \(kpi)"] == nil)
    }
  }

  @Test("peers are those of the current attributes")
  func peers() throws {
    let reading = try read(long, schema(attributes) { $0.peers = ["tier"] })
    let groups = Dictionary(
      reading.panel.entries.map { ($0.key.values[0], $0.group) }, uniquingKeysWith: { a, _ in a })
    #expect(groups["A"] == "Gold")
    #expect(groups["B"] == "Gold")
  }

  @Test("numeric attributes are no KPIs, and attributes no part of a series' key")
  func noKPIs() throws {
    let reading = try read(long, schema(attributes))
    #expect(reading.panel.keyColumns == ["partner"])
    #expect(Set(reading.panel.entries.map(\.series.kpi.id)) == ["revenue"])
  }

  @Test("a condition holds at the time")
  func condition() throws {
    let filter = try RowFilter("tier = 'Gold'")
    let reading = try read(long, schema(attributes) { $0.filter = filter })
    #expect(reading.values["A / revenue"] == [12, 13])
    #expect(reading.values["B / revenue"] == [20, 21, 22, 23])
  }

  @Test("columns of the data that the attributes replace are kept under another name")
  func replaced() throws {
    let text =
      long.replacing(",revenue\n", with: ",revenue,tier\n").split(separator: "\n")
      .enumerated().map { $0 == 0 ? String($1) : $1 + ",x" }.joined(separator: "\n") + "\n"
    let reading = try read(text, schema(attributes) { $0.by = ["tier"] })
    #expect(reading.values["Gold / revenue"] == [20, 21, 34, 36])
  }

  @Test("a level that moved counts in one group at a time, and a partner as active in one")
  func moved() throws {
    let text = """
      partner,tier,month,headcount
      A,Silver,2024-01,5
      A,Gold,2024-03,6
      A,Silver,2024-06,7
      B,Silver,2024-01,1
      B,Silver,2024-06,1

      """
    let levels = try read(text, .with { $0.by = ["tier"] })
    #expect(levels.values["Silver / headcount"] == [6, 6, 1, 1, 1, 8])
    #expect(levels.values["Gold / headcount"] == [6, 6, 6])
  }

  @Test("mistakes are refused with their lines")
  func mistakes() throws {
    let cases = [
      ("partner,from,tier\na,2024,x\na,2024-01-01,y\n", 3), ("partner,from,tier\na,soon,x\n", 2),
      ("partner,from,to,tier\na,2024-05-01,2024-03-31,x\n", 2), ("partner,from\na,2024\n", 1),
    ]
    for (text, line) in cases {
      #expect(throws: DataError.self) { try schema(text) }
      do { _ = try schema(text) } catch let error as DataError {
        #expect(error.location?.line == line)
      }
    }
    let other = try #require(
      try failure("month,revenue\n2024-01,1\n2024-02,2\n", schema("vendor,tier\na,x\n")))
    #expect(other.what.contains("there is no column 'vendor'"))
  }

  @Test("a KPI is asked of those it applies to")
  func scopes() throws {
    let text =
      "partner,type,month,revenue,deals\n"
      + ["A,VAR", "B,MSP", "C,var"].flatMap { key in
        (1...4).map { "\(key),2024-0\($0),\($0 * 3),\($0)\n" }
      }.joined()
    let kpis = try ["revenue", "deals"].map { name in
      KPIMeasure(
        kpi: try KPI(id: name, kind: .flow, direction: .higherIsBetter, aggregation: nil),
        quotient: KPIQuotient(column: name))
    }
    let reading = try read(
      text,
      .with {
        $0.measures = kpis
        $0.scopes = [KPIScope(kpi: "revenue", column: "type", values: ["VAR"])]
      })
    #expect(
      Set(reading.panel.entries.map(\.key.description)) == [
        "A / revenue", "C / revenue", "A / deals", "B / deals", "C / deals",
      ])
    #expect(reading.finding("applies to") == "revenue: type VAR; 1 of 3 partners left out")
  }
}
