/// Of whom a KPI is asked: those with one of these values of an attribute.
public struct KPIScope: Hashable, Sendable {
  /// The KPI's name.
  public let kpi: String
  /// The column of the attribute.
  public let column: String
  /// The values.
  public let values: [String]

  /// A scope of a KPI.
  public init(kpi: String, column: String, values: [String]) {
    (self.kpi, self.column, self.values) = (kpi, column, values)
  }
}

/// Of which series each KPI is asked, by the attributes of their newest rows.
struct KPIMembers {
  private var scopes: [String: [(names: Set<String>, groups: SeriesGroups)]] = [:]

  /// - Parameter scopes: the scopes whose column is there, with the value of each series.
  init(_ scopes: [(scope: KPIScope, groups: SeriesGroups)]) {
    for (scope, groups) in scopes {
      self.scopes[scope.kpi, default: []].append((Set(scope.values.map(FoldedName.fold)), groups))
    }
  }

  /// Whether a KPI is asked of a series.
  func isAsked(_ kpi: String, _ series: Int) -> Bool {
    guard let own = scopes[kpi] else { return true }
    return own.allSatisfy { scope in
      scope.groups[series].map { scope.names.contains(FoldedName.fold($0)) } ?? false
    }
  }
}

extension PanelAssembler {
  /// Of which series the KPIs are asked; says whom that leaves out.
  mutating func askedMembers() -> KPIMembers {
    let lookup = ColumnLookup(layout.columns, path: path)
    let known = Set(layout.plans.map(\.measure.kpi.id))
    var found: [(scope: KPIScope, groups: SeriesGroups)] = []
    for (number, scope) in schema.scopes.enumerated() where known.contains(scope.kpi) {
      guard lookup.find(scope.column) != nil else {
        warnings.append(
          "\(scope.kpi) applies to some values of '\(scope.column)', and there is no such column: it is "
            + "asked of everybody")
        continue
      }
      found.append((scope, collector.scopes.values(number)))
    }
    let members = KPIMembers(found)
    var seen: Set<String> = []
    for (scope, _) in found where seen.insert(scope.kpi).inserted {
      var asked: [[String]: Bool] = [:]
      for owner in owners().owners {
        let partner = Array(names.key(owner.key).prefix(max(1, layout.partnerKeys)))
        let isAsked = owner.series.first.map { members.isAsked(scope.kpi, $0) } ?? true
        asked[partner] = asked[partner] == true || isAsked
      }
      let out = asked.values.count { !$0 }
      guard out > 0 else { continue }
      let own = found.filter { $0.scope.kpi == scope.kpi }.map(\.scope)
      let words = own.map { "\($0.column) \($0.values.joined(separator: ", "))" }
      decisions.append(
        Decision(
          "applies to",
          "\(scope.kpi): \(words.joined(separator: "; ")); \(out) of \(asked.count) partners left out"
        ))
    }
    return members
  }
}
