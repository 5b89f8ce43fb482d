import PartnerKPI

/// Reads one entry of `kpis:` into a definition.
struct KPIEntryReader {
  /// The keys of an entry, in the order in which they are documented.
  static let keys = [
    "name", "label", "description", "stage", "type", "column", "expr", "numerator", "denominator",
    "weight", "active_within", "formula", "agg", "unit", "better", "band", "range",
    "min_denominator", "limit", "goal", "role", "leads", "owner", "lever", "source", "lag_days",
    "applies_to", "targets",
  ]
  /// The keys that say what a KPI is computed from: one of them given, none of a catalogue's counts.
  static let measurementKeys = ["column", "expr", "numerator", "denominator"]

  private let fields: MappingReader
  private let name: String
  private let currency: String?

  /// A reader of an entry; throws if it has no name or an unknown key.
  init(_ node: YAMLNode, currency: String?) throws(ProjectError) {
    name = try Self.name(of: node)
    fields = try MappingReader(node, "KPI '\(name)'", keys: Self.keys)
    self.currency = currency
  }

  /// The name of an entry.
  static func name(of node: YAMLNode) throws(ProjectError) -> String {
    guard case .mapping = node.content else {
      throw ProjectError(
        at: node.place, "an entry of kpis is \(node.words), but has to be a mapping",
        details: ["keys: " + keys.joined(separator: ", ")], fix: "write '- name: revenue'")
    }
    guard let value = node["name"], let name = value.text, !value.isNull else {
      // A misspelt key says more than that the name is absent.
      if node["name"] == nil { _ = try MappingReader(node, "a KPI", keys: keys) }
      throw ProjectError(
        at: node["name"]?.place ?? node.place, "a KPI without a name", fix: "add name: revenue")
    }
    try MappingReader.checkName(name, "a KPI", at: value.place)
    return name
  }

  /// The definition.
  func definition() throws(ProjectError) -> KPIDefinition {
    let measurement = try measurement()
    let kind = try kind(measurement)
    let aggregation = try aggregation(kind)
    let direction = try direction(kind)
    let (range, minimum) = (try range("range"), try fields.number("min_denominator"))
    let (weight, window, unit) = (try fields.text("weight"), try window(), try unit())
    let story = try story()
    do throws(KPIError) {
      let kpi = try KPI(
        id: name, kind: kind, direction: direction, aggregation: aggregation, range: range,
        minimumDenominator: minimum)
      let isActivity = kpi.aggregation == .activeCount && fields["column"] == nil
      return try KPIDefinition(
        kpi: kpi, measurement: isActivity ? .activity : measurement, weight: weight,
        activeWithin: window, unit: unit, story: story)
    } catch {
      throw ProjectError(
        at: place(of: error), "\(fields.subject): \(error)", fix: Self.fix(error))
    }
  }

  private static func fix(_ error: KPIError) -> String? {
    switch error {
    case .noActiveWindow: "add active_within: 6 months"
    case .noWeight: "add weight: with the column of the number of answers"
    default: nil
    }
  }

  /// Where the key stands that an error is about.
  private func place(of error: KPIError) -> ProjectError.Place {
    let key =
      switch error {
      case .name, .bound, .emptyRange: "name"
      case .aggregation: "agg"
      case .emptyBand: "band"
      case .minimumDenominator, .noDenominator: "min_denominator"
      case .lagDays: "lag_days"
      case .leadsItself: "leads"
      case .parts: "type"
      case .noActiveWindow, .noWeight: "agg"
      }
    return fields.place(of: key)
  }
}

extension KPIEntryReader {
  /// What the KPI is computed from; its own name is a column if nothing is said.
  private func measurement() throws(ProjectError) -> KPIMeasurement {
    let given = Self.measurementKeys.filter { fields[$0] != nil }
    let isRatio = given.contains("numerator") || given.contains("denominator")
    let ways = given.filter { $0 == "column" || $0 == "expr" }.count + (isRatio ? 1 : 0)
    guard ways <= 1 else {
      throw ProjectError(
        at: fields.place(of: given[1]),
        "\(fields.subject) is computed in two ways: \(given.joined(separator: ", "))",
        fix: "give column, or expr, or numerator and denominator")
    }
    if isRatio {
      guard let numerator = try formula("numerator"), let denominator = try formula("denominator")
      else {
        let missing = fields["numerator"] == nil ? "numerator" : "denominator"
        throw ProjectError(
          at: fields.place(of: given[0]), "\(fields.subject) has a \(given[0]) and no \(missing)",
          fix: "add \(missing): a column, or a sum of columns")
      }
      return .parts(numerator: numerator, denominator: denominator)
    }
    if let formula = try formula("expr") { return .formula(formula) }
    return .column(try fields.text("column") ?? name)
  }

