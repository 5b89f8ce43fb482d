import Testing

@testable import DataIO

/// A table with everything that can lie across the border of two reads.
private func awkwardTable() -> String {
  var rows = ["\u{FEFF}\"month\",partner,\"note, free\",revenue"]
  for index in 0..<60 {
    let month = "20\(20 + index / 12)-\(index % 12 < 9 ? "0" : "")\(index % 12 + 1)"
    rows.append("\(month),\"Ünï \"\"\(index % 3)\"\" €\",\"a\r\nb\",\(Double(index) * 1.5)")
  }
  rows[30] += ",extra"
  return rows.joined(separator: "\r\n")
}

@Test("a reading does not depend on the size of a read", arguments: 1...64)
func chunkedReading(_ chunk: Int) throws {
  let table = try TemporaryTable(awkwardTable())
  var limits = ReadingLimits()
  limits.head = 400
  let whole = try PanelReader.read(
    [.file(table.path)], schema: PanelSchema.with { $0.series = ["partner"] }, limits: limits)
  limits.chunk = chunk
  let cut = try PanelReader.read(
    [.file(table.path)], schema: PanelSchema.with { $0.series = ["partner"] }, limits: limits)
  #expect(cut.values == whole.values)
  #expect(cut.rejected == whole.rejected)
  #expect(cut.rejected.map(\.line) == [60])
  #expect(cut.decisions == whole.decisions)
  #expect(cut.inputs == whole.inputs)
}

@Test("random panels are read back exactly, in long form and with one column per KPI")
func randomPanels() throws {
  var generator = SeededGenerator(seed: 21)
  for _ in 0..<40 {
    let panel = RandomPanel(using: &generator)
    var limits = ReadingLimits()
    (limits.chunk, limits.head) = (1 + generator.below(500), 100 + generator.below(1_000))
    let schema = PanelSchema.with { $0.series = ["entity"] }
    #expect(try read(panel.long(using: &generator), schema, limits: limits).values == panel.values)
    #expect(try read(panel.wide(using: &generator), schema, limits: limits).values == panel.values)
  }
}

/// Random values of some KPIs of some entities over consecutive months.
private struct RandomPanel {
  let months: [String]
  let names: [String]
  let kpis = ["revenue", "deals"]
  private(set) var values: [String: [Double?]] = [:]

  init(using generator: inout SeededGenerator) {
    months = (0..<2 + generator.below(40)).map { index in
      "\(2000 + index / 12)-\(index % 12 < 9 ? "0" : "")\(index % 12 + 1)"
    }
    names = (0..<1 + generator.below(5)).map { "E\($0), \"\(generator.below(100))\"" }
    for name in names {
      for kpi in kpis {
        values["\(name) / \(kpi)"] = months.map { _ in
          generator.below(10) == 0
            ? nil : Double.random(in: -1e9...1e9, using: &generator)
        }
      }
    }
  }

  private func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private func field(_ value: Double?) -> String { value.map { "\($0)" } ?? "NA" }

  /// Rows per month, entity and KPI in any order.
  func long(using generator: inout SeededGenerator) -> String {
    var rows: [String] = []
    for name in names {
      for kpi in kpis {
        for (month, value) in zip(months, values["\(name) / \(kpi)"] ?? []) {
          rows.append("\(month),\(quoted(name)),\(kpi),\(field(value))")
        }
      }
    }
    rows.shuffle(using: &generator)
    return "month,entity,kpi,value\n" + rows.joined(separator: "\n")
  }

  /// Rows per month and entity in any order.
  func wide(using generator: inout SeededGenerator) -> String {
    var rows: [String] = []
    for name in names {
      for (index, month) in months.enumerated() {
        let fields = kpis.map { field(values["\(name) / \($0)"]?[index]) }
        rows.append("\(quoted(name));\(month);" + fields.joined(separator: ";"))
      }
    }
    rows.shuffle(using: &generator)
    return "entity;month;" + kpis.joined(separator: ";") + "\n" + rows.joined(separator: "\n")
  }
}
