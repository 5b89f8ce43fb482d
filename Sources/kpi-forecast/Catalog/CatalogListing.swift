import DataIO
import KPIProject
import PartnerKPI
import Reporting

/// The lists of `catalog list` and `catalog show`.
enum CatalogListing {
  /// Prints every bundled KPI that is asked for.
  static func list(_ command: CatalogCommand.List) throws {
    let names = try command.catalog.map { [try Catalogue(named: $0).name] } ?? Catalogue.names
    let stages = LifecycleStage.allCases.map(\.rawValue)
    if let stage = command.stage, !stages.contains(stage) {
      throw DataError(
        .usage, "--stage \(stage) is none of the stages",
        details: ["stages: " + stages.joined(separator: ", ")],
        fix: NameSuggestion.closest(to: stage, among: stages).map { "did you mean '\($0)'?" })
    }
    var table = ResultTable(columns: columns)
    for name in names {
      for kpi in try Catalogue(named: name).kpis {
        guard command.stage == nil || kpi.story.stage?.rawValue == command.stage else { continue }
        table.append(row(name, kpi))
      }
    }
    try command.output.write(table)
  }

  /// Prints a catalogue or a KPI.
  static func show(_ command: CatalogCommand.Show) throws {
    let name = command.name.hasPrefix("builtin/") ? String(command.name.dropFirst(8)) : command.name
    if Catalogue.names.contains(name) { return try show(Catalogue(named: name), command) }
    var table = ResultTable(columns: columns)
    var sheets: [String] = []
    var known: [String] = []
    for catalogue in Catalogue.names {
      for kpi in try Catalogue(named: catalogue).kpis {
        known.append(kpi.id)
        guard kpi.id == name else { continue }
        table.append(row(catalogue, kpi))
        sheets.append(KPISheet(kpi, catalogue: catalogue).text)
      }
    }
    guard !sheets.isEmpty else {
      let guess = NameSuggestion.closest(to: name, among: Catalogue.names + known)
      throw DataError(
        .usage, "there is no catalogue and no KPI '\(name)'",
        details: ["catalogues: " + Catalogue.names.joined(separator: ", ")],
        fix: guess.map { "did you mean '\($0)'?" } ?? "kpi-forecast catalog list lists all KPIs")
    }
    try command.output.write(table) { _ in sheets.joined(separator: "\n") }
  }

  private static func show(_ catalogue: Catalogue, _ command: CatalogCommand.Show) throws {
    let rows = catalogue.kpis.map { row(catalogue.name, $0) }
    let table = ResultTable(columns: columns, rows: rows)
    try command.output.write(table) { _ in
      let goals = catalogue.goals.map { "  \($0.name): \($0.label ?? "") (\($0.kpi ?? ""))" }
      let head =
        ["\(catalogue.label): \(catalogue.description)", "", "goals"] + goals
        + ["", "include: builtin/\(catalogue.name)", ""]
      return head.joined(separator: "\n") + "\n"
        + catalogue.kpis.map { KPISheet($0, catalogue: nil).text }.joined(separator: "\n")
    }
  }

  private static let columns: [ResultTable.Column] = [
    .init("catalog", .text), .init("kpi", .text), .init("label", .text), .init("stage", .text),
    .init("type", .text), .init("unit", .text), .init("better", .text), .init("entities", .text),
    .init("time", .text), .init("min", .number), .init("max", .number), .init("role", .text),
    .init("formula", .text),
  ]

  private static func row(_ catalogue: String, _ definition: KPIDefinition) -> ResultTable.Row {
    let (kpi, story) = (definition.kpi, definition.story)
    let words: [String?] = [
      catalogue, definition.id, story.label, story.stage?.rawValue, kpi.kind.name,
      definition.unit?.description, kpi.direction.name, kpi.aggregation.names.entities,
      kpi.aggregation.names.time,
    ]
    let texts = words.map { word in word.map { ResultTable.Cell.text($0) } ?? .missing }
    return texts + [
      .number(kpi.range?.lower), .number(kpi.range?.upper),
      story.role.map { .text($0.rawValue) } ?? .missing,
      .text(story.formula ?? definition.measurement.text),
    ]
  }
}

/// A KPI in full, for a person.
struct KPISheet {
  private let definition: KPIDefinition
  private let catalogue: String?

  init(_ definition: KPIDefinition, catalogue: String?) {
    (self.definition, self.catalogue) = (definition, catalogue)
  }

  /// The lines, each with its name in front.
  var text: String {
    let (kpi, story) = (definition.kpi, definition.story)
    let way = kpi.aggregation.names
    let leads = story.leads.map {
      "\($0.kpi) by \($0.lag.lowerBound) to \($0.lag.upperBound) months"
    }
    let lines: [(String, String?)] = [
      ("catalogue", catalogue), ("description", story.description),
      ("stage", story.stage?.rawValue), ("type", kpi.kind.name), ("formula", story.formula),
      ("columns", definition.measurement.text), ("weight", definition.weight),
      ("active within", definition.activeWithin?.description),
      ("unit", definition.unit?.description), ("better", kpi.direction.name),
      ("combined", "\(way.entities) over partners, \(way.time) over time"),
      ("range", kpi.range?.description ?? "any number"),
      ("smallest denominator", kpi.minimumDenominator.map { "\(Int($0))" }),
      ("goal", story.goal), ("role", story.role?.rawValue),
      ("may lead", leads.isEmpty ? nil : leads.joined(separator: "; ")),
      ("source", story.source?.rawValue),
      ("final after", story.lagDays.map { "\($0) days" }),
    ]
    let head = "\(definition.id)  \(story.label ?? "")"
    let body = lines.compactMap { name, value in
      value.map { "  " + name + String(repeating: " ", count: 22 - name.count) + $0 }
    }
    return ([head] + body).joined(separator: "\n") + "\n"
  }
}
