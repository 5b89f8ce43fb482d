import PartnerKPI
import TemporalData

/// A project as metrics of dbt's MetricFlow, in its latest form: one model with its metrics.
///
/// MetricFlow knows neither which way is better nor how a number adds up over entities, nor goals, leads
/// and ranges: they stand under `config: meta:`.
public struct MetricFlowExport: Sendable {
  private let project: Project

  /// An export of a project.
  public init(_ project: Project) { self.project = project }

  /// The text of the YAML file.
  public var text: String {
    let head =
      "# KPIs of \(project.path), for a dbt project: point the model at the table of the data.\n"
    return head
      + YAMLText.mapping([
        ("version", .plain("2")),
        ("models", .list([model])),
      ]).document()
  }

  private var period: String { project.data.period?.value ?? "period" }
  private var entity: String { project.data.entity?.value ?? "partner" }

  private var model: YAMLText {
    .mapping([
      ("name", .scalar("kpi_facts")),
      ("semantic_model", .mapping([("enabled", .plain("true"))])),
      ("agg_time_dimension", .scalar(Self.name(period))),
      ("columns", .list(columns)),
      ("metrics", .list(metrics)),
    ])
  }

  private var columns: [YAMLText] {
    let time = YAMLText.mapping([
      ("name", .scalar(period)), ("granularity", .scalar(project.data.grain ?? "day")),
      (
        "dimension",
        .mapping([("name", .scalar(Self.name(period))), ("type", .scalar("time"))])
      ),
    ])
    let entity = YAMLText.mapping([
      ("name", .scalar(entity)),
      (
        "entity", .mapping([("name", .scalar(Self.name(entity))), ("type", .scalar("foreign"))])
      ),
    ])
    let dimensions = project.data.dimensions.map { dimension in
      YAMLText.mapping([
        ("name", .scalar(dimension.column.value)),
        (
          "dimension",
          .mapping([("name", .scalar(dimension.name)), ("type", .scalar("categorical"))])
        ),
      ])
    }
    return [time, entity] + dimensions
  }

  private var metrics: [YAMLText] {
    zip(project.kpis, project.measures).flatMap { entry, measure in
      metrics(entry.definition, measure)
    }
  }

  /// A KPI, in front of it the parts of a ratio.
  private func metrics(_ definition: KPIDefinition, _ measure: KPIMeasure) -> [YAMLText] {
    let id = definition.id
    let head = head(definition)
    let meta = ("config", YAMLText.mapping([("meta", meta(definition))]))
    let isLast = definition.kpi.aggregation == .ratioOfLast
    guard let quotient = measure.quotient else {
      return [
        .mapping(
          head + [
            ("type", .scalar("simple")), ("agg", .scalar("count_distinct")),
            ("expr", .scalar(column(entity))), meta,
          ])
      ]
    }
    var parts: (above: String, below: String)?
    if let below = quotient.denominator {
      parts = (expression(quotient.numerator), expression(below))
    }
    if let weight = measure.weight {
      parts = ("\(expression(quotient.numerator)) * \(column(weight))", column(weight))
    }
    guard let parts else {
      return [.mapping(head + simple(expression(quotient.numerator), definition.kpi) + [meta])]
    }
    let (above, below) = (id + "_numerator", id + "_denominator")
    return [
      part(above, parts.above, isLast: isLast), part(below, parts.below, isLast: isLast),
      .mapping(
        head + [
          ("type", .scalar("ratio")), ("numerator", .scalar(above)),
          ("denominator", .scalar(below)), meta,
        ]),
    ]
  }

  private func head(_ definition: KPIDefinition) -> [(String, YAMLText)] {
    let story = definition.story
    return [("name", YAMLText.scalar(definition.id))]
      + [("label", story.label), ("description", story.description)].compactMap { name, text in
        text.map { (name, .scalar($0)) }
      }
  }

  private func part(_ name: String, _ expression: String, isLast: Bool) -> YAMLText {
    .mapping(
      [
        ("name", .scalar(name)), ("type", .scalar("simple")), ("hidden", .plain("true")),
        ("agg", .scalar("sum")), ("expr", .scalar(expression)),
      ] + (isLast ? [nonAdditive] : []))
  }

  private func simple(_ expression: String, _ kpi: KPI) -> [(String, YAMLText)] {
    let agg: String
    var isLast = false
    switch kpi.aggregation {
    case .sum, .ratioOfSums, .ratioOfLast: agg = "sum"
    case .last, .average, .activeCount: (agg, isLast) = ("sum", true)
    case .mean, .weightedMean: agg = "average"
    case .median: agg = "median"
    }
    return [
      ("type", .scalar("simple")), ("agg", .scalar(agg)), ("expr", .scalar(expression)),
    ] + (isLast ? [nonAdditive] : [])
  }

  /// A stock: the last value of each entity stands for its period.
  private var nonAdditive: (String, YAMLText) {
    (
      "non_additive_dimension",
      .mapping([
        ("name", .scalar(Self.name(period))), ("window_choice", .scalar("max")),
        ("window_groupings", .list([.scalar(Self.name(entity))])),
      ])
    )
  }

  /// What MetricFlow has no place for.
  private func meta(_ definition: KPIDefinition) -> YAMLText {
    .mapping(ExportedMeaning(definition).members)
  }

  private func expression(_ form: LinearForm) -> String { SQLText.expression(form) }

  private func column(_ name: String) -> String { SQLText.column(name) }

  /// A name as MetricFlow allows it.
  private static func name(_ column: String) -> String {
    KPIName.suggestion(for: column) ?? "column"
  }
}

/// Columns and sums of columns as SQL writes them.
enum SQLText {
  /// A column, in double quotes unless it is a plain word.
  static func column(_ name: String) -> String {
    KPIName.isValid(name)
      ? name
      : "\""
        + name.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
  }

  /// A sum of columns for one row.
  static func expression(_ form: LinearForm) -> String {
    LinearForm(terms: form.terms.map { .init(column: column($0.column), factor: $0.factor) })
      .descriptionOrConstant(form.constant)
  }
}

extension LinearForm {
  fileprivate func descriptionOrConstant(_ constant: Double) -> String {
    isConstant ? "\(constant)" : description
  }
}
