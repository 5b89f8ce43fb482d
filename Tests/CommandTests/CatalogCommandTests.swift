import Foundation
import Testing

@Suite("kpi-forecast catalog and init")
struct CatalogCommandTests {
  @Test("the list has one row per KPI of every catalogue")
  func list() throws {
    let result = try Workplace().run(["catalog", "list"])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(
      lines.first
        == "catalog,kpi,label,stage,type,unit,better,entities,time,min,max,role,formula")
    #expect(lines.count == 110)
    let stage = try Workplace().run(["catalog", "list", "--stage", "recruit"])
    #expect(stage.output.split(separator: "\n").count == 5)
    let retail = try Workplace().run(["catalog", "list", "--catalog", "retail", "--format", "json"])
    let rows = try JSONSerialization.jsonObject(with: Data(retail.output.utf8)) as? [[String: Any]]
    #expect(rows?.count == 6)
    #expect(rows?.first?["kpi"] as? String == "sales_per_sqft")
  }

  @Test("a catalogue and a KPI are shown in full", arguments: ["healthcare", "win_rate", "csat"])
  func show(name: String) throws {
    let result = try Workplace().run(["catalog", "show", name, "--format", "table"])
    #expect(result.status == 0)
    try Snapshot.expect(result.output, named: "catalog-show-" + name)
  }

  @Test(
    "a name that is none is refused with the nearest one",
    arguments: [
      (["catalog", "show", "winrate"], "'win_rate'"),
      (["catalog", "list", "--catalog", "retial"], "'retail'"),
      (["catalog", "list", "--stage", "onbaord"], "'onboard'"),
      (["init", "--industry", "phrama"], "'pharma'"),
      (["init", "--goals", "grow_revenu"], "'grow_revenue'"),
      (["catalog", "export", "builtin/telcom", "--format", "ossie"], "'telecom'"),
    ])
  func unknown(arguments: [String], guess: String) throws {
    let place = try Workplace()
    let result = try place.run(arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty && result.errors.contains("did you mean \(guess)?"))
    #expect(try place.names().isEmpty)
  }

  private let project = """
    goals: {grow: {kpi: revenue}}
    kpis:
      - {name: revenue, description: d, unit: USD, goal: grow, owner: o, lever: l}
      - {name: deals, goal: grow, role: leading, leads: [{kpi: revenue, lag: 1..3}]}
    """

  @Test("a check ends with 2 on errors, and on warnings if that is asked for")
  func check() throws {
    let place = try Workplace(["kpis.yml": project])
    #expect(try place.run(["catalog", "check"]).status == 0)
    #expect(try place.run(["catalog", "check", "--fail-on", "error"]).status == 0)
    let strict = try place.run(["catalog", "check", "kpis.yml", "--fail-on", "warn"])
    #expect(strict.status == 2)
    try Snapshot.expect(strict.output + strict.errors, named: "catalog-check")
    try place.write("bad.yml", Data(project.replacing("role: leading, ", with: "").utf8))
    let bad = try place.run(["catalog", "check", "bad.yml", "--format", "table"])
    #expect(bad.status == 2)
    #expect(bad.output.hasPrefix("error G1  grow: the goal has no leading KPI"))
    #expect(bad.errors.contains("bad.yml: 2 KPIs, 1 goal; 1 error"))
  }

  @Test("a file that cannot be used ends with 78 and says where; one that is not there with 66")
  func unusable() throws {
    let place = try Workplace(["kpis.yml": "kpis:\n  - name: a\n    onwer: me\n"])
    for arguments in [
      ["catalog", "check"], ["catalog", "export", "--format", "ossie"], ["import", "x.csv"],
    ] {
      let result = try place.run(arguments)
      #expect(result.status == 78)
      #expect(result.errors.hasPrefix("error: kpis.yml:3:5: unknown key 'onwer' in KPI 'a'"))
      #expect(result.errors.contains("fix: did you mean 'owner'?"))
    }
    #expect(try place.run(["catalog", "check", "none.yml"]).status == 66)
  }

  @Test("exports go to standard output or to a file", arguments: ["metricflow", "ossie"])
  func export(format: String) throws {
    let place = try Workplace(["kpis.yml": project])
    let shown = try place.run(["catalog", "export", "--format", format])
    #expect(shown.status == 0)
    try Snapshot.expect(shown.output, named: "catalog-export-" + format)
    let result = try place.run(["catalog", "export", "kpis.yml", "--format", format, "-o", "m.yml"])
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(try place.read("m.yml") == shown.output)
  }

  @Test("init writes a project that is never overwritten")
  func initialise() throws {
    let place = try Workplace()
    let result = try place.run(["init", "--industry", "energy"])
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("written: kpis.yml with 3 goals and 7 KPIs"))
    let text = try place.read("kpis.yml")
    #expect(try place.run(["catalog", "check"]).status == 0)
    let again = try place.run(["init"])
    #expect(again.status == 73)
    #expect(again.errors.contains("is there already and is not overwritten"))
    #expect(try place.read("kpis.yml") == text)
    let printed = try place.run(["init", "--industry", "energy", "-o", "-"])
    #expect(printed.output == text)
  }

  @Test("a link to another file is not followed by init")
  func links() throws {
    let place = try Workplace(["other.txt": "mine\n"])
    #expect(try place.shell("ln -s other.txt kpis.yml && kpi-forecast init").status == 73)
    #expect(try place.read("other.txt") == "mine\n")
  }

  @Test("a starter is forecast without a change if the data has its columns")
  func starterRuns() throws {
    let history = SampleHistory.partners
      .replacing("revenue,deals", with: "partner_revenue,deal_registrations")
    let place = try Workplace(["history.csv": history])
    #expect(try place.run(["init"]).status == 0)
    let result = try place.run(["history.csv", "--by", "total", "--horizon", "2"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.split(separator: "\n").count == 5)
    #expect(result.errors.contains("not in the data: won_deals"))
  }
}
