/// What a KPI is computed from.
public enum KPIMeasurement: Hashable, Sendable {
  /// A column of the data, or a value of its KPI column.
  case column(String)
  /// A formula over columns and other KPIs.
  case formula(KPIFormula)
  /// Whatever an entity did: it is active in a period in which any value is not 0.
  case activity
  /// Two formulas, one over the other.
  case parts(numerator: KPIFormula, denominator: KPIFormula)

  /// The formula as text.
  public var text: String {
    switch self {
    case .column(let name): name
    case .activity: "any value that is not 0"
    case .formula(let formula): formula.text
    case .parts(let numerator, let denominator):
      "\(Self.grouped(numerator)) / \(Self.grouped(denominator))"
    }
  }

  private static func grouped(_ formula: KPIFormula) -> String {
    switch formula.root {
    case .number, .name: formula.text
    default: "(\(formula.text))"
    }
  }
}
