import Testing

@testable import DataIO

private let table = """
  month,partner,type,Deal Regs,revenue
  2019-11,A,VAR,3,10
  2019-12,B,MSP,12,20
  2020-01,C,VAR,,30
  2020-02,D,it's,7,40
  """

/// The partners whose rows fulfil a condition.
private func kept(_ condition: String) throws -> String {
  let schema = try PanelSchema.with { $0.kpis = ["revenue"] }.filtered(condition)
  guard try failure(table, schema) == nil else { return "" }
  return try read(table, schema).panel.entries.map { $0.key.values[0] }.sorted().joined()
}

extension PanelSchema {
  fileprivate func filtered(_ condition: String) throws -> PanelSchema {
    var schema = self
    schema.filter = try RowFilter(condition)
    return schema
  }
}

@Test(
  "a condition keeps the rows it describes",
  arguments: [
    ("type = 'VAR'", "AC"), ("type != 'VAR'", "BD"), ("type == \"VAR\"", "AC"),
    ("type <> 'VAR'", "BD"), ("revenue >= 20", "BCD"), ("revenue < 2.5e1", "AB"),
    ("\"Deal Regs\" > 5", "BD"), ("`Deal Regs` <= 3", "A"), ("\"Deal Regs\" != 3", "BCD"),
    ("\"Deal Regs\" = ''", "C"), ("type in ('VAR', 'MSP')", "ABC"),
    ("type not in ('VAR', 'MSP')", "D"), ("not type = 'VAR'", "BD"), ("type = 'it''s'", "D"),
    ("month >= 2019-12", "BCD"), ("month = '2020-01'", "C"), ("month < 2019-12-15", "AB"),
    ("type = 'VAR' and revenue > 10 or partner = 'B'", "BC"),
    ("type = 'VAR' AND (revenue > 10 OR partner = 'B')", "C"), ("TYPE = 'MSP'", "B"),
    ("revenue = -1", ""), ("partner > 'B'", "CD"), ("revenue in (10, 40.0)", "AD"),
  ])
func conditions(_ condition: String, _ partners: String) throws {
  #expect(try kept(condition) == partners)
}

@Test(
  "text beyond ASCII is compared in the canonical form of Unicode",
  arguments: [
    ("partner = 'Caf\u{E9}'", "12"), ("partner = 'Cafe\u{301}'", "12"),
    ("partner != 'Cafe\u{301}'", "34"), ("partner > 'Cafe'", "124"), ("partner < 'Caff'", "3"),
    ("partner in ('Zed', 'Cafe\u{301}')", "124"), ("partner = 'Caf'", ""),
  ])
func accentedConditions(_ condition: String, _ rows: String) throws {
  let names = ["Caf\u{E9}", "Cafe\u{301}", "Cafe", "Zed"]
  let text =
    "date,partner,row,y\n"
    + names.enumerated().map { "2024-01-01,\($1),\($0 + 1),5\n" }.joined()
  var schema = try PanelSchema.with { $0.kpis = ["y"] }.filtered(condition)
  schema.series = ["row"]
  guard try failure(text, schema) == nil else { return #expect(rows.isEmpty) }
  #expect(try read(text, schema).panel.entries.map { $0.key.values[0] }.joined() == rows)
}

@Test("a date without a day holds for all its days")
func datePrefixes() throws {
  let text = "date,y\n2024-01-30,1\n2024-02-01,2\n2024-02-29,3\n2024-03-01,4\n"
  let reading = try read(text, try PanelSchema().filtered("date <= 2024-02"))
  #expect(reading.rowCount == 4)
  #expect(reading.finding("where") == "1 of 4 rows left out")
}

@Test(
  "a date is compared as days, however the column writes it",
  arguments: [
    "2024-01-28 2024-02-29 2024-11-28", "2024/01/28 2024/02/29 2024/11/28",
    "2024/1/28 2024/2/29 2024/11/28", "20240128 20240229 20241128",
    "2024-01-28T10:30 2024-02-29T10:30 2024-11-28T10:30", "2024-01 2024-02 2024-11",
    "202401 202402 202411", "2024-W04 2024-W06 2024-W45",
  ])
func datesInEveryForm(_ dates: String) throws {
  let rows = dates.split(separator: " ").map { "\($0),1" }
  let text = "date,y\n" + rows.joined(separator: "\n")
  for (condition, left) in [
    ("date >= 2024-02", 1), ("date < 2024-11", 1), ("date = '2024-02'", 2), ("date <= 2024-Q1", 1),
    ("date != 2024-02", 1), ("date > 2024-11-30", 3), ("not date > 2024-11-30", 0),
  ] {
    let schema = try PanelSchema.with { $0.missing = .notAvailable }.filtered(condition)
    if let error = try failure(text, schema) {
      #expect(left == 3 && error.details == ["3 rows: 3 left out by --where"])
    } else {
      let said = left == 0 ? nil : "\(left) of 3 rows left out"
      #expect(try read(text, schema).finding("where") == said)
    }
  }
}

@Test(
  "a mistake is refused at its position",
  arguments: [
    ("", 1, "expected a column"), ("type", 5, "expected ="),
    ("type = VAR", 8, "text stands in quotes"),
    ("type = 'VAR' revenue", 14, "expected 'and'"), ("(type = 'a'", 12, "expected ')'"),
    ("type = 'VAR", 8, "the quote is never closed"), ("type in 'a'", 9, "expected '('"),
    ("a = 1 and", 10, "expected a column"), ("type not 'a'", 10, "expected 'in'"),
    ("a ! 1", 3, "expected ="), ("a = )", 5, "expected a constant"),
    (String(repeating: "(", count: 500), 101, "nested too deeply"),
  ])
func mistakes(_ condition: String, _ position: Int, _ what: String) {
  let error = #expect(throws: DataError.self) { try RowFilter(condition) }
  #expect(error?.exitCode == 64)
  #expect(error?.what.contains(what) == true, "\(error?.what ?? "")")
  #expect(error?.what.hasSuffix("at position \(position)") == true, "\(error?.what ?? "")")
}

@Test("a column that the table does not have is refused")
func unknownFilterColumn() throws {
  let error = try failure(table, try PanelSchema().filtered("tpye = 'VAR'"))
  #expect(error?.kind == .usage)
  #expect(error?.fix == "did you mean 'type'?")
}

@Test("random conditions are read or refused, and never crash")
func randomConditions() {
  let pieces = [
    "type", "=", "'VAR'", "(", ")", "and", "or", "not", "in", ",", "1", "<", "!", "\"", "2024-01",
  ]
  var generator = SeededGenerator(seed: 5)
  var refused = 0
  for _ in 0..<2_000 {
    let text = (0..<1 + generator.below(9)).map { _ in pieces[generator.below(pieces.count)] }
      .joined(separator: " ")
    do { _ = try RowFilter(text) } catch { refused += error.kind == .usage ? 1 : 0 }
  }
  #expect(1..<2_000 ~= refused)
}
