import TemporalData
import Testing

@testable import DataIO

/// The account of a reading, one line per decision and warning, with `table.csv` for the path.
private func account(_ text: String, _ schema: PanelSchema = PanelSchema()) throws -> String {
  let table = try TemporaryTable(text)
  let reading = try PanelReader.read([.file(table.path)], schema: schema)
  let decisions = reading.decisions.map { decision in
    "\(decision.subject): \(decision.finding)"
      + (decision.flag.isEmpty ? "" : " [\(decision.flag)]")
  }
  return (decisions + reading.warnings.map { "! " + $0 }).joined(separator: "\n")
    .replacing(table.path, with: "table.csv")
}

@Test("the account of prepared series names columns, forms and grain")
func preparedAccount() throws {
  #expect(
    try account("unique_id,ds,y\nA,2024-01-01,1\nA,2024-02-01,2\nA,2024-04-01,2\n") == """
      input: table.csv: UTF-8, ',' between fields
      period: ds (YYYY-MM-DD) [--period ds]
      series: unique_id [--series unique_id]
      kpi: y [--kpi y]
      grain: month (dates are months) [--grain month]
      kind: y: adds up over time
      gaps: 1 absent month inside series left missing [--missing na]
      """)
}

@Test("the account of an export names everything that was assumed")
func exportAccount() throws {
  let text = """
    date\tPartner ID\tpartner\tcategory\trevenue\tactive_users\twin_rate
    2024-01-03\t1\tAcme\tBikes\t10\t5\t0.5
    2024-01-19\t1\tAcme\tBikes\t20\t6\t0.6
    2024-01-19\t1\tAcme\tParts\t7\t6\t0.6
    2024-02-11\t2\tBolt\tBikes\t30\t7\t0.7
    2024-05-02\t1\tAcme\tParts\t5\t8\t0.4
    2024-05-02\t1\tAcme\tParts\t5\t8\t0.4
    """
  #expect(
    try account(text, .with { $0.includePartial = true }) == """
      input: table.csv: UTF-8, tab between fields
      period: date (YYYY-MM-DD) [--period date]
      series: Partner ID [--series "Partner ID"]
      kpi: revenue, active_users, win_rate [--kpi revenue,active_users,win_rate]
      grain: month (a series typically has 1 day per month) [--grain month]
      kind: revenue: adds up over time
      kind: active_users: a level: the last value of a period stands
      kind: win_rate: averaged
      gaps: 3 absent months inside series taken as 0 [--missing zero]
      gaps: 3 absent months inside series take the value before [--missing carry]
      gaps: 3 absent months inside series left missing [--missing na]
      gaps: 3 months after the last row of a series taken as 0 (the panel goes on) \
      [--missing zero]
      rows: 1.3 rows per Partner ID and date: added up
      ends: 2 of 6 series end before May 2024: what is ahead begins at their own end
      ! May 2024 is partial (to 2024-05-02): kept (--include-partial)
      ! win_rate is averaged over time and entities: to add it up, give --numerator and --denominator
      ! 1 row is a copy of earlier ones: dropped
      """)
}

@Test("the account of a filtered total names what was left out")
func totalAccount() throws {
  let text = """
    month;partner;type;won;closed
    2024-01;A;VAR;1;4
    2024-02;A;VAR;2;4
    2024-01;B;MSP;3;4
    2024-03;B;VAR;1;1
    """
  let filter = try RowFilter("type = 'VAR'")
  let schema = PanelSchema.with {
    ($0.numerator, $0.denominator, $0.by, $0.filter) = ("won", "closed", ["total"], filter)
    $0.asOf = CivilDate(year: 2024, month: 2, day: 29)
  }
  #expect(
    try account(text, schema) == """
      input: table.csv: UTF-8, ';' between fields
      period: month (YYYY-MM) [--period month]
      series: one total [--by total]
      kpi: won, closed [--kpi won,closed]
      grain: month (dates are months) [--grain month]
      kind: won/closed: sum of won over sum of closed
      where: 1 of 4 rows left out
      as-of: 1 row lies after it: not used [--as-of]
      """)
}

@Test("every flag in an account, given back, leads to the same panel")
func pinnedDecisions() throws {
  let text = "when,who,what,much\n2024-01-05,A,x,1\n2024-02-05,A,y,2\n2024-01-05,B,x,3\n"
  let first = try read(text)
  var schema = PanelSchema()
  for decision in first.decisions {
    let parts = decision.flag.split(separator: " ").map(String.init)
    guard parts.count == 2 else { continue }
    let names = parts[1].split(separator: ",").map(String.init)
    switch parts[0] {
    case "--period": schema.period = parts[1]
    case "--series": schema.series = names
    case "--kpi": schema.kpis = names
    case "--grain": schema.grain = parts[1] == "month" ? .month : nil
    case "--missing": schema.missing = MissingRule(rawValue: parts[1])
    default: Issue.record("unknown flag \(decision.flag)")
    }
  }
  #expect(schema.period == "when")
  #expect(schema.grain == .month)
  #expect(try read(text, schema).values == first.values)
}
