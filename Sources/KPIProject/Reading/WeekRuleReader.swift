import TemporalData

/// Reads `weeks:` of a calendar: a word such as `445`, or a mapping that also says where years end.
struct WeekRuleReader {
  private static let keys = ["pattern", "ends", "anchor", "month", "week53"]

  private let node: YAMLNode
  private let calendar: MappingReader

  init(_ node: YAMLNode, _ calendar: MappingReader) {
    (self.node, self.calendar) = (node, calendar)
  }

  /// The rule.
  ///
  /// - Parameter fiscalStart: the month in which the fiscal year begins, if the file says so.
  func rule(fiscalStart: Int?) throws(ProjectError) -> WeekRule {
    guard case .mapping = node.content else {
      return WeekRule(try calendar.choice("weeks", WeekRule.Kind.self) ?? .none)
    }
    let fields = try MappingReader(node, "'weeks'", keys: Self.keys)
    guard let kind = try fields.choice("pattern", WeekRule.Kind.self) else {
      throw ProjectError(
        at: node.place, "'weeks' does not say its pattern",
        fix: "add pattern: 445, 454, 544 or iso")
    }
    var rule = WeekRule(kind)
    rule.extraWeek = try fields.choice("week53", WeekYear.ExtraWeek.self)
    guard RetailCalendar.Pattern(rawValue: kind.rawValue) != nil else {
      for key in ["ends", "anchor", "month"] where fields[key] != nil {
        throw ProjectError(
          at: fields.place(of: key),
          "'\(key)' has no meaning for weeks of pattern \(kind.rawValue)",
          fix: "leave it out")
      }
      return rule
    }
    rule.endsOn = try fields.choice("ends", of: WeekdayName.all).flatMap(WeekdayName.number)
    rule.anchor = try fields.choice("anchor", WeekYear.Anchor.self)
    rule.month = try fields.whole("month", in: 1...12)
    if let month = rule.month, let fiscalStart, month % 12 + 1 != fiscalStart {
      throw ProjectError(
        at: fields.place(of: "month"),
        "years end with month \(month), but 'fiscal_year_start' is \(fiscalStart)",
        details: ["'month' is the month at whose end the year ends"],
        fix: "say month: \((fiscalStart + 10) % 12 + 1), or leave one of them out")
    }
    return rule
  }
}
