import PartnerKPI

/// What a KPI means beyond its sum, for formats that have no place for it.
struct ExportedMeaning {
  private let definition: KPIDefinition

  init(_ definition: KPIDefinition) { self.definition = definition }

  /// Names and values, those that are known.
  var members: [(String, YAMLText)] {
    let (kpi, story) = (definition.kpi, definition.story)
    let additivity = YAMLText.mapping([
      ("entities", .scalar(kpi.aggregation.names.entities)),
      ("time", .scalar(kpi.aggregation.names.time)),
    ])
    var members: [(String, YAMLText)] = [
      ("kind", .scalar(kpi.kind.name)), ("direction", .scalar(kpi.direction.name)),
      ("additivity", additivity),
    ]
    if case .band(let band) = kpi.direction { members.append(("band", Self.range(band))) }
    if let unit = definition.unit { members.append(("unit", .scalar("\(unit)"))) }
    if let range = kpi.range { members.append(("range", Self.range(range))) }
    if let minimum = kpi.minimumDenominator {
      members.append(("min_denominator", .plain(Self.number(minimum))))
    }
    let texts = [
      ("formula", story.formula), ("stage", story.stage?.rawValue), ("goal", story.goal),
      ("role", story.role?.rawValue), ("owner", story.owner), ("lever", story.lever),
      ("source", story.source?.rawValue), ("active_within", definition.activeWithin?.description),
    ]
    members += texts.compactMap { name, text in text.map { (name, .scalar($0)) } }
    if let days = story.lagDays { members.append(("lag_days", .plain("\(days)"))) }
    if let limit = story.limit { members.append(("limit", Self.range(limit))) }
    if !story.leads.isEmpty {
      members.append(
        (
          "leads",
          .list(
            story.leads.map { lead in
              .mapping([
                ("kpi", .scalar(lead.kpi)),
                ("lag", .scalar("\(lead.lag.lowerBound)..\(lead.lag.upperBound)")),
              ])
            })
        ))
    }
    return members
  }

  private static func range(_ range: KPIRange) -> YAMLText {
    var members: [(String, YAMLText)] = []
    if let lower = range.lower { members.append(("min", .plain(number(lower)))) }
    if let upper = range.upper { members.append(("max", .plain(number(upper)))) }
    if range.isWhole { members.append(("integer", .plain("true"))) }
    if range.allowsCredits { members.append(("allow_credits", .plain("true"))) }
    return .mapping(members)
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// The members as one line of JSON.
  var json: String { Self.json(.mapping(members)) }

  private static func json(_ value: YAMLText) -> String {
    switch value {
    case .scalar(let text): JSONText.quoted(text)
    case .plain(let text): text
    case .list(let items): "[" + items.map(json).joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { "\(JSONText.quoted($0)): \(json($1))" }.joined(separator: ", ") + "}"
    }
  }
}

/// Texts as JSON writes them.
enum JSONText {
  /// A text in double quotes (RFC 8259).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
