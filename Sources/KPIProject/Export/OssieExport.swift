import PartnerKPI

/// A project as a semantic model of Apache Ossie (incubating; formerly Open Semantic Interchange).
///
/// The format has no field for directions and additivity: they stand under `custom_extensions`, as text in
/// JSON, as the format wants it.
public struct OssieExport: Sendable {
  private let project: Project

  /// An export of a project.
  public init(_ project: Project) { self.project = project }

  /// The text of the YAML file.
  public var text: String {
    let head = "# KPIs of \(project.path)\n"
    let model = YAMLText.mapping([
      ("name", .scalar(KPIName.suggestion(for: project.program.name ?? "") ?? "partner_program")),
      ("description", .scalar(project.program.name ?? "KPIs of a partner program")),
      ("datasets", .list([dataset])),
      ("metrics", .list(metrics)),
    ])
    return head
      + YAMLText.mapping([
        ("version", .plain("\"0.1.1\"")), ("semantic_model", .list([model])),
      ]).document()
  }

  private var entity: String { project.data.entity?.value ?? "partner" }

  private var dataset: YAMLText {
    let period = project.data.period?.value ?? "period"
    let texts =
      [(KPIName.suggestion(for: entity) ?? "partner", entity, false)]
      + project.data.dimensions.map { ($0.name, $0.column.value, false) }
    let fields = [(KPIName.suggestion(for: period) ?? "period", period, true)] + texts
    return .mapping([
      ("name", .scalar("kpi_facts")), ("source", .scalar("kpi_facts")),
      (
        "fields",
        .list(
          fields.map { name, column, isTime in
            .mapping([
              ("name", .scalar(name)), ("expression", Self.expression(SQLText.column(column))),
              ("dimension", .mapping([("is_time", .plain(isTime ? "true" : "false"))])),
            ])
          })
      ),
    ])
  }

  private var metrics: [YAMLText] {
    zip(project.kpis, project.measures).map { entry, measure in
      let definition = entry.definition
      let text = definition.story.description ?? definition.story.label
      return .mapping(
        [
          ("name", .scalar(definition.id)),
          ("expression", Self.expression(sql(measure, definition.kpi))),
        ]
          + (text.map { [("description", .scalar($0))] } ?? []) + [
            (
              "custom_extensions",
              .list([
                .mapping([
                  ("vendor_name", .scalar("COMMON")),
                  ("data", .scalar(ExportedMeaning(definition).json)),
                ])
              ])
            )
          ])
    }
  }

  /// The metric over the rows of one period.
  private func sql(_ measure: KPIMeasure, _ kpi: KPI) -> String {
    guard let quotient = measure.quotient else {
      return "COUNT(DISTINCT \(SQLText.column(entity)))"
    }
    let above = SQLText.expression(quotient.numerator)
    if let weight = measure.weight {
      let weight = SQLText.column(weight)
      return "SUM(\(above) * \(weight)) / NULLIF(SUM(\(weight)), 0)"
    }
    if let below = quotient.denominator {
      return "SUM(\(above)) / NULLIF(SUM(\(SQLText.expression(below))), 0)"
    }
    switch kpi.aggregation {
    case .mean, .weightedMean: return "AVG(\(above))"
    case .median: return "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY \(above))"
    default: return "SUM(\(above))"
    }
  }

  private static func expression(_ sql: String) -> YAMLText {
    .mapping([
      (
        "dialects",
        .list([.mapping([("dialect", .scalar("ANSI_SQL")), ("expression", .scalar(sql))])])
      )
    ])
  }
}
