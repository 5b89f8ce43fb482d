import PartnerKPI

/// Reads the text of a project file.
struct ProjectReader {
  /// The keys at the top of a project file.
  static let keys = [
    "version", "program", "calendar", "data", "include", "goals", "kpis", "tiers", "events",
    "run",
  ]

  private let path: String
  private var project: Project
  /// The entries of `kpis:` and of included catalogues, by name.
  private var nodes: [String: YAMLNode] = [:]

  private init(path: String) {
    self.path = path
    project = Project(path: path)
  }

  /// The project of a text.
  ///
  /// - Parameter path: what errors call the file.
  /// - Throws: `ProjectError` at the first mistake.
  static func read(_ text: String, path: String) throws(ProjectError) -> Project {
    guard let root = try YAMLDocument.read(text, path: path), !root.isNull else {
      throw ProjectError(
        at: .init(path: path), "the project file is empty",
        fix: "kpi-forecast init writes one to start from")
    }
    var reader = ProjectReader(path: path)
    try reader.read(root)
    return reader.project
  }

  /// A bundled catalogue as a project, its goals included.
  static func catalogue(_ text: String, path: String) throws(ProjectError) -> Project {
    guard let root = try YAMLDocument.read(text, path: path) else {
      throw ProjectError(at: .init(path: path), "the catalogue is empty")
    }
    var reader = ProjectReader(path: path)
    try reader.read(root, keys: keys + ["catalog"])
    return reader.project
  }

  private mutating func read(_ root: YAMLNode, keys: [String] = keys) throws(ProjectError) {
    let top = try MappingReader(root, "the project file", keys: keys)
    if let version = top["version"], version.text != "1" {
      throw ProjectError(
        at: version.place, "version is \(version.words), but this program reads version 1",
        fix: "say version: 1")
    }
    try readProgram(top)
    try readCalendar(top)
    if let node = top["data"] { project.data = try DataReader(node).place() }
    if let node = top["run"] { project.run = try RunReader(node).plan() }
    project.tiers = try top.text("tiers")
    project.events = try top.text("events")
    try readKPIs(top)
    try readGoals(top)
    try ReferenceCheck(project, nodes).run()
    project.measures = try measures()
  }

  private mutating func readProgram(_ top: MappingReader) throws(ProjectError) {
    guard let node = top["program"] else { return }
    let fields = try MappingReader(node, "'program'", keys: ["name", "currency", "timezone"])
    project.program.name = try fields.text("name")
    project.program.timezone = try fields.text("timezone")
    guard let currency = try fields.located("currency") else { return }
    guard case .currency(let code?) = KPIUnit(currency.value)?.atom else {
      throw ProjectError(
        at: currency.place, "'currency' is '\(currency.value.excerpt)', which is no currency",
        fix: "write the three capital letters of its ISO 4217 code, such as USD")
    }
    project.program.currency = code
  }

  private mutating func readCalendar(_ top: MappingReader) throws(ProjectError) {
    guard let node = top["calendar"] else { return }
    let fields = try MappingReader(
      node, "'calendar'",
      keys: ["fiscal_year_start", "fiscal_year_named_by", "weeks", "holidays"])
    project.calendar.fiscalYearStart = try fields.whole("fiscal_year_start", in: 1...12)
    project.calendar.isNamedByEnd =
      try fields.choice("fiscal_year_named_by", of: ["start", "end"]) != "start"
    if let weeks = fields["weeks"] {
      project.calendar.weeks = try WeekRuleReader(weeks, fields).rule(
        fiscalStart: project.calendar.fiscalYearStart)
    }
    project.calendar.holidays = try fields.text("holidays")
  }
}

extension ProjectReader {
  /// The most KPIs of a project, included ones counted.
  private static let mostKPIs = 2_000

