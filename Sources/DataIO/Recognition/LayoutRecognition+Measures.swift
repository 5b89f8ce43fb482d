import PartnerKPI

extension LayoutRecognition {
  /// The measures whose columns a table has, with those of KPIs that are asked for by their columns.
  ///
  /// Throws `usage` if one that was asked for lacks a column; others are left out.
  func presentMeasures(_ taken: Set<Int>) throws(DataError) -> [KPIMeasure] {
    guard !schema.measures.isEmpty else { return [] }
    var found: [KPIMeasure] = []
    for measure in schema.measures {
      let absent = measure.columns.first { lookup.find($0) == nil }
      guard let absent else {
        found.append(measure)
        continue
      }
      guard !schema.kpis.contains(measure.kpi.id) else { throw missing(absent, for: measure) }
    }
    for name in schema.kpis where schema.measure(of: name) == nil {
      let column = columns[try lookup.position(of: name, option: schema.option(naming: name))]
      found.append(
        KPIMeasure(kpi: .recognised(named: column), quotient: KPIQuotient(column: column)))
    }
    return found
  }

  private func missing(_ column: String, for measure: KPIMeasure) -> DataError {
    let guess = NameSuggestion.closest(to: column, among: columns)
    return DataError(
      .usage, at: .init(path: path),
      "there is no column '\(column)', which '\(measure.kpi.id)' needs",
      details: ["columns: " + columns.joined(separator: ", ")],
      fix: guess.map { "did you mean '\($0)'? Say so in the project file" }
        ?? "name its column in the project file")
  }

  /// Whether a table has one column per KPI, rather than their names in rows.
  func hasMeasureColumns() -> Bool {
    schema.measures.contains { measure in
      !measure.columns.isEmpty && measure.columns.allSatisfy { lookup.find($0) != nil }
    }
  }

  /// The columns that measures need, each once.
  func measuredColumns(
    _ measures: [KPIMeasure], taken: Set<Int>
  ) throws(DataError) -> [Int] {
    var found: [Int] = []
    for name in measures.flatMap(\.columns) {
      let column = try lookup.position(of: name, option: "the project file")
      guard !found.contains(column) else { continue }
      try checkNumeric(column)
      found.append(column)
    }
    guard measures.contains(where: { $0.quotient == nil }) else { return found }
    return found
      + profiles.filter {
        $0.isNumeric && !$0.isIdentifierByName && !taken.contains($0.index)
          && !found.contains($0.index)
      }.map(\.index)
  }

  /// The measures that can be computed from values of these names.
  func measures(of names: [String]) -> [KPIMeasure] {
    let values = ColumnLookup(names, path: path)
    return schema.measures.filter { $0.columns.allSatisfy { values.find($0) != nil } }
  }

  /// How the measures are computed from values of these names.
  func plans(_ measures: [KPIMeasure], _ names: [String]) -> [MeasurePlan] {
    let values = ColumnLookup(names, path: path)
    var next = names.count
    func offset(_ name: String) -> Int { values.find(name) ?? 0 }
    func form(_ linear: LinearForm) -> MeasurePlan.Form {
      .init(terms: linear.terms.map { (offset($0.column), $0.factor) })
    }
    return measures.map { measure in
      var weighting: MeasurePlan.Weighting?
      if let weight = measure.weight {
        weighting = .init(weight: offset(weight), product: next, present: next + 1)
        next += 2
      }
      return MeasurePlan(
        measure: measure, numerator: measure.quotient.map { form($0.numerator) },
        denominator: measure.quotient?.denominator.map(form), weighting: weighting)
    }
  }

  /// What is said about the KPIs of a project.
  func measureDecision(_ measures: [KPIMeasure]) -> Decision {
    let absent = schema.measures.map(\.kpi.id).filter { id in
      !measures.contains { $0.kpi.id == id }
    }
    let left =
      absent.isEmpty
      ? ""
      : "; not in the data: " + absent.prefix(8).joined(separator: ", ")
        + (absent.count > 8 ? " and \(absent.count - 8) more" : "")
    return Decision("kpi", measures.map(\.kpi.id).joined(separator: ", ") + left)
  }
}