  private func formula(_ key: String) throws(ProjectError) -> KPIFormula? {
    guard let node = fields[key] else { return nil }
    guard let text = node.text else {
      throw fields.wrong(key, node, "a formula over columns such as won / (won + lost)")
    }
    do throws(FormulaError) {
      return try KPIFormula(text)
    } catch {
      throw FormulaPlace(node).error(error, in: "'\(key)' of \(fields.subject)")
    }
  }

  /// The kind that is stated, or the one that the parts or the name suggest.
  private func kind(_ measurement: KPIMeasurement) throws(ProjectError) -> KPI.Kind {
    let ratio: KPI.Kind
    if case .parts(let numerator, let denominator) = measurement {
      ratio = .ratio(numerator: numerator.text, denominator: denominator.text)
    } else {
      ratio = .ratio(numerator: measurement.text, denominator: "")
    }
    switch try fields.choice("type", of: KPI.Kind.names) {
    case "flow": return .flow
    case "stock": return .stock
    case "ratio":
      guard case .column = measurement else { return ratio }
      throw ProjectError(
        at: fields["type"]?.place ?? fields.place, "\(fields.subject): a ratio needs two columns",
        fix: "give numerator and denominator; a column of ready ratios is of type mean or share")
    case "mean": return .mean
    case "duration": return .duration
    case "score": return .score
    case "share": return .share
    default: break
    }
    switch measurement {
    case .parts: return ratio
    case .formula(let formula): return Self.divides(formula) ? ratio : .flow
    case .column, .activity:
      return fields["active_within"] == nil ? KPI.recognised(named: name).kind : .stock
    }
  }

  /// Whether columns are left below the line of a formula whose names are all columns.
  private static func divides(_ formula: KPIFormula) -> Bool {
    let quotient = try? KPIQuotient(formula) { KPIQuotient(column: $0.text) }
    return quotient?.denominator != nil
  }

  /// How values combine, where that is said.
  private func aggregation(_ kind: KPI.Kind) throws(ProjectError) -> KPIAggregation? {
    guard let node = fields["agg"] else { return fields["weight"] == nil ? nil : .weightedMean }
    let rules = try MappingReader(
      node, "'agg' of \(fields.subject)", keys: ["entities", "time"])
    let all = KPIAggregation.allCases.map(\.names)
    let entities = try rules.choice("entities", of: Self.unique(all.map(\.entities)))
    let time = try rules.choice("time", of: Self.unique(all.map(\.time)))
    let allowed = KPIAggregation.allowed(for: kind)
    let found = allowed.first { way in
      (entities ?? way.names.entities) == way.names.entities
        && (time ?? way.names.time) == way.names.time
    }
    guard let found else {
      let words = allowed.map { "{entities: \($0.names.entities), time: \($0.names.time)}" }
      throw ProjectError(
        at: node.place, "a \(kind.name) is not combined in this way ('agg' of \(fields.subject))",
        details: ["allowed: " + words.joined(separator: ", ")],
        fix: "leave agg out for \(words[0]), or change the type")
    }
    return found
  }

