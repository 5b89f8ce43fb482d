import PartnerKPI

/// How a KPI of a project is computed from the values of a row.
///
/// Offsets count the values of a row: first those of the columns, behind them what is computed from them
/// before rows are added up.
struct MeasurePlan {
  /// A sum of values, each by its factor.
  struct Form {
    let terms: [(offset: Int, factor: Double)]

    /// The sum; NaN if a part is not known.
    func value(_ values: (Int) -> Double) -> Double {
      terms.reduce(0) { $0 + $1.factor * values($1.offset) }
    }
  }

  /// What is computed of a row before rows are added up: a value times its weight, and the weight of
  /// rows that have a value.
  struct Weighting {
    let weight: Int
    let product: Int
    let present: Int
  }

  let measure: KPIMeasure
  /// What stands above the line; nil where any value other than 0 is activity.
  let numerator: Form?
  /// What stands below the line.
  let denominator: Form?
  let weighting: Weighting?

  /// A KPI of a table that names KPIs in rows: its columns are series of their own.
  static func inRows(_ measure: KPIMeasure) -> MeasurePlan {
    let factor = measure.quotient?.numerator.terms.first?.factor ?? 1
    return MeasurePlan(
      measure: measure, numerator: Form(terms: [(0, factor)]), denominator: nil, weighting: nil)
  }

  /// Whether all values are kept, one by one.
  var isSampled: Bool { measure.kpi.aggregation == .median }

  /// The offsets that have to be known for a row to count.
  var needed: [Int] {
    ((numerator?.terms ?? []) + (denominator?.terms ?? [])).map(\.offset)
  }
}

extension PanelSchema {
  /// The columns or names of KPIs that are read in a table that names them in rows.
  var wantedNames: [String] {
    let ratio = [numerator, denominator].compactMap { $0 }
    guard !measures.isEmpty else { return kpis + ratio }
    let plain = kpis.filter { name in !measures.contains { $0.kpi.id == name } }
    return plain + ratio + measures.flatMap(\.columns)
  }

  /// Whether every value is read, because any of them may count.
  var wantsAllValues: Bool { measures.contains { $0.quotient == nil } }

  /// The measure of a KPI.
  func measure(of name: String) -> KPIMeasure? {
    measures.first { $0.kpi.id.lowercased() == name.lowercased() }
  }
}
