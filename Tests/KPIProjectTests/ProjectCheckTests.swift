import KPIProject
import PartnerKPI
import Testing

@Suite("Checks of a project")
struct ProjectCheckTests {
  /// The ids of what is found, with the subject.
  private func found(_ text: String) throws -> [String] {
    ProjectCheck(try Project(text: text)).findings().map {
      "\($0.check) \($0.severity.rawValue) \($0.subject)"
    }
  }

  /// A project in which nothing is missing.
  static let good = """
    goals:
      grow: {kpi: revenue}
    kpis:
      - {name: revenue, description: d, unit: USD, goal: grow, role: lagging, owner: o, lever: l}
      - name: leads_in
        description: d
        unit: count
        goal: grow
        role: leading
        leads: [{kpi: revenue, lag: 1..3}]
        owner: o
        lever: l
    """

  @Test("nothing is found in a project in which nothing is missing")
  func good() throws {
    #expect(try found(Self.good) == [])
  }

  @Test("a goal needs a KPI that tells the result and one that tells early")
  func goals() throws {
    let noLead = Self.good.replacing("role: leading", with: "role: lagging")
      .replacing("leads: [{kpi: revenue, lag: 1..3}]", with: "source: system")
    #expect(try found(noLead) == ["G1 error grow"])
    let empty = Self.good.replacing("kpis:", with: "  other: {}\nkpis:")
    #expect(try found(empty) == ["G1 error other", "G1 error other"])
  }

  @Test("the KPI of a goal tells its result unless it says otherwise")
  func implied() throws {
    #expect(try found(Self.good.replacing("role: lagging, ", with: "")) == [])
    let leading = Self.good.replacing("role: lagging, ", with: "role: leading, ")
    #expect(try found(leading).contains("G1 error grow"))
  }

  @Test("an activity needs a KPI")
  func activities() throws {
    let text = Self.good.replacing(
      "{kpi: revenue}", with: "{kpi: revenue, activities: {sign: {label: Sign}}}")
    #expect(try found(text) == ["G1 error grow"])
    let named = Self.good.replacing(
      "{kpi: revenue}", with: "{kpi: revenue, activities: {sign: {kpis: [leads_in]}}}")
    #expect(try found(named) == [])
  }

  @Test(
    "what a KPI lacks is a warning",
    arguments: [
      ("goal: grow, role: lagging", "role: lagging", [String]()),
      ("owner: o, lever: l", "owner: o", ["A1 warn revenue"]),
      ("description: d, unit: USD", "description: d", ["C1 warn revenue"]),
      ("unit: USD", "unit: USD, source: judgement", ["M1 warn revenue"]),
      ("unit: USD", "unit: USD, better: none", ["K1 warn revenue"]),
    ])
  func lacks(part: String, other: String, expected: [String]) throws {
    #expect(try found(Self.good.replacing(part, with: other)) == expected)
  }

  @Test("a leading KPI says what it leads, and every KPI serves a goal")
  func leads() throws {
    let text = Self.good.replacing("leads: [{kpi: revenue, lag: 1..3}]", with: "source: survey")
    #expect(try found(text) == ["L1 warn leads_in"])
    let lost = Self.good + "\n  - {name: x, description: d, unit: USD, owner: o, lever: l}"
    #expect(try found(lost) == ["R1 warn x"])
  }

  @Test("more than seven KPIs are too many, those of catalogues not counted")
  func many() throws {
    let more = (0..<6).map {
      "\n  - {name: k\($0), description: d, unit: USD, goal: grow, owner: o, lever: l}"
    }
    #expect(try found(Self.good + more.joined()) == ["N1 warn "])
    #expect(try found("include: builtin/partner-program\n" + Self.good) == [])
  }

  @Test("a project without KPIs or goals is told so")
  func nothing() throws {
    #expect(try found("version: 1\n") == ["G0 error ", "G1 warn "])
  }
}

@Suite("A project to start from")
struct StarterProjectTests {
  @Test("a starter reads back and passes the checks", arguments: Catalogue.industries + [""])
  func readsBack(industry: String) throws {
    let starter = try StarterProject(industry: industry.isEmpty ? nil : industry, goals: [])
    let project = try Project(text: starter.text)
    let findings = ProjectCheck(project).findings()
    #expect(findings.allSatisfy { $0.check == "A1" && $0.severity == .warn }, "\(findings)")
    #expect(findings.count == project.kpis.count)
    #expect(3...ProjectCheck.mostKPIs ~= project.kpis.count)
    #expect(project.goals.count == (industry.isEmpty ? 1 : 3))
  }

  @Test("every goal of the partner program can be started with")
  func everyGoal() throws {
    for goal in try Catalogue(named: "partner-program").goals {
      let project = try Project(
        text: try StarterProject(industry: nil, goals: [goal.name]).text)
      let errors = ProjectCheck(project).findings().filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(goal.name): \(errors)")
      #expect(project.goals.map(\.name) == [goal.name])
    }
  }

  @Test("the KPIs of a starter are those of the catalogue")
  func same() throws {
    let project = try Project(text: try StarterProject(industry: "energy", goals: []).text)
    let known = try ["partner-program", "energy"].flatMap { try Catalogue(named: $0).kpis }
    for entry in project.kpis {
      let other = try #require(known.first { $0.id == entry.definition.id })
      #expect(entry.definition.kpi.kind.name == other.kpi.kind.name)
      #expect(entry.definition.kpi.aggregation == other.kpi.aggregation)
      #expect(entry.definition.kpi.range == other.kpi.range)
      #expect(entry.definition.measurement == other.measurement)
    }
  }

  @Test("goals are named once, in their order, and unknown ones are refused with the list")
  func goals() throws {
    let starter = try StarterProject(
      industry: nil, goals: ["keep_customers", "grow_revenue", "keep_customers"])
    #expect(
      try Project(text: starter.text).goals.map(\.name) == ["keep_customers", "grow_revenue"])
    #expect {
      try StarterProject(industry: nil, goals: ["grow_revenu"])
    } throws: { error in
      let error = error as? ProjectError
      return error?.kind == .usage && error?.fix == "did you mean 'grow_revenue'?"
        && error?.details.count == 9
    }
    #expect(throws: ProjectError.self) { try StarterProject(industry: "retial", goals: []) }
    #expect(throws: ProjectError.self) { try StarterProject(industry: nil, goals: ["turn_stock"]) }
  }
}