  private mutating func readKPIs(_ top: MappingReader) throws(ProjectError) {
    var own: [(name: String, node: YAMLNode)] = []
    for node in try top.list("kpis") {
      let name = try KPIEntryReader.name(of: node)
      if let first = nodes[name] {
        throw ProjectError(
          at: node.place, "the KPI '\(name)' is defined twice",
          details: ["\(first.place): the first one"], fix: "rename one of them, or merge them")
      }
      nodes[name] = node
      own.append((name, node))
    }
    let included = try includedEntries(top)
    for place in own.indices {
      guard let base = included.first(where: { $0.name == own[place].name }) else { continue }
      own[place].node = Self.merged(own[place].node, over: base.node)
      nodes[own[place].name] = own[place].node
    }
    guard own.count + included.count <= Self.mostKPIs else {
      throw ProjectError(
        at: top.place(of: "kpis"), "more than \(Self.mostKPIs) KPIs in one project")
    }
    try addEntries(own, areOwn: true)
    let names = Set(own.map(\.name))
    let others = included.filter { !names.contains($0.name) }
    for (name, node) in others { nodes[name] = node }
    try addEntries(others, areOwn: false)
  }

  private mutating func addEntries(
    _ entries: [(name: String, node: YAMLNode)], areOwn: Bool
  ) throws(ProjectError) {
    for (_, node) in entries {
      let reader = try KPIEntryReader(node, currency: project.program.currency)
      project.kpis.append(
        .init(definition: try reader.definition(), place: node.place, isOwn: areOwn))
    }
  }

  /// The entries of the included catalogues, each name once.
  private mutating func includedEntries(
    _ top: MappingReader
  ) throws(ProjectError) -> [(name: String, node: YAMLNode)] {
    var entries: [(name: String, node: YAMLNode)] = []
    var seen: Set<String> = []
    for include in try top.texts("include") {
      let name = try Catalogue.included(include.value, at: include.place)
      guard !project.includes.contains(name) else { continue }
      project.includes.append(name)
      for node in try Catalogue.nodes(of: name) {
        let name = try KPIEntryReader.name(of: node)
        if seen.insert(name).inserted { entries.append((name, node)) }
      }
    }
    return entries
  }

  /// An entry with what it leaves unsaid taken from a catalogue.
  private static func merged(_ own: YAMLNode, over base: YAMLNode) -> YAMLNode {
    guard case .mapping(var entries) = own.content, case .mapping(let others) = base.content else {
      return own
    }
    let given = Set(entries.map(\.key))
    var replaced = given
    let measurement = Set(KPIEntryReader.measurementKeys)
    if !given.isDisjoint(with: measurement) { replaced.formUnion(measurement) }
    if given.contains("type") { replaced.formUnion(["agg", "weight", "active_within"]) }
    if given.contains("better") { replaced.insert("band") }
    entries += others.filter { !replaced.contains($0.key) }
    return YAMLNode(content: .mapping(entries), place: own.place)
  }

  /// How each KPI is computed; errors stand at the formula.
  private func measures() throws(ProjectError) -> [KPIMeasure] {
    do throws(MeasureError) {
      return try KPIMeasures(project.kpis.map(\.definition)).measures
    } catch {
      let node = nodes[error.kpi]
      let subject = "'\(error.part.rawValue)' of KPI '\(error.kpi)'"
      guard let part = node?[error.part.rawValue] else {
        throw ProjectError(
          at: node?.place, "KPI '\(error.kpi)': \(error.error.what)", fix: error.error.fix)
      }
      let isFormula = error.part != .kind && error.part != .unit
      guard isFormula else {
        throw ProjectError(
          at: part.place, "\(subject): \(error.error.what)", fix: error.error.fix)
      }
      throw FormulaPlace(part).error(error.error, in: subject)
    }
  }
}

extension ProjectReader {
  private mutating func readGoals(_ top: MappingReader) throws(ProjectError) {
    for entry in try top.mapping("goals") {
      try MappingReader.checkName(entry.key, "a goal", at: entry.keyPlace)
      let fields = try MappingReader(
        entry.value, "goal '\(entry.key)'", keys: ["kpi", "label", "activities"])
      project.goals.append(
        .init(
          name: entry.key, place: entry.keyPlace, label: try fields.text("label"),
          kpi: try fields.text("kpi"), activities: try activities(fields)))
    }
  }

  private func activities(_ goal: MappingReader) throws(ProjectError) -> [Project.Activity] {
    var result: [Project.Activity] = []
    for entry in try goal.mapping("activities") {
      try MappingReader.checkName(entry.key, "an activity", at: entry.keyPlace)
      let fields = try MappingReader(
        entry.value, "activity '\(entry.key)'", keys: ["label", "kpis"])
      result.append(
        .init(
          name: entry.key, label: try fields.text("label"),
          kpis: try fields.texts("kpis").map(\.value)))
    }
    return result
  }
}
