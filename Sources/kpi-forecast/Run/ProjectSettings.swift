import DataIO
import Glibc
import KPIProject
import PartnerKPI
import TemporalData

/// What a project file says to a command; the command line says it last.
struct ProjectSettings {
  let project: Project
  /// Whether `--config` names it, rather than its being found.
  private let isNamed: Bool

  /// The project of `--config`, or of `kpis.yml` in the working folder; nil without either.
  init?(_ options: RunOptions) throws {
    guard let path = options.config ?? Self.found else { return nil }
    project = try Project(file: path)
    isNamed = options.config != nil
  }

  private static var found: String? {
    access(Project.usualName, F_OK) == 0 ? Project.usualName : nil
  }

  /// Names the files or the server of the project where the command line names none, and which part of
  /// them is the table.
  func complete(_ data: inout DataOptions) throws {
    try complete(&data.partners)
    let place = project.data
    guard data.source == nil, data.files.isEmpty else { return }
    data.source = place.source?.value
    if !place.files.isEmpty { data.files = try project.dataFiles() }
    guard data.sheet == nil, data.table == nil, data.query == nil else { return }
    data.sheet = place.sheet?.value
    data.table = place.table?.value
    data.query = place.query?.value
  }

  /// Names the tables beside the data that the project names and the command line does not.
  private func complete(_ options: inout PartnerOptions) throws {
    let data = project.data
    if options.aliases == nil {
      options.aliases = try project.file(data.aliases, key: "aliases")
    }
    if options.attributes == nil {
      options.attributes = try project.file(data.attributes, key: "attributes")
    }
    if options.rates == nil { options.rates = try project.file(data.rates, key: "rates") }
  }

  /// Writes what the project says into a schema, before the options are.
  func apply(to schema: inout PanelSchema) throws {
    let data = project.data
    schema.period = data.period?.value
    schema.series = data.entity.map { [$0.value] } ?? []
    schema.kpiColumn = data.kpiColumn?.value
    schema.currency = project.program.currency
    schema.moneyUnits = moneyUnits
    schema.fiscalStart = project.calendar.fiscalYearStart ?? 1
    schema.weeks = project.calendar.weeks
    schema.fiscalName = project.calendar.isNamedByEnd ? .end : .start
    schema.missing = data.missing.flatMap { MissingRule(rawValue: $0) }
    schema.onConflict = data.onConflict.flatMap { ConflictRule(rawValue: $0) }
    guard let filter = data.filter else { return }
    do {
      schema.filter = try RowFilter(filter.value)
    } catch {
      throw ProjectError(
        at: filter.place, error.what.replacing("--where", with: "'where' of 'data'"),
        details: error.details, fix: error.fix)
    }
  }

  /// Whether the columns whose unit the project states are money.
  private var moneyUnits: [String: Bool] {
    var units: [String: Bool] = [:]
    for entry in project.kpis {
      guard case .column(let column) = entry.definition.measurement,
        let unit = entry.definition.unit
      else { continue }
      if case .currency = unit.atom { units[column] = true } else { units[column] = false }
    }
    return units
  }

  /// Replaces names of the project by columns, and adds its KPIs, once the options are known.
  func resolve(_ schema: inout PanelSchema) {
    schema.by = schema.by.map { project.column(of: $0) ?? $0 }
    schema.peers = schema.peers.map { project.column(of: $0) ?? $0 }
    let grain = project.data.grain.flatMap { PeriodOptions.Grain(rawValue: $0) }
    schema.grain = schema.grain ?? grain?.frequency(fiscalStart: schema.fiscalStart)
    for entry in project.kpis {
      schema.lagDays[entry.definition.id] = entry.definition.story.lagDays
    }
    // A ratio that the command line spells out needs none of the project's.
    guard schema.numerator == nil else { return }
    let asked = schema.kpis.map { $0.lowercased() }
    schema.scopes = project.kpis.flatMap { entry in
      entry.definition.story.appliesTo.map { restriction in
        KPIScope(
          kpi: entry.definition.id,
          column: project.column(of: restriction.dimension) ?? restriction.dimension,
          values: restriction.values)
      }
    }
    schema.measures = project.measures.filter { asked.isEmpty || asked.contains($0.kpi.id) }
  }

