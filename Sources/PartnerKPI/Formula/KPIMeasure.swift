/// How a KPI is computed from columns: all other KPIs in its formula are replaced by their own columns.
public struct KPIMeasure: Hashable, Sendable {
  /// The KPI.
  public let kpi: KPI
  /// What it amounts to; nil if any value other than 0 counts as activity.
  public let quotient: KPIQuotient?
  /// The column of weights of a weighted mean.
  public let weight: String?
  /// Within which time an entity counts as active.
  public let activeWithin: KPIWindow?

  /// A measure of its parts.
  public init(
    kpi: KPI, quotient: KPIQuotient?, weight: String? = nil, activeWithin: KPIWindow? = nil
  ) {
    (self.kpi, self.quotient, self.weight) = (kpi, quotient, weight)
    self.activeWithin = activeWithin
  }

  /// The columns it needs, each once.
  public var columns: [String] {
    let own = quotient?.columns ?? []
    guard let weight, !own.contains(weight) else { return own }
    return own + [weight]
  }
}

/// Why a set of definitions cannot be computed: which KPI, which of its formulas, and where in it.
public struct MeasureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A part of a definition.
  public enum Part: String, Hashable, Sendable {
    /// The expression.
    case expression = "expr"
    /// The numerator.
    case numerator
    /// The denominator.
    case denominator
    /// The kind.
    case kind = "type"
    /// The unit.
    case unit
  }

  /// The KPI whose definition is at fault.
  public let kpi: KPI.ID
  /// The part of it.
  public let part: Part
  /// What is wrong, and where in the formula.
  public let error: FormulaError

  /// The KPI, the part and what is wrong.
  public var description: String { "\(part.rawValue) of '\(kpi)': \(error)" }
}