  private static func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }

  private func direction(_ kind: KPI.Kind) throws(ProjectError) -> KPI.Direction {
    let usual = kind == .duration ? "lower" : "higher"
    let word = try fields.choice("better", of: KPI.Direction.names)
    let band = try range("band")
    guard word == nil || word == "band" || band == nil else {
      throw ProjectError(
        at: fields.place(of: "band"), "\(fields.subject) has a band, but better is '\(word ?? "")'",
        fix: "say better: band, or leave the band out")
    }
    switch word ?? (band == nil ? usual : "band") {
    case "lower": return .lowerIsBetter
    case "none": return .neither
    case "band":
      guard let band else {
        throw ProjectError(
          at: fields.place(of: "better"), "\(fields.subject) is good inside a band, but which?",
          fix: "add band: {min: 0.4, max: 0.6}")
      }
      return .band(band)
    default: return .higherIsBetter
    }
  }

  /// A range of values under a key.
  private func range(_ key: String) throws(ProjectError) -> KPIRange? {
    guard let node = fields[key] else { return nil }
    let keys = key == "range" ? ["min", "max", "integer", "allow_credits"] : ["min", "max"]
    let bounds = try MappingReader(node, "'\(key)' of \(fields.subject)", keys: keys)
    let (lower, upper) = (try bounds.number("min"), try bounds.number("max"))
    let isWhole = key == "range" ? try bounds.flag("integer") ?? false : false
    let credits = key == "range" ? try bounds.flag("allow_credits") ?? false : false
    do throws(KPIError) {
      return try KPIRange(lower: lower, upper: upper, isWhole: isWhole, allowsCredits: credits)
    } catch {
      throw ProjectError(at: node.place, "'\(key)' of \(fields.subject): \(error)")
    }
  }

  private func text(_ key: String) throws(ProjectError) -> String? { try fields.text(key) }

  private func window() throws(ProjectError) -> KPIWindow? {
    guard let node = fields["active_within"] else { return nil }
    guard let window = node.text.flatMap(KPIWindow.init) else {
      throw fields.wrong("active_within", node, "a time such as 6 months, 90 days or 1 year")
    }
    return window
  }

  private func unit() throws(ProjectError) -> KPIUnit? {
    guard let node = fields["unit"] else { return nil }
    guard let unit = node.text.flatMap(KPIUnit.init) else {
      throw ProjectError(
        at: node.place, "'unit' of \(fields.subject) is \(node.words), which is no unit",
        details: [
          "units: \(KPIUnit.names.joined(separator: ", ")), a currency such as USD, any symbol "
            + "such as kg, or one per another such as USD/m2"
        ])
    }
    return unit.resolved(currency: currency)
  }
}

extension KPIEntryReader {
  /// What people say about the KPI.
  private func story() throws(ProjectError) -> KPIStory {
    var story = KPIStory()
    story.label = try text("label")
    story.description = try text("description")
    story.formula = try text("formula")
    story.stage = try fields.choice("stage", LifecycleStage.self)
    story.goal = try text("goal")
    story.role = try fields.choice("role", KPIRole.self)
    story.leads = try leads()
    story.owner = try text("owner")
    story.lever = try text("lever")
    story.source = try fields.choice("source", KPISource.self)
    story.lagDays = try fields.whole("lag_days", in: 0...3_650)
    story.appliesTo = try restrictions()
    story.limit = try range("limit")
    story.targets = try text("targets")
    return story
  }

  private func leads() throws(ProjectError) -> [KPILead] {
    var leads: [KPILead] = []
    for item in try fields.list("leads") {
      let lead = try MappingReader(
        item, "an entry of 'leads' of \(fields.subject)", keys: ["kpi", "lag"])
      guard let kpi = try lead.text("kpi") else {
        throw ProjectError(
          at: item.place, "an entry of 'leads' of \(fields.subject) names no KPI",
          fix: "write {kpi: revenue, lag: 1..6}")
      }
      leads.append(KPILead(kpi: kpi, lag: try lag(lead)))
    }
    return leads
  }

  /// A lag in months such as `1..6`, or `3`.
  private func lag(_ lead: MappingReader) throws(ProjectError) -> ClosedRange<Int> {
    guard let node = lead["lag"] else { return 0...12 }
    let parts = (node.text ?? "").split(separator: ".", omittingEmptySubsequences: false)
    let ends = [parts.first, parts.last].compactMap { $0.flatMap { Int($0) } }
    let isSpan = parts.count == 3 && parts[1].isEmpty
    guard ends.count == 2, parts.count == 1 || isSpan, ends[0] <= ends[1], 0...120 ~= ends[0],
      ends[1] <= 120
    else { throw lead.wrong("lag", node, "months such as 3 or 1..6") }
    return ends[0]...ends[1]
  }

  private func restrictions() throws(ProjectError) -> [KPIStory.Restriction] {
    var result: [KPIStory.Restriction] = []
    for entry in try fields.mapping("applies_to") {
      let values: [YAMLNode]
      if case .sequence(let items) = entry.value.content {
        values = items
      } else {
        values = [entry.value]
      }
      let texts = values.compactMap { $0.isNull ? nil : $0.text }
      guard texts.count == values.count, !texts.isEmpty else {
        throw ProjectError(
          at: entry.value.place,
          "'\(entry.key.excerpt)' in 'applies_to' of \(fields.subject) is no list of values",
          fix: "write applies_to: {type: [Reseller, MSP]}")
      }
      result.append(.init(dimension: entry.key, values: texts))
    }
    return result
  }
}
