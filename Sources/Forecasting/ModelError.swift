import TemporalData

/// Why a model cannot be fitted to a history.
public enum ModelError: Error, Hashable, Sendable {
  /// The history is shorter than the model needs.
  case tooFewObservations(needed: Int, found: Int)
  /// The model cannot pass over missing values.
  case missingValues(count: Int)
  /// The model needs positive values; the first other one stands at this period.
  case nonPositiveValue(at: Period)
  /// A value lies outside of the range that the quantity can take.
  case outOfRange(at: Period, value: Double, range: ValueRange)
  /// A share is not a whole number of a known whole number.
  case notWhole(at: Period)
  /// A column of a regression is not known for a period that is needed.
  case unknownRegressor(name: String, at: Period)
  /// The estimation found no parameters with a finite criterion.
  case didNotConverge(iterations: Int)
}

extension ModelError: CustomStringConvertible {
  /// What is wrong, the value found and what is allowed, in one line.
  public var description: String {
    switch self {
    case .tooFewObservations(let needed, let found):
      "the model needs \(needed) observation\(needed == 1 ? "" : "s") but the series has \(found)"
    case .missingValues(let count):
      "the model needs a history without gaps but \(count) periods have no value"
    case .nonPositiveValue(let period):
      "the model needs positive values but the value of \(period) is not"
    case .outOfRange(let period, let value, let range):
      "the value of \(period) is \(value) but the range is \(range): correct it, or give another range"
    case .notWhole(let period):
      "the model needs whole numbers of known whole numbers but the share of \(period) is none"
    case .unknownRegressor(let name, let period):
      "column '\(name)' is not known for \(period): give its values up to the end of the forecast, "
        + "make it a driver, or use it with a lag"
    case .didNotConverge(let iterations):
      "no finite fit was found in \(iterations) iterations"
    }
  }
}

/// Why a model specification is not valid.
public enum SpecificationError: Error, Hashable, Sendable {
  /// A number lies outside its range.
  case outOfRange(parameter: String, value: Double, allowed: String)
  /// A combination of components that has no finite forecast variance or no meaning.
  case notAllowed(String)
  /// A name that no model has, with the names that exist.
  case unknownModel(String, known: [String])
  /// The name of a pool of models, or of one that rests on more than a single history.
  case madeByAuto(String)
}

extension SpecificationError: CustomStringConvertible {
  /// What is wrong, the value found and what is allowed, in one line.
  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter) is \(Self.text(value)) but must be \(Self.words(allowed))"
    case .notAllowed(let what):
      what
    case .unknownModel(let name, let known):
      "there is no model '\(name)'; models are \(known.joined(separator: ", "))"
    case .madeByAuto(let name):
      "'\(name)' is no model that can be asked for: auto makes it of several, or of other series, where a "
        + "history calls for it"
    }
  }

  /// Whole numbers without a decimal point: season lengths and orders are counts.
  private static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// `0...12` as `0 to 12`, `1...` as `1 or more`.
  private static func words(_ range: String) -> String {
    let ends = range.split(separator: "...")
    return ends.count == 1 && range.hasSuffix("...")
      ? "\(ends[0]) or more" : ends.joined(separator: " to ")
  }
}
