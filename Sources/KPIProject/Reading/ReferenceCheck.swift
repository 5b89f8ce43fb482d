import PartnerKPI

/// Checks that every KPI, goal and dimension that a project names is one of its own.
struct ReferenceCheck {
  private let project: Project
  private let nodes: [String: YAMLNode]
  private let kpis: [String]

  init(_ project: Project, _ nodes: [String: YAMLNode]) {
    (self.project, self.nodes) = (project, nodes)
    kpis = project.kpis.map(\.definition.id)
  }

  func run() throws(ProjectError) {
    let known = Set(kpis)
    for goal in project.goals {
      let named = [goal.kpi].compactMap { $0 } + goal.activities.flatMap(\.kpis)
      for kpi in named where !known.contains(kpi) {
        throw dangling("goal '\(goal.name)' names the KPI", kpi, among: kpis, at: goal.place)
      }
    }
    let goals = project.goals.map(\.name)
    let dimensions = project.data.dimensions.map(\.name)
    for entry in project.kpis {
      let (id, story) = (entry.definition.id, entry.definition.story)
      if let goal = story.goal, entry.isOwn, !goals.contains(goal) {
        let isInherited = nodes[id]?["goal"]?.place.path != project.path
        guard isInherited else {
          throw dangling(
            "KPI '\(id)' names the goal", goal, among: goals, at: nodes[id]?["goal"]?.place)
        }
      }
      for lead in story.leads where !known.contains(lead.kpi) {
        let place = nodes[id]?["leads"]?.place
        guard entry.isOwn, place?.path == project.path else { continue }
        throw dangling("KPI '\(id)' leads the KPI", lead.kpi, among: kpis, at: place)
      }
      for restriction in story.appliesTo where !dimensions.contains(restriction.dimension) {
        throw dangling(
          "KPI '\(id)' applies to values of the dimension", restriction.dimension,
          among: dimensions, at: nodes[id]?["applies_to"]?.place)
      }
    }
    try checkLeads()
  }

  private func dangling(
    _ what: String, _ name: String, among names: [String], at place: ProjectError.Place?
  ) -> ProjectError {
    let guess = NameSuggestion.closest(to: name, among: names)
    let list =
      names.isEmpty
      ? "none is defined"
      : "defined: " + names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
    return ProjectError(
      at: place, "\(what) '\(name.excerpt)', which is not defined", details: [list],
      fix: guess.map { "did you mean '\($0)'?" } ?? "define it, or leave it out")
  }

  /// Throws if a KPI leads itself by way of others.
  private func checkLeads() throws(ProjectError) {
    let leads = Dictionary(
      project.kpis.map { ($0.definition.id, $0.definition.story.leads.map(\.kpi)) },
      uniquingKeysWith: { first, _ in first })
    var done: Set<String> = []
    for start in kpis where !done.contains(start) {
      // Depth first, without recursion: a chain may be as long as the file.
      var path: [(name: String, next: Int)] = [(start, 0)]
      var open: Set<String> = [start]
      while let last = path.last {
        let targets = leads[last.name] ?? []
        guard last.next < targets.count else {
          done.insert(last.name)
          open.remove(last.name)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let target = targets[last.next]
        if open.contains(target) { throw circle(path.map(\.name), back: target) }
        if !done.contains(target) {
          path.append((target, 0))
          open.insert(target)
        }
      }
    }
  }

  private func circle(_ path: [String], back target: String) -> ProjectError {
    let round = Array(path.drop { $0 != target }) + [target]
    let last = path.last ?? target
    return ProjectError(
      at: nodes[last]?["leads"]?.place ?? nodes[last]?.place,
      "the leads go in a circle: \(round.joined(separator: " → "))",
      fix: "leave one of these leads out: what leads moves first")
  }
}