  /// The table of holidays, which the project names from its own folder.
  var holidays: String? {
    project.calendar.holidays.map { path in
      path.hasPrefix("/") || project.folder == "." ? path : "\(project.folder)/\(path)"
    }
  }

  /// What the manifest says about the file.
  var members: [JSONValue.Member] { [.init("config", .string(project.path))] }
}

extension ProjectSettings {
  /// The error of reading, told as one of the project file where that names what is not there.
  func attributed(_ error: any Error, _ options: DataOptions) -> any Error {
    guard let error = error as? DataError, error.kind == .usage else { return error }
    let data = project.data
    let names: [(option: String, key: String, place: ProjectError.Place?)] = [
      ("(--period)", "period", options.period == nil ? data.period?.place : nil),
      ("(--series)", "entity", options.series.isEmpty ? data.entity?.place : nil),
      ("(--kpi-column)", "kpi_column", options.kpiColumn == nil ? data.kpiColumn?.place : nil),
      ("(--where)", "where", options.condition == nil ? data.filter?.place : nil),
      ("(--sheet)", "sheet", options.sheet == data.sheet?.value ? data.sheet?.place : nil),
      ("(--table)", "table", options.table == data.table?.value ? data.table?.place : nil),
    ]
    for (option, key, place) in names where error.what.hasSuffix(option) {
      guard let place else { continue }
      return ProjectError(
        at: place, error.what.replacing(option, with: "('\(key)' of 'data')"),
        details: [error.location.map { "file: \($0)" }].compactMap { $0 } + error.details,
        fix: error.fix)
    }
    if error.what.hasSuffix("(--kpi)") { return unknownKPI(error) }
    if let query = data.query, options.query == query.value, error.what.contains("query") {
      return ProjectError(
        at: query.place, error.what,
        details: [error.location.map { "database: \($0)" }].compactMap { $0 } + error.details,
        fix: error.fix)
    }
    let named = project.kpis.first { error.what.hasSuffix("which '\($0.definition.id)' needs") }
    guard let named else { return error }
    return DataError(
      .usage, at: error.location, error.what,
      details: error.details + ["'\(named.definition.id)' is defined at \(named.place)"],
      fix: error.fix)
  }

  /// The error of a name that is neither a column nor a KPI, with the KPIs there are.
  private func unknownKPI(_ error: DataError) -> DataError {
    let names = project.kpis.map(\.definition.id)
    let name = error.what.split(separator: "'").dropFirst().first.map(String.init) ?? ""
    let guess = NameSuggestion.closest(to: name, among: names)
    let list = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
    return DataError(
      error.kind, at: error.location, error.what,
      details: error.details + ["KPIs of \(project.path): " + list],
      fix: guess.map { "did you mean '\($0)'?" } ?? error.fix)
  }

  /// What the project's own rules say about the histories that were read.
  func warnings(on panel: KPIPanel) -> [String] {
    var order: [KPI.ID] = []
    var outside: [KPI.ID: Int] = [:]
    var few: [KPI.ID: (periods: Int, of: Int)] = [:]
    var kpis: [KPI.ID: KPI] = [:]
    for entry in panel.entries {
      let kpi = entry.series.kpi
      if kpis.updateValue(kpi, forKey: kpi.id) == nil { order.append(kpi.id) }
      if let range = kpi.range {
        outside[kpi.id, default: 0] += entry.series.values.storage.count { value in
          !value.isNaN && !range.contains(value) && !(range.allowsCredits && value < 0)
        }
      }
      if let minimum = kpi.minimumDenominator, let exposure = entry.series.exposure {
        let known = exposure.storage.filter { !$0.isNaN && $0 > 0 }
        few[kpi.id, default: (0, 0)].periods += known.count { $0 < minimum }
        few[kpi.id, default: (0, 0)].of += known.count
      }
    }
    return order.flatMap { id -> [String] in
      var lines: [String] = []
      if let count = outside[id], count > 0, let range = kpis[id]?.range {
        lines.append(
          "\(id): \(Counted.text(count, "value")) outside the range of the project (\(range)); "
            + "their series are held in no range")
      }
      if let (periods, all) = few[id], periods > 0, let minimum = kpis[id]?.minimumDenominator {
        lines.append(
          "\(id): \(Counted.grouped(periods)) of \(Counted.text(all, "value")) rest on a "
            + "denominator below \(Int(minimum)) and say little by themselves")
      }
      return lines
    }
  }
}
