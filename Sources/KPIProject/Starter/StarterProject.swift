import PartnerKPI

/// The text of a project file to start from: goals, and the KPIs of the bundled catalogues that serve them.
public struct StarterProject: Sendable {
  private let goals: [Project.Goal]
  private let kpis: [KPIDefinition]
  private let industry: Catalogue?

  /// A starter for an industry and goals.
  ///
  /// - Parameters:
  ///   - industry: the name of a catalogue of an industry; nil for none.
  ///   - goals: names of goals of the partner program or of the industry; if empty, revenue and all
  ///     goals of the industry.
  /// - Throws: `ProjectError` of kind `usage` for a name that is none.
  public init(industry: String?, goals: [String]) throws(ProjectError) {
    let program = try Catalogue(named: "partner-program")
    if let industry, !Catalogue.industries.contains(industry) {
      let guess = NameSuggestion.closest(to: industry, among: Catalogue.industries)
      throw ProjectError(
        .usage, "--industry \(industry.excerpt) is none of the industries",
        details: ["industries: " + Catalogue.industries.joined(separator: ", ")],
        fix: guess.map { "did you mean '\($0)'?" } ?? "use one of these, or leave it out")
    }
    let own: Catalogue?
    if let industry { own = try Catalogue(named: industry) } else { own = nil }
    self.industry = own
    let known = program.goals + (own?.goals ?? [])
    let wanted = goals.isEmpty ? ["grow_revenue"] + (own?.goals.map(\.name) ?? []) : goals
    var chosen: [Project.Goal] = []
    for name in wanted {
      guard let goal = known.first(where: { $0.name == name }) else {
        throw Self.unknownGoal(name, known)
      }
      if !chosen.contains(goal) { chosen.append(goal) }
    }
    self.goals = chosen
    let names = Set(chosen.map(\.name))
    let results = Set(chosen.compactMap(\.kpi))
    var seen: Set<String> = []
    kpis = (program.kpis + (own?.kpis ?? [])).filter { kpi in
      let serves = kpi.story.goal.map(names.contains) ?? false
      return (serves || results.contains(kpi.id)) && seen.insert(kpi.id).inserted
    }
  }

  private static func unknownGoal(_ name: String, _ known: [Project.Goal]) -> ProjectError {
    let guess = NameSuggestion.closest(to: name, among: known.map(\.name))
    let width = known.map(\.name.count).max() ?? 0
    let lines = known.map { goal in
      goal.name + String(repeating: " ", count: width + 2 - goal.name.count) + (goal.label ?? "")
    }
    return ProjectError(
      .usage, "there is no goal '\(name.excerpt)' (--goals)",
      details: ["goals:"] + lines.map { "  " + $0 },
      fix: guess.map { "did you mean '\($0)'?" }
        ?? "use names of this list; --industry adds those of an industry")
  }

  /// The text of the file.
  public var text: String {
    ([head, Self.places] + [goalText, kpiText]).joined(separator: "\n")
  }

  private var head: String {
    let about = industry.map { ", \($0.label.lowercased())" } ?? ""
    return """
      # The KPIs of a partner program\(about). Every key: docs/kpis.md
      # Check it with: kpi-forecast catalog check
      version: 1
      program:
        name: My partner program
        currency: USD
      calendar:
        fiscal_year_start: 1          # first month of the fiscal year

      """
  }

  private static let places = """
    data:
      # files: [exports/*.csv]      # read when no file is named on the command line
      # period: Close Date          # the column of dates; recognised if left out
      # entity: Partner Account     # the column that identifies a partner; recognised if left out
      # grain: month
      dimensions: {}                # such as {type: Partner Type, region: Region}

    """

  private var goalText: String {
    let entries = goals.map { goal in
      "  \(goal.name): {kpi: \(goal.kpi ?? ""), label: \(YAMLText.quoted(goal.label ?? goal.name))}"
    }
    return (["goals:"] + entries).joined(separator: "\n") + "\n"
  }

  private var kpiText: String {
    let names = Set(kpis.map(\.id))
    return (["kpis:"] + kpis.map { StarterEntry($0, among: names).text }).joined(separator: "\n")
      + "\n"
  }
}

/// One KPI of a starter as text.
private struct StarterEntry {
  private let kpi: KPIDefinition
  private let names: Set<String>

  init(_ kpi: KPIDefinition, among names: Set<String>) { (self.kpi, self.names) = (kpi, names) }

  var text: String {
    let story = kpi.story
    var lines: [String] = []
    func add(_ key: String, _ value: String?) {
      if let value { lines.append("    \(key): \(value)") }
    }
    add("label", story.label.map(YAMLText.quoted))
    add("description", story.description.map(YAMLText.quoted))
    add("stage", story.stage?.rawValue)
    add("type", kpi.kpi.kind.name)
    switch kpi.measurement {
    case .column(let name): add("column", name + "    # the column in your data")
    case .activity: break
    case .formula(let formula): add("expr", YAMLText.quoted(formula.text))
    case .parts(let numerator, let denominator):
      add("numerator", YAMLText.quoted(numerator.text))
      add("denominator", YAMLText.quoted(denominator.text))
    }
    add("weight", kpi.weight)
    add("active_within", kpi.activeWithin?.description)
    let way = kpi.kpi.aggregation.names
    add("agg", "{entities: \(way.entities), time: \(way.time)}")
    add("unit", kpi.unit.map { YAMLText.quoted("\($0)") })
    add("better", kpi.kpi.direction.name)
    add("range", kpi.kpi.range.map(Self.range))
    add("min_denominator", kpi.kpi.minimumDenominator.map(Self.number))
    add("goal", story.goal)
    add("role", story.role?.rawValue)
    let leads = story.leads.filter { names.contains($0.kpi) }.map {
      "{kpi: \($0.kpi), lag: \($0.lag.lowerBound)..\($0.lag.upperBound)}"
    }
    add("leads", leads.isEmpty ? nil : "[" + leads.joined(separator: ", ") + "]")
    add("source", story.source?.rawValue)
    add("owner", "   # who answers for it")
    add("lever", "   # what can be done to move it")
    return (["  - name: \(kpi.id)"] + lines).joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  private static func range(_ range: KPIRange) -> String {
    let parts = [
      range.lower.map { "min: " + number($0) }, range.upper.map { "max: " + number($0) },
      range.isWhole ? "integer: true" : nil, range.allowsCredits ? "allow_credits: true" : nil,
    ]
    return "{" + parts.compactMap { $0 }.joined(separator: ", ") + "}"
  }
}
