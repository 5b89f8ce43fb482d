import PartnerKPI

/// Something about a project that its readers should know.
public struct ProjectFinding: Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, Hashable, Sendable {
    /// The project does not do what it is for.
    case error
    /// Something is missing that a program needs sooner or later.
    case warn
  }

  /// The id of the check: `G1`, `R1`, `A1`, ….
  public let check: String
  /// The KPI or goal that it is about; empty for the project as a whole.
  public let subject: String
  /// How much it matters.
  public let severity: Severity
  /// What was found.
  public let finding: String
  /// What it was found in.
  public let evidence: String
  /// What to do.
  public let remedy: String
}

/// The checks of a set of KPIs that need no data.
///
/// | id | severity | finds |
/// |---|---|---|
/// | G0 | error | a project without KPIs of its own |
/// | G1 | error | a goal without a lagging or without a leading KPI, an activity without KPI |
/// | G1 | warn | a project without goals |
/// | R1 | warn | a KPI that serves no goal |
/// | A1 | warn | a KPI without an owner or a lever |
/// | C1 | warn | a KPI without a description or a unit |
/// | K1 | warn | a goal's KPI of which neither way is better |
/// | L1 | warn | a leading KPI that leads nothing |
/// | M1 | warn | a KPI that is somebody's opinion |
/// | N1 | warn | more KPIs than people keep in mind |
public struct ProjectCheck: Sendable {
  /// The most KPIs of one project that are not too many.
  public static let mostKPIs = 7

  private let project: Project
  private let own: [KPIDefinition]

  /// A check of a project.
  public init(_ project: Project) {
    self.project = project
    own = project.kpis.filter(\.isOwn).map(\.definition)
  }

  /// What was found, the most serious first.
  public func findings() -> [ProjectFinding] {
    let all = set() + project.goals.flatMap(goal) + own.flatMap(kpi)
    return all.filter { $0.severity == .error } + all.filter { $0.severity == .warn }
  }

  private func set() -> [ProjectFinding] {
    var found: [ProjectFinding] = []
    if own.isEmpty {
      found.append(
        finding(
          "G0", "", .error, "the project defines no KPI of its own", "kpis: is empty",
          "add KPIs, or let kpi-forecast init write some"))
    }
    if project.goals.isEmpty {
      found.append(
        finding(
          "G1", "", .warn, "the project has no goal", "goals: is empty",
          "say what the program wants to reach"))
    }
    if own.count > Self.mostKPIs {
      found.append(
        finding(
          "N1", "", .warn, "\(own.count) KPIs are more than people keep in mind",
          "at most \(Self.mostKPIs) are not", "keep those that somebody acts on"))
    }
    return found
  }

  private func goal(_ goal: Project.Goal) -> [ProjectFinding] {
    let named = Set([goal.kpi].compactMap { $0 } + goal.activities.flatMap(\.kpis))
    let serving = project.kpis.map(\.definition).filter {
      named.contains($0.id) || $0.story.goal == goal.name
    }
    func has(_ role: KPIRole) -> Bool {
      serving.contains { kpi in
        // The KPI that tells whether a goal is reached tells the result, unless it says otherwise.
        (kpi.story.role ?? (kpi.id == goal.kpi ? .lagging : nil)) == role
      }
    }
    var found: [ProjectFinding] = []
    let evidence =
      serving.isEmpty
      ? "no KPI serves it" : "served by " + serving.map(\.id).joined(separator: ", ")
    for role in [KPIRole.lagging, .leading] where !has(role) {
      let why = role == .lagging ? "nothing tells whether it is reached" : "nothing tells early"
      found.append(
        finding(
          "G1", goal.name, .error, "the goal has no \(role.rawValue) KPI: \(why)", evidence,
          "give a KPI goal: \(goal.name) and role: \(role.rawValue)"))
    }
    for activity in goal.activities where activity.kpis.isEmpty {
      found.append(
        finding(
          "G1", goal.name, .error, "the activity '\(activity.name)' has no KPI", "kpis: is empty",
          "name the KPIs that tell whether it is done"))
    }
    return found
  }

  private func kpi(_ kpi: KPIDefinition) -> [ProjectFinding] {
    let story = kpi.story
    var found: [ProjectFinding] = []
    func add(_ check: String, _ what: String, _ evidence: String, _ remedy: String) {
      found.append(finding(check, kpi.id, .warn, what, evidence, remedy))
    }
    let isNamed = project.goals.contains { goal in
      goal.kpi == kpi.id || goal.activities.contains { $0.kpis.contains(kpi.id) }
    }
    if story.goal == nil, !isNamed {
      add("R1", "the KPI serves no goal", "no goal: and no goal names it", "add goal:, or drop it")
    }
    func addUnsaid(_ check: String, _ keys: [(name: String, isEmpty: Bool)], _ remedy: String) {
      let unsaid = keys.filter(\.isEmpty).map(\.name)
      guard !unsaid.isEmpty else { return }
      add(
        check, "the KPI has no \(unsaid.joined(separator: " and no "))",
        unsaid.map { "\($0): is empty" }.joined(separator: ", "), remedy)
    }
    addUnsaid(
      "A1", [("owner", story.owner == nil), ("lever", story.lever == nil)],
      "say who answers for it and what can be done to move it")
    addUnsaid(
      "C1", [("description", story.description == nil), ("unit", kpi.unit == nil)],
      "say in a sentence what it means, and in which unit")
    if kpi.kpi.direction == .neither, project.goals.contains(where: { $0.kpi == kpi.id }) {
      add(
        "K1", "a goal rests on a KPI of which neither way is better", "better: none",
        "say better: band with its bounds, or choose another KPI")
    }
    if story.role == .leading, story.leads.isEmpty {
      add(
        "L1", "the KPI leads, but nothing says what", "leads: is empty",
        "add leads: [{kpi: …, lag: 1..6}]")
    }
    if story.source == .judgement {
      add(
        "M1", "the KPI is somebody's opinion", "source: judgement",
        "measure it, or pay no money for it")
    }
    return found
  }

  private func finding(
    _ check: String, _ subject: String, _ severity: ProjectFinding.Severity, _ finding: String,
    _ evidence: String, _ remedy: String
  ) -> ProjectFinding {
    ProjectFinding(
      check: check, subject: subject, severity: severity, finding: finding, evidence: evidence,
      remedy: remedy)
  }
}
