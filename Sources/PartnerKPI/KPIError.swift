/// Why something cannot be a KPI.
public enum KPIError: Error, Hashable, Sendable {
  /// A name that is not of the form `[a-z][a-z0-9_]*`.
  case name(String)
  /// A way of combining values that does not suit the kind.
  case aggregation(KPIAggregation, kind: KPI.Kind, allowed: [KPIAggregation])
  /// A band without a bound.
  case emptyBand
  /// A bound that is no number.
  case bound(Double)
  /// A lower bound that is not below the upper one.
  case emptyRange(Double, Double)
  /// A smallest denominator that is not above 0.
  case minimumDenominator(Double)
  /// A smallest denominator of a KPI without one.
  case noDenominator(kind: KPI.Kind)
  /// A number of days after the end of a period that is below 0.
  case lagDays(Int)
  /// A relation to itself.
  case leadsItself(String)
  /// A kind that needs parts, without them, or one that has none, with them.
  case parts(kind: KPI.Kind)
  /// A count of active entities without the time within which they count as such.
  case noActiveWindow
  /// A weighted mean without weights.
  case noWeight
}

extension KPIError: CustomStringConvertible {
  /// What is wrong, the value found and what is allowed.
  public var description: String {
    switch self {
    case .name(let name):
      "'\(name)' is not a name: names are small letters, digits and _, and begin with a letter"
    case .aggregation(let found, let kind, let allowed):
      "a \(kind.name) is not combined by \(Self.words(found)); allowed: "
        + allowed.map(Self.words).joined(separator: "; ")
    case .emptyBand: "a band needs a smallest or a largest value"
    case .bound(let value): "\(value) is not a bound"
    case .emptyRange(let lower, let upper):
      "the smallest value \(KPIRange.text(lower)) is not below the largest \(KPIRange.text(upper))"
    case .minimumDenominator(let value):
      "the smallest denominator is \(KPIRange.text(value)), but it has to be above 0"
    case .noDenominator(let kind): "a \(kind.name) without a denominator has no smallest one"
    case .lagDays(let days): "\(days) days after the end of a period lie before it"
    case .leadsItself(let name): "'\(name)' leads itself"
    case .parts(let kind):
      kind.name == "ratio"
        ? "a ratio needs a numerator and a denominator, or an expression that divides"
        : "a \(kind.name) is not divided by anything"
    case .noActiveWindow: "a count of active entities needs the time within which they are active"
    case .noWeight: "a weighted mean needs a column of weights"
    }
  }

  private static func words(_ aggregation: KPIAggregation) -> String {
    "{entities: \(aggregation.names.entities), time: \(aggregation.names.time)}"
  }
}
