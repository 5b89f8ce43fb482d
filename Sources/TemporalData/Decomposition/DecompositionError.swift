/// Why a series cannot be taken apart.
public enum DecompositionError: Error, Hashable {
  /// The season has fewer slots than the method can work with.
  case seasonTooShort(needed: Int, found: Int)
  /// The series covers fewer slots than the seasons the method needs.
  case tooFewObservations(needed: Int, found: Int)
  /// Values are missing and the method needs all of them.
  case missingValues(count: Int)
  /// A multiplicative pattern has no meaning for values that are zero or negative.
  case nonPositiveValue(at: Period)
  /// No observation speaks about one slot of the season, counted from 1 at the start of the series.
  case unobservedSeason(slot: Int)
}

extension DecompositionError: CustomStringConvertible {
  /// What is wrong, the value found and what to do.
  public var description: String {
    switch self {
    case .seasonTooShort(let needed, let found):
      "the season length is \(found) but must be at least \(needed)"
    case .tooFewObservations(let needed, let found):
      "the decomposition needs \(needed) slots but the series has \(found); give more history or "
        + "a shorter season"
    case .missingValues(let count):
      "\(count) values are missing; fill them first, for example by interpolation"
    case .nonPositiveValue(let period):
      "the value at \(period) is not above 0, which a multiplicative pattern needs; use the "
        + "additive one"
    case .unobservedSeason(let slot):
      "slot \(slot) of the season has no value with a known trend; fill the gaps first"
    }
  }
}
